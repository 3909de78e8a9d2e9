// GetAccountBalance. The sandbox always shows 10000.00, as the original's did; live shows what is left to
// spend, and what is held for work that may still be paid.
#include "actions/requester_operations.h"
#include "store/ledger.h"

namespace kempelen::actions {

Result<api::GetAccountBalanceResponse> get_account_balance(ReadContext& ctx,
                                                           const api::GetAccountBalanceRequest&) {
  if (ctx.caller.marketplace == domain::Marketplace::Sandbox) {
    return api::GetAccountBalanceResponse{.available_balance = Money::dollars(10'000), .on_hold_balance = {}};
  }
  return api::GetAccountBalanceResponse{
      .available_balance = store::balance(ctx.db, domain::Account::requester(ctx.caller.requester)),
      .on_hold_balance = store::balance(ctx.db, domain::Account::held(ctx.caller.requester))};
}

}  // namespace kempelen::actions
