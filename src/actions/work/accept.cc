// AcceptHIT: take a place of one HIT, or of the next one of a type or group.
#include "actions/save.h"
#include "actions/work/view.h"
#include "actions/worker_operations.h"
#include "store/hits.h"

namespace kempelen::actions {
namespace {

Result<domain::Hit> wanted_hit(const ReadContext& ctx, const store::Worker& worker,
                               const api::worker::AcceptHITRequest& request) {
  if (request.hit_id) return hit_for_worker(ctx, worker, *request.hit_id);
  const auto& group_id = request.hit_group_id ? request.hit_group_id : request.hit_type_id;
  if (!group_id) return refuse(Code::MissingParameters, "HITId, HITTypeId or HITGroupId");
  const auto group = store::find_hit_group(ctx.db, worker.marketplace, *group_id);
  if (!group) return refuse(Code::HitGroupDoesNotExist, *group_id);
  const auto next = next_hit(ctx, group->type().id, worker.id);
  if (!next) return refuse(Code::NoMoreHits);
  return hit_for_worker(ctx, worker, next->text);
}

}  // namespace

Result<api::worker::AcceptHITResponse> accept_hit(WriteContext& ctx,
                                                  const api::worker::AcceptHITRequest& request) {
  const Viewer before = viewer_of(ctx, calling_worker(ctx));
  KEMPELEN_TRY(auto hit, wanted_hit(ctx, before.worker, request));
  const store::HitGroup group = group_of(ctx, hit);
  const auto may = check_may(ctx, domain::Step::Accept, situation_of(ctx, before, group, hit));
  if (!may) return refuse(may);
  KEMPELEN_TRY(const auto accepted,
               domain::accept(std::move(hit), before.worker.id, ctx.ids.assignment(ctx.now),
                              group.type().properties.assignment_duration, ctx.now));
  save_new_assignment(ctx, accepted);
  KEMPELEN_TRY(auto view, view_assignment(ctx, {accepted.assignment, accepted.hit},
                                          viewer_of(ctx, before.worker), QuestionShown::Yes));
  return api::worker::AcceptHITResponse{.assignment = std::move(view)};
}

}  // namespace kempelen::actions
