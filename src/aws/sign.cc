// The signer. Apart from the verifier, so that a client carries none of it.
#include <set>

#include "aws/authorization.h"
#include "aws/canonical.h"
#include "aws/hashing.h"
#include "aws/signing_keys.h"
#include "aws/sigv4.h"
#include "base/fault.h"
#include "base/text.h"

namespace kempelen::aws {
namespace {

/// Signing keys that a thread keeps: a client signs with one or two.
constexpr std::size_t kKeysKept = 4;

/// The names for SignedHeaders: in lower case, sorted, each once.
std::string signed_list(std::span<const http::Header> headers) {
  std::set<std::string> names;
  for (const http::Header& header : headers) names.insert(lower(header.name));
  std::string list;
  for (const std::string& name : names) list.append(list.empty() ? "" : ";").append(name);
  return list;
}

}  // namespace

std::vector<std::pair<std::string, std::string>> sign(const SignedRequest& request,
                                                      const SigningIdentity& identity, Instant at) {
  const std::string date_time = format_basic(at);
  std::vector<http::Header> headers(request.headers.begin(), request.headers.end());
  headers.push_back({"x-amz-date", date_time});
  if (!identity.session_token.empty()) headers.push_back({"x-amz-security-token", identity.session_token});
  const std::string list = signed_list(headers);
  const std::string_view date = std::string_view(date_time).substr(0, 8);
  const std::string whole = identity.access_key_id + "/" + std::string(date) + "/" + identity.region + "/" +
                            identity.service + "/" + std::string(kTerminator);
  const CredentialScope scope{.access_key_id = identity.access_key_id,
                              .date = date,
                              .region = identity.region,
                              .service = identity.service,
                              .terminator = kTerminator,
                              .whole = whole,
                              .text = std::string_view(whole).substr(identity.access_key_id.size() + 1)};
  const auto covered = select_signed(headers, list);
  KEMPELEN_INVARIANT(covered.has_value(), "the list of signed headers is made from the headers");
  const std::string_view canonical =
      canonical_request(request, *covered, list, view(hex(sha256(request.body))));
  const std::string_view to_sign = string_to_sign(date_time, scope.text, view(hex(sha256(canonical))));
  thread_local SigningKeys keys(kKeysKept);
  const Sha256Hex signature = hex(keys.get(scope, identity.secret).sign(to_sign));
  std::vector<std::pair<std::string, std::string>> added{{"X-Amz-Date", date_time}};
  if (!identity.session_token.empty()) added.emplace_back("X-Amz-Security-Token", identity.session_token);
  added.emplace_back("Authorization", std::string(kAlgorithm) + " Credential=" + whole + ", SignedHeaders=" +
                                          list + ", Signature=" + std::string(view(signature)));
  return added;
}

}  // namespace kempelen::aws
