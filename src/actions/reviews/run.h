// Running review policies: when a worker hands in, and when a HIT becomes reviewable. What a policy cannot do
// is recorded and refuses nothing to whoever caused the run.
#pragma once

#include <string_view>

#include "actions/context.h"
#include "actions/find.h"

namespace kempelen::actions {

/// Runs the policy of assignments, if the HIT has one, on what was just submitted and saved. Both sides of
/// `submitted` may be out of date afterwards.
void review_submission(WriteContext& ctx, const AssignmentOfHit& submitted, std::string_view answer_xml);

/// Runs the policy of the HIT, if it has one, when the HIT has become reviewable since it ran last. To be
/// called after everything that can make a HIT reviewable; `hit` may be out of date, and is so afterwards.
void review_if_reviewable(WriteContext& ctx, const domain::Hit& hit);

}  // namespace kempelen::actions
