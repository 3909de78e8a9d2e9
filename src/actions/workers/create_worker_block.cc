// CreateWorkerBlock: the worker accepts no more HITs of the caller, and is not shown them. What he has
// accepted he may finish. Blocking again replaces the reason.
#include <fmt/format.h>

#include "actions/find.h"
#include "actions/requester_operations.h"
#include "store/blocks.h"

namespace kempelen::actions {

Result<api::CreateWorkerBlockResponse> create_worker_block(WriteContext& ctx,
                                                           const api::CreateWorkerBlockRequest& request) {
  KEMPELEN_TRY(const auto worker, known_worker(ctx, request.worker_id));
  const RequesterId& requester = ctx.caller.requester;
  const domain::Marketplace marketplace = ctx.caller.marketplace;
  if (store::count_blocks(ctx.db, requester, marketplace) >= ctx.settings.blocks_max &&
      !store::is_blocked(ctx.db, requester, worker.id)) {
    return refuse(Code::InvalidParameterValueBecause, request.worker_id, "WorkerId",
                  fmt::format("You block {} workers already, as many as you may.", ctx.settings.blocks_max));
  }
  store::insert_block(ctx.tx, requester, marketplace,
                      {.worker = worker.id, .reason = request.reason, .blocked_at = ctx.now});
  return api::CreateWorkerBlockResponse{};
}

}  // namespace kempelen::actions
