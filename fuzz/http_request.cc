// A request as bytes: scanning it in pieces finds what scanning it at once finds, and what is accepted has
// one meaning.
#include <string>

#include "fuzz/target.h"
#include "http/connect_request.h"
#include "http/head.h"
#include "http/parser.h"

namespace kempelen::fuzz {
namespace {

const http::Limits kLimits{.header_bytes_max = 4'096, .body_bytes_max = 8'192};

struct Scanned {
  bool done = false;
  std::size_t size = 0;
  int status = 0;
};

/// As a connection does: what has arrived so far, again and again.
Scanned scan(std::string_view input, std::size_t step) {
  http::HeadScanner scanner;
  for (std::size_t arrived = std::min(step, input.size());;
       arrived = std::min(arrived + step, input.size())) {
    const bool done = scanner.scan(input.substr(0, arrived), kLimits);
    if (scanner.rejection()) return {false, 0, scanner.rejection()->status};
    if (done) return {true, scanner.size(), 0};
    if (arrived == input.size()) return {};
  }
}

struct Unchunked {
  bool done = false;
  int status = 0;
  std::string body;
  std::size_t used = 0;
};

Unchunked unchunk(std::string_view head, std::string_view input, std::size_t step) {
  http::ChunkedBody chunks(head, kLimits);
  std::string waiting;
  std::size_t used = 0;
  while (!chunks.done() && !chunks.rejection()) {
    const std::size_t size = std::min(step, input.size());
    waiting.append(input.substr(0, size));
    input.remove_prefix(size);
    const std::size_t taken = chunks.feed(waiting);
    require(taken <= waiting.size(), "no more is taken than is there");
    waiting.erase(0, taken);
    used += taken;
    if (size == 0) break;
  }
  if (chunks.rejection()) return {false, chunks.rejection()->status, {}, 0};
  return {chunks.done(), 0, chunks.done() ? chunks.body() : std::string(), chunks.done() ? used : 0};
}

void check_fields(const http::ParsedHead& parsed) {
  for (const http::Header& header : parsed.headers) {
    require(http::is_token(header.name), "a field's name is a token");
    require(!http::holds_control(header.value), "a field's value holds no control byte");
  }
  require(!parsed.line.target.empty(), "a request has a target");
  require(parsed.line.target.front() == '/' || parsed.line.target == "*", "a target is a path");
}

}  // namespace

void http_request(std::string_view input) {
  const Scanned whole = scan(input, input.size() + 1);
  // Which of two limits is met first may depend on the pieces; whether there is a header may not.
  for (const std::size_t step : {std::size_t{1}, std::size_t{7}}) {
    const Scanned parts = scan(input, step);
    require(parts.done == whole.done && parts.size == whole.size, "pieces change nothing");
    require((parts.status == 0) == (whole.status == 0), "pieces refuse the same");
  }
  if (!whole.done) return;
  const std::string_view head = input.substr(0, whole.size);
  http::HeadReader reader;
  if (reader.read(head, kLimits)) return;
  check_fields(reader.parsed());
  const auto verdict = http::read_framing(reader.parsed().line.version, reader.parsed().headers, kLimits);
  if (verdict.refused()) return;
  require(verdict.framing.content_length <= kLimits.body_bytes_max, "no body is larger than allowed");
  require(!verdict.framing.chunked || verdict.framing.content_length == 0, "a body has one length");
  if (!verdict.framing.chunked) return;
  const std::string_view body = input.substr(whole.size);
  const Unchunked at_once = unchunk(head, body, body.size() + 1);
  require(at_once.body.size() <= kLimits.body_bytes_max, "no body is larger than allowed");
  const Unchunked in_parts = unchunk(head, body, 3);
  require(at_once.done == in_parts.done && at_once.body == in_parts.body, "pieces change no body");
}

void proxy_connect(std::string_view input) {
  const auto verdict = http::read_connect(input);
  if (verdict.refused()) {
    require(!verdict.rejection.reason.empty(), "a refusal says why");
    return;
  }
  const auto& [host, port] = verdict.target;
  require(port != 0 && !host.empty() && host.size() <= 253, "a target has a host and a port");
  require(host.find_first_of(" \r\n\t/@%[]\\") == std::string::npos, "a host is a name or an address");
  const bool is_v6 = host.find(':') != std::string::npos;
  const std::string again =
      "CONNECT " + (is_v6 ? "[" + host + "]" : host) + ":" + std::to_string(port) + " HTTP/1.1\r\n\r\n";
  const auto second = http::read_connect(again);
  require(!second.refused() && second.target.port == port && second.target.host == host,
          "what was read can be written");
}

}  // namespace kempelen::fuzz
