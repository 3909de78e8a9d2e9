// The rules, one function each.
#include "http/head.h"

#include <array>
#include <charconv>
#include <cstring>

#include "base/ascii.h"
#include "base/text.h"

namespace kempelen::http {
namespace {

/// What methods and header names are made of (RFC 9110, 5.6.2).
constexpr std::array<bool, 256> kTokenCharacters = [] {
  std::array<bool, 256> table{};
  for (const char c :
       std::string_view("!#$%&'*+-.^_`|~0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ")) {
    table[static_cast<unsigned char>(c)] = true;
  }
  return table;
}();

bool is_token_character(char c) {
  return kTokenCharacters[static_cast<unsigned char>(c)];
}

/// Whether one of the eight bytes is below 0x20 or is 0x7F. Exact when it says no; bytes from 0x80 up may
/// make it say yes, which only costs the slow look.
bool may_hold_control(std::uint64_t eight) {
  constexpr std::uint64_t ones = 0x0101010101010101U;
  constexpr std::uint64_t tops = 0x8080808080808080U;
  const std::uint64_t deletes = eight ^ (ones * 0x7F);
  const std::uint64_t low = (eight - ones * 0x20) & ~eight & tops;
  const std::uint64_t is_delete = (deletes - ones) & ~deletes & tops;
  return (low | is_delete) != 0;
}

bool is_control(char c) {
  const auto byte = static_cast<unsigned char>(c);
  return (byte < 0x20 && c != '\t') || byte == 0x7F;
}

bool any_control(std::string_view text) {
  for (const char c : text) {
    if (is_control(c)) return true;
  }
  return false;
}

bool is_host(std::string_view host) {
  if (host.empty()) return false;
  for (const char c : host) {
    if (!is_letter_or_digit(c) && (c == '\0' || std::strchr("-._~%!$&'()*+;=:[]", c) == nullptr))
      return false;
  }
  return true;
}

bool list_contains(std::string_view list, std::string_view word) {
  while (!list.empty()) {
    const std::size_t comma = list.find(',');
    if (equals_ignoring_case(trim(list.substr(0, comma)), word)) return true;
    if (comma == std::string_view::npos) return false;
    list.remove_prefix(comma + 1);
  }
  return false;
}

/// Digits only: no sign, no blanks, no list. Nothing where 18 digits do not hold it.
std::optional<std::uint64_t> read_length(std::string_view text) {
  if (text.empty() || text.size() > 18) return std::nullopt;
  for (const char c : text) {
    if (!is_digit(c)) return std::nullopt;
  }
  std::uint64_t value = 0;
  std::from_chars(text.data(), text.data() + text.size(), value);
  return value;
}

RequestLineVerdict no_line(int status, std::string_view reason) {
  return {{}, {status, reason}};
}

FramingVerdict no_framing(int status, std::string_view reason) {
  return {{}, {status, reason}};
}

std::optional<Rejection> check_target(std::string_view method, std::string_view target) {
  for (const char c : target) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte <= 0x20 || byte >= 0x7F) {
      return Rejection{400, "The request target must be printable ASCII; other bytes are percent-encoded."};
    }
  }
  const bool whole_server = target == "*" && method == "OPTIONS";
  if (!whole_server && (target.empty() || target.front() != '/')) {
    return Rejection{400, "The request target must start with '/'; this server is not a proxy."};
  }
  if (target.find('#') != std::string_view::npos) {
    return Rejection{400, "The request target must not hold a fragment."};
  }
  return std::nullopt;
}

/// What is collected while walking over the fields once.
struct Seen {
  std::size_t hosts = 0;
  bool host_is_valid = true;
  bool length_is_valid = true;
  std::optional<std::uint64_t> length;
  std::size_t transfer_encodings = 0;
  bool transfer_encoding_is_chunked = false;
  bool close = false;
  bool expects_continue = false;
};

void see_length(Seen& seen, std::string_view value) {
  const auto length = read_length(value);
  seen.length_is_valid = seen.length_is_valid && length && (!seen.length || *seen.length == *length);
  seen.length = length;
}

void see(Seen& seen, const Header& header) {
  const std::string_view name = header.name;
  switch (name.size()) {
    case 4:
      if (!equals_ignoring_case(name, "host")) return;
      ++seen.hosts;
      seen.host_is_valid = is_host(header.value);
      return;
    case 6:
      if (!equals_ignoring_case(name, "expect")) return;
      seen.expects_continue = seen.expects_continue || list_contains(header.value, "100-continue");
      return;
    case 10:
      if (!equals_ignoring_case(name, "connection")) return;
      seen.close = seen.close || list_contains(header.value, "close");
      return;
    case 14:
      if (equals_ignoring_case(name, "content-length")) see_length(seen, header.value);
      return;
    case 17:
      if (!equals_ignoring_case(name, "transfer-encoding")) return;
      ++seen.transfer_encodings;
      seen.transfer_encoding_is_chunked = equals_ignoring_case(header.value, "chunked");
      return;
    default:
      return;
  }
}

}  // namespace

