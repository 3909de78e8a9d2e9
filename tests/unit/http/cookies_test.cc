// Cookies in and out.
#include "http/cookies.h"

#include <gtest/gtest.h>

#include "base/fault.h"

namespace kempelen::http {
namespace {

TEST(Cookies, AreReadInOrder) {
  EXPECT_EQ(parse_cookies("a=1; b=\"two\";c=x=y ; broken; =nameless; d="),
            (std::vector<Cookie>{{"a", "1"}, {"b", "\"two\""}, {"c", "x=y"}, {"d", ""}}));
  EXPECT_TRUE(parse_cookies("").empty());
  EXPECT_TRUE(parse_cookies(" ; ;").empty());
}

TEST(Cookies, AreFoundInAnyCookieHeader) {
  const std::vector<Header> headers = {{"Cookie", "a=1; b=2"}, {"cookie", "c=3; a=4"}};
  Request request;
  request.headers = headers;
  EXPECT_EQ(find_cookie(request, "a"), "1");
  EXPECT_EQ(find_cookie(request, "c"), "3");
  EXPECT_EQ(find_cookie(request, "A"), std::nullopt);
}

TEST(SetCookie, NamesEveryAttribute) {
  EXPECT_EQ(format_set_cookie({.name = "__Host-kempelen-live", .value = "abc", .max_age_seconds = 60}),
            "__Host-kempelen-live=abc; Path=/; Max-Age=60; Secure; HttpOnly; SameSite=Lax");
  EXPECT_EQ(format_set_cookie({.name = "csrf",
                               .value = "",
                               .path = "/worker",
                               .secure = false,
                               .http_only = false,
                               .same_site = SameSite::Strict}),
            "csrf=; Path=/worker; SameSite=Strict");
}

TEST(SetCookieDeathTest, RefusesWhatBrowsersWouldDropOrMisread) {
  EXPECT_DEATH(format_set_cookie({.name = "a", .value = "b; Domain=evil"}), "values browsers take");
  EXPECT_DEATH(format_set_cookie({.name = "a=b", .value = "c"}), "names browsers take");
  EXPECT_DEATH(format_set_cookie({.name = "__Host-a", .value = "b", .secure = false}), "whole host");
  EXPECT_DEATH(format_set_cookie({.name = "a", .value = "b", .secure = false, .same_site = SameSite::None}),
               "Secure");
}

}  // namespace
}  // namespace kempelen::http
