// The rules about a header, without sockets. The long table of refusals is in server_refusals_test.cc.
#include "http/head.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace kempelen::http {
namespace {

TEST(HeadScanner, FindsTheEndWhereverTheTextIsCut) {
  const std::string text = "GET / HTTP/1.1\r\nHost: h\r\nX: y\r\n\r\nrest";
  const std::size_t whole = text.size() - 4;
  for (std::size_t cut = 0; cut <= text.size(); ++cut) {
    HeadScanner scanner;
    const bool early = scanner.scan(std::string_view(text).substr(0, cut), {});
    EXPECT_EQ(early, cut >= whole) << cut;
    ASSERT_FALSE(scanner.rejection()) << cut;
    EXPECT_TRUE(early || scanner.scan(text, {})) << cut;
    EXPECT_EQ(scanner.size(), whole);
  }
}

TEST(HeadScanner, RefusesEveryControlByteAtEveryPlace) {
  for (int byte = 0; byte < 256; ++byte) {
    for (std::size_t place = 0; place < 20; ++place) {
      std::string value(20, 'v');
      value[place] = static_cast<char>(byte);
      HeadScanner scanner;
      const bool whole = scanner.scan("GET / HTTP/1.1\r\nX: " + value + "\r\n\r\n", {});
      const bool is_control = (byte < 0x20 && byte != '\t') || byte == 0x7F;
      EXPECT_EQ(whole, !is_control) << byte << " at " << place;
      EXPECT_EQ(scanner.rejection().has_value(), is_control) << byte << " at " << place;
    }
  }
}

TEST(HeadScanner, TellsAboutABrokenFirstLineBeforeTheRestComes) {
  HeadScanner scanner;
  EXPECT_FALSE(scanner.scan("PRI * HTTP/2.0\r\n", {}));
  ASSERT_TRUE(scanner.rejection());
  EXPECT_EQ(scanner.rejection()->status, 505);
}

TEST(RequestLine, IsTakenApart) {
  const auto verdict = read_request_line("DELETE /a/b?c=d HTTP/1.0");
  ASSERT_FALSE(verdict.refused());
  EXPECT_EQ(verdict.line.method, "DELETE");
  EXPECT_EQ(verdict.line.target, "/a/b?c=d");
  EXPECT_EQ(verdict.line.version, Version::Http10);
}

TEST(Framing, ReadsWhatTheBodyIsAndWhatTheClientWants) {
  const std::vector<Header> headers = {{"HOST", "h"},
                                       {"content-length", "12"},
                                       {"Connection", "keep-alive, CLOSE"},
                                       {"expect", "100-Continue"}};
  const auto verdict = read_framing(Version::Http11, headers, {});
  ASSERT_FALSE(verdict.refused());
  EXPECT_EQ(verdict.framing.content_length, 12U);
  EXPECT_TRUE(verdict.framing.close);
  EXPECT_TRUE(verdict.framing.expects_continue);
  EXPECT_FALSE(verdict.framing.chunked);
}

TEST(Framing, OldClientsGetNoInterimAnswerAndNoSecondRequest) {
  const std::vector<Header> headers = {{"Expect", "100-continue"}, {"Connection", "keep-alive"}};
  const auto verdict = read_framing(Version::Http10, headers, {});
  ASSERT_FALSE(verdict.refused());
  EXPECT_TRUE(verdict.framing.close);
  EXPECT_FALSE(verdict.framing.expects_continue);
}

TEST(Framing, RefusesALengthAboveTheLimit) {
  Limits limits;
  limits.body_bytes_max = 10;
  const std::vector<Header> at = {{"Host", "h"}, {"Content-Length", "10"}};
  const std::vector<Header> above = {{"Host", "h"}, {"Content-Length", "11"}};
  EXPECT_FALSE(read_framing(Version::Http11, at, limits).refused());
  EXPECT_EQ(read_framing(Version::Http11, above, limits).rejection.status, 413);
}

}  // namespace
}  // namespace kempelen::http
