// Who a request of the worker site comes from: a session cookie with its CSRF token, or a bearer token.
//
// What a worker holds is random; the database has its hash only. Sessions live by the wall clock.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/ids.h"
#include "base/result.h"
#include "db/database.h"
#include "domain/marketplace.h"
#include "http/message.h"
#include "store/workers.h"

namespace kempelen::site {

inline constexpr Duration kSessionLife = Duration::days(14);
inline constexpr Duration kSignInLinkLife = Duration::days(1);
inline constexpr Duration kResetLinkLife = Duration::days(1);

/// A signed-in worker.
struct Session {
  WorkerId worker;
  std::string token_hash;
  std::string csrf_token;
  store::CredentialKind kind = store::CredentialKind::Session;
};

/// How browsers get cookies over this connection: with the `__Host-` prefix, which needs a secure context, or
/// without it over plain HTTP on another host than this one, where browsers drop such cookies.
enum class CookieForm { HostPrefix, Plain };
CookieForm cookie_form(const http::Request& request, std::string_view site_url);

std::string cookie_name(domain::Marketplace marketplace, CookieForm form);
/// The Set-Cookie value that starts a session, and the one that ends it.
std::string session_cookie(domain::Marketplace marketplace, CookieForm form, std::string_view token);
std::string ended_cookie(domain::Marketplace marketplace, CookieForm form);

/// What to store for a new secret of a worker, and the secret itself, which is shown once.
struct NewCredential {
  store::Credential stored;
  std::string token;
};
NewCredential make_credential(IdGenerator& ids, const WorkerId& worker, store::CredentialKind kind,
                              Instant wall_now, std::optional<Duration> life);

/// Whether the caller must prove that the request was not forged by another page.
enum class Forgery { Checked, Harmless };

/// The session of a request, or NotSignedIn (none, expired, of another marketplace), WorkerSuspended,
/// ForgedRequest (a cookie without the right X-Kempelen-CSRF header). A bearer token wins over a cookie and
/// needs no CSRF token.
Result<Session> find_session(db::Database& database, const http::Request& request,
                             domain::Marketplace marketplace, std::string_view site_url, Forgery forgery,
                             Instant wall_now);

}  // namespace kempelen::site
