// The encodings that no recorded request exercises, and the known values of the hashes.
#include "aws/canonical.h"

#include <gtest/gtest.h>

#include "aws/authorization.h"
#include "aws/hashing.h"
#include "aws/header_name.h"
#include "base/text.h"

namespace kempelen::aws {
namespace {

TEST(CanonicalPath, DotsAndRepeatedSlashesAreResolved) {
  EXPECT_EQ(canonical_path(""), "/");
  EXPECT_EQ(canonical_path("/"), "/");
  EXPECT_EQ(canonical_path("//"), "/");
  EXPECT_EQ(canonical_path("/mturk/api"), "/mturk/api");
  EXPECT_EQ(canonical_path("/mturk/api/"), "/mturk/api/");
  EXPECT_EQ(canonical_path("/a/./b/../c"), "/a/c");
  EXPECT_EQ(canonical_path("/a/.."), "/");
  EXPECT_EQ(canonical_path("/a/b/.."), "/a/");
  EXPECT_EQ(canonical_path("/../../a"), "/a");
  EXPECT_EQ(canonical_path("//a//b//"), "/a/b/");
  EXPECT_EQ(canonical_path("/.well-known/..x"), "/.well-known/..x");
}

TEST(CanonicalPath, WhatIsNoPathDoesNotBecomeOne) {
  EXPECT_EQ(canonical_path("."), ".");
  EXPECT_EQ(canonical_path(".."), "..");
  EXPECT_EQ(canonical_path("*"), "%2A");
  EXPECT_EQ(canonical_path("http://h/"), "http%3A//h/");
}

TEST(CanonicalPath, TheOtherRuleLeavesThemAlone) {
  EXPECT_EQ(canonical_path("//a/./b/..", PathRule::AsReceived), "//a/./b/..");
  EXPECT_EQ(canonical_path("/a b", PathRule::AsReceived), "/a%20b");
}

TEST(CanonicalPath, WhatArrivesEncodedIsEncodedAgain) {
  EXPECT_EQ(canonical_path("/arn%3Aaws"), "/arn%253Aaws");
  EXPECT_EQ(canonical_path("/a:b"), "/a%3Ab");
  EXPECT_EQ(canonical_path("/\xE1\x88\xB4"), "/%E1%88%B4");
  EXPECT_EQ(canonical_path("/-._~"), "/-._~");
}

TEST(CanonicalQuery, ParametersAreSortedByEncodedNameThenValue) {
  EXPECT_EQ(canonical_query(""), "");
  EXPECT_EQ(canonical_query("b=2&a=1"), "a=1&b=2");
  EXPECT_EQ(canonical_query("a=2&a=1&A=3"), "A=3&a=1&a=2");
  EXPECT_EQ(canonical_query("a-b=1&a=2"), "a=2&a-b=1");
  EXPECT_EQ(canonical_query("a&b="), "a=&b=");
  EXPECT_EQ(canonical_query("&&a=1&"), "a=1");
}

TEST(CanonicalQuery, EscapesStayAndOthersAreEncoded) {
  EXPECT_EQ(canonical_query("a=%2F%2f"), "a=%2F%2f");
  EXPECT_EQ(canonical_query("a=b/c d+e"), "a=b%2Fc%20d%20e");
  EXPECT_EQ(canonical_query("a=x=y"), "a=x%3Dy");
  EXPECT_EQ(canonical_query("a=100%"), "a=100%25");
  EXPECT_EQ(canonical_query("a=%4"), "a=%254");
  EXPECT_EQ(canonical_query("a=%zz"), "a=%25zz");
  EXPECT_EQ(canonical_query("\xE1\x88\xB4=x"), "%E1%88%B4=x");
}

TEST(CanonicalValue, BlanksAreTrimmedAndCollapsed) {
  EXPECT_EQ(canonical_value(""), "");
  EXPECT_EQ(canonical_value("   "), "");
  EXPECT_EQ(canonical_value(" a   b \t c "), "a b c");
  EXPECT_EQ(canonical_value("\"a   b\""), "\"a b\"");
  EXPECT_EQ(canonical_value("a\r\n  b"), "a b");
}

TEST(CanonicalRequest, ValuesOfOneNameAreJoined) {
  const std::vector<http::Header> headers = {{"X-A", " 1"}, {"Host", "h"}, {"x-a", "2\t 3"}, {"x-empty", ""}};
  const SignedRequest request{"POST", "/", "", headers, ""};
  const auto selected = select_signed(headers, "host;x-a;x-empty");
  ASSERT_TRUE(selected);
  EXPECT_EQ(canonical_request(request, *selected, "host;x-a;x-empty", "HASH"),
            "POST\n/\n\nhost:h\nx-a:1,2 3\nx-empty:\n\nhost;x-a;x-empty\nHASH");
}

TEST(SelectSigned, TheListHasOneSpellingAndOnlyNamesThatArrived) {
  const std::vector<http::Header> headers = {{"X-A", "1"}, {"Host", "h"}, {"x-b", "2"}};
  EXPECT_TRUE(select_signed(headers, "host"));
  EXPECT_TRUE(select_signed(headers, "host;x-a;x-b"));
  for (const char* list :
       {"", ";", "host;", ";host", "host;;x-a", "Host", "host;host", "x-a;host", "host;x-c"}) {
    EXPECT_FALSE(select_signed(headers, list)) << list;
  }
}

TEST(HeaderName, IsComparedInAnyCaseByteByByte) {
  const std::string name = "x-amz-content-sha256";
  for (std::size_t length = 1; length <= name.size(); ++length) {
    const std::string lower_name = name.substr(0, length);
    for (std::size_t i = 0; i < length; ++i) {
      for (int byte = 0; byte < 256; ++byte) {
        std::string given = lower_name;
        given[i] = static_cast<char>(byte);
        ASSERT_EQ(is_named(given, lower_name), lower(given) == lower_name) << given;
        ASSERT_EQ(is_aws_header(given), length > 6 && lower(given).substr(0, 6) == "x-amz-") << given;
      }
    }
  }
  EXPECT_TRUE(is_named("X-AMZ-CONTENT-SHA256", name));
  EXPECT_FALSE(is_named("x-amz-content-sha25", name));
  EXPECT_FALSE(is_named("", name));
  EXPECT_FALSE(is_aws_header("x-amzn-trace-id"));
}

TEST(Hashing, KnownValues) {
  EXPECT_EQ(view(hex(sha256(""))), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  const HmacKey again("Jefe");
  EXPECT_EQ(again.sign("a"), again.sign("a"));
  EXPECT_NE(again.sign("a"), again.sign("b"));
  // RFC 4231, test cases 1, 2 and 6 (a key longer than a block).
  EXPECT_EQ(view(hex(HmacKey(std::string(20, '\x0b')).sign("Hi There"))),
            "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7");
  EXPECT_EQ(view(hex(HmacKey("Jefe").sign("what do ya want for nothing?"))),
            "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843");
  EXPECT_EQ(
      view(hex(
          HmacKey(std::string(131, '\xaa')).sign("Test Using Larger Than Block-Size Key - Hash Key First"))),
      "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54");
}

}  // namespace
}  // namespace kempelen::aws
