// Requests and responses as the rest of the program sees them: plain values, no sockets, no Beast.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace kempelen::http {

struct Header {
  std::string_view name;   // as received, any case
  std::string_view value;  // without surrounding blanks
};

/// One request, valid only while Handler::handle runs: every view points into the connection's buffer.
struct Request {
  std::string_view method;
  std::string_view target;  // as received: path and, after `?`, query
  std::string_view path;    // target up to `?`, not decoded
  std::string_view query;   // after `?`, not decoded; empty without one
  std::span<const Header> headers;
  std::string_view body;
  std::string_view peer;       // textual address without port, `127.0.0.1`
  std::uint16_t listener = 0;  // the number the listener was given when it was opened
  std::uint16_t thread = 0;    // which I/O thread this is, 0 … threads-1
  bool tls = false;

  /// The first header of that name (ASCII case ignored), or nothing.
  std::optional<std::string_view> header(std::string_view name) const;
};

struct Response {
  int status = 200;
  std::string content_type;  // no header is sent when empty
  /// Further headers. Content-Length, Date and Connection are added by the server.
  std::vector<std::pair<std::string, std::string>> headers{};
  std::string body{};
  bool close = false;  // announce and close after this answer
};

}  // namespace kempelen::http
