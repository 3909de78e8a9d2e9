// AssociateQualificationWithWorker: a qualification, or a new value of it, without a request. A pending
// request is not touched.
#include <fmt/format.h>

#include "actions/deliver.h"
#include "actions/find.h"
#include "actions/qualifications/find_type.h"
#include "actions/requester_operations.h"
#include "store/qualifications.h"

namespace kempelen::actions {

Result<api::AssociateQualificationWithWorkerResponse> associate_qualification_with_worker(
    WriteContext& ctx, const api::AssociateQualificationWithWorkerRequest& request) {
  KEMPELEN_TRY(const auto type, own_qualification_type(ctx, request.qualification_type_id));
  KEMPELEN_TRY(const auto worker, known_worker(ctx, request.worker_id));
  KEMPELEN_TRY([[maybe_unused]] const auto lasting, domain::check_not_disposing(type));
  const std::int64_t value = request.integer_value.value_or(domain::kQualificationValueDefault);
  store::save_qualification(ctx.tx,
                            {.type = type.id, .worker = worker.id, .value = value, .granted_at = ctx.now});
  if (request.send_notification.value_or(true)) {
    deliver(ctx, {.to = worker.id,
                  .from = ctx.caller.requester,
                  .subject = "You have been granted a Qualification",
                  .body = fmt::format("You have been granted the Qualification \"{}\" with the value {}.",
                                      type.name, value)});
  }
  return api::AssociateQualificationWithWorkerResponse{};
}

}  // namespace kempelen::actions
