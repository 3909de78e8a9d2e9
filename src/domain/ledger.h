// Money as double entry: every movement debits one account and credits another, so the sum of all accounts is
// zero.
//
// `outside` is where real money comes from and `play` where the sandbox's rewards come from; only these two
// may be negative. A requester's `held` account has reward and fee of every live place that may still be
// paid; the subject of an entry says for which HIT or assignment.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/ids.h"
#include "base/money.h"

namespace kempelen::domain {

/// An account's name, such as `requester:A1B2…`.
struct Account {
  std::string name;

  static Account requester(const RequesterId& id) { return {"requester:" + id.text}; }
  static Account held(const RequesterId& id) { return {"held:" + id.text}; }
  static Account worker(const WorkerId& id) { return {"worker:" + id.text}; }
  static Account fees() { return {"fees"}; }
  static Account outside() { return {"outside"}; }
  static Account play() { return {"play"}; }

  bool may_be_negative() const { return name == "outside" || name == "play"; }
  friend bool operator==(const Account&, const Account&) = default;
};

/// Why money moved; the text is stored.
enum class Reason { Deposit, Hold, Release, Reward, Fee, Bonus, BonusFee, Withdrawal, PayOut };

std::string_view name(Reason reason);

/// An amount, always positive, from one account to another.
struct Posting {
  Account from;
  Account to;
  Money amount;
  Reason reason = Reason::Hold;
  std::string subject;  // the id of the HIT, assignment or requester it is about

  friend bool operator==(const Posting&, const Posting&) = default;
};

/// Real money comes in for a requester, goes back to him, and goes out to a worker. The ledger ends at
/// `outside`; what moves the money there is no part of it.
Posting deposit(const RequesterId& to, Money amount);
Posting withdrawal(const RequesterId& from, Money amount);
Posting pay_out(const WorkerId& from, Money amount);

/// Whether the balance may be changed by so much: 64 bits hold the result.
bool fits(Money balance, Money change);

}  // namespace kempelen::domain
