// Recording what a review policy found and did.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "actions/context.h"
#include "domain/review.h"

namespace kempelen::actions {

/// The policy of a HIT that is running.
struct PolicyRun {
  HitId hit;
  domain::ReviewLevel level;
};

/// What a review found. `assignment` is what it was about, or nothing for the HIT.
void record_review(WriteContext& ctx, const PolicyRun& run, std::optional<AssignmentId> assignment,
                   const domain::Review& review);

/// An action and how it ended; `result` are words for people. A refusal is recorded with its code, so that
/// what could not be done is not lost.
void record_done(WriteContext& ctx, const PolicyRun& run, domain::ReviewActionKind kind,
                 std::optional<AssignmentId> assignment, std::string result);
void record_failed(WriteContext& ctx, const PolicyRun& run, domain::ReviewActionKind kind,
                   std::optional<AssignmentId> assignment, const Refusal& refusal);

}  // namespace kempelen::actions
