// The signer against signatures that others made: every request of the accepted vectors and of the SDKs'
// recordings, stripped of its signature and signed again, gets the same one.
#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <set>

#include "aws/authorization.h"
#include "base/text.h"
#include "tests/unit/aws/wire_file.h"

namespace kempelen::aws {
namespace {

struct Key {
  std::string secret, token;
};

/// The headers that were signed, without those that signing adds.
WireRequest unsigned_request(const WireRequest& request, std::string_view list) {
  WireRequest stripped = request;
  stripped.headers.clear();
  std::set<std::string, std::less<>> names;
  while (!list.empty()) {
    const std::size_t end = std::min(list.find(';'), list.size());
    names.emplace(list.substr(0, end));
    list.remove_prefix(std::min(end + 1, list.size()));
  }
  for (const auto& [name, value] : request.headers) {
    const std::string lowered = lower(name);
    const bool added = lowered == "x-amz-date" || lowered == "x-amz-security-token";
    if (names.contains(lowered) && !added) stripped.headers.emplace_back(name, value);
  }
  return stripped;
}

/// Signs as the vector was signed and compares the Authorization headers; false where the vector is signed in
/// a way that our signer never does (a Date in place of X-Amz-Date, a header that was left out, …).
bool check(const WireRequest& request, const std::map<std::string, Key>& keys) {
  const SignedRequest view = request.view();
  const ArrivedHeaders arrived(view.headers);
  const auto authorization = read_authorization(arrived, view.query);
  if (!authorization) return false;
  const std::string date_time = request.header("x-amz-date");
  const auto at = parse_basic(date_time);
  const auto key = keys.find(std::string(authorization->scope.access_key_id));
  if (!at || key == keys.end()) return false;
  const std::string token = request.header("x-amz-security-token");
  const bool token_signed =
      authorization->signed_headers.find("x-amz-security-token") != std::string_view::npos;
  if (token.empty() != !token_signed || authorization->scope.date != date_time.substr(0, 8)) return false;
  const WireRequest bare = unsigned_request(request, authorization->signed_headers);
  const auto added = sign(bare.view(),
                          {.access_key_id = key->first,
                           .secret = key->second.secret,
                           .session_token = token,
                           .region = std::string(authorization->scope.region),
                           .service = std::string(authorization->scope.service)},
                          *at);
  EXPECT_NE(added.back().second.find("Signature=" + std::string(authorization->signature)),
            std::string::npos);
  return true;
}

std::size_t check_file(const std::string& name) {
  simdjson::dom::parser parser;
  const simdjson::dom::element file = load_fixture(parser, name);
  std::map<std::string, Key> keys;
  const auto take = [&](simdjson::dom::element credential) {
    std::string_view id, secret;
    if (credential["access_key_id"].get(id) != simdjson::SUCCESS) return;
    if (credential["secret_access_key"].get(secret) != simdjson::SUCCESS) return;
    keys[std::string(id)] = {std::string(secret), {}};
  };
  const simdjson::dom::element credentials = file["credentials"];
  take(credentials);
  simdjson::dom::object object;
  if (credentials.get(object) == simdjson::SUCCESS) {
    for (const auto& member : object) take(member.value);
  }
  simdjson::dom::array array;
  if (credentials.get(array) == simdjson::SUCCESS) {
    for (const simdjson::dom::element one : array) take(one);
  }
  EXPECT_FALSE(keys.empty()) << name;
  std::size_t checked = 0;
  for (const simdjson::dom::element vector : simdjson::dom::array(file["vectors"])) {
    std::string_view id;
    if (vector["id"].get(id) != simdjson::SUCCESS) id = vector["name"];
    SCOPED_TRACE(std::string(id));
    simdjson::dom::element inner;
    const bool nested = vector["request"].get(inner) == simdjson::SUCCESS;
    if (check(read_request(nested ? inner : vector), keys)) ++checked;
  }
  return checked;
}

TEST(Sign, ReproducesTheAcceptedVectors) {
  EXPECT_GE(check_file("sigv4-accept.json"), 10u);
}

TEST(Sign, ReproducesTheSignaturesOfSdks) {
  EXPECT_GE(check_file("sdk-signatures.json"), 20u);
}

}  // namespace
}  // namespace kempelen::aws
