// GetHIT: one HIT, in every state. A disposed one stays readable, since DeleteHIT's own refusals name that
// state.
#include "actions/find.h"
#include "actions/requester_operations.h"
#include "actions/wire.h"

namespace kempelen::actions {

Result<api::GetHITResponse> get_hit(ReadContext& ctx, const api::GetHITRequest& request) {
  KEMPELEN_TRY(auto whole, own_whole_hit(ctx, request.hit_id));
  return api::GetHITResponse{
      .hit = wire_hit(std::move(whole.hit), std::move(whole.type), std::move(whole.question), ctx.now)};
}

}  // namespace kempelen::actions
