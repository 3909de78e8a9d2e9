// The header of an answer, byte for byte.
#include "http/answer.h"

#include <gtest/gtest.h>

namespace kempelen::http {
namespace {

std::string head(const Response& response, After after) {
  std::string out;
  append_head(out, response, "Tue, 24 Nov 2026 14:59:00 GMT", after);
  return out;
}

TEST(Answer, IsWrittenInFull) {
  EXPECT_EQ(head({.status = 200, .content_type = "text/plain", .headers = {{"X-Id", "7"}}, .body = "four"},
                 After::KeepAlive),
            "HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nX-Id: 7\r\nContent-Length: 4\r\n"
            "Date: Tue, 24 Nov 2026 14:59:00 GMT\r\n\r\n");
  EXPECT_EQ(head({.status = 404, .content_type = {}}, After::Close),
            "HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n"
            "Date: Tue, 24 Nov 2026 14:59:00 GMT\r\nConnection: close\r\n\r\n");
}

TEST(Answer, WithoutContentHasNoLength) {
  EXPECT_EQ(head({.status = 304, .content_type = {}}, After::KeepAlive),
            "HTTP/1.1 304 Not Modified\r\nDate: Tue, 24 Nov 2026 14:59:00 GMT\r\n\r\n");
  EXPECT_FALSE(has_body(204, "GET"));
  EXPECT_FALSE(has_body(200, "HEAD"));
  EXPECT_TRUE(has_body(200, "GET"));
}

TEST(Answer, WithALineBreakInAHeaderIsNotSendable) {
  EXPECT_TRUE(is_sendable({.content_type = "text/plain", .headers = {{"X", "caf\xC3\xA9 and\ttab"}}}));
  EXPECT_FALSE(is_sendable({.content_type = "text/plain\r\nX: y"}));
  EXPECT_FALSE(is_sendable({.content_type = {}, .headers = {{"X", "a\nb"}}}));
  EXPECT_FALSE(is_sendable({.content_type = {}, .headers = {{"X: y", "z"}}}));
  EXPECT_FALSE(is_sendable({.content_type = {}, .headers = {{"", "z"}}}));
  EXPECT_FALSE(is_sendable({.status = 100, .content_type = {}}));
  EXPECT_FALSE(is_sendable({.status = 1000, .content_type = {}}));
}

TEST(DateText, ChangesWithTheSecond) {
  DateText date;
  EXPECT_EQ(date.at(Instant::from_millis(1'000)), "Thu, 01 Jan 1970 00:00:01 GMT");
  EXPECT_EQ(date.at(Instant::from_millis(1'999)), "Thu, 01 Jan 1970 00:00:01 GMT");
  EXPECT_EQ(date.at(Instant::from_millis(2'000)), "Thu, 01 Jan 1970 00:00:02 GMT");
}

}  // namespace
}  // namespace kempelen::http
