// `POST /worker/api/<Operation>`: the operations workers' browsers and programs call.
#pragma once

#include <memory>
#include <span>
#include <string>
#include <string_view>

#include "actions/binding.h"
#include "actions/executor.h"
#include "base/clock.h"
#include "base/throttle.h"
#include "db/database.h"
#include "http/message.h"
#include "http/server.h"
#include "site/passwords.h"

namespace kempelen::site {

enum class SignUpRule { Open, Closed };

struct SiteSettings {
  SignUpRule sign_up = SignUpRule::Open;
  /// Failed sign-ins and sign-ups from one address.
  Rate sign_in_rate{.per_second = 0.5, .burst = 30};
  /// Calls with one session or token.
  Rate call_rate{.per_second = 100, .burst = 400};
};

inline constexpr std::string_view kWorkerApiPrefix = "/worker/api/";

/// The operations that need nothing but a session, ordered by name. The four about sessions themselves are
/// not among them.
std::span<const actions::Binding> worker_bindings();

class WorkerApi {
 public:
  /// Everything referred to must outlive the object.
  WorkerApi(db::Database& database, actions::Executor& executor, const actions::Settings& settings,
            const SiteSettings& site, const Clock& wall, const Clock& domain, RandomSource& random);

  /// A request whose path begins with kWorkerApiPrefix.
  void handle(domain::Marketplace marketplace, const http::Request& request, http::Responder responder);

 private:
  struct Exchange;
  using ExchangePtr = std::shared_ptr<Exchange>;

  Result<Done> check_origin(const Exchange& exchange, const http::Request& request) const;
  void run_bound(const ExchangePtr& exchange, const http::Request& request, const actions::Binding& binding);
  void get_profile(const ExchangePtr& exchange, const http::Request& request);
  void sign_out(const ExchangePtr& exchange, const http::Request& request);
  void sign_up(const ExchangePtr& exchange, const http::Request& request);
  void sign_in(const ExchangePtr& exchange, const http::Request& request);
  void sign_in_by_password(const ExchangePtr& exchange, std::string username, std::string password);
  void sign_in_by_link(const ExchangePtr& exchange, const std::string& link_token,
                       const std::optional<std::string>& new_password);
  void start_session(const ExchangePtr& exchange, actions::Executor::Writing before);
  Result<Done> allow_attempt(const http::Request& request);

  db::Database& database_;
  actions::Executor& executor_;
  const actions::Settings& settings_;
  const SiteSettings& site_;
  const Clock& wall_;
  const Clock& domain_;
  IdGenerator ids_;
  Passwords passwords_;
  Throttle attempts_;
  Throttle calls_;
};

}  // namespace kempelen::site
