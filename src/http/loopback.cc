// Loopback, strictly.
#include "http/loopback.h"

#include <arpa/inet.h>

#include <string>

#include "base/text.h"

namespace kempelen::http {
namespace {

constexpr std::string_view kMapped = "::ffff:";

bool is_ipv4_loopback(std::string_view text) {
  in_addr address{};
  if (inet_pton(AF_INET, std::string(text).c_str(), &address) != 1) return false;
  return (ntohl(address.s_addr) >> 24) == 127;
}

std::string_view without_port(std::string_view host) {
  if (host.starts_with('[')) return host.substr(0, host.find(']') + 1);
  return host.substr(0, host.find(':'));
}

}  // namespace

bool is_loopback_address(std::string_view address) {
  if (address.starts_with(kMapped)) return is_ipv4_loopback(address.substr(kMapped.size()));
  return address == "::1" || is_ipv4_loopback(address);
}

bool is_loopback_host(std::string_view host) {
  const std::string_view name = without_port(host);
  return equals_ignoring_case(name, "localhost") || name == "[::1]" || is_ipv4_loopback(name);
}

}  // namespace kempelen::http
