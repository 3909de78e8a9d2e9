// Review policies as they are handed in with a HIT.
#pragma once

#include <optional>

#include "actions/context.h"
#include "api/review_policies.h"
#include "domain/review_policy.h"

namespace kempelen::actions {

/// What a HIT to be made is given, checked.
struct PreparedPolicies {
  std::optional<domain::PolicyText> assignment{};
  std::optional<domain::PolicyText> hit{};
};

/// The policies in a request, or the refusal of their parameters.
Result<PreparedPolicies> read_policies(const std::optional<api::ReviewPolicy>& assignment_policy,
                                       const std::optional<api::ReviewPolicy>& hit_policy);

/// For a HIT that was just saved.
void save_policies(WriteContext& ctx, const HitId& hit, const PreparedPolicies& policies);

}  // namespace kempelen::actions
