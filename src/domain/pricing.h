// What an assignment costs a requester. The only place that knows fees and rounds money.
#pragma once

#include "base/money.h"
#include "domain/marketplace.h"
#include "domain/requirement.h"

namespace kempelen::domain {

/// A HIT made with fewer assignments than this can never be extended to as many, so that its fee stays what
/// it was.
constexpr std::int64_t kManyAssignments = 10;

struct Price {
  Money reward;  // to the worker
  Money fee;     // to the operator

  Money total() const { return reward + fee; }
  friend bool operator==(const Price&, const Price&) = default;
};

/// The price of one assignment. Live: 20 % of the reward, 20 % more from ten assignments a HIT on, 5 % more
/// where Masters are required; rounded half up to a cent, at least one cent (fees of 2015-07-21); beside it
/// what premium qualifications cost. Sandbox: no fee.
Price price_of(Money reward, std::int64_t max_assignments, const Requirements& requirements,
               Marketplace marketplace);

/// The fee for a bonus, paid beside it. Live: 20 %, rounded half up to a cent, at least one cent. Sandbox:
/// none.
Money bonus_fee(Money bonus, Marketplace marketplace);

}  // namespace kempelen::domain
