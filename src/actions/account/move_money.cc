// Deposits, withdrawals and pay-outs.
#include "actions/account/move_money.h"

#include <fmt/format.h>

#include <limits>

#include "base/fault.h"
#include "store/ledger.h"
#include "store/workers.h"

namespace kempelen::actions {
namespace {

Money post(WriteContext& ctx, const domain::Posting& posting, const domain::Account& account) {
  store::post(ctx.tx, std::span(&posting, 1), ctx.ids, ctx.now);
  return store::balance(ctx.db, account);
}

Result<Money> take(WriteContext& ctx, const domain::Posting& posting, std::string_view words) {
  const Money available = store::balance(ctx.db, posting.from);
  if (posting.amount > available) {
    return refuse(Code::AdminRefused, fmt::format("{} {}; {} is more.", words, format_exact(available),
                                                  format_exact(posting.amount)));
  }
  return post(ctx, posting, posting.from);
}

}  // namespace

Result<Money> deposit(WriteContext& ctx, const RequesterId& requester, Money amount) {
  const domain::Posting posting = domain::deposit(requester, amount);
  // All real money is what came from outside, so no other account can hold more.
  const Money outside = store::balance(ctx.db, posting.from);
  if (!domain::fits(outside, -amount)) {
    return refuse(
        Code::AdminRefused,
        fmt::format("All deposits together can be {} at most; {} have been made, and {} more is too much.",
                    format_money({std::numeric_limits<std::int64_t>::max()}), format_exact(-outside),
                    format_exact(amount)));
  }
  return post(ctx, posting, posting.to);
}

Result<Money> withdraw(WriteContext& ctx, const RequesterId& requester, Money amount) {
  return take(ctx, domain::withdrawal(requester, amount), "The requester's available balance is");
}

Result<Money> pay_out(WriteContext& ctx, const WorkerId& worker, Money amount) {
  const auto found = store::find_worker(ctx.db, worker);
  KEMPELEN_INVARIANT(found.has_value(), "only existing workers are paid");
  if (found->marketplace != domain::Marketplace::Live) {
    return refuse(Code::AdminRefused,
                  fmt::format("{} is a worker of the sandbox, whose money is play money.", worker.text));
  }
  return take(ctx, domain::pay_out(worker, amount), "The worker's earnings not paid out yet are");
}

}  // namespace kempelen::actions
