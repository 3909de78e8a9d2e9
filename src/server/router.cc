// Routing by listener and path.
#include "server/router.h"

#include <fmt/format.h>

#include <algorithm>
#include <memory>

#include "api/errors.h"
#include "aws/envelope.h"
#include "base/text.h"
#include "http/loopback.h"
#include "json/value.h"
#include "server/stand_in_hosts.h"
#include "site/docs.h"
#include "site/pages.h"

namespace kempelen::server {
namespace {

constexpr std::string_view kAdvancePath = "/_test/advance";
/// A hundred years: enough for every test, and far from where instants end.
constexpr std::int64_t kAdvanceSecondsMax = 3'155'760'000;

/// Both ends: a proxy on this machine connects from loopback too, but asks for a public name.
bool asked_from_here(const http::Request& request) {
  return http::is_loopback_address(request.peer) &&
         http::is_loopback_host(request.header("Host").value_or(""));
}

http::Response plain(int status, std::string text) {
  http::Response response{
      .status = status, .content_type = "text/plain; charset=utf-8", .body = std::move(text)};
  response.headers.emplace_back("Cache-Control", "no-store");
  return response;
}

http::Response json_answer(int status, std::string body) {
  http::Response response{.status = status, .content_type = "application/json", .body = std::move(body)};
  response.headers.emplace_back("Cache-Control", "no-store");
  return response;
}

constexpr int kMisdirected = 421;

/// SDKs read JSON only; whoever asks with GET is a person or a browser.
bool is_call(const http::Request& request) {
  return request.method == "POST" && request.header("X-Amz-Target");
}

/// What the test clock refuses, in one sentence.
std::optional<std::string_view> why_not_turn(const http::Request& request) {
  if (request.method != "POST") return "The clock is turned with POST.";
  if (!http::is_loopback_address(request.peer)) return "The clock is turned from this machine only.";
  if (!http::is_loopback_host(request.header("Host").value_or("")))
    return "The clock is turned at a loopback Host only.";
  if (request.header("Origin")) return "The clock is not turned by web pages.";
  const auto type = request.header("Content-Type").value_or("");
  if (!equals_ignoring_case(trim(type.substr(0, type.find(';'))), "application/json")) {
    return "The Content-Type is application/json.";
  }
  return std::nullopt;
}

}  // namespace

void Router::handle(const http::Request& received, http::Responder responder) {
  if (received.listener == static_cast<std::uint16_t>(Listener::StandIn)) {
    return stand_in(received, std::move(responder));
  }
  const http::Request request = seen_through_proxy(received);
  if (answer_operator(request, responder)) return;
  if (request.listener == static_cast<std::uint16_t>(Listener::Content)) {
    return parts_.content.handle(request, std::move(responder));
  }
  route_marketplace(static_cast<domain::Marketplace>(request.listener), request, std::move(responder));
}

/// The original's names, chosen by Host. Pages are not served here but at their own addresses, where sessions
/// live: links that people kept lead there.
void Router::stand_in(const http::Request& request, http::Responder responder) {
  const StandInHost* host = find_stand_in_host(request.header("Host").value_or(""));
  if (host == nullptr) {
    const std::string text = "This host is none of those that the server stands in for.";
    if (!is_call(request)) return responder.send(plain(kMisdirected, text + "\n"));
    return responder.send(refuse(request.listener, kMisdirected, text));
  }
  if (host->serves == StandInHost::Serves::RequesterApi) {
    return parts_.requester_api.handle(host->marketplace, request, ids_.request_id(), std::move(responder));
  }
  if (host->serves == StandInHost::Serves::Content || request.path == "/mturk/externalSubmit") {
    return parts_.content.handle(request, std::move(responder));
  }
  const std::string& site = parts_.settings.site_url(host->marketplace);
  if (request.method != "GET" && request.method != "HEAD") {
    return responder.send(plain(kMisdirected, fmt::format("The worker site is at {}.\n", site)));
  }
  http::Response response = plain(302, fmt::format("The worker site is at {}.\n", site));
  response.headers.emplace_back("Location", site + std::string(request.target));
  responder.send(std::move(response));
}

/// Proxies that the configuration names are believed about the client; the last address they added counts.
http::Request Router::seen_through_proxy(const http::Request& request) const {
  http::Request seen = request;
  if (std::ranges::find(parts_.config.trusted_proxies, request.peer) == parts_.config.trusted_proxies.end())
    return seen;
  if (const auto forwarded = request.header("X-Forwarded-For")) {
    const std::size_t comma = forwarded->rfind(',');
    seen.peer = trim(comma == std::string_view::npos ? *forwarded : forwarded->substr(comma + 1));
  }
  if (request.header("X-Forwarded-Proto").value_or("") == "https") seen.tls = true;
  return seen;
}

void Router::route_marketplace(domain::Marketplace marketplace, const http::Request& request,
                               http::Responder responder) {
  // First, since a preflight for it must not be answered as one for the Requester API, which is for every
  // origin.
  if (request.path.starts_with(site::kWorkerApiPrefix)) {
    return parts_.worker_api.handle(marketplace, request, std::move(responder));
  }
  if (parts_.requester_api.wants(request)) {
    return parts_.requester_api.handle(marketplace, request, ids_.request_id(), std::move(responder));
  }
  if (parts_.advance && request.path == kAdvancePath) return turn_clock(request, std::move(responder));
  if (request.method == "GET" || request.method == "HEAD") {
    if (auto page = site::docs_page(request)) return responder.send(*std::move(page));
    return responder.send(site::worker_page(request, parts_.settings));
  }
  responder.send(parts_.requester_api.refusal(marketplace, {Code::UnknownOperation}, 400, ids_.request_id()));
}

/// /health says that the process answers; /ready that it can do its work. The latter and /metrics tell
/// outsiders more than they need, so they are for this machine unless configured.
bool Router::answer_operator(const http::Request& request, http::Responder& responder) {
  if (request.method != "GET" && request.method != "HEAD") return false;
  if (request.path == "/health") {
    responder.send(plain(200, "ok\n"));
    return true;
  }
  if (request.path != "/ready" && request.path != "/metrics") return false;
  if (!parts_.config.metrics_public && !asked_from_here(request)) {
    responder.send(plain(404, "not here\n"));
  } else if (request.path == "/ready") {
    const bool ready = parts_.ready();
    responder.send(plain(ready ? 200 : 503, ready ? "ready\n" : "not ready: the database has failed\n"));
  } else {
    responder.send(plain(200, parts_.metrics.text()));
  }
  return true;
}

void Router::turn_clock(const http::Request& request, http::Responder responder) {
  if (const auto reason = why_not_turn(request)) {
    return responder.send(json_answer(403, fmt::format(R"({{"Message":"{}"}})", *reason)));
  }
  const auto value = json::parse(request.body);
  const auto seconds = value && value->type() == json::Type::Object ? value->find("seconds") : std::nullopt;
  if (!seconds || seconds->type() != json::Type::Integer || seconds->integer() < 0 ||
      seconds->integer() > kAdvanceSecondsMax) {
    return responder.send(
        json_answer(400, R"({"Message":"Send {\"seconds\": N}, a whole number of 0 or more."})"));
  }
  auto to = std::make_shared<http::Responder>(std::move(responder));
  parts_.advance(Duration::seconds(seconds->integer()), [to](Duration offset) {
    to->send(json_answer(200, fmt::format(R"({{"offset":{}}})", offset.whole_seconds())));
  });
}

/// SDKs can read nothing but JSON of their own protocol; browsers on the content origin get a line of text.
http::Response Router::refuse(std::uint16_t listener, int status, std::string_view reason) {
  if (listener == static_cast<std::uint16_t>(Listener::Content))
    return plain(status, std::string(reason) + "\n");
  const auto marketplace = listener == static_cast<std::uint16_t>(Listener::Live)
                               ? domain::Marketplace::Live
                               : domain::Marketplace::Sandbox;
  return parts_.requester_api.refusal(marketplace, {Code::Malformed, {std::string(reason)}}, status,
                                      ids_.request_id());
}

}  // namespace kempelen::server
