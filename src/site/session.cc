// Cookies, bearer tokens and CSRF.
#include "site/session.h"

#include <fmt/format.h>

#include "base/digest.h"
#include "base/text.h"
#include "http/cookies.h"
#include "http/loopback.h"

namespace kempelen::site {
namespace {

constexpr std::string_view kBearer = "Bearer ";

std::optional<std::string> bearer_token(const http::Request& request) {
  const auto header = request.header("Authorization");
  if (!header || !header->starts_with(kBearer)) return std::nullopt;
  return std::string(trim(header->substr(kBearer.size())));
}

bool usable_for(store::CredentialKind kind, bool is_bearer) {
  return kind == (is_bearer ? store::CredentialKind::BearerToken : store::CredentialKind::Session);
}

}  // namespace

CookieForm cookie_form(const http::Request& request, std::string_view site_url) {
  const bool secure = request.tls || site_url.starts_with("https://") ||
                      http::is_loopback_host(request.header("Host").value_or(""));
  return secure ? CookieForm::HostPrefix : CookieForm::Plain;
}

std::string cookie_name(domain::Marketplace marketplace, CookieForm form) {
  return fmt::format("{}kempelen-{}", form == CookieForm::HostPrefix ? "__Host-" : "",
                     domain::name(marketplace));
}

std::string session_cookie(domain::Marketplace marketplace, CookieForm form, std::string_view token) {
  return http::format_set_cookie({.name = cookie_name(marketplace, form),
                                  .value = std::string(token),
                                  .max_age_seconds = kSessionLife.whole_seconds(),
                                  .secure = form == CookieForm::HostPrefix});
}

std::string ended_cookie(domain::Marketplace marketplace, CookieForm form) {
  return http::format_set_cookie({.name = cookie_name(marketplace, form),
                                  .value = "",
                                  .max_age_seconds = 0,
                                  .secure = form == CookieForm::HostPrefix});
}

NewCredential make_credential(IdGenerator& ids, const WorkerId& worker, store::CredentialKind kind,
                              Instant wall_now, std::optional<Duration> life) {
  NewCredential made{.stored = {.token_hash = {},
                                .worker = worker,
                                .kind = kind,
                                .csrf_token = ids.token(),
                                .created_at = wall_now,
                                .expires_at = life ? std::optional(wall_now + *life) : std::nullopt},
                     .token = ids.token()};
  made.stored.token_hash = digest(made.token);
  return made;
}

Result<Session> find_session(db::Database& database, const http::Request& request,
                             domain::Marketplace marketplace, std::string_view site_url, Forgery forgery,
                             Instant wall_now) {
  const auto bearer = bearer_token(request);
  const auto cookie =
      bearer ? std::optional<std::string_view>()
             : http::find_cookie(request, cookie_name(marketplace, cookie_form(request, site_url)));
  if (!bearer && !cookie) return refuse(Code::NotSignedIn);
  const std::string token_hash = digest(bearer ? std::string_view(*bearer) : *cookie);
  std::optional<store::Credential> credential;
  std::optional<store::Worker> worker;
  database.read([&](db::Reader& db) {
    credential = store::find_credential(db, token_hash);
    if (credential) worker = store::find_worker(db, credential->worker);
  });
  if (!credential || !worker || !usable_for(credential->kind, bearer.has_value()) ||
      worker->marketplace != marketplace || (credential->expires_at && wall_now >= *credential->expires_at)) {
    return refuse(Code::NotSignedIn);
  }
  if (worker->standing == store::Standing::Suspended) return refuse(Code::WorkerSuspended);
  if (!bearer && forgery == Forgery::Checked &&
      !equal_in_constant_time(request.header("X-Kempelen-CSRF").value_or(""), credential->csrf_token)) {
    return refuse(Code::ForgedRequest);
  }
  return Session{worker->id, token_hash, credential->csrf_token, credential->kind};
}

}  // namespace kempelen::site
