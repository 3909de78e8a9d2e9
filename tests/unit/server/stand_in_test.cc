// Who answers under the original's names, the files of the authority, and sockets that systemd hands over.
#include "server/stand_in.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cstdlib>
#include <filesystem>

#include "http/authority.h"
#include "server/files.h"
#include "server/stand_in_hosts.h"
#include "server/stand_in_text.h"
#include "tests/unit/server/house.h"

namespace kempelen::server {
namespace {

using domain::Marketplace;
using ::testing::Contains;
using ::testing::HasSubstr;
using ::testing::Not;

TEST(StandInHosts, AreFoundExactly) {
  const struct {
    const char* host;
    Marketplace marketplace;
  } cases[] = {{"mturk-requester.us-east-1.amazonaws.com", Marketplace::Live},
               {"MTURK-requester-sandbox.us-east-1.amazonaws.com:443", Marketplace::Sandbox},
               {"workersandbox.mturk.com:8443", Marketplace::Sandbox},
               {"www.mturk.com", Marketplace::Live},
               {"requestersandbox.mturk.com", Marketplace::Sandbox}};
  for (const auto& one : cases) {
    const StandInHost* found = find_stand_in_host(one.host);
    ASSERT_NE(found, nullptr) << one.host;
    EXPECT_EQ(found->marketplace, one.marketplace) << one.host;
  }
  for (const char* host :
       {"", ":443", "mturk.com", "x.www.mturk.com", "www.mturk.com.", "www.mturk.com.evil.example",
        "s3.amazonaws.com", "localhost", "127.0.0.1", "mturk-requester.us-west-2.amazonaws.com",
        "mturk-requester-sandbox.us-east-1.amazonaws.com.cn", "assets.crowd.aws"}) {
    EXPECT_EQ(find_stand_in_host(host), nullptr) << host;
  }
}

Letter under(const std::string& host, std::string method = "GET", std::string path = "/") {
  Letter letter{.method = std::move(method), .path = std::move(path), .headers = {{"Host", host}}};
  letter.listener = Listener::StandIn;
  return letter;
}

std::string location(const http::Response& response) {
  for (const auto& [name, value] : response.headers) {
    if (name == "Location") return value;
  }
  return "";
}

TEST(StandInRouting, MisdirectsUnknownHosts) {
  House house;
  for (const char* host : {"localhost:8080", "s3.amazonaws.com", "", "127.0.0.1"}) {
    for (const char* path : {"/", "/health", "/metrics", "/worker/api/GetProfile", "/mturk/externalSubmit"}) {
      EXPECT_EQ(house.send(under(host, "GET", path)).status, 421) << host << path;
      EXPECT_EQ(house.send(under(host, "POST", path)).status, 421) << host << path;
    }
  }
  Letter call = under("s3.amazonaws.com", "POST");
  call.headers.emplace_back("X-Amz-Target", "MTurkRequesterServiceV20170117.ListHITs");
  const auto answer = house.send(call);
  EXPECT_EQ(answer.status, 421);
  EXPECT_EQ(answer.content_type, "application/x-amz-json-1.1");
  EXPECT_THAT(answer.body, HasSubstr("none of those"));
}

TEST(StandInRouting, LeadsPeopleToTheWorkerSite) {
  House house;
  const auto& settings = house.shop().settings();
  const struct {
    const char* host;
    std::string site;
  } cases[] = {{"worker.mturk.com", settings.live_url},
               {"www.mturk.com", settings.live_url},
               {"requester.mturk.com", settings.live_url},
               {"workersandbox.mturk.com", settings.sandbox_url},
               {"requestersandbox.mturk.com", settings.sandbox_url}};
  for (const auto& one : cases) {
    const auto answer = house.send(under(one.host, "GET", "/mturk/preview?groupId=3ABC"));
    EXPECT_EQ(answer.status, 302) << one.host;
    EXPECT_EQ(location(answer), one.site + "/mturk/preview?groupId=3ABC");
    EXPECT_EQ(house.send(under(one.host, "POST", "/worker/api/SignIn")).status, 421);
  }
  EXPECT_EQ(location(house.send(under("www.mturk.com", "GET", "//evil.example/"))),
            settings.live_url + "//evil.example/");
}

TEST(StandInRouting, TakesFormsWhereTheOriginalTookThem) {
  House house;
  for (const char* host : {"www.mturk.com", "workersandbox.mturk.com", "www.mturkcontent.com"}) {
    Letter form = under(host, "POST", "/mturk/externalSubmit");
    form.headers.emplace_back("Content-Type", "application/x-www-form-urlencoded");
    form.body = "assignmentId=ASSIGNMENT_ID_NOT_AVAILABLE&a=b";
    const auto answer = house.send(form);
    EXPECT_EQ(answer.status, 400) << host;
    EXPECT_THAT(answer.body, HasSubstr("You must ACCEPT the HIT"));
  }
}

class StandInFolder : public ::testing::Test {
 protected:
  StandInFolder() {
    std::string pattern = std::filesystem::temp_directory_path() / "kempelen-stand-in-XXXXXX";
    data = ::mkdtemp(pattern.data());
  }
  ~StandInFolder() override { std::filesystem::remove_all(data); }

  StandInFiles open(Instant at, std::vector<std::string_view> names = stand_in_certificate_names()) {
    return open_stand_in_files(data, names, at, random);
  }
  std::string text(const std::string& name) const { return read_file_text(data + "/stand-in/" + name); }
  unsigned mode(const std::string& name) const {
    struct stat found{};
    EXPECT_EQ(::stat((data + "/stand-in/" + name).c_str(), &found), 0);
    return found.st_mode & 0777U;
  }

