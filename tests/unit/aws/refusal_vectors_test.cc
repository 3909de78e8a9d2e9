// Requests in the shape of the API that must be accepted, and ninety-seven mistakes and attacks that must be
// refused (tests/fixtures/wire/sigv4-accept.json and sigv4-reject.json).
#include <gtest/gtest.h>

#include <iostream>
#include <map>
#include <set>

#include "aws/envelope.h"
#include "base/digest.h"
#include "tests/unit/aws/wire_file.h"

namespace kempelen::aws {
namespace {

TestRing read_ring(simdjson::dom::element file) {
  TestRing ring;
  for (const simdjson::dom::element key : simdjson::dom::array(file["credentials"])) {
    if (text(key["state"]) != "active") continue;
    Credential credential{.secret = text(key["secret_access_key"]), .owner = text(key["owner"])};
    std::string_view token;
    if (key["session_token"].get(token) == simdjson::SUCCESS)
      credential.session = Session{digest(token), kYear2100};
    ring.add(text(key["access_key_id"]), std::move(credential));
  }
  return ring;
}

VerifierSettings read_settings(simdjson::dom::element file) {
  VerifierSettings settings;
  settings.service = text(file["server_config"]["service"]);
  settings.regions = {text(file["server_config"]["region"])};
  settings.window = Duration::seconds(std::int64_t(file["server_config"]["max_skew_seconds"]));
  return settings;
}

/// What the server does with a request before it reads the body: who signed it, and what it asks for.
struct Judged {
  std::string owner, operation;
};
Result<Judged> judge(const WireRequest& request, const VerifierSettings& settings, const KeyRing& ring,
                     Instant now) {
  KEMPELEN_TRY(const auto verified, verify(request.view(), settings, ring, now));
  KEMPELEN_TRY(const auto operation, operation_name(request.as_http(), kRequesterTargetPrefix, "/"));
  return Judged{verified.credential->owner, std::string(operation)};
}

TEST(AcceptVectors, EachIsAcceptedForItsOwner) {
  simdjson::dom::parser parser;
  const auto file = load_fixture(parser, "sigv4-accept.json");
  const TestRing ring = read_ring(file);
  const VerifierSettings settings = read_settings(file);
  std::size_t accepted = 0;
  for (const simdjson::dom::element vector : simdjson::dom::array(file["vectors"])) {
    ASSERT_EQ(simdjson::dom::object(vector["config"]).size(), 0u);
    const WireRequest request = read_request(vector["request"]);
    const auto judged = judge(request, settings, ring, parse_basic(text(vector["now"])).value());
    ASSERT_TRUE(judged) << text(vector["id"]);
    EXPECT_EQ(judged->owner, text(vector["expect"]["principal"])) << text(vector["id"]);
    EXPECT_EQ(std::string(kRequesterTargetPrefix) + judged->operation, request.header("x-amz-target"));
    ++accepted;
  }
  EXPECT_EQ(accepted, 24u);
}

/// The file suggests an error for each. Ours differs in five places: an authentic request that is not a call
/// of the API names no operation, and every misspelt list of signed headers gets the same error.
Code expected_code(const std::string& id, const std::string& suggested) {
  static const std::map<std::string, Code> kOurs = {{"path-dot-dot", Code::UnknownOperation},
                                                    {"path-double-slash", Code::UnknownOperation},
                                                    {"method-get-self-consistent", Code::UnknownOperation},
                                                    {"query-self-consistent", Code::UnknownOperation},
                                                    {"signed-list-pseudo-name", Code::InvalidSignature}};
  static const std::map<std::string, Code> kSuggested = {
      {"MissingAuthenticationTokenException", Code::MissingAuthenticationToken},
      {"IncompleteSignatureException", Code::IncompleteSignature},
      {"InvalidSignatureException", Code::InvalidSignature},
      {"UnrecognizedClientException", Code::UnrecognizedClient}};
  const auto ours = kOurs.find(id);
  return ours != kOurs.end() ? ours->second : kSuggested.at(suggested);
}

TEST(RejectVectors, EachIsRefusedWithItsCode) {
  simdjson::dom::parser parser;
  const auto file = load_fixture(parser, "sigv4-reject.json");
  const TestRing ring = read_ring(file);
  const VerifierSettings settings = read_settings(file);
  std::size_t refused = 0;
  std::set<std::string> left_to_http;
  for (const simdjson::dom::element vector : simdjson::dom::array(file["vectors"])) {
    const std::string id = text(vector["id"]);
    SCOPED_TRACE(id);
    ASSERT_EQ(simdjson::dom::object(vector["config"]).size(), 0u);
    const auto judged =
        judge(read_request(vector["request"]), settings, ring, parse_basic(text(vector["now"])).value());
    if (judged && text(vector["expect"]["outcome"]) == "reject_http") {
      left_to_http.insert(id);
      continue;
    }
    ASSERT_FALSE(judged);
    if (text(vector["expect"]["outcome"]) == "reject") {
      EXPECT_EQ(judged.error().code, expected_code(id, text(vector["expect"]["suggested_error"])));
    }
    ++refused;
  }
  std::cout << refused << " vectors refused; left to the HTTP server: " << left_to_http.size();
  for (const std::string& id : left_to_http) std::cout << " " << id;
  std::cout << "\n";
  EXPECT_EQ(left_to_http, (std::set<std::string>{"content-length-list", "content-length-plus",
                                                 "folded-header", "nul-in-value", "te-and-content-length"}));
  EXPECT_EQ(refused + left_to_http.size(), 97u);
}

}  // namespace
}  // namespace kempelen::aws
