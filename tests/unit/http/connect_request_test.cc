// How CONNECT is read: strictly, since the name decides where a connection ends.
#include "http/connect_request.h"

#include <gtest/gtest.h>

namespace kempelen::http {
namespace {

int status_of(const std::string& head) {
  return read_connect(head).rejection.status;
}

TEST(ConnectRequest, NamesHostAndPort) {
  const struct {
    const char* target;
    const char* host;
    int port;
  } cases[] = {
      {"example.org:443", "example.org", 443},
      {"MTurk-Requester.US-EAST-1.amazonaws.com:443", "mturk-requester.us-east-1.amazonaws.com", 443},
      {"example.org.:8443", "example.org", 8443},
      {"127.0.0.1:1", "127.0.0.1", 1},
      {"[::1]:65535", "::1", 65535},
      {"[2600:1F18::1]:443", "2600:1f18::1", 443}};
  for (const auto& one : cases) {
    for (const char* version : {"HTTP/1.0", "HTTP/1.1"}) {
      const auto verdict = read_connect(std::string("CONNECT ") + one.target + " " + version +
                                        "\r\nHost: other\r\nProxy-Authorization: Basic eA==\r\n\r\n");
      ASSERT_FALSE(verdict.refused()) << one.target << verdict.rejection.reason;
      EXPECT_EQ(verdict.target.host, one.host);
      EXPECT_EQ(verdict.target.port, one.port);
    }
  }
}

TEST(ConnectRequest, RefusesTargetsThatTwoReadersMightReadDifferently) {
  for (const char* target : {"",
                             "example.org",
                             "example.org:",
                             ":443",
                             "example.org:0",
                             "example.org:65536",
                             "example.org:4 43",
                             "example.org:+443",
                             "example.org:0x1bb",
                             "user@example.org:443",
                             "example.org/x:443",
                             "exa%6dple.org:443",
                             "[::1:443",
                             "::1:443",
                             "[]:443",
                             "[example.org]:443",
                             "[be]:443",
                             "a..b:443",
                             "a..:443",
                             ".a:443",
                             "[1.2.3.4]:443",
                             "https://example.org:443",
                             "ex\xc3\xa4mple.org:443",
                             ".:443",
                             "example.org:443:443"}) {
    EXPECT_EQ(status_of(std::string("CONNECT ") + target + " HTTP/1.1\r\n\r\n"), 400) << target;
  }
  EXPECT_EQ(status_of("CONNECT " + std::string(254, 'a') + ":443 HTTP/1.1\r\n\r\n"), 400);
}

TEST(ConnectRequest, RefusesWhatIsNoConnect) {
  EXPECT_EQ(status_of("GET http://example.org/ HTTP/1.1\r\nHost: example.org\r\n\r\n"), 405);
  EXPECT_EQ(status_of("connect example.org:443 HTTP/1.1\r\n\r\n"), 405);
  EXPECT_EQ(status_of("CONNECT example.org:443 HTTP/2.0\r\n\r\n"), 505);
  EXPECT_EQ(status_of("CONNECT example.org:443\r\n\r\n"), 400);
  EXPECT_EQ(status_of("CONNECT\r\n\r\n"), 400);
  EXPECT_EQ(status_of("\r\n\r\n"), 400);
  EXPECT_EQ(status_of("CONNECT example.org:443 HTTP/1.1\r\n"), 400);
  EXPECT_EQ(status_of("CONNECT example.org:443 HTTP/1.1\r\nX: a\nb\r\n\r\n"), 400);
  EXPECT_EQ(status_of(std::string("CONNECT example.org\0:443 HTTP/1.1\r\n\r\n", 38)), 400);
}

}  // namespace
}  // namespace kempelen::http
