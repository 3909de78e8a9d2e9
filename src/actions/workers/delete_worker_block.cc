// DeleteWorkerBlock: succeeds whether or not the worker was blocked.
#include "actions/find.h"
#include "actions/requester_operations.h"
#include "store/blocks.h"

namespace kempelen::actions {

Result<api::DeleteWorkerBlockResponse> delete_worker_block(WriteContext& ctx,
                                                           const api::DeleteWorkerBlockRequest& request) {
  KEMPELEN_TRY(const auto worker, known_worker(ctx, request.worker_id));
  store::lift_block(ctx.tx, ctx.caller.requester, ctx.caller.marketplace, worker.id, request.reason);
  return api::DeleteWorkerBlockResponse{};
}

}  // namespace kempelen::actions
