// GetQualificationScore: what a worker has of one of the requester's own types.
#include "actions/qualifications/find_type.h"
#include "actions/qualifications/wire.h"
#include "actions/requester_operations.h"
#include "store/qualifications.h"

namespace kempelen::actions {

Result<api::GetQualificationScoreResponse> get_qualification_score(
    ReadContext& ctx, const api::GetQualificationScoreRequest& request) {
  // Seen of the original for the locale type.
  if (domain::system_qualification(request.qualification_type_id, ctx.caller.marketplace)) {
    return refuse(Code::QualificationDoesNotExist);
  }
  KEMPELEN_TRY(const auto type, own_qualification_type(ctx, request.qualification_type_id));
  const auto held = store::find_qualification(ctx.db, WorkerId{request.worker_id}, type.id);
  if (!held) return refuse(Code::QualificationDoesNotExist);
  if (const auto granted = domain::check_granted(*held); !granted) return refuse(granted);
  return api::GetQualificationScoreResponse{.qualification = wire_qualification(*held)};
}

}  // namespace kempelen::actions
