// AcceptQualificationRequest: gives the worker what he asked for, over whatever he has of that type.
#include "actions/qualifications/find_type.h"
#include "actions/qualifications/requests.h"
#include "actions/requester_operations.h"

namespace kempelen::actions {

Result<api::AcceptQualificationRequestResponse> accept_qualification_request(
    WriteContext& ctx, const api::AcceptQualificationRequestRequest& request) {
  KEMPELEN_TRY(auto asked, request_for_requester(ctx, request.qualification_request_id));
  const std::int64_t value = request.integer_value.value_or(domain::kQualificationValueDefault);
  KEMPELEN_TRY(const auto granted, domain::grant_request(std::move(asked), value, ctx.now));
  save(ctx, granted);
  return api::AcceptQualificationRequestResponse{};
}

}  // namespace kempelen::actions
