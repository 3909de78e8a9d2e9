// CreateHITType: the id of the type with these properties, made if need be.
#include "actions/requester_operations.h"

namespace kempelen::actions {

Result<api::CreateHITTypeResponse> create_hit_type(WriteContext& ctx,
                                                   const api::CreateHITTypeRequest& request) {
  KEMPELEN_TRY(const auto properties, read_properties(request, ctx.caller.marketplace));
  KEMPELEN_TRY(auto type, find_or_make_type(ctx, properties));
  return api::CreateHITTypeResponse{.hit_type_id = std::move(type.id.text)};
}

}  // namespace kempelen::actions
