// Where requests go, who may turn the clock, and whose word about the client counts.
#include "server/router.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/unit/server/house.h"

namespace kempelen::server {
namespace {

using ::testing::HasSubstr;

Letter turn(const std::string& body = R"({"seconds":60})") {
  return {.path = "/_test/advance",
          .body = body,
          .headers = {{"Host", "localhost:8080"}, {"Content-Type", "application/json"}}};
}

TEST(TestClock, TurnsTheDomainClock) {
  House house;
  const Instant before = house.shop().domain().now();
  const auto answer = house.send(turn());
  EXPECT_EQ(answer.status, 200);
  EXPECT_EQ(answer.body, R"({"offset":60})");
  EXPECT_EQ(house.shop().domain().now(), before + Duration::seconds(60));
  EXPECT_EQ(house.send(turn(R"({"seconds":0})")).body, R"({"offset":60})");
}

TEST(TestClock, IsNotThereWithoutItsFlag) {
  Config config = House::defaults();
  config.test_clock = false;
  House house(config);
  EXPECT_NE(house.send(turn()).status, 200);
  EXPECT_EQ(house.shop().domain().offset(), Duration{});
}

TEST(TestClock, IsGuarded) {
  House house;
  const auto refused = [&](const Letter& letter, const char* why) {
    const auto answer = house.send(letter);
    EXPECT_EQ(answer.status, 403) << why;
    EXPECT_THAT(answer.body, HasSubstr(why));
  };
  for (const char* origin : {"http://localhost:8080", "null", ""}) {
    Letter letter = turn();
    letter.headers.emplace_back("Origin", origin);
    refused(letter, "not turned by web pages");
  }
  for (const char* host :
       {"turk.example.org", "", "10.0.0.1:8080", "localhost.evil.example", "127evil.example"}) {
    Letter letter = turn();
    letter.headers[0].second = host;
    refused(letter, "loopback Host only");
  }
  for (const char* peer : {"10.0.0.9", "192.168.1.1", "2001:db8::1"}) {
    Letter letter = turn();
    letter.peer = peer;
    refused(letter, "from this machine only");
  }
  for (const char* type : {"text/plain", "", "application/x-www-form-urlencoded"}) {
    Letter letter = turn();
    letter.headers[1].second = type;
    refused(letter, "Content-Type is application/json");
  }
  EXPECT_EQ(house.shop().domain().offset(), Duration{});
  for (const char* peer : {"::1", "127.0.0.2", "::ffff:127.0.0.1"}) {
    Letter letter = turn();
    letter.peer = peer;
    EXPECT_EQ(house.send(letter).status, 200) << peer;
  }
}

TEST(TestClock, RefusesNonsense) {
  House house;
  for (const char* body :
       {"", "{}", "[]", "60", R"({"seconds":-1})", R"({"seconds":1.5})", R"({"seconds":"60"})",
        R"({"seconds":3155760001})", R"({"seconds":60)", R"({"seconds":null})"}) {
    EXPECT_EQ(house.send(turn(body)).status, 400) << body;
  }
  EXPECT_EQ(house.shop().domain().offset(), Duration{});
}

TEST(TestClock, AProxyOnThisMachineDoesNotOpenIt) {
  Config config = House::defaults();
  config.trusted_proxies = {"127.0.0.1"};
  House house(config);
  Letter letter = turn();
  letter.headers.emplace_back("X-Forwarded-For", "203.0.113.9");
  EXPECT_EQ(house.send(letter).status, 403);
}

TEST(Proxies, AreBelievedOnlyWhereConfigured) {
  Config config = House::defaults();
  config.trusted_proxies = {"10.0.0.1"};
  House house(config);
  const auto metrics = [&](const std::string& peer, const std::string& forwarded) {
    Letter letter{.method = "GET", .path = "/metrics", .headers = {{"Host", "localhost:8080"}}, .peer = peer};
    if (!forwarded.empty()) letter.headers.emplace_back("X-Forwarded-For", forwarded);
    return house.send(letter).status;
  };
  EXPECT_EQ(metrics("127.0.0.1", ""), 200);
  EXPECT_EQ(metrics("10.0.0.1", "127.0.0.1"), 200);
  // The last address is the one the trusted proxy saw; those before it are the client's own words.
  EXPECT_EQ(metrics("10.0.0.1", "127.0.0.1, 203.0.113.9"), 404);
  EXPECT_EQ(metrics("10.0.0.1", ""), 404);
  EXPECT_EQ(metrics("203.0.113.9", "127.0.0.1"), 404);
  // Nobody on this machine becomes a stranger, or the reverse, without being configured.
  EXPECT_EQ(metrics("127.0.0.1", "203.0.113.9"), 200);
}

TEST(Proxies, TellWhetherTheClientCameOverTls) {
  Config config = House::defaults();
  config.trusted_proxies = {"10.0.0.1"};
  House house(config);
  const auto cookie = [&](const std::string& peer, const std::string& name) {
    const auto answer = house.send({.path = "/worker/api/SignUp",
                                    .body = R"({"Username":")" + name + R"(","Password":"correct horse"})",
                                    .headers = {{"Host", "turk.example.org"},
                                                {"Content-Type", "application/json"},
                                                {"X-Forwarded-Proto", "https"}},
                                    .peer = peer});
    for (const auto& [header, value] : answer.headers) {
      if (header == "Set-Cookie") return value.substr(0, value.find('='));
    }
    return answer.body;
  };
  EXPECT_EQ(cookie("10.0.0.1", "ann"), "__Host-kempelen-sandbox");
  EXPECT_EQ(cookie("203.0.113.9", "ben"), "kempelen-sandbox");
}

TEST(Router, AnswersOperators) {
  House house;
  const auto status = [&](const std::string& path, const std::string& peer,
                          const std::string& host = "127.0.0.1:8080") {
    return house.send({.method = "GET", .path = path, .headers = {{"Host", host}}, .peer = peer}).status;
  };
  EXPECT_EQ(status("/health", "203.0.113.9"), 200);
  EXPECT_EQ(status("/ready", "203.0.113.9"), 404);
  EXPECT_EQ(status("/metrics", "203.0.113.9"), 404);
  EXPECT_EQ(status("/ready", "127.0.0.1"), 200);
  EXPECT_EQ(status("/ready", "127.0.0.1", "turk.example.org"), 404);
  house.config().metrics_public = true;
  EXPECT_EQ(status("/ready", "203.0.113.9"), 200);
  EXPECT_EQ(status("/metrics", "203.0.113.9"), 200);
}

TEST(Router, RefusesInTheFormOfTheListener) {
  House house;
  const auto unsigned_call =
      house.send({.path = "/",
                  .body = "{}",
                  .headers = {{"X-Amz-Target", "MTurkRequesterServiceV20170117.GetAccountBalance"}}});
  EXPECT_EQ(unsigned_call.status, 400);
  EXPECT_THAT(unsigned_call.body, HasSubstr("MissingAuthenticationToken"));
}

}  // namespace
}  // namespace kempelen::server
