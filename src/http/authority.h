// A private certificate authority: what `kempelen stand-in` needs so that clients believe it is the host
// whose name they know. Texts in PEM, nothing of files.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/instant.h"
#include "base/random.h"

namespace kempelen::http {

struct Identity {
  std::string certificate;  // PEM
  std::string private_key;  // PEM, PKCS #8, not encrypted
};

using Names = std::span<const std::string_view>;

/// An authority for ten years that can vouch for `names`, names below them, and nothing else: its name
/// constraints, which are critical, permit these and exclude every address in digits; it can sign no further
/// authority and nothing but servers.
Identity make_authority(std::string_view title, Names names, Instant now, RandomSource& random);

/// A certificate for servers called `names`, for 825 days, which is the longest that Apple's clients accept.
Identity make_server_certificate(const Identity& authority, Names names, Instant now, RandomSource& random);

struct CertificateFacts {
  Instant not_after;
  std::vector<std::string> names;  // in order, in lower case; of an authority, those it may vouch for
};

/// Nothing if the text is no certificate.
std::optional<CertificateFacts> read_certificate(const std::string& pem);

/// Whether the key is that of the certificate.
bool belong_together(const Identity& identity);

/// Whether the authority's key made the signature of the certificate.
bool is_signed_by(const std::string& certificate, const std::string& authority);

}  // namespace kempelen::http
