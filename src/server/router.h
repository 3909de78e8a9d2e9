// Who answers what: every request of every listener passes here first.
#pragma once

#include <functional>

#include "base/clock.h"
#include "http/server.h"
#include "server/config.h"
#include "server/metrics.h"
#include "server/requester_api.h"
#include "site/content.h"
#include "site/worker_api.h"

namespace kempelen::server {

/// The numbers of the listeners. The first two are the marketplaces' stored numbers.
enum class Listener : std::uint16_t { Sandbox = 0, Live = 1, Content = 2, StandIn = 3 };

/// Turns the domain clock; present with --test-clock only. Calls back with the offset once it is durable and
/// everything due has happened.
using Advance = std::function<void(Duration by, std::function<void(Duration offset)> done)>;

class Router final : public http::Handler {
 public:
  struct Parts {
    RequesterApi& requester_api;
    site::WorkerApi& worker_api;
    site::Content& content;
    const actions::Settings& settings;
    const Config& config;
    Metrics& metrics;
    std::function<bool()> ready;
    Advance advance;  // empty without --test-clock
    RandomSource& random;
  };
  explicit Router(Parts parts) : parts_(std::move(parts)), ids_(parts_.random) {}

  void handle(const http::Request& request, http::Responder responder) override;
  http::Response refuse(std::uint16_t listener, int status, std::string_view reason) override;

 private:
  void route_marketplace(domain::Marketplace marketplace, const http::Request& request,
                         http::Responder responder);
  void stand_in(const http::Request& request, http::Responder responder);
  bool answer_operator(const http::Request& request, http::Responder& responder);
  void turn_clock(const http::Request& request, http::Responder responder);
  http::Request seen_through_proxy(const http::Request& request) const;

  Parts parts_;
  IdGenerator ids_;
};

}  // namespace kempelen::server
