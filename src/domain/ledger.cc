// Stored names of reasons, and the movements between here and outside.
#include "domain/ledger.h"

#include <array>

namespace kempelen::domain {

std::string_view name(Reason reason) {
  constexpr std::array<std::string_view, 9> kNames = {"deposit", "hold",      "release",    "reward", "fee",
                                                      "bonus",   "bonus-fee", "withdrawal", "pay-out"};
  return kNames[static_cast<std::size_t>(reason)];
}

Posting deposit(const RequesterId& to, Money amount) {
  return {Account::outside(), Account::requester(to), amount, Reason::Deposit, to.text};
}

Posting withdrawal(const RequesterId& from, Money amount) {
  return {Account::requester(from), Account::outside(), amount, Reason::Withdrawal, from.text};
}

Posting pay_out(const WorkerId& from, Money amount) {
  return {Account::worker(from), Account::outside(), amount, Reason::PayOut, from.text};
}

bool fits(Money balance, Money change) {
  std::int64_t sum = 0;
  return !__builtin_add_overflow(balance.micros, change.micros, &sum);
}

}  // namespace kempelen::domain
