// Answers of the Worker API.
#include "site/exchange.h"

#include <spdlog/spdlog.h>

#include "api/errors.h"
#include "base/fault.h"

namespace kempelen::site {

void WorkerApi::Exchange::answer(int status, std::string body) {
  http::Response response{.status = status, .content_type = "application/json", .body = std::move(body)};
  response.headers.emplace_back("Cache-Control", "no-store");
  // Deadlines are of the domain clock, which tests may have turned away from `Date`.
  response.headers.emplace_back("X-Kempelen-Time", std::to_string(domain.now().epoch_seconds()));
  response.headers.emplace_back("X-Content-Type-Options", "nosniff");
  if (!set_cookie.empty() && status == 200) response.headers.emplace_back("Set-Cookie", set_cookie);
  responder.send(std::move(response));
}

void WorkerApi::Exchange::refuse_with(const Refusal& refusal) {
  refuse_with(refusal, api::wire_error(refusal).worker_status);
}

void WorkerApi::Exchange::refuse_with(const Refusal& refusal, int status) {
  answer(status, api::worker_body(refusal));
}

void WorkerApi::Exchange::finish(actions::Reply reply, const std::exception_ptr& fault) {
  if (fault) {
    spdlog::error("worker-api fault reason=\"{}\"", text_of(fault));
    return answer(api::kServiceFaultStatus, api::worker_fault_body());
  }
  if (!reply) return refuse_with(reply.error());
  answer(200, *std::move(reply));
}

}  // namespace kempelen::site
