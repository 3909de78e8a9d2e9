// Rows of review actions.
#include "actions/reviews/record.h"

#include "api/errors.h"
#include "store/reviews.h"

namespace kempelen::actions {
namespace {

domain::ReviewAction begun(WriteContext& ctx, const PolicyRun& run, domain::ReviewActionKind kind,
                           std::optional<AssignmentId> assignment, std::string result) {
  return {.id = ctx.ids.review_action(ctx.now),
          .level = run.level,
          .kind = kind,
          .assignment = std::move(assignment),
          .completed_at = ctx.now,
          .result = std::move(result)};
}

}  // namespace

void record_review(WriteContext& ctx, const PolicyRun& run, std::optional<AssignmentId> assignment,
                   const domain::Review& review) {
  auto action = begun(ctx, run, domain::ReviewActionKind::Review, std::move(assignment), review.summary);
  action.results = review.results;
  store::insert_review_action(ctx.tx, run.hit, action);
}

void record_done(WriteContext& ctx, const PolicyRun& run, domain::ReviewActionKind kind,
                 std::optional<AssignmentId> assignment, std::string result) {
  store::insert_review_action(ctx.tx, run.hit,
                              begun(ctx, run, kind, std::move(assignment), std::move(result)));
}

void record_failed(WriteContext& ctx, const PolicyRun& run, domain::ReviewActionKind kind,
                   std::optional<AssignmentId> assignment, const Refusal& refusal) {
  const api::WireError error = api::wire_error(refusal);
  // The original's own words where they were seen.
  std::string result = refusal.code == Code::InvalidAssignmentState
                           ? "Assignment was in an invalid state for this operation."
                           : error.message;
  auto action = begun(ctx, run, kind, std::move(assignment), std::move(result));
  action.error_code = error.turk_error_code;
  store::insert_review_action(ctx.tx, run.hit, action);
}

}  // namespace kempelen::actions
