// NotifyWorkers: one message to many workers. Those the caller may not write to are told in the answer and do
// not keep the others from theirs.
#include <set>

#include "actions/deliver.h"
#include "actions/requester_operations.h"
#include "store/candidates.h"

namespace kempelen::actions {
namespace {

/// Captured; also what is said of a worker who does not exist.
constexpr std::string_view kStranger =
    "Cannot send a notification to a worker who has not done any work for you";

}  // namespace

Result<api::NotifyWorkersResponse> notify_workers(WriteContext& ctx,
                                                  const api::NotifyWorkersRequest& request) {
  api::NotifyWorkersResponse response;
  std::set<std::string_view> written_to;
  for (const std::string& id : request.worker_ids) {
    if (!written_to.insert(id).second) continue;
    const WorkerId worker{id};
    if (!store::has_judged(ctx.db, ctx.caller.requester, worker, ctx.caller.marketplace)) {
      response.notify_workers_failure_statuses.push_back(
          {.notify_workers_failure_code = "HardFailure",
           .notify_workers_failure_message = std::string(kStranger),
           .worker_id = id});
      continue;
    }
    deliver(ctx, {.to = worker,
                  .from = ctx.caller.requester,
                  .subject = request.subject,
                  .body = request.message_text});
  }
  return response;
}

}  // namespace kempelen::actions
