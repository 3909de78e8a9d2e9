// Which addresses the server may connect to because somebody asked it to. Checked on the address itself,
// after names were resolved: a name says nothing about where it leads.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

struct sockaddr;

namespace kempelen::outgoing {

/// 16 bytes; IPv4 as `::ffff:a.b.c.d`.
using Address = std::array<std::uint8_t, 16>;

/// Nothing for anything but an address in digits.
std::optional<Address> read_address(std::string_view text);
/// Nothing for another family than IPv4 and IPv6.
std::optional<Address> address_of(const sockaddr& from);

/// Whether the address is one of the public internet: not private, loopback, link-local (where clouds keep
/// their metadata), multicast, reserved, for documentation, nor one that carries an IPv4 address inside and
/// leads there. IPv4 in IPv6's mapped form counts as what it is.
bool is_public(const Address& address);

/// `10.0.0.0/8`, `::1`, `192.168.7.9`.
struct Network {
  Address address{};
  int prefix_bits = 128;

  bool contains(const Address& other) const;
};
std::optional<Network> read_network(std::string_view text);

/// Public addresses, and what the operator has allowed beside them.
class AddressRules {
 public:
  AddressRules() = default;
  explicit AddressRules(std::vector<Network> allowed) : allowed_(std::move(allowed)) {}
  bool allows(const Address& address) const;

 private:
  std::vector<Network> allowed_;
};

}  // namespace kempelen::outgoing
