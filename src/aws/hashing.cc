// EVP contexts are made once per thread, and once per prepared key, and reused.
#include "aws/hashing.h"

#include <openssl/crypto.h>
#include <openssl/evp.h>

#include <algorithm>
#include <cstring>
#include <memory>
#include <string>

#include "base/fault.h"

namespace kempelen::aws {
namespace {

constexpr std::size_t kBlock = 64;

const EVP_MD* algorithm() {
  static const std::unique_ptr<EVP_MD, decltype(&EVP_MD_free)> fetched{
      EVP_MD_fetch(nullptr, "SHA256", nullptr), &EVP_MD_free};
  if (!fetched) throw Fault("OpenSSL offers no SHA-256");
  return fetched.get();
}

void require(int done) {
  if (done != 1) throw Fault("OpenSSL failed to compute a SHA-256");
}

DigestContext new_context() {
  DigestContext made(EVP_MD_CTX_new());
  if (!made) throw Fault("OpenSSL has no memory for a digest");
  require(EVP_DigestInit_ex2(made.get(), algorithm(), nullptr));
  return made;
}

EVP_MD_CTX* thread_context() {
  thread_local const DigestContext kept = new_context();
  return kept.get();
}

Sha256 finish(EVP_MD_CTX* digest, std::string_view text) {
  require(EVP_DigestUpdate(digest, text.data(), text.size()));
  Sha256 out;
  require(EVP_DigestFinal_ex(digest, out.data(), nullptr));
  return out;
}

/// A digest that has taken in one block: the key, each byte combined with `pad`.
DigestContext padded(std::string_view key, char pad) {
  std::array<char, kBlock> block{};
  std::copy(key.begin(), key.end(), block.begin());
  for (char& c : block) c = static_cast<char>(c ^ pad);
  DigestContext digest = new_context();
  require(EVP_DigestUpdate(digest.get(), block.data(), block.size()));
  OPENSSL_cleanse(block.data(), block.size());
  return digest;
}

/// Goes on from a prepared digest without changing it.
Sha256 finish_from(const DigestContext& prepared, std::string_view text) {
  EVP_MD_CTX* const digest = thread_context();
  require(EVP_MD_CTX_copy_ex(digest, prepared.get()));
  return finish(digest, text);
}

/// Both digits of every byte.
constexpr auto kHexPairs = [] {
  constexpr std::string_view kDigits = "0123456789abcdef";
  std::array<std::array<char, 2>, 256> pairs{};
  for (std::size_t i = 0; i < pairs.size(); ++i) pairs[i] = {kDigits[i >> 4], kDigits[i & 15]};
  return pairs;
}();

}  // namespace

void FreeDigestContext::operator()(evp_md_ctx_st* context) const {
  EVP_MD_CTX_free(context);
}

Sha256 sha256(std::string_view text) {
  EVP_MD_CTX* const digest = thread_context();
  require(EVP_DigestInit_ex2(digest, algorithm(), nullptr));
  return finish(digest, text);
}

Sha256Hex hex(const Sha256& hash) {
  Sha256Hex out;
  for (std::size_t i = 0; i < hash.size(); ++i) {
    std::memcpy(&out[2 * i], kHexPairs[hash[i]].data(), 2);
  }
  return out;
}

HmacKey::HmacKey(std::string_view key) {
  const Sha256 hashed = key.size() > kBlock ? sha256(key) : Sha256{};
  const std::string_view short_key = key.size() > kBlock ? view(hashed) : key;
  inner_ = padded(short_key, 0x36);
  outer_ = padded(short_key, 0x5c);
}

Sha256 HmacKey::sign(std::string_view text) const {
  const Sha256 inner = finish_from(inner_, text);
  return finish_from(outer_, view(inner));
}

HmacKey signing_key(std::string_view secret, std::string_view date, std::string_view region,
                    std::string_view service) {
  std::string seed("AWS4");
  seed.append(secret);
  const Sha256 of_date = HmacKey(seed).sign(date);
  OPENSSL_cleanse(seed.data(), seed.size());
  const Sha256 of_region = HmacKey(view(of_date)).sign(region);
  const Sha256 of_service = HmacKey(view(of_region)).sign(service);
  const Sha256 of_request = HmacKey(view(of_service)).sign("aws4_request");
  return HmacKey(view(of_request));
}

}  // namespace kempelen::aws
