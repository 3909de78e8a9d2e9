// Who may come in.
#include "http/admission.h"

#include <gtest/gtest.h>

namespace kempelen::http {
namespace {

TEST(Admission, CountsInTotalAndPerGroup) {
  Limits limits;
  limits.connections_max = 3;
  limits.connections_per_address_max = 2;
  Admission admission(limits);
  EXPECT_TRUE(admission.enter("a"));
  EXPECT_TRUE(admission.enter("a"));
  EXPECT_FALSE(admission.enter("a"));
  EXPECT_TRUE(admission.enter("b"));
  EXPECT_FALSE(admission.enter("c"));
  EXPECT_EQ(admission.open(), 3U);
  admission.leave("a");
  EXPECT_TRUE(admission.enter("a"));
  EXPECT_EQ(admission.open(), 3U);
}

TEST(AddressGroup, IsAnIpv4AddressOrAnIpv6Network) {
  EXPECT_EQ(address_group("192.0.2.7"), "192.0.2.7");
  EXPECT_EQ(address_group("2001:db8:1:2:3:4:5:6"), address_group("2001:db8:1:2::1"));
  EXPECT_NE(address_group("2001:db8:1:2::1"), address_group("2001:db8:1:3::1"));
  EXPECT_EQ(address_group("fe80::1%eth0"), address_group("fe80::2"));
}

}  // namespace
}  // namespace kempelen::http
