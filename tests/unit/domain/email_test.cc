// Addresses of e-mail.
#include "domain/email.h"

#include <gtest/gtest.h>

#include <string>

namespace kempelen::domain {
namespace {

TEST(EmailAddress, OnePlainAddress) {
  EXPECT_TRUE(is_email_address("ann@example.org"));
  EXPECT_TRUE(is_email_address("ann+hits@mail.example.org"));
  EXPECT_TRUE(is_email_address("ann@localhost"));
  EXPECT_TRUE(is_email_address("ann@mail"));
  for (const char* text :
       {"", "ann", "@example.org", "ann@", "ann@@example.org", "ann@a@b", "ann@example.org,b@c",
        "Ann <ann@example.org>", "ann@example.org\r\nBcc: b@c", "ann @example.org", "ann@example..org",
        "ann@.org", "ann@-x.org", "\xc3\xa4nn@example.org"}) {
    EXPECT_FALSE(is_email_address(text)) << text;
  }
  EXPECT_TRUE(is_email_address(std::string(246, 'a') + "@bcd.org"));   // 254 bytes
  EXPECT_FALSE(is_email_address(std::string(247, 'a') + "@bcd.org"));  // 255
}

}  // namespace
}  // namespace kempelen::domain
