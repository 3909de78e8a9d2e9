// One call of the Requester API.
#include "server/requester_api.h"

#include <spdlog/spdlog.h>

#include "api/operations.h"
#include "aws/envelope.h"
#include "base/fault.h"
#include "server/bindings.h"

namespace kempelen::server {

/// A call under way: what its answer needs once the request itself is gone.
struct RequesterApi::Exchange {
  const RequesterApi& api;
  domain::Marketplace marketplace;
  std::string request_id;
  std::string_view operation;  // a constant of the binding; empty before it is known
  std::string requester;
  Instant began;
  http::Responder responder;

  void answer(int status, std::string body, Outcome outcome) {
    const Duration took = api.wall_.now() - began;
    api.metrics_.count_call(operation, outcome, took);
    spdlog::debug("call id={} marketplace={} requester={} operation={} status={} micros={}", request_id,
                  domain::name(marketplace), requester, operation, status, took.micros);
    responder.send(aws::answer(status, std::move(body), request_id));
  }

  void refuse_with(const Refusal& refusal) {
    answer(api::wire_error(refusal).status, api::aws_body(refusal, api.suffix(marketplace)),
           Outcome::Refused);
  }

  void finish(actions::Reply reply, const std::exception_ptr& fault) {
    if (fault) {
      spdlog::error("fault id={} operation={} reason=\"{}\"", request_id, operation, text_of(fault));
      return answer(api::kServiceFaultStatus, api::aws_fault_body(api.suffix(marketplace)), Outcome::Fault);
    }
    if (!reply) return refuse_with(reply.error());
    answer(200, *std::move(reply), Outcome::Good);
  }
};

RequesterApi::RequesterApi(actions::Executor& executor, const aws::KeyRing& keys,
                           const RequesterApiSettings& settings, const Clock& wall, const Clock& domain,
                           Metrics& metrics)
    : executor_(executor),
      keys_(keys),
      settings_(settings),
      wall_(wall),
      domain_(domain),
      metrics_(metrics),
      throttle_(settings.rate),
      test_events_(settings.test_events),
      notes_({.per_second = 0.1, .burst = 3}) {}

bool RequesterApi::wants(const http::Request& request) const {
  const bool at_root = request.path == "/";
  if (!aws::is_api_path(request.path, settings_.api_path)) return aws::speaks_aws(request);
  // At the root a GET is the worker site; a configured path of its own is the API's alone.
  return !at_root || request.method == "POST" || aws::speaks_aws(request);
}

api::Suffix RequesterApi::suffix(domain::Marketplace marketplace) const {
  return {marketplace == domain::Marketplace::Live ? api::Suffix::Form::Live : api::Suffix::Form::Sandbox,
          domain_.now()};
}

http::Response RequesterApi::refusal(domain::Marketplace marketplace, const Refusal& refusal, int status,
                                     const std::string& request_id) const {
  return aws::answer(status, api::aws_body(refusal, suffix(marketplace)), request_id);
}

/// Signature, throttle and operation, in this order.
Result<const actions::Binding*> RequesterApi::admit(const http::Request& request, actions::Caller& caller) {
  const Instant now = wall_.now();
  KEMPELEN_TRY(const auto verified, aws::verify(aws::signed_part(request), settings_.verifier, keys_, now));
  if (!throttle_.allow(verified.access_key_id, now)) return refuse(Code::Throttled);
  caller.requester = RequesterId{verified.credential->owner};
  KEMPELEN_TRY(const auto operation,
               aws::operation_name(request, aws::kRequesterTargetPrefix, settings_.api_path));
  const actions::Binding* binding = actions::find_binding(requester_bindings(), operation);
  if (!binding) return refuse(Code::UnknownOperation, operation);
  // Each one makes the server call somebody, so it has a rate of its own.
  if (binding->name == api::SendTestEventNotification::name &&
      !test_events_.allow(caller.requester.text, now)) {
    return refuse(Code::Throttled);
  }
  return binding;
}

void RequesterApi::handle(domain::Marketplace marketplace, const http::Request& request,
                          std::string request_id, http::Responder responder) {
  if (aws::is_preflight(request)) return responder.send(aws::preflight_answer(request_id));
  auto exchange = std::make_shared<Exchange>(
      Exchange{*this, marketplace, std::move(request_id), {}, {}, wall_.now(), std::move(responder)});
  actions::Caller caller{.marketplace = marketplace};
  try {
    const auto binding = admit(request, caller);
    if (!binding) {
      note_refusal(binding.error());
      return exchange->refuse_with(binding.error());
    }
    exchange->operation = (*binding)->name;
    exchange->requester = caller.requester.text;
    run(exchange, **binding, caller, request.body);
  } catch (const std::exception&) {
    exchange->finish({}, std::current_exception());
  }
}

/// The answer may not say how the server is set up; its operator may know. Anybody can cause these lines, so
/// there are few.
void RequesterApi::note_refusal(const Refusal& refusal) {
  const bool region = refusal.code == Code::InvalidSignature && !refusal.words.empty() &&
                      refusal.words.front().find("valid region") != std::string::npos;
  if (!region || !notes_.allow("region", wall_.now())) return;
  spdlog::warn("refused reason=\"{}\" hint=\"the setting regions lists what is accepted\"",
               refusal.words.front());
}

void RequesterApi::run(const std::shared_ptr<Exchange>& exchange, const actions::Binding& binding,
                       const actions::Caller& caller, std::string_view body) {
  auto call = binding.begin(body, caller);
  if (!call) return exchange->refuse_with(call.error());
  const std::shared_ptr<actions::Call> shared = *std::move(call);
  auto complete = [exchange](actions::Reply reply, const std::exception_ptr& fault) {
    exchange->finish(std::move(reply), fault);
  };
  if (binding.access == model::Access::Read) {
    executor_.read(
        caller, [shared](actions::ReadContext& ctx) { return shared->run(ctx); }, std::move(complete));
  } else {
    executor_.write(
        caller, [shared](actions::WriteContext& ctx) { return shared->run(ctx); }, std::move(complete));
  }
}

}  // namespace kempelen::server
