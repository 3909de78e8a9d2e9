// What a bonus costs, and whom.
#include "domain/bonus.h"

#include "base/fault.h"
#include "domain/pricing.h"

namespace kempelen::domain {

Result<BonusGrant> grant_bonus(std::string id, const Hit& hit, const Assignment& assignment, Money amount,
                               std::string reason, Money available_funds, Instant now) {
  KEMPELEN_INVARIANT(amount.micros > 0 && assignment.submitted_at,
                     "a bonus is something, for work handed in");
  const bool live = hit.marketplace == Marketplace::Live;
  const Money fee = bonus_fee(amount, hit.marketplace);
  if (live && amount + fee > available_funds) return refuse(Code::InsufficientFunds);
  const Account payer = live ? Account::requester(hit.requester) : Account::play();
  BonusGrant grant{{std::move(id), hit.requester, hit.id, assignment.id, assignment.worker, amount, fee,
                    std::move(reason), now}};
  grant.postings.push_back(
      {payer, Account::worker(assignment.worker), amount, Reason::Bonus, assignment.id.text});
  if (fee.micros > 0) {
    grant.postings.push_back({payer, Account::fees(), fee, Reason::BonusFee, assignment.id.text});
  }
  return grant;
}

}  // namespace kempelen::domain
