// SHA-256 and HMAC for signatures, over OpenSSL's EVP. The algorithm is fetched once and every thread keeps
// one context: fetching per call costs more than hashing a small request.
#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <string_view>

/// OpenSSL's EVP_MD_CTX, whose headers stay out of ours.
struct evp_md_ctx_st;

namespace kempelen::aws {

using Sha256 = std::array<std::uint8_t, 32>;
using Sha256Hex = std::array<char, 64>;

struct FreeDigestContext {
  void operator()(evp_md_ctx_st* context) const;
};
using DigestContext = std::unique_ptr<evp_md_ctx_st, FreeDigestContext>;

/// All of these throw Fault when OpenSSL cannot do its work.
Sha256 sha256(std::string_view text);

Sha256Hex hex(const Sha256& hash);
inline std::string_view view(const Sha256Hex& text) {
  return {text.data(), text.size()};
}
inline std::string_view view(const Sha256& bytes) {
  return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

/// A key for HMAC-SHA-256 with the first block of both its hashes done, so that using it again costs less.
/// Not for two threads at once.
class HmacKey {
 public:
  explicit HmacKey(std::string_view key);
  Sha256 sign(std::string_view text) const;

 private:
  DigestContext inner_;
  DigestContext outer_;
};

/// The signing key of one day, region and service. `date` is YYYYMMDD.
HmacKey signing_key(std::string_view secret, std::string_view date, std::string_view region,
                    std::string_view service);

}  // namespace kempelen::aws
