// Reading CONNECT.
#include "http/connect_request.h"

#include <arpa/inet.h>

#include <algorithm>
#include <charconv>
#include <optional>

#include "base/ascii.h"
#include "base/text.h"

namespace kempelen::http {
namespace {

constexpr std::size_t kHostBytesMax = 253;  // of a name in DNS

ConnectVerdict refused(int status, std::string_view reason) {
  return {{}, {status, reason}};
}

std::optional<std::uint16_t> read_port(std::string_view text) {
  std::uint16_t port = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), port);
  if (error != std::errc() || end != text.data() + text.size() || port == 0) return std::nullopt;
  return port;
}

bool is_name(std::string_view host) {
  const bool labelled = !host.starts_with('.') && !host.ends_with('.') && host.find("..") == host.npos;
  return labelled && !host.empty() && host.size() <= kHostBytesMax && std::ranges::all_of(host, [](char c) {
           return is_letter_or_digit(c) || c == '.' || c == '-' || c == '_';
         });
}

bool is_ipv6(const std::string& host) {
  in6_addr address{};
  return inet_pton(AF_INET6, host.c_str(), &address) == 1;
}

std::optional<ConnectTarget> read_target(std::string_view text) {
  const std::size_t colon = text.rfind(':');
  if (colon == std::string_view::npos) return std::nullopt;
  const auto port = read_port(text.substr(colon + 1));
  std::string host = lower(text.substr(0, colon));
  const bool bracketed = host.size() > 2 && host.front() == '[' && host.back() == ']';
  if (bracketed) host = host.substr(1, host.size() - 2);
  if (!bracketed && host.ends_with('.')) host.pop_back();
  if (!port || !(bracketed ? is_ipv6(host) : is_name(host))) return std::nullopt;
  return ConnectTarget{std::move(host), *port};
}

}  // namespace

ConnectVerdict read_connect(std::string_view head) {
  const std::size_t end = head.find("\r\n");
  if (end == std::string_view::npos || !head.ends_with("\r\n\r\n")) {
    return refused(400, "The request header is malformed.");
  }
  for (std::size_t from = 0; from < head.size();) {
    const std::size_t to = head.find("\r\n", from);
    if (to == std::string_view::npos || holds_control(head.substr(from, to - from))) {
      return refused(400, "The request header holds a control byte or a line that does not end with CR LF.");
    }
    from = to + 2;
  }
  const std::string_view line = head.substr(0, end);
  const std::size_t first = line.find(' ');
  const std::size_t last = line.rfind(' ');
  if (first == std::string_view::npos || first == last) {
    return refused(400, "The request line must be method, target and version, each separated by one space.");
  }
  const std::string_view version = line.substr(last + 1);
  if (version != "HTTP/1.1" && version != "HTTP/1.0") {
    return refused(505, "This proxy speaks HTTP/1.1 and HTTP/1.0.");
  }
  if (line.substr(0, first) != "CONNECT") {
    return refused(405, "This proxy knows CONNECT only: name it in HTTPS_PROXY, not in HTTP_PROXY.");
  }
  auto target = read_target(line.substr(first + 1, last - first - 1));
  if (!target) return refused(400, "CONNECT names a host and a port, such as example.org:443.");
  return {*std::move(target), {0, {}}};
}

}  // namespace kempelen::http
