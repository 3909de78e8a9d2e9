// Every request that a real SDK was recorded sending is verified with its own signature
// (tests/fixtures/wire).
#include <gtest/gtest.h>

#include <iostream>
#include <set>

#include "aws/authorization.h"
#include "aws/canonical.h"
#include "aws/envelope.h"
#include "aws/hashing.h"
#include "base/instant.h"
#include "tests/unit/aws/wire_file.h"

namespace kempelen::aws {
namespace {

constexpr const char* kClients[] = {"awscli-1.45.json",
                                    "awscli-2.9.json",
                                    "boto3-1.26.json",
                                    "boto3-1.43.json",
                                    "boto3-1.43-all-operations.json",
                                    "go-v1-1.44.json",
                                    "go-v2-1.17.json",
                                    "js-v3-node.json",
                                    "go-v1-1.44-all-operations.json",
                                    "go-v2-1.17-all-operations.json",
                                    "js-v3-node-all-operations.json"};

struct Recorded {
  std::string client, scenario, operation;
  WireRequest request;
  bool verifies = false;
};

/// The file keeps the 1.5 MB body as a length and a hash only: it is that of create-hit with another
/// Question.
std::string with_long_question(std::string body) {
  const std::size_t name = body.find("\"Question\":");
  std::size_t start = body.find('"', name + 11) + 1;
  std::size_t end = start;
  while (body[end] != '"') end += body[end] == '\\' ? 2 : 1;
  return body.replace(start, end - start, std::string(1'500'000, 'x'));
}

std::vector<Recorded> recorded_requests() {
  std::vector<Recorded> all;
  for (const char* const client : kClients) {
    simdjson::dom::parser parser;
    std::string create_hit_body;
    for (const simdjson::dom::element scenario :
         simdjson::dom::array(load_fixture(parser, client)["scenarios"])) {
      const std::string name = text(scenario["scenario"]);
      for (const simdjson::dom::element exchange : simdjson::dom::array(scenario["exchanges"])) {
        WireRequest request = read_request(exchange["request"]);
        if (name == "create-hit") create_hit_body = request.body;
        if (name == "create-hit-1500kB") request.body = with_long_question(create_hit_body);
        all.push_back(
            {client, name, text(scenario["operation"]), std::move(request), bool(exchange["verifies"])});
      }
    }
  }
  return all;
}

Result<Verified> verify_recorded(const WireRequest& request, const VerifierSettings& settings) {
  const auto at = parse_basic(request.header("x-amz-date"));
  if (!at) throw std::runtime_error("a recording without X-Amz-Date");
  const TestRing ring = ring_of("AKIAIOSFODNN7EXAMPLE", "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY",
                                request.header("x-amz-security-token"));
  return verify(request.view(), settings, ring, *at);
}

TEST(Recordings, EverySignatureOfEverySdkVerifies) {
  std::size_t verified = 0, redirected = 0, elsewhere = 0;
  std::set<std::string> clients;
  for (const Recorded& recorded : recorded_requests()) {
    const auto result = verify_recorded(recorded.request, VerifierSettings{});
    const std::string where = recorded.client + " " + recorded.scenario;
    if (recorded.scenario == "region-us-west-2") {
      ASSERT_FALSE(result) << where;
      EXPECT_EQ(result.error(),
                (Refusal{Code::InvalidSignature,
                         {"Credential should be scoped to a valid region, not 'us-west-2'."}}));
      ++elsewhere;
    } else if (!recorded.verifies) {
      EXPECT_EQ(recorded.scenario, "error-redirect-307") << where;
      EXPECT_EQ(recorded.request.path, "/other") << where;
      EXPECT_FALSE(result) << where;
      ++redirected;
    } else {
      EXPECT_TRUE(result) << where << ": "
                          << (result                         ? ""
                              : result.error().words.empty() ? ""
                                                             : result.error().words[0]);
      ++verified;
      clients.insert(recorded.client);
    }
  }
  std::cout << verified << " recorded requests verified, " << elsewhere << " refused for their region, "
            << redirected << " refused that followed a redirect with their old signature\n";
  EXPECT_GE(verified, 1340u);
  EXPECT_EQ(clients.size(), std::size(kClients));
  EXPECT_EQ(elsewhere, 7u);
  EXPECT_GE(redirected, 10u);
}

TEST(Recordings, AnotherRegionVerifiesOnceItIsAccepted) {
  VerifierSettings settings;
  settings.regions = {"us-west-2"};
  std::size_t verified = 0;
  for (const Recorded& recorded : recorded_requests()) {
    const bool is_there = recorded.scenario == "region-us-west-2";
    EXPECT_EQ(verify_recorded(recorded.request, settings).has_value(), is_there) << recorded.scenario;
    verified += is_there ? 1 : 0;
  }
  EXPECT_EQ(verified, 7u);
}

TEST(Recordings, TheEmptyRegionNeedsToBeListed) {
  VerifierSettings settings;
  settings.regions = {"us-east-1"};
  std::size_t refused = 0;
  for (const Recorded& recorded : recorded_requests()) {
    if (recorded.scenario != "endpoint-resolver-without-signing-region") continue;
    const auto result = verify_recorded(recorded.request, settings);
    ASSERT_FALSE(result);
    EXPECT_EQ(result.error().words[0], "Credential should be scoped to a valid region, not ''.");
    ++refused;
  }
  EXPECT_GE(refused, 1u);
}

TEST(Recordings, TheEnvelopeNamesTheOperation) {
  std::set<std::string, std::less<>> seen;
  for (const Recorded& recorded : recorded_requests()) {
    if (!recorded.verifies) continue;
    const auto operation = operation_name(recorded.request.as_http(), kRequesterTargetPrefix, "/mturk/api");
    ASSERT_TRUE(operation) << recorded.client << " " << recorded.scenario;
    EXPECT_EQ(*operation, recorded.operation) << recorded.client << " " << recorded.scenario;
    EXPECT_TRUE(speaks_aws(recorded.request.as_http()));
    seen.insert(std::string(*operation));
  }
  EXPECT_EQ(seen.size(), 39u);
}

TEST(SdkSignatures, CanonicalRequestStringToSignAndSignatureAreReproduced) {
  simdjson::dom::parser parser;
  const auto file = load_fixture(parser, "sdk-signatures.json");
  const std::string secret = text(file["credentials"]["secret_access_key"]);
  std::size_t checked = 0;
  for (const simdjson::dom::element vector : simdjson::dom::array(file["vectors"])) {
    SCOPED_TRACE(text(vector["name"]));
    const WireRequest request = read_request(vector);
    const std::string authorization = request.header("authorization");
    const std::size_t list = authorization.find("SignedHeaders=") + 14;
    const std::string signed_headers = authorization.substr(list, authorization.find(',', list) - list);
    const SignedRequest view = request.view();
    const auto selected = select_signed(view.headers, signed_headers);
    ASSERT_TRUE(selected);
    const std::string_view canonical =
        canonical_request(view, *selected, signed_headers, aws::view(hex(sha256(view.body))));
    EXPECT_EQ(canonical, text(vector["canonical_request"]));
    const std::size_t credential = authorization.find("Credential=") + 11;
    const std::string full =
        authorization.substr(credential, authorization.find(',', credential) - credential);
    const std::string scope = full.substr(full.find('/') + 1);
    const std::string date = request.header("x-amz-date");
    const std::string_view to_sign = string_to_sign(date, scope, aws::view(hex(sha256(canonical))));
    EXPECT_EQ(to_sign, text(vector["string_to_sign"]));
    const std::string region = scope.substr(9, scope.find('/', 9) - 9);
    const HmacKey key = signing_key(secret, date.substr(0, 8), region, "mturk-requester");
    EXPECT_EQ(aws::view(hex(key.sign(to_sign))), text(vector["signature"]));
    ++checked;
  }
  EXPECT_EQ(checked, 77u);
}

}  // namespace
}  // namespace kempelen::aws
