// The private authority: what it can vouch for, what it cannot, and what its certificates say.
#include "http/authority.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <openssl/pem.h>
#include <openssl/x509v3.h>

#include <array>
#include <memory>

namespace kempelen::http {
namespace {

using ::testing::ElementsAre;

constexpr Instant kNow = Instant::from_seconds(1'800'000'000);
constexpr std::array<std::string_view, 2> kNames = {"one.example.org", "two.example.net"};

struct Parsed {
  explicit Parsed(const std::string& pem) {
    BIO* in = BIO_new_mem_buf(pem.data(), static_cast<int>(pem.size()));
    certificate = PEM_read_bio_X509(in, nullptr, nullptr, nullptr);
    BIO_free(in);
  }
  ~Parsed() { X509_free(certificate); }
  Parsed(const Parsed&) = delete;
  Parsed& operator=(const Parsed&) = delete;
  X509* certificate = nullptr;
};

/// What OpenSSL says of a server's certificate when it trusts the authority alone.
int judged(const std::string& server, const std::string& authority, const char* host,
           Instant at = kNow + Duration::days(1)) {
  const Parsed leaf(server);
  const Parsed root(authority);
  X509_STORE* store = X509_STORE_new();
  X509_STORE_add_cert(store, root.certificate);
  X509_STORE_CTX* context = X509_STORE_CTX_new();
  X509_STORE_CTX_init(context, store, leaf.certificate, nullptr);
  X509_VERIFY_PARAM* rules = X509_STORE_CTX_get0_param(context);
  X509_VERIFY_PARAM_set_flags(rules, X509_V_FLAG_X509_STRICT);
  X509_VERIFY_PARAM_set_purpose(rules, X509_PURPOSE_SSL_SERVER);
  X509_VERIFY_PARAM_set_time(rules, at.epoch_seconds());
  if (host != nullptr) X509_VERIFY_PARAM_set1_host(rules, host, 0);
  X509_verify_cert(context);
  const int result = X509_STORE_CTX_get_error(context);
  X509_STORE_CTX_free(context);
  X509_STORE_free(store);
  return result;
}

class AuthorityTest : public ::testing::Test {
 protected:
  SeededRandom random{1};
  Identity authority = make_authority("Title", kNames, kNow, random);
};

TEST_F(AuthorityTest, VouchesForItsNames) {
  const Identity server = make_server_certificate(authority, kNames, kNow, random);
  EXPECT_TRUE(belong_together(authority));
  EXPECT_TRUE(belong_together(server));
  EXPECT_TRUE(is_signed_by(server.certificate, authority.certificate));
  for (const char* host : {"one.example.org", "two.example.net"}) {
    EXPECT_EQ(judged(server.certificate, authority.certificate, host), X509_V_OK) << host;
  }
  EXPECT_EQ(judged(server.certificate, authority.certificate, "three.example.org"),
            X509_V_ERR_HOSTNAME_MISMATCH);
}

// Whoever steals the key gains nothing but these names.
TEST_F(AuthorityTest, CannotVouchForOtherNames) {
  for (const std::string_view name :
       {"s3.amazonaws.com", "example.org", "xone.example.org", "bank.example"}) {
    const std::array names = {name};
    const Identity forged = make_server_certificate(authority, names, kNow, random);
    EXPECT_EQ(judged(forged.certificate, authority.certificate, nullptr), X509_V_ERR_PERMITTED_VIOLATION)
        << name;
  }
}

TEST_F(AuthorityTest, CannotMakeAuthorities) {
  // What make_authority signs for itself is signed by nobody else; its own mark says that none may follow.
  const Parsed root(authority.certificate);
  EXPECT_EQ(X509_get_pathlen(root.certificate), 0);
  EXPECT_EQ(X509_check_ca(root.certificate), 1);
  EXPECT_EQ(X509_get_key_usage(root.certificate), std::uint32_t{KU_KEY_CERT_SIGN});
  EXPECT_EQ(X509_get_extended_key_usage(root.certificate), std::uint32_t{XKU_SSL_SERVER});
  const Identity server = make_server_certificate(authority, kNames, kNow, random);
  const Parsed leaf(server.certificate);
  EXPECT_EQ(X509_check_ca(leaf.certificate), 0);
  EXPECT_EQ(X509_get_key_usage(leaf.certificate), std::uint32_t{KU_DIGITAL_SIGNATURE});
}

TEST_F(AuthorityTest, LinksKeyIdentifiers) {
  const Identity server = make_server_certificate(authority, kNames, kNow, random);
  const Parsed root(authority.certificate);
  const Parsed leaf(server.certificate);
  const ASN1_OCTET_STRING* issuer = X509_get0_authority_key_id(leaf.certificate);
  ASSERT_NE(issuer, nullptr);
  EXPECT_EQ(ASN1_OCTET_STRING_cmp(issuer, X509_get0_subject_key_id(root.certificate)), 0);
  EXPECT_NE(X509_get0_subject_key_id(leaf.certificate), nullptr);
  EXPECT_NE(
      ASN1_INTEGER_cmp(X509_get0_serialNumber(leaf.certificate), X509_get0_serialNumber(root.certificate)),
      0);
}

TEST_F(AuthorityTest, SaysItsNamesAndItsEnd) {
  const Identity server = make_server_certificate(authority, kNames, kNow, random);
  for (const auto& [pem, days] : {std::pair{authority.certificate, 3650}, {server.certificate, 824}}) {
    const auto facts = read_certificate(pem);
    ASSERT_TRUE(facts);
    EXPECT_THAT(facts->names, ElementsAre("one.example.org", "two.example.net"));
    EXPECT_EQ(facts->not_after, kNow + Duration::days(days));
  }
  EXPECT_EQ(judged(server.certificate, authority.certificate, nullptr, kNow + Duration::days(825)),
            X509_V_ERR_CERT_HAS_EXPIRED);
  EXPECT_EQ(judged(server.certificate, authority.certificate, nullptr, kNow - Duration::seconds(80'000)),
            X509_V_OK)
      << "a clock that is late by less than a day";
}

TEST_F(AuthorityTest, TellsWhatDoesNotBelongTogether) {
  const Identity other = make_authority("Title", kNames, kNow, random);
  EXPECT_FALSE(belong_together({authority.certificate, other.private_key}));
  EXPECT_FALSE(belong_together({authority.certificate, ""}));
  EXPECT_FALSE(belong_together({"", authority.private_key}));
  const Identity server = make_server_certificate(other, kNames, kNow, random);
  EXPECT_FALSE(is_signed_by(server.certificate, authority.certificate)) << "same name, other key";
  EXPECT_FALSE(read_certificate("no certificate"));
  EXPECT_FALSE(read_certificate(authority.private_key));
}

}  // namespace
}  // namespace kempelen::http
