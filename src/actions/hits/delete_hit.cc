// DeleteHIT: disposes of a HIT whose work is all reviewed. The row stays, so that GetHIT and a second call
// can name the state.
#include "actions/find.h"
#include "actions/requester_operations.h"
#include "actions/save.h"
#include "store/files.h"

namespace kempelen::actions {

Result<api::DeleteHITResponse> delete_hit(WriteContext& ctx, const api::DeleteHITRequest& request) {
  KEMPELEN_TRY(auto hit, own_hit(ctx, request.hit_id));
  KEMPELEN_TRY(const auto disposed, domain::dispose(std::move(hit), ctx.now));
  save(ctx, disposed);
  store::drop_files_of(ctx.tx, disposed.hit.id);
  return api::DeleteHITResponse{};
}

}  // namespace kempelen::actions
