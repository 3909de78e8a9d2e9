// What counts as this machine, and what only looks like it.
#include "http/loopback.h"

#include <gtest/gtest.h>

namespace kempelen::http {
namespace {

TEST(LoopbackAddress, IsThisMachine) {
  for (const char* const address : {"127.0.0.1", "127.255.0.9", "::1", "::ffff:127.0.0.1"}) {
    EXPECT_TRUE(is_loopback_address(address)) << address;
  }
}

TEST(LoopbackAddress, IsNoNameAndNoOtherMachine) {
  for (const char* const address :
       {"", "localhost", "10.0.0.1", "0.0.0.0", "127.0.0.1.example.org", "127.1", "::2", "::ffff:10.0.0.1"}) {
    EXPECT_FALSE(is_loopback_address(address)) << address;
  }
}

TEST(LoopbackHost, MayHaveAPort) {
  for (const char* const host :
       {"localhost", "LocalHost:8080", "127.0.0.1", "127.0.0.1:80", "[::1]", "[::1]:8080"}) {
    EXPECT_TRUE(is_loopback_host(host)) << host;
  }
}

// A page can make a browser ask for any name that its owner's DNS points here.
TEST(LoopbackHost, IsNoNameThatDnsDecides) {
  for (const char* const host : {"", "127.0.0.1.example.org", "127.example.org:8080", "localhost.example.org",
                                 "::1", "turk.example.org", "[::2]:80"}) {
    EXPECT_FALSE(is_loopback_host(host)) << host;
  }
}

}  // namespace
}  // namespace kempelen::http
