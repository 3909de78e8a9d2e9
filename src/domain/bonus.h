// A bonus: money beside the reward, from a requester to a worker for an assignment handed in.
#pragma once

#include <string>
#include <vector>

#include "base/ids.h"
#include "base/instant.h"
#include "base/money.h"
#include "base/result.h"
#include "domain/assignment.h"
#include "domain/hit.h"

namespace kempelen::domain {

struct Bonus {
  std::string id;
  RequesterId requester;
  HitId hit;
  AssignmentId assignment;
  WorkerId worker;
  Money amount;
  Money fee;
  std::string reason;
  Instant granted_at;
};

struct BonusGrant {
  Bonus bonus;
  std::vector<Posting> postings{};
};

/// Pays `amount` to the assignment's worker, and the fee, from `available_funds`; in the sandbox from
/// outside. The assignment was submitted. Refuses InsufficientFunds.
Result<BonusGrant> grant_bonus(std::string id, const Hit& hit, const Assignment& assignment, Money amount,
                               std::string reason, Money available_funds, Instant now);

}  // namespace kempelen::domain
