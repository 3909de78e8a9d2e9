// Cookies, bearer tokens, CSRF, expiry.
#include "site/session.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <vector>

#include "base/digest.h"
#include "base/random.h"
#include "db/sqlite.h"
#include "store/schema.h"

namespace kempelen::site {
namespace {

using domain::Marketplace;
using store::CredentialKind;
using ::testing::HasSubstr;
using ::testing::Not;

constexpr Instant kNow = Instant::from_seconds(1'795'532'400);
constexpr std::string_view kSite = "http://127.0.0.1:8080";

http::Request request_with(const std::vector<http::Header>& headers) {
  http::Request request{};
  request.method = "POST";
  request.headers = headers;
  return request;
}

class SessionTest : public testing::Test {
 protected:
  SessionTest() {
    std::string pattern = std::filesystem::temp_directory_path() / "kempelen-site-XXXXXX";
    directory_ = ::mkdtemp(pattern.data());
    db::SqliteOptions options;
    options.file = directory_ / "kempelen.db";
    database_ = db::open_sqlite(options, store::migrations());
    write([](db::Transaction& tx) {
      store::Worker ann;
      ann.id = {"AW"};
      ann.username = "ann";
      ann.created_at = kNow;
      store::insert_worker(tx, ann);
    });
  }
  ~SessionTest() override {
    database_.reset();
    std::filesystem::remove_all(directory_);
  }

  void write(const std::function<void(db::Transaction&)>& work) {
    database_->write_and_wait([&](db::Transaction& tx) {
      work(tx);
      return db::Verdict::Keep;
    });
  }
  NewCredential give(CredentialKind kind, std::optional<Duration> life) {
    auto made = make_credential(ids_, {"AW"}, kind, kNow, life);
    write([&](db::Transaction& tx) { store::insert_credential(tx, made.stored); });
    return made;
  }
  /// The code of the refusal, or kCount where there is a session.
  Code code(const std::vector<http::Header>& headers, Instant at = kNow, Forgery forgery = Forgery::Checked,
            Marketplace market = Marketplace::Sandbox) {
    const auto found = find_session(*database_, request_with(headers), market, kSite, forgery, at);
    return found ? Code::kCount : found.error().code;
  }

  std::filesystem::path directory_;
  SeededRandom random_{5};
  IdGenerator ids_{random_};
  std::unique_ptr<db::Database> database_;
};

TEST_F(SessionTest, ACookieNeedsItsCsrfToken) {
  const auto made = give(CredentialKind::Session, kSessionLife);
  const std::string cookie = "a=b; __Host-kempelen-sandbox=" + made.token + "; c=d";
  const std::string& csrf = made.stored.csrf_token;
  EXPECT_EQ(code({{"Host", "localhost"}, {"Cookie", cookie}, {"X-Kempelen-CSRF", csrf}}), Code::kCount);
  EXPECT_EQ(code({{"Host", "localhost"}, {"Cookie", cookie}}), Code::ForgedRequest);
  EXPECT_EQ(code({{"Host", "localhost"}, {"Cookie", cookie}, {"X-Kempelen-CSRF", ""}}), Code::ForgedRequest);
  EXPECT_EQ(code({{"Host", "localhost"}, {"Cookie", cookie}, {"X-Kempelen-CSRF", made.token}}),
            Code::ForgedRequest);
  EXPECT_EQ(code({{"Host", "localhost"}, {"Cookie", cookie}}, kNow, Forgery::Harmless), Code::kCount);
}

TEST_F(SessionTest, EndsByTheWallClock) {
  const auto made = give(CredentialKind::Session, kSessionLife);
  const std::string cookie = "__Host-kempelen-sandbox=" + made.token;
  const std::vector<http::Header> headers = {
      {"Host", "localhost"}, {"Cookie", cookie}, {"X-Kempelen-CSRF", made.stored.csrf_token}};
  EXPECT_EQ(code(headers, kNow + kSessionLife - Duration{1}), Code::kCount);
  EXPECT_EQ(code(headers, kNow + kSessionLife), Code::NotSignedIn);
}

TEST_F(SessionTest, ABearerTokenNeedsNoCsrfTokenAndNeverExpires) {
  const auto made = give(CredentialKind::BearerToken, std::nullopt);
  const std::string header = "Bearer " + made.token;
  EXPECT_EQ(code({{"Authorization", header}}), Code::kCount);
  EXPECT_EQ(code({{"Authorization", header}}, kNow + Duration::days(10'000)), Code::kCount);
  EXPECT_EQ(code({{"Authorization", "Basic " + made.token}}), Code::NotSignedIn);
  EXPECT_EQ(code({{"Authorization", header + "x"}}), Code::NotSignedIn);
  EXPECT_EQ(code({{"Authorization", "Bearer "}}), Code::NotSignedIn);
}

TEST_F(SessionTest, ABearerTokenWinsOverACookie) {
  const auto session = give(CredentialKind::Session, kSessionLife);
  const std::string cookie = "__Host-kempelen-sandbox=" + session.token;
  EXPECT_EQ(code({{"Host", "localhost"},
                  {"Cookie", cookie},
                  {"X-Kempelen-CSRF", session.stored.csrf_token},
                  {"Authorization", "Bearer wrong"}}),
            Code::NotSignedIn);
}

TEST_F(SessionTest, EachKindOpensItsOwnDoorOnly) {
  for (const auto kind :
       {CredentialKind::SignInLink, CredentialKind::ResetLink, CredentialKind::BearerToken}) {
    const auto made = give(kind, kSessionLife);
    const std::string cookie = "__Host-kempelen-sandbox=" + made.token;
    EXPECT_EQ(code({{"Host", "localhost"}, {"Cookie", cookie}, {"X-Kempelen-CSRF", made.stored.csrf_token}}),
              Code::NotSignedIn);
  }
  for (const auto kind : {CredentialKind::SignInLink, CredentialKind::ResetLink, CredentialKind::Session}) {
    const auto made = give(kind, kSessionLife);
    EXPECT_EQ(code({{"Authorization", "Bearer " + made.token}}), Code::NotSignedIn);
  }
}

TEST_F(SessionTest, BelongsToOneMarketplace) {
  const auto made = give(CredentialKind::BearerToken, std::nullopt);
  EXPECT_EQ(code({{"Authorization", "Bearer " + made.token}}, kNow, Forgery::Checked, Marketplace::Live),
            Code::NotSignedIn);
}

TEST_F(SessionTest, ASuspendedWorkerIsToldSo) {
  const auto made = give(CredentialKind::BearerToken, std::nullopt);
  write([](db::Transaction& tx) { store::set_worker_standing(tx, {"AW"}, store::Standing::Suspended); });
  EXPECT_EQ(code({{"Authorization", "Bearer " + made.token}}), Code::WorkerSuspended);
}

TEST_F(SessionTest, TheDatabaseHasHashesOnly) {
  const auto made = give(CredentialKind::Session, kSessionLife);
  EXPECT_EQ(made.stored.token_hash, digest(made.token));
  EXPECT_NE(made.stored.csrf_token, made.token);
  EXPECT_EQ(code({{"Authorization", "Bearer " + made.stored.token_hash}}), Code::NotSignedIn);
}

TEST(CookieForm, HasThePrefixWhereBrowsersKeepIt) {
  const auto form = [](std::string_view host, bool tls, std::string_view site) {
    const std::vector<http::Header> headers = {{"Host", host}};
    http::Request request = request_with(headers);
    request.tls = tls;
    return cookie_form(request, site);
  };
  for (const char* host : {"localhost:8080", "127.0.0.1:8080", "127.8.9.1", "[::1]:8080", "localhost"}) {
    EXPECT_EQ(form(host, false, "http://x"), CookieForm::HostPrefix) << host;
  }
  for (const char* host : {"turk.example.org", "localhost.example.org", "10.0.0.1", "", "[fe80::1]:8080"}) {
    EXPECT_EQ(form(host, false, "http://x"), CookieForm::Plain) << host;
    EXPECT_EQ(form(host, true, "http://x"), CookieForm::HostPrefix) << host;
    EXPECT_EQ(form(host, false, "https://x"), CookieForm::HostPrefix) << host;
  }
}

TEST(SessionCookie, CannotBeReadByScriptsNorSentByOtherSites) {
  const std::string strict = session_cookie(Marketplace::Live, CookieForm::HostPrefix, "secret");
  EXPECT_TRUE(strict.starts_with("__Host-kempelen-live=secret")) << strict;
  for (const char* part : {"Path=/", "HttpOnly", "Secure", "SameSite=", "Max-Age=1209600"}) {
    EXPECT_THAT(strict, HasSubstr(part));
  }
  EXPECT_THAT(strict, Not(HasSubstr("Domain")));
  const std::string plain = session_cookie(Marketplace::Sandbox, CookieForm::Plain, "secret");
  EXPECT_TRUE(plain.starts_with("kempelen-sandbox=secret")) << plain;
  EXPECT_THAT(plain, Not(HasSubstr("Secure")));
  EXPECT_THAT(plain, HasSubstr("HttpOnly"));
  EXPECT_THAT(ended_cookie(Marketplace::Live, CookieForm::HostPrefix), HasSubstr("Max-Age=0"));
}

}  // namespace
}  // namespace kempelen::site
