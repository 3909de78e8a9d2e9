// Routes of the worker site (worker-protocol dossier, section 7).
#include "site/pages.h"

#include <fmt/format.h>

#include <array>
#include <string>
#include <string_view>

#include "base/text.h"
#include "http/query.h"
#include "site/assets/assets.h"

namespace kempelen::site {
namespace {

constexpr std::array<std::string_view, 11> kPages = {
    "/",        "/projects", "/tasks",   "/dashboard", "/earnings", "/messages", "/qualifications",
    "/profile", "/sign-in",  "/sign-up", "/projects/"};
constexpr std::array<std::string_view, 5> kPageFamilies = {"/projects/", "/tasks/", "/confirm/",
                                                           "/requesters/", "/qualifications/"};

/// The original's addresses that have one place to go to.
struct Old {
  std::string_view path;
  std::string_view leads_to;
};
constexpr std::array kOld = {
    Old{"/mturk/findhits", "/projects"},         Old{"/mturk/searchbar", "/projects"},
    Old{"/mturk/welcome", "/projects"},          Old{"/mturk/dashboard", "/dashboard"},
    Old{"/mturk/statusdetail", "/dashboard"},    Old{"/mturk/viewquals", "/qualifications"},
    Old{"/mturk/transferearnings", "/earnings"}, Old{"/mturk/hitReview", "/projects"},
    Old{"/mturk/beginsignin", "/sign-in"},
};

http::Response redirect(std::string location) {
  http::Response response{.status = 302, .content_type = "text/plain; charset=utf-8"};
  response.headers.emplace_back("Location", std::move(location));
  return response;
}

/// Pictures, sounds and films may come from anywhere on the web, since a QuestionForm names them by address
/// and they run nothing; scripts come from this server alone.
void add_policy(http::Response& response, const actions::Settings& settings) {
  response.headers.emplace_back(
      "Content-Security-Policy",
      fmt::format("default-src 'self'; connect-src 'self' {0}; frame-src {0} https: http:; img-src 'self' "
                  "data: https: http:; "
                  "media-src 'self' https: http:; font-src 'self' data:; "
                  "style-src 'self' 'unsafe-inline'; script-src 'self'; object-src 'none'; base-uri 'none'; "
                  "form-action 'self'; frame-ancestors 'none'",
                  settings.content_url));
  response.headers.emplace_back("X-Content-Type-Options", "nosniff");
  response.headers.emplace_back("Referrer-Policy", "same-origin");
}

std::string group_in(std::string_view query) {
  const auto fields = http::parse_query(query);
  const std::string* group = http::find_value(fields, "groupId");
  return group ? *group : "";
}

/// A GET must not accept, since any page could make a browser send it: the page asks first.
std::optional<http::Response> old_address(const http::Request& request) {
  const bool accepts = request.path == "/mturk/accept" || request.path == "/mturk/previewandaccept";
  if (request.path == "/mturk/preview" || accepts) {
    const std::string group = group_in(request.query);
    if (group.empty()) return redirect("/projects");
    return redirect("/projects/" + percent_encode(group) + "/tasks" + (accepts ? "?accept=ask" : ""));
  }
  for (const Old& old : kOld) {
    if (request.path == old.path) return redirect(std::string(old.leads_to));
  }
  if (request.path.starts_with("/projects/") && request.path.ends_with("/tasks/accept_random")) {
    const std::string_view project =
        request.path.substr(0, request.path.size() - std::string_view("/accept_random").size());
    return redirect(std::string(project) + "?accept=ask");
  }
  return std::nullopt;
}

bool is_page(std::string_view path) {
  for (const std::string_view page : kPages) {
    if (path == page) return true;
  }
  for (const std::string_view family : kPageFamilies) {
    if (path.starts_with(family)) return true;
  }
  return false;
}

}  // namespace

http::Response worker_page(const http::Request& request, const actions::Settings& settings) {
  if (auto old = old_address(request)) return *std::move(old);
  if (is_page(request.path)) {
    http::Response page = application_page(request);
    add_policy(page, settings);
    return page;
  }
  if (auto asset = application_asset(request.path, request)) return *std::move(asset);
  http::Response missing = application_page(request);
  missing.status = 404;
  add_policy(missing, settings);
  return missing;
}

}  // namespace kempelen::site
