// ApproveAssignment, and the one way in which assignments are approved.
#include "actions/assignments/approve.h"
#include "actions/requester_operations.h"
#include "actions/save.h"
#include "store/ledger.h"

namespace kempelen::actions {

Result<Done> approve(WriteContext& ctx, const AssignmentOfHit& of, const domain::Approval& approval) {
  const bool was_rejected = of.assignment.status == domain::AssignmentStatus::Rejected;
  const Money funds =
      was_rejected ? store::balance(ctx.db, domain::Account::requester(of.hit.requester)) : Money{};
  KEMPELEN_TRY(const auto approved, domain::approve(of.hit, of.assignment, approval, funds, ctx.now));
  save(ctx, approved);
  change_record(ctx, of.assignment.worker, of.hit.requester,
                {.approved = 1, .rejected = was_rejected ? -1 : 0});
  return Done{};
}

Result<api::ApproveAssignmentResponse> approve_assignment(WriteContext& ctx,
                                                          const api::ApproveAssignmentRequest& request) {
  KEMPELEN_TRY(const auto found, assignment_for_requester(ctx, request.assignment_id));
  const domain::Approval approval{request.requester_feedback, request.override_rejection.value_or(false)
                                                                  ? domain::Override::Rejection
                                                                  : domain::Override::No};
  if (const auto done = approve(ctx, found, approval); !done) return refuse(done);
  return api::ApproveAssignmentResponse{};
}

}  // namespace kempelen::actions
