// UpdateHITTypeOfHIT: all properties of another type, its price among them, for a HIT nobody works on yet.
#include "actions/find.h"
#include "actions/requester_operations.h"
#include "actions/save.h"

namespace kempelen::actions {

Result<api::UpdateHITTypeOfHITResponse> update_hit_type_of_hit(
    WriteContext& ctx, const api::UpdateHITTypeOfHITRequest& request) {
  KEMPELEN_TRY(auto hit, own_hit(ctx, request.hit_id));
  KEMPELEN_TRY(auto type, own_hit_type(ctx, request.hit_type_id));
  const domain::Price price = domain::price_of(type.properties.reward, hit.max_assignments,
                                               type.properties.requirements, ctx.caller.marketplace);
  KEMPELEN_TRY(const auto changed,
               domain::change_type(std::move(hit), std::move(type.id), price, available_funds(ctx), ctx.now));
  save(ctx, changed);
  return api::UpdateHITTypeOfHITResponse{};
}

}  // namespace kempelen::actions
