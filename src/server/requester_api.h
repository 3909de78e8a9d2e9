// The Requester API: from a signed request to the answer of its operation, in DESIGN's order of checks:
// signature, throttle of the key, operation, JSON, model, values, existence and ownership, request token,
// state, money.
#pragma once

#include <memory>
#include <string>

#include "actions/binding.h"
#include "actions/executor.h"
#include "api/errors.h"
#include "aws/sigv4.h"
#include "base/clock.h"
#include "base/throttle.h"
#include "http/server.h"
#include "server/metrics.h"

namespace kempelen::server {

struct RequesterApiSettings {
  aws::VerifierSettings verifier;
  std::string api_path;
  Rate rate;         // per access key
  Rate test_events;  // SendTestEventNotification, per requester
};

class RequesterApi {
 public:
  /// Everything referred to must outlive the object.
  RequesterApi(actions::Executor& executor, const aws::KeyRing& keys, const RequesterApiSettings& settings,
               const Clock& wall, const Clock& domain, Metrics& metrics);

  /// Whether the request is for the API rather than for the pages that share its path.
  bool wants(const http::Request& request) const;
  void handle(domain::Marketplace marketplace, const http::Request& request, std::string request_id,
              http::Responder responder);

  /// How the API refuses what the HTTP server or the router stops.
  http::Response refusal(domain::Marketplace marketplace, const Refusal& refusal, int status,
                         const std::string& request_id) const;

 private:
  struct Exchange;

  Result<const actions::Binding*> admit(const http::Request& request, actions::Caller& caller);
  void run(const std::shared_ptr<Exchange>& exchange, const actions::Binding& binding,
           const actions::Caller& caller, std::string_view body);
  void note_refusal(const Refusal& refusal);
  api::Suffix suffix(domain::Marketplace marketplace) const;

  actions::Executor& executor_;
  const aws::KeyRing& keys_;
  const RequesterApiSettings& settings_;
  const Clock& wall_;
  const Clock& domain_;
  Metrics& metrics_;
  Throttle throttle_;
  Throttle test_events_;
  Throttle notes_;
};

}  // namespace kempelen::server