  static constexpr Instant kNow = Instant::from_seconds(1'800'000'000);
  SystemRandom random;
  std::string data;
};

TEST_F(StandInFolder, IsMadeOnce) {
  open(kNow);
  const std::string authority = text("ca.pem");
  const std::string server = text("server.pem");
  EXPECT_EQ(mode("ca.key"), 0600U);
  EXPECT_EQ(mode("server.key"), 0600U);
  EXPECT_EQ(mode("ca.pem") & 0022U, 0U);
  open(kNow + Duration::days(100));
  EXPECT_EQ(text("ca.pem"), authority);
  EXPECT_EQ(text("server.pem"), server);
  EXPECT_THAT(text("bundle.pem"), ::testing::EndsWith(authority));
}

TEST_F(StandInFolder, RenewsTheServersCertificateOnly) {
  open(kNow);
  const std::string authority = text("ca.pem");
  const std::string server = text("server.pem");
  open(kNow + Duration::days(460));
  EXPECT_EQ(text("ca.pem"), authority);
  const std::string renewed = text("server.pem");
  EXPECT_NE(renewed, server);
  EXPECT_TRUE(http::is_signed_by(renewed, authority));
  std::filesystem::remove(data + "/stand-in/server.key");
  open(kNow + Duration::days(460));
  EXPECT_NE(text("server.pem"), renewed);
}

// Clients trust the authority they were given. A new one would fail them without a word.
TEST_F(StandInFolder, DoesNotReplaceAnAuthoritySilently) {
  const auto complaint = [&](Instant at, std::vector<std::string_view> names) -> std::string {
    try {
      open(at, std::move(names));
    } catch (const Fault& fault) {
      return fault.what();
    }
    return "none";
  };
  open(kNow);
  const std::string authority = text("ca.pem");
  EXPECT_THAT(complaint(kNow, {"one.example.org"}), HasSubstr("other names"));
  EXPECT_THAT(complaint(kNow + Duration::days(3300), stand_in_certificate_names()), HasSubstr("a year left"));
  write_private_file(data + "/stand-in/ca.key", "nonsense");
  EXPECT_THAT(complaint(kNow, stand_in_certificate_names()), HasSubstr("is damaged"));
  std::filesystem::remove(data + "/stand-in/ca.key");
  EXPECT_THAT(complaint(kNow, stand_in_certificate_names()), HasSubstr("lost its key"));
  EXPECT_EQ(text("ca.pem"), authority);
}

TEST(StandInProxy, CarriesToPort443OfPublicAddressesOnly) {
  EXPECT_TRUE(may_tunnel("52.216.0.1", 443));
  EXPECT_TRUE(may_tunnel("2600:1f18::1", 443));
  EXPECT_FALSE(may_tunnel("52.216.0.1", 80));
  for (const char* address : {"127.0.0.1", "10.0.0.1", "169.254.169.254", "::1", "fd00::1", "::ffff:10.0.0.1",
                              "s3.amazonaws.com", ""}) {
    EXPECT_FALSE(may_tunnel(address, 443)) << address;
  }
}

TEST(StandInText, NamesEverythingThatIsServed) {
  const StandInPlaces places{{"ca.pem", "bundle.pem", {}, true}, "127.0.0.1", 443, 8084};
  const std::string text = stand_in_instructions(places);
  for (const std::string_view name : stand_in_served_names()) {
    EXPECT_THAT(text, HasSubstr("--add-host " + std::string(name) + ":host-gateway"));
  }
  EXPECT_THAT(text, Not(HasSubstr("s3.amazonaws.com")));
  EXPECT_THAT(text, HasSubstr("HTTPS_PROXY=http://127.0.0.1:8084"));
  EXPECT_THAT(text, HasSubstr("keytool -importcert"));
}

class Inherited : public ::testing::Test {
 protected:
  static void give(const char* count, const char* names, const std::string& pid = std::to_string(getpid())) {
    ::setenv("LISTEN_PID", pid.c_str(), 1);
    ::setenv("LISTEN_FDS", count, 1);
    ::setenv("LISTEN_FDNAMES", names, 1);
  }
  ~Inherited() override {
    for (const char* name : {"LISTEN_PID", "LISTEN_FDS", "LISTEN_FDNAMES"}) ::unsetenv(name);
  }
};

TEST_F(Inherited, SocketsAreTakenByName) {
  EXPECT_EQ(inherited_sockets()->stand_in, -1);
  give("1", "kempelen.socket");
  EXPECT_EQ(inherited_sockets()->stand_in, 3);
  EXPECT_EQ(inherited_sockets()->proxy, -1);
  give("1", "proxy");
  EXPECT_EQ(inherited_sockets()->stand_in, -1);
  EXPECT_EQ(inherited_sockets()->proxy, 3);
  give("2", "proxy:stand-in");
  EXPECT_EQ(inherited_sockets()->stand_in, 4);
  EXPECT_EQ(inherited_sockets()->proxy, 3);
  give("2", "a:b");
  EXPECT_FALSE(inherited_sockets());
  give("2", "proxy:proxy");
  EXPECT_FALSE(inherited_sockets());
  give("1", "stand-in", "1");
  EXPECT_EQ(inherited_sockets()->stand_in, -1) << "meant for another process";
}

TEST(StandInWishes, RefusesPortsThatAreNone) {
  EXPECT_TRUE(check_wishes({.port = 65'535, .address = {}, .proxy_port = 0}));
  EXPECT_FALSE(check_wishes({.port = 65'536, .address = {}, .proxy_port = {}}));
  EXPECT_FALSE(check_wishes({.port = {}, .address = {}, .proxy_port = -1}));
}

}  // namespace
}  // namespace kempelen::server
