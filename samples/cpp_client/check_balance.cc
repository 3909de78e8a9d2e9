// Prints the balance in the marketplace that is set, and in live where its address is known.
#include "connection.h"

namespace {

std::string balance(const Client& client) {
  return format_money(samples::take(client.get_account_balance()).available_balance.value());
}

void print_balances() {
  samples::say("balance: ", balance(samples::connect()));
  if (const char* live = std::getenv("KEMPELEN_LIVE_URL")) {
    samples::say("live balance: ", balance(samples::connect({.endpoint = live})));
  }
}

}  // namespace

int main() {
  return samples::run(print_balances);
}
