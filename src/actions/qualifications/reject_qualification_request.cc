// RejectQualificationRequest: the worker reads why; what he has of the type stays as it is.
#include "actions/qualifications/find_type.h"
#include "actions/qualifications/requests.h"
#include "actions/requester_operations.h"

namespace kempelen::actions {

Result<api::RejectQualificationRequestResponse> reject_qualification_request(
    WriteContext& ctx, const api::RejectQualificationRequestRequest& request) {
  KEMPELEN_TRY(auto asked, request_for_requester(ctx, request.qualification_request_id));
  KEMPELEN_TRY(const auto rejected, domain::reject_request(std::move(asked), request.reason, ctx.now));
  save(ctx, rejected);
  return api::RejectQualificationRequestResponse{};
}

}  // namespace kempelen::actions
