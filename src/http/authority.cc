// X.509 by OpenSSL.
#include "http/authority.h"

#include <fmt/format.h>
#include <openssl/bio.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/x509v3.h>

#include <algorithm>
#include <array>
#include <memory>
#include <vector>

#include "base/fault.h"
#include "base/text.h"

namespace kempelen::http {
namespace {

constexpr std::int64_t kDay = 86'400;
/// Clocks of containers and of machines that were asleep are late now and then.
constexpr std::int64_t kBackdated = kDay;
constexpr std::int64_t kAuthorityLife = 3'650 * kDay;
constexpr std::int64_t kServerLife = 825 * kDay - kBackdated;
constexpr std::size_t kSerialBytes = 16;

template <auto Free>
struct FreeBy {
  template <typename T>
  void operator()(T* thing) const {
    Free(thing);
  }
};
using Key = std::unique_ptr<EVP_PKEY, FreeBy<EVP_PKEY_free>>;
using Certificate = std::unique_ptr<X509, FreeBy<X509_free>>;
using Bio = std::unique_ptr<BIO, FreeBy<BIO_free_all>>;
using Extension = std::unique_ptr<X509_EXTENSION, FreeBy<X509_EXTENSION_free>>;
using AlternativeNames = std::unique_ptr<GENERAL_NAMES, FreeBy<GENERAL_NAMES_free>>;
using Constraints = std::unique_ptr<NAME_CONSTRAINTS, FreeBy<NAME_CONSTRAINTS_free>>;

void require(bool done) {
  if (done) return;
  std::array<char, 256> text{};
  ERR_error_string_n(ERR_get_error(), text.data(), text.size());
  ERR_clear_error();
  throw Fault(fmt::format("OpenSSL could not make a certificate: {}", text.data()));
}

std::string content(BIO* bio) {
  char* data = nullptr;
  const long size = BIO_get_mem_data(bio, &data);
  return {data, static_cast<std::size_t>(size)};
}

std::string to_pem(X509* certificate) {
  const Bio out(BIO_new(BIO_s_mem()));
  require(out && PEM_write_bio_X509(out.get(), certificate) == 1);
  return content(out.get());
}

std::string to_pem(EVP_PKEY* key) {
  const Bio out(BIO_new(BIO_s_mem()));
  require(out && PEM_write_bio_PKCS8PrivateKey(out.get(), key, nullptr, nullptr, 0, nullptr, nullptr) == 1);
  return content(out.get());
}

Bio reading(const std::string& text) {
  return Bio(BIO_new_mem_buf(text.data(), static_cast<int>(text.size())));
}

Certificate certificate_of(const std::string& pem) {
  const Bio in = reading(pem);
  Certificate certificate(PEM_read_bio_X509(in.get(), nullptr, nullptr, nullptr));
  ERR_clear_error();
  return certificate;
}

/// The empty password keeps OpenSSL from asking on the terminal.
Key key_of(const std::string& pem) {
  const Bio in = reading(pem);
  std::string password;
  Key key(PEM_read_bio_PrivateKey(in.get(), nullptr, nullptr, password.data()));
  ERR_clear_error();
  return key;
}

void add(X509* certificate, X509V3_CTX& context, int kind, const std::string& value) {
  const Extension extension(X509V3_EXT_conf_nid(nullptr, &context, kind, value.c_str()));
  require(extension && X509_add_ext(certificate, extension.get(), -1) == 1);
}

void set_serial(X509* certificate, RandomSource& random) {
  std::array<std::uint8_t, kSerialBytes> bytes{};
  random.fill(bytes);
  bytes[0] = static_cast<std::uint8_t>((bytes[0] & 0x3F) | 0x40);  // positive, and of full length
  const std::unique_ptr<BIGNUM, FreeBy<BN_free>> number(
      BN_bin2bn(bytes.data(), static_cast<int>(bytes.size()), nullptr));
  require(number && BN_to_ASN1_INTEGER(number.get(), X509_get_serialNumber(certificate)) != nullptr);
}

void set_life(X509* certificate, Instant now, std::int64_t seconds) {
  const std::int64_t start = now.epoch_seconds();
  require(ASN1_TIME_set(X509_getm_notBefore(certificate), start - kBackdated) != nullptr &&
          ASN1_TIME_set(X509_getm_notAfter(certificate), start + seconds) != nullptr);
}

void set_subject(X509* certificate, std::string_view title) {
  X509_NAME* name = X509_get_subject_name(certificate);
  const auto put = [name](const char* kind, std::string_view text) {
    const std::string copy(text);
    require(X509_NAME_add_entry_by_txt(name, kind, MBSTRING_UTF8,
                                       reinterpret_cast<const unsigned char*>(copy.c_str()), -1, -1, 0) == 1);
  };
  put("O", "Kempelen");
  put("CN", title);
}

/// A fresh key and a certificate of it, still without issuer, extensions and signature.
std::pair<Key, Certificate> begin(std::string_view title, Instant now, std::int64_t life,
                                  RandomSource& random) {
  Key key(EVP_EC_gen("P-256"));
  Certificate certificate(X509_new());
  require(key && certificate && X509_set_version(certificate.get(), X509_VERSION_3) == 1 &&
          X509_set_pubkey(certificate.get(), key.get()) == 1);
  set_serial(certificate.get(), random);
  set_life(certificate.get(), now, life);
  set_subject(certificate.get(), title);
  return {std::move(key), std::move(certificate)};
}

std::string joined(Names names, std::string_view before) {
  std::string text;
  for (const std::string_view name : names)
    text += fmt::format("{}{}{}", text.empty() ? "" : ",", before, name);
  return text;
}

std::string text_of(const GENERAL_NAME& name) {
  if (name.type != GEN_DNS) return "";
  const auto* data = ASN1_STRING_get0_data(name.d.dNSName);
  return lower(
      {reinterpret_cast<const char*>(data), static_cast<std::size_t>(ASN1_STRING_length(name.d.dNSName))});
}

std::vector<std::string> names_in(X509* certificate) {
  std::vector<std::string> names;
  const AlternativeNames alternative(
      static_cast<GENERAL_NAMES*>(X509_get_ext_d2i(certificate, NID_subject_alt_name, nullptr, nullptr)));
  for (int i = 0; alternative && i < sk_GENERAL_NAME_num(alternative.get()); ++i) {
    names.push_back(text_of(*sk_GENERAL_NAME_value(alternative.get(), i)));
  }
  const Constraints constraints(
      static_cast<NAME_CONSTRAINTS*>(X509_get_ext_d2i(certificate, NID_name_constraints, nullptr, nullptr)));
  for (int i = 0; constraints && i < sk_GENERAL_SUBTREE_num(constraints->permittedSubtrees); ++i) {
    names.push_back(text_of(*sk_GENERAL_SUBTREE_value(constraints->permittedSubtrees, i)->base));
  }
  return names;
}

}  // namespace

Identity make_authority(std::string_view title, Names names, Instant now, RandomSource& random) {
  const auto [key, certificate] = begin(title, now, kAuthorityLife, random);
  require(X509_set_issuer_name(certificate.get(), X509_get_subject_name(certificate.get())) == 1);
  X509V3_CTX context;
  X509V3_set_ctx(&context, certificate.get(), certificate.get(), nullptr, nullptr, 0);
  add(certificate.get(), context, NID_basic_constraints, "critical,CA:TRUE,pathlen:0");
  add(certificate.get(), context, NID_key_usage, "critical,keyCertSign");
  add(certificate.get(), context, NID_ext_key_usage, "serverAuth");
  add(certificate.get(), context, NID_subject_key_identifier, "hash");
  // Names that are addresses in digits are a kind of their own, which the list of host names does not bind.
  add(certificate.get(), context, NID_name_constraints,
      fmt::format("critical,{},excluded;IP:0.0.0.0/0.0.0.0,excluded;IP:0:0:0:0:0:0:0:0/0:0:0:0:0:0:0:0",
                  joined(names, "permitted;DNS:")));
  require(X509_sign(certificate.get(), key.get(), EVP_sha256()) != 0);
  return {to_pem(certificate.get()), to_pem(key.get())};
}

Identity make_server_certificate(const Identity& authority, Names names, Instant now, RandomSource& random) {
  const Certificate issuer = certificate_of(authority.certificate);
  const Key issuer_key = key_of(authority.private_key);
  require(issuer && issuer_key);
  const auto [key, certificate] = begin("Kempelen stand-in server", now, kServerLife, random);
  require(X509_set_issuer_name(certificate.get(), X509_get_subject_name(issuer.get())) == 1);
  X509V3_CTX context;
  X509V3_set_ctx(&context, issuer.get(), certificate.get(), nullptr, nullptr, 0);
  add(certificate.get(), context, NID_basic_constraints, "critical,CA:FALSE");
  add(certificate.get(), context, NID_key_usage, "critical,digitalSignature");
  add(certificate.get(), context, NID_ext_key_usage, "serverAuth");
  add(certificate.get(), context, NID_subject_alt_name, joined(names, "DNS:"));
  add(certificate.get(), context, NID_subject_key_identifier, "hash");
  add(certificate.get(), context, NID_authority_key_identifier, "keyid:always");
  require(X509_sign(certificate.get(), issuer_key.get(), EVP_sha256()) != 0);
  return {to_pem(certificate.get()), to_pem(key.get())};
}

std::optional<CertificateFacts> read_certificate(const std::string& pem) {
  const Certificate certificate = certificate_of(pem);
  if (!certificate) return std::nullopt;
  const std::unique_ptr<ASN1_TIME, FreeBy<ASN1_TIME_free>> epoch(ASN1_TIME_set(nullptr, 0));
  int days = 0;
  int seconds = 0;
  if (!epoch || ASN1_TIME_diff(&days, &seconds, epoch.get(), X509_get0_notAfter(certificate.get())) != 1) {
    return std::nullopt;
  }
  return CertificateFacts{Instant::from_seconds(days * kDay + seconds), names_in(certificate.get())};
}

bool belong_together(const Identity& identity) {
  const Certificate certificate = certificate_of(identity.certificate);
  const Key key = key_of(identity.private_key);
  const bool fits = certificate && key && X509_check_private_key(certificate.get(), key.get()) == 1;
  ERR_clear_error();
  return fits;
}

bool is_signed_by(const std::string& certificate, const std::string& authority) {
  const Certificate leaf = certificate_of(certificate);
  const Certificate issuer = certificate_of(authority);
  const bool fits = leaf && issuer && X509_check_issued(issuer.get(), leaf.get()) == X509_V_OK &&
                    X509_verify(leaf.get(), X509_get0_pubkey(issuer.get())) == 1;
  ERR_clear_error();
  return fits;
}

}  // namespace kempelen::http
