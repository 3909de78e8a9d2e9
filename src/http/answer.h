// Turning a Response into the bytes that go before its body.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "base/instant.h"
#include "http/message.h"

namespace kempelen::http {

/// The text of the Date header, made anew once per second. Not thread-safe.
class DateText {
 public:
  std::string_view at(Instant now);

 private:
  std::int64_t second_ = -1;
  std::string text_;
};

/// No header name or value holds a byte that would end it early and so let a caller's text become a header.
bool is_sendable(const Response& response);

/// Answers to HEAD, 204 and 304 have no body, whatever the handler gave.
bool has_body(int status, std::string_view method);

enum class After { KeepAlive, Close };

/// Appends status line, headers and the empty line. Content-Length is that of `response.body`, also for HEAD.
/// The text is the caller's, who reuses it: this runs once per request.
void append_head(std::string& out, const Response& response, std::string_view date, After after);

inline constexpr std::string_view kContinue = "HTTP/1.1 100 Continue\r\n\r\n";

}  // namespace kempelen::http
