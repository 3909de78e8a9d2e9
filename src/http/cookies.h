// Cookies as browsers send and take them (RFC 6265).
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "http/message.h"

namespace kempelen::http {

using Cookie = std::pair<std::string_view, std::string_view>;

/// The value of one Cookie header as pairs in their order; pieces without `=` or name are left out. Values
/// are as sent, quotes included.
std::vector<Cookie> parse_cookies(std::string_view header_value);

/// The first cookie of that name in all Cookie headers of the request.
std::optional<std::string_view> find_cookie(const Request& request, std::string_view name);

enum class SameSite { Strict, Lax, None };

struct SetCookie {
  std::string name;   // a token
  std::string value;  // no blanks, quotes, commas, semicolons, backslashes
  std::string path = "/";
  std::optional<std::int64_t> max_age_seconds{};  // nothing: until the browser closes; 0: delete
  bool secure = true;
  bool http_only = true;
  SameSite same_site = SameSite::Lax;
};

/// The value of the Set-Cookie header. A name that starts with `__Host-` demands `secure` and the path `/`:
/// browsers would drop the cookie without a word.
std::string format_set_cookie(const SetCookie& cookie);

}  // namespace kempelen::http
