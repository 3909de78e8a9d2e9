// Encoding follows the public rules of Signature Version 4; where they leave room, one spelling only is
// accepted.
#include "aws/canonical.h"

#include <algorithm>
#include <vector>

#include "aws/header_name.h"
#include "base/ascii.h"

namespace kempelen::aws {
namespace {

constexpr std::string_view kUpperDigits = "0123456789ABCDEF";

constexpr bool is_hex(char c) {
  return is_digit(c) || (c >= 'A' && c <= 'F') || (c >= 'a' && c <= 'f');
}

/// Carriage return and line feed never get here from the socket; the public vectors have a folded header.
constexpr bool is_white(char c) {
  return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

std::string escape(char c) {
  const auto byte = static_cast<unsigned char>(c);
  return {'%', kUpperDigits[byte >> 4], kUpperDigits[byte & 15]};
}

std::vector<std::string_view> split(std::string_view text, char separator) {
  std::vector<std::string_view> parts;
  for (;;) {
    const std::size_t end = text.find(separator);
    parts.push_back(text.substr(0, end));
    if (end == std::string_view::npos) return parts;
    text.remove_prefix(end + 1);
  }
}

/// The path without `.`, `..` and empty segments. A slash at the end stays, and a last `.` or `..` leaves
/// one, as in RFC 3986; `..` never climbs above the root.
std::string resolve(std::string_view path) {
  std::vector<std::string_view> kept;
  bool ends_in_slash = true;
  for (const std::string_view segment : split(path, '/')) {
    ends_in_slash = segment.empty() || segment == "." || segment == "..";
    if (segment == ".." && !kept.empty()) kept.pop_back();
    if (!ends_in_slash) kept.push_back(segment);
  }
  std::string out;
  for (const std::string_view segment : kept) out.append("/").append(segment);
  if (ends_in_slash) out.push_back('/');
  return out;
}

/// Whether nothing has to be done to the path, which is nearly always so.
bool is_plain(std::string_view path, PathRule rule) {
  if (path.empty() || path.front() != '/') return false;
  char before = 'x';
  for (const char c : path) {
    if (c != '/' && !is_unreserved(c)) return false;
    if (rule == PathRule::Normalized && before == '/' && (c == '/' || c == '.')) return false;
    before = c;
  }
  return true;
}

std::string encode_parameter(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (c == '%' && i + 2 < text.size() && is_hex(text[i + 1]) && is_hex(text[i + 2])) {
      out.append(text.substr(i, 3));
      i += 2;
    } else if (is_unreserved(c)) {
      out.push_back(c);
    } else {
      out.append(c == '+' ? "%20" : escape(c));
    }
  }
  return out;
}

}  // namespace

std::string canonical_path(std::string_view path, PathRule rule) {
  if (is_plain(path, rule)) return std::string(path);
  if (path.empty()) return "/";
  // What does not begin with a slash (`*`, an absolute URL) is no path; resolving it would make one of it.
  const bool to_resolve = rule == PathRule::Normalized && path.front() == '/';
  const std::string resolved = to_resolve ? resolve(path) : std::string(path);
  std::string out;
  for (const char c : resolved) {
    if (c == '/' || is_unreserved(c)) {
      out.push_back(c);
    } else {
      out.append(escape(c));
    }
  }
  return out;
}

std::string canonical_query(std::string_view query) {
  if (query.empty()) return {};
  struct Parameter {
    std::string name, value;
    auto operator<=>(const Parameter&) const = default;
  };
  std::vector<Parameter> parameters;
  for (const std::string_view part : split(query, '&')) {
    if (part.empty()) continue;
    const std::size_t equals = part.find('=');
    const std::string_view value = equals == std::string_view::npos ? "" : part.substr(equals + 1);
    parameters.push_back({encode_parameter(part.substr(0, equals)), encode_parameter(value)});
  }
  std::sort(parameters.begin(), parameters.end());
  std::string out;
  for (const Parameter& parameter : parameters) {
    if (!out.empty()) out.push_back('&');
    out.append(parameter.name).append("=").append(parameter.value);
  }
  return out;
}

std::string canonical_value(std::string_view value) {
  std::string out;
  bool blank_due = false;
  for (const char c : value) {
    if (is_white(c)) {
      blank_due = true;
      continue;
    }
    if (blank_due && !out.empty()) out.push_back(' ');
    blank_due = false;
    out.push_back(c);
  }
  return out;
}

std::string_view canonical_request(const SignedRequest& request, std::span<const http::Header> headers,
                                   std::string_view list, std::string_view payload_hash, PathRule rule) {
  thread_local std::string out;
  out.clear();
  out.append(request.method) += '\n';
  out.append(canonical_path(request.path, rule)) += '\n';
  out.append(canonical_query(request.query)) += '\n';
  std::string_view before;
  for (const http::Header& header : headers) {
    if (header.name == before) {
      out.back() = ',';
    } else {
      out.append(header.name) += ':';
    }
    before = header.name;
    if (has_no_blank(header.value)) {
      out.append(header.value) += '\n';
    } else {
      out.append(canonical_value(header.value)) += '\n';
    }
  }
  out += '\n';
  out.append(list) += '\n';
  out.append(payload_hash);
  return out;
}

std::string_view string_to_sign(std::string_view date_time, std::string_view scope,
                                std::string_view canonical_request_hash) {
  thread_local std::string out;
  out.clear();
  out.append("AWS4-HMAC-SHA256\n").append(date_time).append("\n").append(scope).append("\n");
  out.append(canonical_request_hash);
  return out;
}

}  // namespace kempelen::aws
