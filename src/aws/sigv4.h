// AWS Signature Version 4: the one verifier of everything signed that reaches the server, and the signer for
// clients.
//
// Neither knows a clock, a database or an operation: time, keys and what is acceptable are passed in. The
// rules are those of the original (service `mturk-requester`, path and query encoded as every service but S3
// does it).
#pragma once

#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/instant.h"
#include "base/result.h"
#include "http/message.h"

namespace kempelen::aws {

/// What a signature covers, as it was received. Views; the owner of the bytes must outlive the value.
struct SignedRequest {
  std::string_view method;
  std::string_view path;   // as on the request line, not decoded
  std::string_view query;  // as on the request line, not decoded; empty without one
  std::span<const http::Header> headers;
  std::string_view body;
};

/// What makes a credential a temporary one.
struct Session {
  std::string token_digest;  // kempelen::digest of the session token
  Instant expires;           // wall time; at this instant the session is over
};

enum class Standing { Good, Suspended };

/// What the server knows about an access key that may be used. A key switched off is no credential at all.
struct Credential {
  std::string secret;
  std::string owner;  // handed back in Verified; the verifier does not look at it
  Standing standing = Standing::Good;
  std::optional<Session> session{};
};

/// Where the verifier looks keys up. Called on any thread, before anything is known about the caller: an
/// unknown id must be cheap.
class KeyRing {
 public:
  virtual ~KeyRing() = default;
  /// Null if there is no such key, or it is switched off. Ids are case-sensitive.
  virtual std::shared_ptr<const Credential> find(std::string_view access_key_id) const = 0;
};

/// Whether a refusal for a wrong signature shows the canonical request and the string to sign. They hold no
/// secret, but the request's own words, so this is for developers only.
enum class Mismatch { Brief, Explained };

/// Whether `.`, `..` and repeated slashes of a path are resolved before it is signed. Every service but S3
/// does so; the other rule is here because the public test vectors ask for both.
enum class PathRule { Normalized, AsReceived };

struct VerifierSettings {
  std::string service = "mturk-requester";
  /// Go v2 with an old-style resolver signs with an empty region; `sandbox` is a region name of the SDKs.
  std::vector<std::string> regions = {"us-east-1", "sandbox", ""};
  Duration window = Duration::seconds(15 * 60);  // to both sides, edges included
  Mismatch mismatch = Mismatch::Brief;
  PathRule path_rule = PathRule::Normalized;
};

/// Who signed.
struct Verified {
  std::string_view access_key_id;  // points into the request
  std::shared_ptr<const Credential> credential;
};

/// Accepts a request signed in its Authorization header by a key of the ring, within the window around `now`
/// (wall time). Host and every `x-amz-*` header but `x-amz-user-agent` must be signed; the presigned form is
/// refused.
///
/// Refusals: MissingAuthenticationToken, IncompleteSignature{text}, UnrecognizedClient, ExpiredToken,
/// InvalidSignature{text}, AccountSuspended; `text` is the whole message. Nothing else is refused: a request
/// that repeats is accepted again, since some SDKs retry with the same bytes.
Result<Verified> verify(const SignedRequest& request, const VerifierSettings& settings, const KeyRing& keys,
                        Instant now);

/// What a client signs with.
struct SigningIdentity {
  std::string access_key_id;
  std::string secret;
  std::string session_token{};  // empty for a lasting key
  std::string region = "us-east-1";
  std::string service = "mturk-requester";
};

/// The headers that, added to `request`, make it a signed one: X-Amz-Date, X-Amz-Security-Token if there is a
/// token, and Authorization. Every header in `request.headers` is signed; Host must be among them, X-Amz-Date
/// and Authorization must not.
std::vector<std::pair<std::string, std::string>> sign(const SignedRequest& request,
                                                      const SigningIdentity& identity, Instant at);

}  // namespace kempelen::aws
