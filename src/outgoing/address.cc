// The registries of special addresses (IANA), as a table.
#include "outgoing/address.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>

#include <algorithm>
#include <charconv>
#include <cstring>
#include <span>

namespace kempelen::outgoing {
namespace {

constexpr int kMappedBits = 96;
constexpr std::string_view kMapped("\0\0\0\0\0\0\0\0\0\0\xff\xff", 12);

constexpr std::string_view kSpecialIpv4[] = {
    "0.0.0.0/8",                          // this network
    "10.0.0.0/8",                         // private
    "100.64.0.0/10",                      // shared by carriers
    "127.0.0.0/8",                        // loopback
    "169.254.0.0/16",                     // link-local, cloud metadata
    "172.16.0.0/12",                      // private
    "192.0.0.0/24",                       // protocol assignments
    "192.0.2.0/24",                       // documentation
    "192.88.99.0/24",                     // 6to4 relays
    "192.168.0.0/16",                     // private
    "198.18.0.0/15",                      // benchmarks
    "198.51.100.0/24", "203.0.113.0/24",  // documentation
    "224.0.0.0/4",                        // multicast
    "240.0.0.0/4",                        // reserved, broadcast
};

// Of IPv6 only 2000::/3 is given out; these parts of it are special.
constexpr std::string_view kGivenOut = "2000::/3";
constexpr std::string_view kSpecialIpv6[] = {
    "2001::/23",      // protocol assignments; Teredo and others carry IPv4
    "2001:db8::/32",  // documentation
    "2002::/16",      // 6to4 carries IPv4
    "3fff::/20",      // documentation
};

bool is_mapped(const Address& address) {
  return std::memcmp(address.data(), kMapped.data(), kMapped.size()) == 0;
}

std::vector<Network> read_all(std::span<const std::string_view> texts) {
  std::vector<Network> networks;
  for (const std::string_view text : texts) networks.push_back(read_network(text).value());
  return networks;
}

bool any_contains(const std::vector<Network>& networks, const Address& address) {
  return std::ranges::any_of(networks, [&](const Network& network) { return network.contains(address); });
}

}  // namespace

std::optional<Address> read_address(std::string_view text) {
  const std::string terminated(text);
  Address address{};
  if (inet_pton(AF_INET6, terminated.c_str(), address.data()) == 1) return address;
  std::memcpy(address.data(), kMapped.data(), kMapped.size());
  if (inet_pton(AF_INET, terminated.c_str(), address.data() + kMapped.size()) == 1) return address;
  return std::nullopt;
}

std::optional<Address> address_of(const sockaddr& from) {
  Address address{};
  if (from.sa_family == AF_INET6) {
    sockaddr_in6 whole{};
    std::memcpy(&whole, &from, sizeof whole);
    std::memcpy(address.data(), &whole.sin6_addr, address.size());
    return address;
  }
  if (from.sa_family != AF_INET) return std::nullopt;
  sockaddr_in whole{};
  std::memcpy(&whole, &from, sizeof whole);
  std::memcpy(address.data(), kMapped.data(), kMapped.size());
  std::memcpy(address.data() + kMapped.size(), &whole.sin_addr, sizeof whole.sin_addr);
  return address;
}

bool is_public(const Address& address) {
  static const std::vector<Network> ipv4 = read_all(kSpecialIpv4);
  static const std::vector<Network> ipv6 = read_all(kSpecialIpv6);
  static const Network given_out = read_network(kGivenOut).value();
  if (is_mapped(address)) return !any_contains(ipv4, address);
  return given_out.contains(address) && !any_contains(ipv6, address);
}

bool Network::contains(const Address& other) const {
  const auto whole = static_cast<std::size_t>(prefix_bits / 8);
  if (!std::equal(address.begin(), address.begin() + static_cast<std::ptrdiff_t>(whole), other.begin())) {
    return false;
  }
  const int rest = prefix_bits % 8;
  if (rest == 0) return true;
  const int mask = 0xff << (8 - rest) & 0xff;
  return (address[whole] & mask) == (other[whole] & mask);
}

std::optional<Network> read_network(std::string_view text) {
  const std::size_t slash = text.find('/');
  const std::string_view digits = text.substr(0, slash);
  const auto address = read_address(digits);
  if (!address) return std::nullopt;
  const bool ipv4 = digits.find(':') == std::string_view::npos;
  const int most = ipv4 ? 32 : 128;
  int bits = most;
  if (slash != std::string_view::npos) {
    const std::string_view rest = text.substr(slash + 1);
    const auto [end, error] = std::from_chars(rest.data(), rest.data() + rest.size(), bits);
    if (error != std::errc() || end != rest.data() + rest.size() || bits < 0 || bits > most) {
      return std::nullopt;
    }
  }
  return Network{*address, ipv4 ? kMappedBits + bits : bits};
}

bool AddressRules::allows(const Address& address) const {
  return is_public(address) || any_contains(allowed_, address);
}

}  // namespace kempelen::outgoing