bool holds_control(std::string_view text) {
  std::size_t i = 0;
  for (; i + 8 <= text.size(); i += 8) {
    std::uint64_t eight = 0;
    std::memcpy(&eight, text.data() + i, 8);
    if (may_hold_control(eight) && any_control(text.substr(i, 8))) return true;
  }
  return any_control(text.substr(i));
}

bool is_token(std::string_view text) {
  for (const char c : text) {
    if (!is_token_character(c)) return false;
  }
  return !text.empty();
}

bool HeadScanner::scan(std::string_view input, const Limits& limits) {
  while (!rejection_) {
    const void* found = searched_ < input.size()
                            ? std::memchr(input.data() + searched_, '\n', input.size() - searched_)
                            : nullptr;
    if (found == nullptr) {
      searched_ = input.size();
      if (input.size() > limits.header_bytes_max) {
        rejection_ = Rejection{431, "The request header is larger than the server accepts."};
      }
      return false;
    }
    const auto newline = static_cast<std::size_t>(static_cast<const char*>(found) - input.data());
    if (newline + 1 > limits.header_bytes_max) {
      rejection_ = Rejection{431, "The request header is larger than the server accepts."};
      return false;
    }
    if (newline == line_start_ || input[newline - 1] != '\r') {
      rejection_ = Rejection{400, "Every header line must end with CR LF."};
      return false;
    }
    const std::string_view line = input.substr(line_start_, newline - 1 - line_start_);
    line_start_ = searched_ = newline + 1;
    if (line.empty()) {
      if (lines_ == 0) rejection_ = Rejection{400, "The request has no request line."};
      return lines_ != 0;
    }
    check_line(line);
    if (lines_ > limits.headers_max + 1) {
      rejection_ = Rejection{431, "The request has more header fields than the server accepts."};
    }
  }
  return false;
}

void HeadScanner::check_line(std::string_view line) {
  ++lines_;
  if (holds_control(line)) {
    rejection_ = Rejection{400, "The request header holds a control byte."};
    return;
  }
  if (lines_ == 1) {
    // A version we do not speak is told at once: what follows may not even be lines of ours.
    const RequestLineVerdict verdict = read_request_line(line);
    if (verdict.refused()) rejection_ = verdict.rejection;
    return;
  }
  if (line.front() == ' ' || line.front() == '\t') {
    rejection_ = Rejection{400, "A header field must not be continued on a second line."};
    return;
  }
  const std::size_t colon = line.find(':');
  if (colon == std::string_view::npos || !is_token(line.substr(0, colon)))
    rejection_ = Rejection{400, "A header line must be a name, directly followed by ':', and a value."};
}

RequestLineVerdict read_request_line(std::string_view line) {
  const std::size_t first = line.find(' ');
  const std::size_t last = line.rfind(' ');
  if (first == std::string_view::npos || first == last || first == 0) {
    return no_line(400, "The request line must be method, target and version, each separated by one space.");
  }
  RequestLine result{line.substr(0, first), line.substr(first + 1, last - first - 1), Version::Http11};
  if (!is_token(result.method)) {
    return no_line(400, "The request method holds a character no method may have.");
  }
  const std::string_view version = line.substr(last + 1);
  const bool has_form = version.size() == 8 && version.starts_with("HTTP/") && is_digit(version[5]) &&
                        version[6] == '.' && is_digit(version[7]);
  if (!has_form) return no_line(400, "The request line must end with the HTTP version.");
  if (version != "HTTP/1.1" && version != "HTTP/1.0") {
    return no_line(505, "This server speaks HTTP/1.1 and HTTP/1.0.");
  }
  if (version == "HTTP/1.0") result.version = Version::Http10;
  if (const auto rejection = check_target(result.method, result.target)) return {{}, *rejection};
  return {result, {0, {}}};
}

FramingVerdict read_framing(Version version, std::span<const Header> headers, const Limits& limits) {
  Seen seen;
  for (const Header& header : headers) see(seen, header);

  if (seen.hosts > 1 || (seen.hosts == 0 && version == Version::Http11)) {
    return no_framing(400, "A request must have exactly one Host header.");
  }
  if (!seen.host_is_valid) return no_framing(400, "The Host header is not a host name.");
  if (!seen.length_is_valid) {
    return no_framing(400, "Content-Length must be one number; several must agree.");
  }
  if (seen.transfer_encodings > 0) {
    if (seen.length) return no_framing(400, "Content-Length and Transfer-Encoding exclude each other.");
    if (seen.transfer_encodings > 1 || !seen.transfer_encoding_is_chunked) {
      return no_framing(400, "The only Transfer-Encoding this server accepts is 'chunked', once.");
    }
    if (version == Version::Http10) return no_framing(400, "HTTP/1.0 knows no Transfer-Encoding.");
  }
  if (seen.length && *seen.length > limits.body_bytes_max) {
    return no_framing(413, "The request body is larger than the server accepts.");
  }
  return {{seen.length.value_or(0), seen.transfer_encodings > 0, seen.close || version == Version::Http10,
           seen.expects_continue && version == Version::Http11},
          {0, {}}};
}

}  // namespace kempelen::http
