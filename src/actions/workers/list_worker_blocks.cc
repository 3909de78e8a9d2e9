// ListWorkerBlocks: whom the caller blocks, oldest block first.
#include "actions/page_token.h"
#include "actions/requester_operations.h"
#include "store/blocks.h"

namespace kempelen::actions {

Result<api::ListWorkerBlocksResponse> list_worker_blocks(ReadContext& ctx,
                                                         const api::ListWorkerBlocksRequest& request) {
  const PageOf list{"ListWorkerBlocks"};
  KEMPELEN_TRY(const auto position, page_position(ctx, list, request.next_token));
  store::BlockPosition after;
  if (const auto at = read_timed_position(position)) after = {at->at, at->id};
  const auto blocks = store::list_blocks(ctx.db, ctx.caller.requester, ctx.caller.marketplace, after,
                                         request.max_results.value_or(kPageSizeDefault));
  api::ListWorkerBlocksResponse response{
      .next_token = {}, .num_results = static_cast<std::int32_t>(blocks.size()), .worker_blocks = {}};
  for (const store::WorkerBlock& block : blocks) {
    response.worker_blocks.push_back({.worker_id = block.worker.text, .reason = block.reason});
  }
  if (!blocks.empty()) {
    const store::WorkerBlock& last = blocks.back();
    response.next_token = page_token(ctx, list, timed_position(last.blocked_at, last.worker.text));
  }
  return response;
}

}  // namespace kempelen::actions
