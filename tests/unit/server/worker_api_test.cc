// Sessions through the Worker API: signing up, in and out, links, and who may call.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/unit/server/house.h"

namespace kempelen::server {
namespace {

using ::testing::HasSubstr;
using Headers = std::vector<std::pair<std::string, std::string>>;

std::string header(const http::Response& response, std::string_view name) {
  for (const auto& [n, value] : response.headers) {
    if (n == name) return value;
  }
  return "";
}

/// The headers a browser sends after this answer.
Headers signed_in(const http::Response& response) {
  const std::string cookie = header(response, "Set-Cookie");
  return {{"Cookie", cookie.substr(0, cookie.find(';'))},
          {"X-Kempelen-CSRF", member(response.body, "CSRFToken")}};
}

const std::string kSignUp = R"({"Username":"ann","Password":"correct horse","Country":"US"})";
const std::string kSignIn = R"({"Username":"ANN","Password":"correct horse"})";

TEST(WorkerApi, SignUpInAndOut) {
  House house;
  const auto up = house.worker_call("SignUp", kSignUp);
  ASSERT_EQ(up.status, 200) << up.body;
  EXPECT_EQ(member(up.body, "Username"), "ann");
  EXPECT_EQ(house.worker_call("GetEarnings", "{}", signed_in(up)).status, 200);
  EXPECT_EQ(member(house.worker_call("SignUp", kSignUp).body, "Code"), "UsernameTaken");

  const auto in = house.worker_call("SignIn", kSignIn);
  ASSERT_EQ(in.status, 200) << in.body;
  EXPECT_EQ(house.worker_call("GetEarnings", "{}", signed_in(in)).status, 200);
  const auto out = house.worker_call("SignOut", "{}", signed_in(in));
  EXPECT_EQ(out.status, 200);
  EXPECT_THAT(header(out, "Set-Cookie"), HasSubstr("Max-Age=0"));
  const auto after = house.worker_call("GetEarnings", "{}", signed_in(in));
  EXPECT_EQ(after.status, 401);
  EXPECT_EQ(member(after.body, "Code"), "NotSignedIn");
  // The other session goes on.
  EXPECT_EQ(house.worker_call("GetEarnings", "{}", signed_in(up)).status, 200);
}

TEST(WorkerApi, AWrongPasswordAndAnUnknownNameLookTheSame) {
  House house;
  ASSERT_EQ(house.worker_call("SignUp", kSignUp).status, 200);
  const auto wrong = house.worker_call("SignIn", R"({"Username":"ann","Password":"wrong horse"})");
  const auto nobody = house.worker_call("SignIn", R"({"Username":"nobody","Password":"wrong horse"})");
  EXPECT_EQ(wrong.status, 401);
  EXPECT_EQ(wrong.body, nobody.body);
  EXPECT_EQ(nobody.status, 401);
  EXPECT_EQ(header(wrong, "Set-Cookie"), "");
}

TEST(WorkerApi, AResetLinkWorksOnceAndEndsEverySession) {
  House house;
  const auto up = house.worker_call("SignUp", kSignUp);
  const std::string id = member(up.body, "WorkerId");
  const std::string link = member(house.admin("reset-password", {{"worker", id}}).value(), "Link");
  const std::string token = link.substr(link.find('=') + 1);
  EXPECT_EQ(member(house.worker_call("SignIn", R"({"LinkToken":")" + token + "\"}").body, "Code"),
            "InvalidInput");
  const std::string body = R"({"LinkToken":")" + token + R"(","NewPassword":"another horse"})";
  const auto reset = house.worker_call("SignIn", body);
  ASSERT_EQ(reset.status, 200) << reset.body;
  EXPECT_EQ(house.worker_call("SignIn", body).status, 401);
  EXPECT_EQ(house.worker_call("GetEarnings", "{}", signed_in(up)).status, 401);
  EXPECT_EQ(house.worker_call("GetEarnings", "{}", signed_in(reset)).status, 200);
  EXPECT_EQ(house.worker_call("SignIn", kSignIn).status, 401);
  EXPECT_EQ(house.worker_call("SignIn", R"({"Username":"ann","Password":"another horse"})").status, 200);
}

TEST(WorkerApi, LinksEndByTheWallClock) {
  House house;
  const std::string id = member(house.worker_call("SignUp", kSignUp).body, "WorkerId");
  const std::string link = member(house.admin("sign-in-link", {{"worker", id}}).value(), "Link");
  const std::string body = R"({"LinkToken":")" + link.substr(link.find('=') + 1) + "\"}";
  house.shop().domain().advance(Duration::days(30));  // the domain clock is none of theirs
  EXPECT_EQ(house.worker_call("SignIn", body).status, 200);
  house.shop().wall().advance(Duration::days(1));
  EXPECT_EQ(house.worker_call("SignIn", body).status, 401);
}

TEST(WorkerApi, OtherOriginsMaySignNobodyIn) {
  House house;
  const auto with = [&](const std::string& origin) {
    return house.worker_call("SignUp", kSignUp, {{"Origin", origin}});
  };
  for (const char* foreign : {"https://evil.example", "null", "http://localhost", "https://localhost:8080"}) {
    const auto refused = with(foreign);
    EXPECT_EQ(refused.status, 403) << foreign;
    EXPECT_EQ(member(refused.body, "Code"), "ForgedRequest") << foreign;
  }
  EXPECT_EQ(with("http://localhost:8080").status, 200);
}

TEST(WorkerApi, OnlyJsonByPostIsACall) {
  House house;
  const auto send = [&](const std::string& method, const std::string& type) {
    return house.send({.method = method,
                       .path = "/worker/api/GetProfile",
                       .body = "{}",
                       .headers = {{"Content-Type", type}}});
  };
  EXPECT_EQ(send("POST", "application/json; charset=utf-8").status, 200);
  EXPECT_NE(send("POST", "text/plain").status, 200);
  EXPECT_NE(send("POST", "").status, 200);
  EXPECT_NE(send("GET", "application/json").status, 200);
  EXPECT_EQ(house.worker_call("Dance", "{}").status, 404);
}

TEST(WorkerApi, SignUpCanBeClosed) {
  House house(House::defaults(), {.sign_up = site::SignUpRule::Closed});
  EXPECT_EQ(member(house.worker_call("SignUp", kSignUp).body, "Code"), "SignUpClosed");
}

TEST(WorkerApi, GuessingIsThrottled) {
  House house(House::defaults(), {.sign_in_rate = {.per_second = 0.1, .burst = 3}});
  for (int i = 0; i < 3; ++i) EXPECT_EQ(house.worker_call("SignIn", kSignIn).status, 401);
  EXPECT_EQ(house.worker_call("SignIn", kSignIn).status, 429);
  house.shop().wall().advance(Duration::seconds(10));
  EXPECT_EQ(house.worker_call("SignIn", kSignIn).status, 401);
}

TEST(WorkerApi, ASuspendedWorkerCanNeitherWorkNorSignIn) {
  House house;
  const auto up = house.worker_call("SignUp", kSignUp);
  ASSERT_TRUE(house.admin("suspend-worker", {{"worker", member(up.body, "WorkerId")}}));
  for (const char* operation : {"GetEarnings", "GetProfile"}) {
    EXPECT_EQ(member(house.worker_call(operation, "{}", signed_in(up)).body, "Code"), "WorkerSuspended");
  }
  EXPECT_EQ(member(house.worker_call("SignIn", kSignIn).body, "Code"), "WorkerSuspended");
}

}  // namespace
}  // namespace kempelen::server
