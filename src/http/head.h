// What a request's header must look like before we believe it: rules about bytes and about how long the body
// is. Where HTTP leaves room for two readings, a proxy may read the other one (request smuggling), so both
// are refused.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

#include "http/limits.h"
#include "http/message.h"

namespace kempelen::http {

/// An answer of the server's own: status and one sentence for Handler::refuse.
struct Rejection {
  int status;
  std::string_view reason;
};

/// Whether there are control bytes other than the tab. Looks at eight bytes at a time, since every byte of
/// every header that comes or goes passes here.
bool holds_control(std::string_view text);

/// Whether it is what methods and header names are made of, and not empty (RFC 9110, 5.6.2).
bool is_token(std::string_view text);

enum class Version { Http10, Http11 };

struct RequestLine {
  std::string_view method;
  std::string_view target;
  Version version = Version::Http11;
};

/// Looks at the bytes of a header as they arrive, each once.
class HeadScanner {
 public:
  /// `input` starts at the request line and is what was given before plus what came since. Returns true once
  /// the empty line is there; then size() is the header's length with that line.
  bool scan(std::string_view input, const Limits& limits);

  std::size_t size() const { return line_start_; }
  /// Set as soon as a byte or a line is found that no header may have.
  const std::optional<Rejection>& rejection() const { return rejection_; }

 private:
  void check_line(std::string_view line);

  std::size_t line_start_ = 0;
  std::size_t searched_ = 0;
  std::size_t lines_ = 0;
  std::optional<Rejection> rejection_;
};

/// How the message after the header is framed, and what the client expects of the connection.
struct Framing {
  std::uint64_t content_length = 0;
  bool chunked = false;
  bool close = false;  // the client wants it, or HTTP/1.0
  bool expects_continue = false;
};

/// Either of the two: a refusal has status != 0.
struct FramingVerdict {
  Framing framing{};
  Rejection rejection{0, {}};
  bool refused() const { return rejection.status != 0; }
};

/// Method, target and version of the first line (without its CRLF).
struct RequestLineVerdict {
  RequestLine line{};
  Rejection rejection{0, {}};
  bool refused() const { return rejection.status != 0; }
};
RequestLineVerdict read_request_line(std::string_view line);

/// Host, Content-Length, Transfer-Encoding, Connection and Expect; nothing else is read.
FramingVerdict read_framing(Version version, std::span<const Header> headers, const Limits& limits);

}  // namespace kempelen::http
