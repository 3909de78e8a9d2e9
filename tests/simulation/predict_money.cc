// Balances, bonuses, deposits and pay-outs.
#include <algorithm>

#include "tests/simulation/predict.h"

namespace kempelen::simulation {
namespace {

constexpr std::int64_t kBonusTimeMax = 183 * kDay;

Prediction balance(const Book& book, const Step& s) {
  Prediction p;
  if (s.live) {
    p.answer.with("AvailableBalance", dollars(book.available(s.who)));
    p.answer.with("OnHoldBalance", dollars(book.held(s.who)));
  } else {
    p.answer.with("AvailableBalance", "10000.00").with("OnHoldBalance", Want::absent());
  }
  return p;
}

bool worked_lately(const Book& book, int requester, int worker) {
  return std::ranges::any_of(book.assignments, [&](const Assignment& a) {
    return a.worker == worker && a.submitted > 0 && a.submitted >= book.now - kBonusTimeMax &&
           book.hits[static_cast<std::size_t>(a.hit)].owner == requester;
  });
}

Prediction send_bonus(Book& book, const Step& s) {
  const Assignment* const a = book.own_assignment(s, s.symbol(Arg::Assignment), true);
  if (a == nullptr || a->state == State::Accepted) return Prediction::refused(kNoAssignment);
  if (a->worker != s.symbol(Arg::Worker)) return Prediction::refused(kInvalidValue, {"WorkerId"});
  if (book.earlier_use(s, kBonusSpace) != nullptr) return Prediction::refused(kTokenUsed);
  if (!worked_lately(book, s.who, a->worker))
    return Prediction::refused(kInvalidValue, {"WorkerId", "six months"});
  const std::int64_t cents = s.get(Arg::Cents), fee = s.live ? fee_of(cents, 20) : 0;
  if (s.live && cents + fee > book.available(s.who)) return Prediction::refused(kFunds);
  if (s.live) {
    book.spent[s.who] += cents + fee;
    book.fees += fee;
  }
  book.earned[a->worker] += cents;
  book.bonuses.push_back({.assignment = static_cast<int>(a - book.assignments.data()),
                          .cents = cents,
                          .when = book.now,
                          .note = s.get(Arg::Note)});
  book.use_token(s, kBonusSpace, 0);
  return {};
}

Prediction withdraw(Book& book, const Step& s) {
  if (s.get(Arg::Cents) > book.available(s.who)) return Prediction::refused(kAdmin);
  book.deposited[s.who] -= s.get(Arg::Cents);
  return {};
}

Prediction pay_out(Book& book, const Step& s) {
  const std::int64_t left = book.earned[s.who] - book.paid_out[s.who];
  if (!works_live(s.who) || s.get(Arg::Cents) > left) return Prediction::refused(kAdmin);
  book.paid_out[s.who] += s.get(Arg::Cents);
  return {};
}

}  // namespace

std::optional<Prediction> predict_money(Book& book, const Step& s) {
  switch (s.op) {
    case Op::GetAccountBalance:
      return balance(book, s);
    case Op::SendBonus:
      return send_bonus(book, s);
    case Op::Deposit:
      book.deposited[s.who] += s.get(Arg::Cents);
      return Prediction{};
    case Op::Withdraw:
      return withdraw(book, s);
    case Op::PayOut:
      return pay_out(book, s);
    case Op::Suspend:
    case Op::Restore:
      book.suspended[s.who] = s.op == Op::Suspend;
      return Prediction{};
    default:
      return std::nullopt;
  }
}

}  // namespace kempelen::simulation
