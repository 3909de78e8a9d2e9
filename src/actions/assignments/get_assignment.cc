// GetAssignment: an assignment that was handed in, with its HIT.
#include "actions/find.h"
#include "actions/requester_operations.h"
#include "actions/wire.h"
#include "store/assignments.h"
#include "store/hits.h"

namespace kempelen::actions {

Result<api::GetAssignmentResponse> get_assignment(ReadContext& ctx,
                                                  const api::GetAssignmentRequest& request) {
  KEMPELEN_TRY(auto found, assignment_for_requester(ctx, request.assignment_id));
  if (found.assignment.status == domain::AssignmentStatus::Accepted) {
    // `Reviewable` is the original's inner name of Submitted; programs look for this very text.
    return refuse(Code::InvalidAssignmentState, "Reviewable,Approved,Rejected");
  }
  const std::string answer = store::find_answer(ctx.db, found.assignment.id).value_or("");
  std::string question = store::find_question(ctx.db, found.hit.id);
  domain::HitType type = type_of(ctx, found.hit);
  return api::GetAssignmentResponse{
      .assignment = wire_assignment(found.assignment, answer),
      .hit = wire_hit(std::move(found.hit), std::move(type), std::move(question), ctx.now)};
}

}  // namespace kempelen::actions
