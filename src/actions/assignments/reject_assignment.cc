// RejectAssignment, and the one way in which assignments are rejected. The place is not offered again; the
// money held for it is free.
#include "actions/assignments/reject.h"
#include "actions/requester_operations.h"
#include "actions/save.h"

namespace kempelen::actions {

Result<Done> reject(WriteContext& ctx, const AssignmentOfHit& of, const std::string& feedback) {
  KEMPELEN_TRY(const auto rejected, domain::reject(of.hit, of.assignment, feedback, ctx.now));
  save(ctx, rejected);
  change_record(ctx, rejected.assignment.worker, rejected.hit.requester, {.rejected = 1});
  return Done{};
}

Result<api::RejectAssignmentResponse> reject_assignment(WriteContext& ctx,
                                                        const api::RejectAssignmentRequest& request) {
  KEMPELEN_TRY(const auto found, assignment_for_requester(ctx, request.assignment_id));
  if (const auto done = reject(ctx, found, request.requester_feedback); !done) return refuse(done);
  return api::RejectAssignmentResponse{};
}

}  // namespace kempelen::actions
