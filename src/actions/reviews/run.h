// Running review policies: when a worker hands in, and when a HIT becomes reviewable. What a policy cannot do
// is recorded and refuses nothing to whoever caused the run.
#pragma once

#include <vector>

#include "actions/context.h"
#include "actions/find.h"
#include "domain/answer.h"

namespace kempelen::actions {

/// Whether a policy has done something to the HIT or to assignments of it, beyond recording what it found.
/// What the caller has read of them is then out of date.
enum class Reviewed { AsBefore, Changed };

/// Runs the policy of assignments, if the HIT has one, on what was just submitted and saved with these
/// answers.
[[nodiscard]] Reviewed review_submission(WriteContext& ctx, const AssignmentOfHit& submitted,
                                         const std::vector<domain::AnswerField>& answers);

/// Runs the policy of the HIT, if it has one, when the HIT has become reviewable since it ran last. To be
/// called after everything that can make a HIT reviewable, with the HIT as it was saved.
Reviewed review_if_reviewable(WriteContext& ctx, const domain::Hit& hit);

}  // namespace kempelen::actions
