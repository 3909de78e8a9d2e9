// The checks stand in the order of their cost, so that what needs no key and no hash is refused first.
#include "aws/sigv4.h"

#include <openssl/crypto.h>

#include <algorithm>

#include "aws/authorization.h"
#include "aws/canonical.h"
#include "aws/hashing.h"
#include "aws/header_name.h"
#include "aws/signing_keys.h"
#include "base/digest.h"
#include "base/fault.h"
#include "base/text.h"

namespace kempelen::aws {
namespace {

/// Signing keys that a thread keeps.
constexpr std::size_t kKeysKept = 1024;

constexpr std::string_view kMismatch =
    "The request signature we calculated does not match the signature you provided. Check your AWS Secret "
    "Access Key "
    "and signing method. Consult the service documentation for details.";

Result<Done> check_scope(const CredentialScope& scope, const VerifierSettings& settings,
                         const SigningTime& time) {
  std::string wrong;
  const auto add = [&wrong](const std::string& sentence) { wrong += (wrong.empty() ? "" : " ") + sentence; };
  const auto& regions = settings.regions;
  if (std::find(regions.begin(), regions.end(), scope.region) == regions.end()) {
    add("Credential should be scoped to a valid region, not '" + printable(scope.region) + "'.");
  }
  if (scope.service != settings.service) {
    add("Credential should be scoped to correct service: '" + settings.service + "'.");
  }
  if (scope.terminator != kTerminator) {
    add("Credential should be scoped with a valid terminator: 'aws4_request', not '" +
        printable(scope.terminator) + "'.");
  }
  const std::string_view date = time.text().substr(0, 8);
  if (scope.date != date) {
    add("Date in Credential scope does not match YYYYMMDD from ISO-8601 version of date from HTTP: '" +
        printable(scope.date) + "' != '" + std::string(date) + "', from '" + std::string(time.text()) + "'.");
  }
  if (wrong.empty()) return Done{};
  return refuse(Code::InvalidSignature, wrong);
}

/// SDKs look for the words `Signature expired` to correct their clocks, so the texts are AWS's own.
Result<Done> check_window(const SigningTime& time, Duration window, Instant now) {
  // Whole seconds, as the dates have: an edge must not depend on a fraction that no message can show.
  const Instant second = Instant::from_seconds(now.epoch_seconds());
  const Instant oldest = second - window;
  const Instant newest = second + window;
  if (time.at >= oldest && time.at <= newest) return Done{};
  const std::string given(time.text());
  const std::string minutes = std::to_string(window.whole_seconds() / 60) + " min.)";
  if (time.at < oldest) {
    return refuse(Code::InvalidSignature, "Signature expired: " + given + " is now earlier than " +
                                              format_basic(oldest) + " (" + format_basic(second) + " - " +
                                              minutes);
  }
  return refuse(Code::InvalidSignature, "Signature not yet current: " + given + " is still later than " +
                                            format_basic(newest) + " (" + format_basic(second) + " + " +
                                            minutes);
}

bool has(std::span<const http::Header> selected, std::string_view name) {
  const auto is_it = [name](const http::Header& header) { return is_named(name, header.name); };
  return std::any_of(selected.begin(), selected.end(), is_it);
}

/// The headers that must be signed and are not, by name, for the message.
std::string left_out(std::span<const http::Header> arrived, std::span<const http::Header> selected) {
  std::string names;
  for (const http::Header& header : arrived) {
    if (!is_binding(header.name) || has(selected, header.name)) continue;
    names += (names.empty() ? "" : ", ") + printable(lower(header.name));
  }
  return names.empty() ? "date" : names;
}

/// The signed headers in their order, once it is sure that none is missing from them.
Result<std::span<const http::Header>> signed_headers(const ArrivedHeaders& arrived, std::string_view list,
                                                     Known date) {
  const auto selected = select_signed(arrived.all(), list);
  if (!selected) {
    return refuse(Code::InvalidSignature,
                  "SignedHeaders must be the lower-case names of headers in the request, in "
                  "ascending order, each once, separated by ';'. Got '" +
                      printable(list) + "'.");
  }
  if (!has(*selected, "host")) {
    return refuse(Code::InvalidSignature, "'Host' must be a 'SignedHeader' in the AWS Authorization.");
  }
  // Every selected header is one that arrived, so equal numbers mean that none was left out.
  const auto binding = std::count_if(selected->begin(), selected->end(),
                                     [](const http::Header& header) { return is_binding(header.name); });
  const bool has_date = date != Known::Date || has(*selected, "date");
  if (static_cast<std::size_t>(binding) == arrived.binding() && has_date) return *selected;
  return refuse(Code::InvalidSignature, "There were headers present in the request which were not signed: " +
                                            left_out(arrived.all(), *selected));
}

Result<Done> check_session(const Credential& credential, std::optional<std::string_view> token, Instant now) {
  if (!credential.session) {
    if (token) return refuse(Code::UnrecognizedClient);
    return Done{};
  }
  if (!token || !equal_in_constant_time(digest(*token), credential.session->token_digest)) {
    return refuse(Code::UnrecognizedClient);
  }
  if (now >= credential.session->expires) return refuse(Code::ExpiredToken);
  return Done{};
}

/// The word of the header is never taken for the hash: `UNSIGNED-PAYLOAD` and the streaming forms fail here.
Result<Done> check_payload_header(std::optional<std::string_view> claimed, std::string_view computed) {
  if (!claimed || trim(*claimed) == computed) return Done{};
  return refuse(Code::InvalidSignature,
                "The provided 'x-amz-content-sha256' header does not match what was computed.");
}

Result<Done> check_signature(const SignedRequest& request, const Authorization& authorization,
                             std::span<const http::Header> covered,
                             std::optional<std::string_view> claimed_hash, std::string_view date_time,
                             const VerifierSettings& settings, const Credential& credential) {
  const Sha256Hex payload = hex(sha256(request.body));
  KEMPELEN_TRY([[maybe_unused]] const auto honest, check_payload_header(claimed_hash, view(payload)));
  const std::string_view canonical =
      canonical_request(request, covered, authorization.signed_headers, view(payload), settings.path_rule);
  const std::string_view to_sign =
      string_to_sign(date_time, authorization.scope.text, view(hex(sha256(canonical))));
  thread_local SigningKeys keys(kKeysKept);
  const Sha256Hex expected = hex(keys.get(authorization.scope, credential.secret).sign(to_sign));
  const std::string_view given = authorization.signature;
  if (given.size() == expected.size() && CRYPTO_memcmp(given.data(), expected.data(), expected.size()) == 0) {
    return Done{};
  }
  if (settings.mismatch == Mismatch::Brief) return refuse(Code::InvalidSignature, kMismatch);
  std::string explained(kMismatch);
  explained.append("\n\nThe Canonical String for this request should have been\n'").append(canonical);
  explained.append("'\n\nThe String-to-Sign should have been\n'").append(to_sign).append("'\n");
  return refuse(Code::InvalidSignature, explained);
}

}  // namespace

Result<Verified> verify(const SignedRequest& request, const VerifierSettings& settings, const KeyRing& keys,
                        Instant now) {
  const ArrivedHeaders headers(request.headers);
  KEMPELEN_TRY(const auto authorization, read_authorization(headers, request.query));
  KEMPELEN_TRY(const auto time, read_signing_time(headers));
  KEMPELEN_TRY([[maybe_unused]] const auto scoped, check_scope(authorization.scope, settings, time));
  KEMPELEN_TRY([[maybe_unused]] const auto timely, check_window(time, settings.window, now));
  KEMPELEN_TRY(const auto covered, signed_headers(headers, authorization.signed_headers, time.header));
  const auto credential = keys.find(authorization.scope.access_key_id);
  // A key without a secret would be a key that everybody can sign with.
  if (!credential || credential->secret.empty()) return refuse(Code::UnrecognizedClient);
  KEMPELEN_TRY([[maybe_unused]] const auto current,
               check_session(*credential, headers.find(Known::SecurityToken), now));
  KEMPELEN_TRY([[maybe_unused]] const auto authentic,
               check_signature(request, authorization, covered, headers.find(Known::ContentHash), time.text(),
                               settings, *credential));
  if (credential->standing == Standing::Suspended) return refuse(Code::AccountSuspended);
  return Verified{authorization.scope.access_key_id, credential};
}

}  // namespace kempelen::aws
