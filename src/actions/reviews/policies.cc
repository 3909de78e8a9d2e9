// From the request to the store.
#include "actions/reviews/policies.h"

#include "store/reviews.h"

namespace kempelen::actions {
namespace {

Result<domain::PolicyText> read_text(const api::ReviewPolicy& policy) {
  domain::PolicyText text{.name = policy.policy_name};
  for (const api::PolicyParameter& given : policy.parameters) {
    if (!given.key) {
      return refuse(Code::InvalidParameterValueBecause, "", "Key", "Every parameter of a policy has one.");
    }
    domain::PolicyParameter& parameter = text.parameters.emplace_back();
    parameter.key = *given.key;
    parameter.values = given.values;
    // A missing key is refused as an empty one is: by what the parameter allows.
    for (const api::ParameterMapEntry& entry : given.map_entries) {
      parameter.map_entries.push_back({entry.key.value_or(""), entry.values});
    }
  }
  return text;
}

}  // namespace

Result<PreparedPolicies> read_policies(const std::optional<api::ReviewPolicy>& assignment_policy,
                                       const std::optional<api::ReviewPolicy>& hit_policy) {
  PreparedPolicies policies;
  if (assignment_policy) {
    KEMPELEN_TRY(policies.assignment, read_text(*assignment_policy));
    if (const auto read = domain::read_known_answers(*policies.assignment); !read) return refuse(read);
  }
  if (hit_policy) {
    KEMPELEN_TRY(policies.hit, read_text(*hit_policy));
    if (const auto read = domain::read_plurality(*policies.hit); !read) return refuse(read);
  }
  return policies;
}

void save_policies(WriteContext& ctx, const HitId& hit, const PreparedPolicies& policies) {
  if (policies.assignment) {
    store::insert_review_policy(ctx.tx, hit, domain::ReviewLevel::Assignment, *policies.assignment);
  }
  if (policies.hit) store::insert_review_policy(ctx.tx, hit, domain::ReviewLevel::Hit, *policies.hit);
}

}  // namespace kempelen::actions
