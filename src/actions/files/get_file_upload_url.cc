// GetFileUploadURL: an address for the file that a worker gave to a question, good for a minute. It lives as
// long as the HIT; what a disposed HIT had is deleted.
#include "actions/files/address.h"
#include "actions/find.h"
#include "actions/requester_operations.h"
#include "store/files.h"

namespace kempelen::actions {

Result<api::GetFileUploadURLResponse> get_file_upload_url(ReadContext& ctx,
                                                          const api::GetFileUploadURLRequest& request) {
  KEMPELEN_TRY(const auto found, assignment_for_requester(ctx, request.assignment_id));
  if (found.assignment.status == domain::AssignmentStatus::Accepted) {
    return refuse(Code::InvalidAssignmentState, "Reviewable,Approved,Rejected");
  }
  const auto file = store::find_file_of(ctx.db, found.assignment.id, request.question_identifier);
  if (!file) return refuse(Code::InvalidParameterValue, request.question_identifier, "QuestionIdentifier");
  return api::GetFileUploadURLResponse{.file_upload_url =
                                           download_url(ctx.settings, file->key, ctx.wall_now)};
}

}  // namespace kempelen::actions
