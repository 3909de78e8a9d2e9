// GetQualificationType: any type of the marketplace, of the system too; test and key for the owner only.
#include <algorithm>

#include "actions/qualifications/find_type.h"
#include "actions/qualifications/wire.h"
#include "actions/requester_operations.h"

namespace kempelen::actions {

Result<api::GetQualificationTypeResponse> get_qualification_type(
    ReadContext& ctx, const api::GetQualificationTypeRequest& request) {
  const auto system = domain::system_qualification_types(ctx.caller.marketplace);
  const auto found =
      std::ranges::find(system, request.qualification_type_id, &domain::SystemQualificationType::id);
  if (found != system.end()) {
    return api::GetQualificationTypeResponse{.qualification_type = wire_qualification_type(*found)};
  }
  KEMPELEN_TRY(const auto type, any_qualification_type(ctx, request.qualification_type_id));
  return api::GetQualificationTypeResponse{.qualification_type = wire_qualification_type(ctx, type)};
}

}  // namespace kempelen::actions
