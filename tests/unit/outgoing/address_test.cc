// Which addresses may be connected to.
#include "outgoing/address.h"

#include <arpa/inet.h>
#include <gtest/gtest.h>
#include <netinet/in.h>

#include <cstring>

namespace kempelen::outgoing {
namespace {

bool is_public_text(std::string_view text) {
  return is_public(read_address(text).value());
}

TEST(Address, PublicOnes) {
  for (const char* text : {"8.8.8.8", "1.1.1.1", "100.63.255.255", "100.128.0.1", "172.15.0.1", "172.32.0.1",
                           "192.167.1.1", "198.17.1.1", "198.20.0.1", "223.255.255.255", "2606:4700::1111",
                           "2a00:1450:4001::1", "::ffff:8.8.8.8"}) {
    EXPECT_TRUE(is_public_text(text)) << text;
  }
}

TEST(Address, PrivateOnes) {
  for (const char* text :
       {"0.0.0.0",   "0.1.2.3",     "10.0.0.1",        "10.255.255.255", "100.64.0.1",     "100.127.255.255",
        "127.0.0.1", "127.9.9.9",   "169.254.169.254", "172.16.0.1",     "172.31.255.255", "192.0.0.1",
        "192.0.2.1", "192.168.0.1", "198.18.0.1",      "198.19.255.255", "198.51.100.7",   "203.0.113.7",
        "224.0.0.1", "239.1.1.1",   "240.0.0.1",       "255.255.255.255"}) {
    EXPECT_FALSE(is_public_text(text)) << text;
    // The same in IPv6's clothes.
    EXPECT_FALSE(is_public_text(std::string("::ffff:") + text)) << text;
  }
}

TEST(Address, PrivateOnesOfIpv6) {
  for (const char* text : {"::", "::1", "::7f00:1", "fe80::1", "febf::1", "fec0::1", "fc00::1", "fd12::1",
                           "ff02::1", "2001:db8::1", "2001::1", "2002:7f00:1::1", "64:ff9b::7f00:1",
                           "64:ff9b::a9fe:a9fe", "3fff::1", "4000::1"}) {
    EXPECT_FALSE(is_public_text(text)) << text;
  }
}

TEST(Address, OnlyDigitsAreAddresses) {
  for (const char* text : {"", "localhost", "127.1", "0x7f.0.0.1", "127.0.0.1:80", "[::1]", "1.2.3.4.5"}) {
    EXPECT_FALSE(read_address(text)) << text;
  }
}

TEST(Network, ContainsWhatItsPrefixSays) {
  const auto within = [](const char* network, const char* address) {
    return read_network(network).value().contains(read_address(address).value());
  };
  EXPECT_TRUE(within("10.1.0.0/16", "10.1.255.255"));
  EXPECT_FALSE(within("10.1.0.0/16", "10.2.0.0"));
  EXPECT_TRUE(within("10.1.0.0/12", "10.15.0.1"));
  EXPECT_FALSE(within("10.1.0.0/12", "10.16.0.1"));
  EXPECT_TRUE(within("127.0.0.1", "127.0.0.1"));
  EXPECT_FALSE(within("127.0.0.1", "127.0.0.2"));
  EXPECT_TRUE(within("127.0.0.1", "::ffff:127.0.0.1"));
  EXPECT_TRUE(within("fd00::/8", "fdff::1"));
  EXPECT_FALSE(within("fd00::/8", "fc00::1"));
  EXPECT_TRUE(within("0.0.0.0/0", "8.8.8.8"));
  EXPECT_FALSE(within("0.0.0.0/0", "2606::1"));
}

TEST(Network, OthersAreNone) {
  for (const char* text : {"", "10.0.0.0/33", "10.0.0.0/-1", "10.0.0.0/", "10.0.0.0/8x", "::/129", "a/8"}) {
    EXPECT_FALSE(read_network(text)) << text;
  }
}

TEST(AddressRules, AllowThePublicAndWhatIsListed) {
  const AddressRules rules({read_network("127.0.0.1").value(), read_network("10.1.0.0/16").value()});
  const auto allows = [&](const char* text) { return rules.allows(read_address(text).value()); };
  EXPECT_TRUE(allows("8.8.8.8"));
  EXPECT_TRUE(allows("127.0.0.1"));
  EXPECT_TRUE(allows("10.1.2.3"));
  EXPECT_FALSE(allows("127.0.0.2"));
  EXPECT_FALSE(allows("169.254.169.254"));
  EXPECT_FALSE(AddressRules().allows(read_address("127.0.0.1").value()));
}

TEST(Address, OfASocket) {
  sockaddr_in v4{};
  v4.sin_family = AF_INET;
  v4.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  sockaddr generic{};
  std::memcpy(&generic, &v4, sizeof v4);
  EXPECT_EQ(address_of(generic), read_address("127.0.0.1"));
  generic.sa_family = AF_UNIX;
  EXPECT_EQ(address_of(generic), std::nullopt);
}

}  // namespace
}  // namespace kempelen::outgoing
