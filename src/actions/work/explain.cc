// ExplainHIT: what the caller may do with a HIT, and why not.
#include "actions/work/view.h"
#include "actions/worker_operations.h"
#include "store/hits.h"

namespace kempelen::actions {

Result<api::worker::ExplainHITResponse> explain_hit(ReadContext& ctx,
                                                    const api::worker::ExplainHITRequest& request) {
  const Viewer viewer = viewer_of(ctx, calling_worker(ctx));
  if (request.hit_id) {
    KEMPELEN_TRY(const auto hit, hit_for_worker(ctx, viewer.worker, *request.hit_id));
    const store::HitGroup group = group_of(ctx, hit);
    if (is_hidden(viewer, group)) return refuse(Code::HitDoesNotExist, *request.hit_id);
    return api::worker::ExplainHITResponse{.explanation = explain(ctx, viewer, group, hit)};
  }
  if (!request.hit_group_id) return refuse(Code::MissingParameters, "HITId or HITGroupId");
  const auto group = store::find_hit_group(ctx.db, viewer.worker.marketplace, *request.hit_group_id);
  if (!group || is_hidden(viewer, *group)) return refuse(Code::HitGroupDoesNotExist, *request.hit_group_id);
  return api::worker::ExplainHITResponse{.explanation = explain(ctx, viewer, *group, std::nullopt)};
}

}  // namespace kempelen::actions
