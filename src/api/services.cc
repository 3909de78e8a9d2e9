// Where the operation lists become data; the only file of this module that compiles all descriptors.
#include "api/services.h"

#include "api/operations.h"

namespace kempelen::api {
namespace {

constexpr std::string_view kRequesterDoc =
    "The operations of the Mechanical Turk Requester API, version 2017-01-17. Calls are `POST /` with the "
    "header `X-Amz-Target: MTurkRequesterServiceV20170117.<Operation>`, a JSON object as body, and an AWS "
    "signature.";

constexpr std::string_view kWorkerDoc =
    "What workers can do. Calls are `POST /worker/api/<Operation>` with `Content-Type: application/json` and "
    "a JSON object as body. The caller shows a session cookie and the header `X-Kempelen-CSRF`, or "
    "`Authorization: Bearer <token>`.";

}  // namespace

const model::Service& requester_service() {
  static const model::Service service = model::service_of<Operations>("Requester API", kRequesterDoc);
  return service;
}

const model::Service& worker_service() {
  static const model::Service service = model::service_of<WorkerOperations>("Worker API", kWorkerDoc);
  return service;
}

}  // namespace kempelen::api
