// UpdateExpirationForHIT. The original kept a hidden token of HIT and time and refused a repeated call,
// though the operation is called idempotent; here a repeat succeeds and changes nothing (COMPATIBILITY).
#include "actions/find.h"
#include "actions/requester_operations.h"
#include "actions/reviews/run.h"
#include "actions/save.h"

namespace kempelen::actions {

Result<api::UpdateExpirationForHITResponse> update_expiration_for_hit(
    WriteContext& ctx, const api::UpdateExpirationForHITRequest& request) {
  KEMPELEN_TRY(auto hit, own_hit(ctx, request.hit_id));
  KEMPELEN_TRY(const auto moved,
               domain::move_expiration(std::move(hit), request.expire_at, available_funds(ctx), ctx.now));
  save(ctx, moved);
  review_if_reviewable(ctx, moved.hit);
  return api::UpdateExpirationForHITResponse{};
}

}  // namespace kempelen::actions
