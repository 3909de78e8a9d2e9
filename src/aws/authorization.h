// Reading what a signed request says about its signature: the headers that matter, the Authorization header,
// the time. Nothing here knows a key; everything is refused that could be read in two ways.
#pragma once

#include <array>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "aws/sigv4.h"
#include "base/instant.h"
#include "base/result.h"
#include "http/message.h"

namespace kempelen::aws {

inline constexpr std::string_view kAlgorithm = "AWS4-HMAC-SHA256";
inline constexpr std::string_view kTerminator = "aws4_request";

/// The headers that the verifier reads itself.
enum class Known { Host, Authorization, Date, AmzDate, Target, SecurityToken, ContentHash, Other };

/// The headers of a request, with those that the verifier reads found once. Points into the request.
class ArrivedHeaders {
 public:
  explicit ArrivedHeaders(std::span<const http::Header> headers);
  std::span<const http::Header> all() const { return headers_; }
  /// The first one of that name.
  std::optional<std::string_view> find(Known name) const;
  std::size_t count(Known name) const { return slots_[static_cast<std::size_t>(name)].count; }
  /// How many arrived that must be signed, whatever the date is taken from.
  std::size_t binding() const { return binding_; }

 private:
  struct Slot {
    std::string_view first;
    std::size_t count = 0;
  };
  std::span<const http::Header> headers_;
  std::size_t binding_ = 0;
  std::array<Slot, static_cast<std::size_t>(Known::Other) + 1> slots_{};
};

/// Whether a header may change what a request does, so that it must be signed: host, and every `x-amz-*` but
/// x-amz-user-agent, which the SDK for .NET leaves out.
bool is_binding(std::string_view name);

/// The headers of `list` (`a;b;c`, in ascending order) among those that arrived: sorted, with the names as in
/// the list, the ones of one name in the order they came. Nothing if the list has a name that did not arrive,
/// or is out of order. Valid until the next call on the same thread.
std::optional<std::span<const http::Header>> select_signed(std::span<const http::Header> arrived,
                                                           std::string_view list);

/// `Credential=AKID/20150830/us-east-1/iam/aws4_request`, taken apart.
struct CredentialScope {
  std::string_view access_key_id, date, region, service, terminator;
  std::string_view whole;  // all five
  std::string_view text;   // from the date on, as it is signed
};

struct Authorization {
  CredentialScope scope;
  std::string_view signed_headers;
  std::string_view signature;
};

/// The Authorization header. Refuses MissingAuthenticationToken, IncompleteSignature{text},
/// InvalidSignature{text}.
Result<Authorization> read_authorization(const ArrivedHeaders& headers, std::string_view query);

struct SigningTime {
  Instant at;
  Known header;             // where it came from
  std::string_view given;   // as it was sent
  std::string rewritten{};  // for a Date in the form of HTTP
  /// As X-Amz-Date has it, which is how it is signed.
  std::string_view text() const { return rewritten.empty() ? given : std::string_view(rewritten); }
};

/// X-Amz-Date, or Date where that is absent. Refuses IncompleteSignature{text}.
Result<SigningTime> read_signing_time(const ArrivedHeaders& headers);

/// Whether a query parameter belongs to the presigned form (its name begins with `X-Amz-`).
bool is_presigned(std::string_view query);

/// For putting a caller's words into a message: what is not printable ASCII becomes `?`.
std::string printable(std::string_view text);

}  // namespace kempelen::aws
