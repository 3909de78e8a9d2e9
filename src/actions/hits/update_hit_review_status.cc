// UpdateHITReviewStatus: takes a HIT out of the list of reviewable ones, or puts it back. A call for what is
// so already succeeds, as the operation is idempotent.
#include "actions/find.h"
#include "actions/requester_operations.h"
#include "actions/save.h"

namespace kempelen::actions {

Result<api::UpdateHITReviewStatusResponse> update_hit_review_status(
    WriteContext& ctx, const api::UpdateHITReviewStatusRequest& request) {
  KEMPELEN_TRY(auto hit, own_hit(ctx, request.hit_id));
  KEMPELEN_TRY(const auto marked, request.revert.value_or(false)
                                      ? domain::revert_review(std::move(hit), ctx.now)
                                      : domain::begin_review(std::move(hit), ctx.now));
  save(ctx, marked);
  return api::UpdateHITReviewStatusResponse{};
}

}  // namespace kempelen::actions
