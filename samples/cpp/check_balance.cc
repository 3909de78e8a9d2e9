// Prints the balance in the marketplace that is set, and in live where its address is known.
#include <aws/mturk-requester/model/GetAccountBalanceRequest.h>

#include "connection.h"

namespace {

Aws::String balance(const Aws::MTurk::MTurkClient& mturk) {
  const Aws::MTurk::Model::GetAccountBalanceRequest request;
  return samples::result_of(mturk.GetAccountBalance(request)).GetAvailableBalance();
}

void print_balances() {
  samples::say("balance: ", balance(samples::connect()));
  if (const char* live = std::getenv("KEMPELEN_LIVE_URL")) {
    samples::say("live balance: ", balance(samples::connect(live)));
  }
}

}  // namespace

int main() {
  return samples::run(print_balances);
}
