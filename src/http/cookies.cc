// Reading and writing cookies.
#include "http/cookies.h"

#include "base/fault.h"
#include "base/text.h"

namespace kempelen::http {
namespace {

bool is_visible(std::string_view text, std::string_view forbidden) {
  for (const char c : text) {
    if (c <= ' ' || c >= 0x7F || forbidden.find(c) != std::string_view::npos) return false;
  }
  return true;
}

std::string_view same_site_word(SameSite same_site) {
  switch (same_site) {
    case SameSite::Strict:
      return "Strict";
    case SameSite::Lax:
      return "Lax";
    case SameSite::None:
      return "None";
  }
  return "Strict";
}

}  // namespace

std::vector<Cookie> parse_cookies(std::string_view header_value) {
  std::vector<Cookie> cookies;
  while (!header_value.empty()) {
    const std::size_t end = header_value.find(';');
    const std::string_view piece = trim(header_value.substr(0, end));
    const std::size_t equals = piece.find('=');
    if (equals != std::string_view::npos && equals > 0) {
      cookies.emplace_back(trim(piece.substr(0, equals)), trim(piece.substr(equals + 1)));
    }
    if (end == std::string_view::npos) break;
    header_value.remove_prefix(end + 1);
  }
  return cookies;
}

std::optional<std::string_view> find_cookie(const Request& request, std::string_view name) {
  for (const Header& header : request.headers) {
    if (!equals_ignoring_case(header.name, "cookie")) continue;
    for (const auto& [candidate, value] : parse_cookies(header.value)) {
      if (candidate == name) return value;
    }
  }
  return std::nullopt;
}

std::string format_set_cookie(const SetCookie& cookie) {
  KEMPELEN_INVARIANT(!cookie.name.empty() && is_visible(cookie.name, "()<>@,;:\\\"/[]?={}"),
                     "our cookies have names browsers take");
  KEMPELEN_INVARIANT(is_visible(cookie.value, "\",;\\"), "our cookies have values browsers take");
  KEMPELEN_INVARIANT(is_visible(cookie.path, ";"), "a cookie's path ends where the next attribute begins");
  KEMPELEN_INVARIANT(!cookie.name.starts_with("__Host-") || (cookie.secure && cookie.path == "/"),
                     "browsers drop __Host- cookies that are not for the whole host over TLS");
  KEMPELEN_INVARIANT(cookie.same_site != SameSite::None || cookie.secure,
                     "browsers drop SameSite=None cookies without Secure");
  std::string text = cookie.name + "=" + cookie.value + "; Path=" + cookie.path;
  if (cookie.max_age_seconds) text += "; Max-Age=" + std::to_string(*cookie.max_age_seconds);
  if (cookie.secure) text += "; Secure";
  if (cookie.http_only) text += "; HttpOnly";
  text += "; SameSite=";
  text += same_site_word(cookie.same_site);
  return text;
}

}  // namespace kempelen::http
