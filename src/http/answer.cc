// The bytes of an answer's header.
#include "http/answer.h"

#include <array>
#include <charconv>

#include "http/head.h"

namespace kempelen::http {
namespace {

struct Phrase {
  int status;
  std::string_view text;
};

// The statuses this program uses; the most frequent first.
constexpr Phrase kPhrases[] = {
    {200, "OK"},
    {201, "Created"},
    {202, "Accepted"},
    {204, "No Content"},
    {206, "Partial Content"},
    {301, "Moved Permanently"},
    {302, "Found"},
    {303, "See Other"},
    {304, "Not Modified"},
    {307, "Temporary Redirect"},
    {308, "Permanent Redirect"},
    {400, "Bad Request"},
    {401, "Unauthorized"},
    {403, "Forbidden"},
    {404, "Not Found"},
    {405, "Method Not Allowed"},
    {406, "Not Acceptable"},
    {408, "Request Timeout"},
    {409, "Conflict"},
    {410, "Gone"},
    {411, "Length Required"},
    {412, "Precondition Failed"},
    {413, "Content Too Large"},
    {414, "URI Too Long"},
    {415, "Unsupported Media Type"},
    {416, "Range Not Satisfiable"},
    {421, "Misdirected Request"},
    {422, "Unprocessable Content"},
    {429, "Too Many Requests"},
    {431, "Request Header Fields Too Large"},
    {500, "Internal Server Error"},
    {501, "Not Implemented"},
    {502, "Bad Gateway"},
    {503, "Service Unavailable"},
    {504, "Gateway Timeout"},
    {505, "HTTP Version Not Supported"},
};

std::string_view reason_phrase(int status) {
  for (const Phrase& phrase : kPhrases) {
    if (phrase.status == status) return phrase.text;
  }
  return "Answer";
}

void append_number(std::string& out, std::size_t number) {
  std::array<char, 20> digits;
  const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), number).ptr;
  out.append(digits.data(), end);
}

void append_header(std::string& out, std::string_view name, std::string_view value) {
  out.append(name);
  out.append(": ");
  out.append(value);
  out.append("\r\n");
}

}  // namespace

std::string_view DateText::at(Instant now) {
  const std::int64_t second = now.epoch_seconds();
  if (second != second_) {
    text_ = format_http_date(now);
    second_ = second;
  }
  return text_;
}

bool is_sendable(const Response& response) {
  if (response.status < 200 || response.status > 599 || holds_control(response.content_type)) return false;
  for (const auto& [name, value] : response.headers) {
    if (!is_token(name) || holds_control(value)) return false;
  }
  return true;
}

bool has_body(int status, std::string_view method) {
  return status != 204 && status != 304 && method != "HEAD";
}

void append_head(std::string& out, const Response& response, std::string_view date, After after) {
  out.append("HTTP/1.1 ");
  append_number(out, static_cast<std::size_t>(response.status));
  out.push_back(' ');
  out.append(reason_phrase(response.status));
  out.append("\r\n");
  if (!response.content_type.empty()) append_header(out, "Content-Type", response.content_type);
  for (const auto& [name, value] : response.headers) append_header(out, name, value);
  if (response.status != 204 && response.status != 304) {
    out.append("Content-Length: ");
    append_number(out, response.body.size());
    out.append("\r\n");
  }
  append_header(out, "Date", date);
  if (after == After::Close) append_header(out, "Connection", "close");
  out.append("\r\n");
}

}  // namespace kempelen::http
