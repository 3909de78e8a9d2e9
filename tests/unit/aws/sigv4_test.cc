// The verifier check by check, each with the exact text a user would read, and the signer against the
// verifier.
#include "aws/sigv4.h"

#include <gtest/gtest.h>

#include "aws/authorization.h"
#include "aws/canonical.h"
#include "aws/hashing.h"
#include "base/digest.h"
#include "base/random.h"
#include "base/text.h"
#include "tests/unit/aws/wire_file.h"

namespace kempelen::aws {
namespace {

constexpr const char* kKey = "AKIATESTKEY000000001";
constexpr const char* kSecret = "test/secret+0123456789abcdefghijklmnopqr";
constexpr const char* kToken = "a session token/+==";
const Instant kNow = parse_basic("20261124T145900Z").value();

WireRequest unsigned_call() {
  return {.method = "POST",
          .path = "/",
          .query = "",
          .headers = {{"Host", "localhost:8080"},
                      {"Content-Type", "application/x-amz-json-1.1"},
                      {"X-Amz-Target", "MTurkRequesterServiceV20170117.GetAccountBalance"}},
          .body = "{}"};
}

SigningIdentity identity() {
  return {.access_key_id = kKey, .secret = kSecret};
}

void add_signature(WireRequest& request, const SigningIdentity& who, Instant at) {
  for (auto& header : sign(request.view(), who, at)) request.headers.push_back(std::move(header));
}

WireRequest signed_call(const SigningIdentity& who = identity(), Instant at = kNow) {
  WireRequest request = unsigned_call();
  add_signature(request, who, at);
  return request;
}

void set(WireRequest& request, std::string_view name, std::string value) {
  for (auto& [given, old] : request.headers) {
    if (equals_ignoring_case(given, name)) old = value;
  }
}

void remove(WireRequest& request, std::string_view name) {
  std::erase_if(request.headers, [name](const auto& h) { return equals_ignoring_case(h.first, name); });
}

void replace_in_authorization(WireRequest& request, const std::string& from, const std::string& to) {
  std::string value = request.header("authorization");
  const std::size_t at = value.find(from);
  ASSERT_NE(at, std::string::npos) << from;
  set(request, "authorization", value.replace(at, from.size(), to));
}

Result<Verified> check(const WireRequest& request, const VerifierSettings& settings = {},
                       Instant now = kNow) {
  return verify(request.view(), settings, ring_of(kKey, kSecret), now);
}

void expect_refusal(const Result<Verified>& result, Code code, const std::string& message = {}) {
  ASSERT_FALSE(result);
  EXPECT_EQ(result.error(), (message.empty() ? Refusal{code} : Refusal{code, {message}}));
}

constexpr const char* kMismatch =
    "The request signature we calculated does not match the signature you provided. Check your AWS Secret "
    "Access Key "
    "and signing method. Consult the service documentation for details.";

TEST(Verify, ASignedCallSaysWhoSignedIt) {
  const WireRequest request = signed_call();
  const auto result = check(request);
  ASSERT_TRUE(result);
  EXPECT_EQ(result->access_key_id, kKey);
  EXPECT_EQ(result->credential->owner, "requester-a");
}

TEST(Verify, TheSameBytesAreAcceptedAgain) {
  const WireRequest request = signed_call();
  EXPECT_TRUE(check(request));
  EXPECT_TRUE(check(request));
}

TEST(Verify, NoAuthorizationIsAMissingToken) {
  expect_refusal(check(unsigned_call()), Code::MissingAuthenticationToken);
  WireRequest blank = signed_call();
  set(blank, "authorization", "  ");
  expect_refusal(check(blank), Code::MissingAuthenticationToken);
}

TEST(Verify, MissingPartsAreNamedInOrder) {
  WireRequest request = unsigned_call();
  request.headers.emplace_back("Authorization", "AWS4-HMAC-SHA256");
  expect_refusal(
      check(request), Code::IncompleteSignature,
      "Authorization header requires 'Credential' parameter. Authorization header requires 'Signature' "
      "parameter. Authorization header requires 'SignedHeaders' parameter. Authorization header requires "
      "existence of either a 'X-Amz-Date' or a 'Date' header. Authorization=AWS4-HMAC-SHA256");
  request.headers.back().second = "AWS4-HMAC-SHA256 Credential=a, SignedHeaders=host";
  request.headers.emplace_back("X-Amz-Date", "20261124T145900Z");
  expect_refusal(check(request), Code::IncompleteSignature,
                 "Authorization header requires 'Signature' parameter. "
                 "Authorization=AWS4-HMAC-SHA256 Credential=a, SignedHeaders=host");
}

TEST(Verify, AHeaderThatCanBeReadInTwoWaysIsIncomplete) {
  for (const char* name : {"Host", "Authorization", "X-Amz-Date", "X-Amz-Target"}) {
    WireRequest request = signed_call();
    request.headers.emplace_back(name, request.header(name));
    expect_refusal(check(request), Code::IncompleteSignature,
                   "The request has more than one '" + lower(name) + "' header.");
  }
}

TEST(Verify, AnotherAlgorithmIsNamed) {
  WireRequest request = unsigned_call();
  request.headers.emplace_back("Authorization", "AWS AKIA:abc\x01\xff");
  expect_refusal(check(request), Code::IncompleteSignature,
                 "Unsupported AWS 'algorithm': 'AWS'. Authorization=AWS AKIA:abc??");
}

TEST(Verify, UnknownAndRepeatedParametersAreIncomplete) {
  WireRequest request = unsigned_call();
  request.headers.emplace_back("Authorization", "AWS4-HMAC-SHA256 Credential=a, Extra=b");
  expect_refusal(check(request), Code::IncompleteSignature,
                 "'Extra=b' is not a parameter of the Authorization header. "
                 "Authorization=AWS4-HMAC-SHA256 Credential=a, Extra=b");
  request.headers.back().second = "AWS4-HMAC-SHA256 Credential=a,Credential=b";
  expect_refusal(check(request), Code::IncompleteSignature,
                 "Authorization header has more than one 'Credential' parameter. "
                 "Authorization=AWS4-HMAC-SHA256 Credential=a,Credential=b");
}

TEST(Verify, AValidSignatureBesideAnUnknownParameterIsIncomplete) {
  WireRequest request = signed_call();
  set(request, "authorization", request.header("authorization") + ", Extra=b");
  EXPECT_EQ(check(request).error().code, Code::IncompleteSignature);
}

TEST(Verify, ACredentialHasFiveParts) {
  WireRequest request = signed_call();
  replace_in_authorization(request, "/us-east-1", "");
  expect_refusal(check(request), Code::IncompleteSignature,
                 std::string("Credential must have exactly 5 slash-delimited elements, e.g. "
                             "keyid/date/region/service/term, got '") +
                     kKey + "/20261124/mturk-requester/aws4_request'");
}

TEST(Verify, PresignedQueriesAreRefused) {
  WireRequest request = unsigned_call();
  request.query = "X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Signature=00";
  expect_refusal(check(request), Code::MissingAuthenticationToken);
  // Also when the query itself is part of a good signature.
  add_signature(request, identity(), kNow);
  expect_refusal(check(request), Code::IncompleteSignature,
                 "The request has a signature in its query beside the one in its Authorization header.");
}

TEST(Verify, AnotherQueryIsCoveredByTheSignature) {
  WireRequest request = unsigned_call();
  request.query = "b=2&a=%2F+c";
  add_signature(request, identity(), kNow);
  EXPECT_TRUE(check(request));
  request.query = "a=%2F+c";
  expect_refusal(check(request), Code::InvalidSignature, kMismatch);
}

TEST(Verify, TheScopeIsCheckedPartByPart) {
  SigningIdentity who = identity();
  who.region = "us-west-2";
  expect_refusal(check(signed_call(who)), Code::InvalidSignature,
                 "Credential should be scoped to a valid region, not 'us-west-2'.");
  who = identity();
  who.service = "s3";
  expect_refusal(check(signed_call(who)), Code::InvalidSignature,
                 "Credential should be scoped to correct service: 'mturk-requester'.");
  WireRequest request = signed_call();
  replace_in_authorization(request, "aws4_request", "aws4_request2");
  expect_refusal(check(request), Code::InvalidSignature,
                 "Credential should be scoped with a valid terminator: 'aws4_request', not 'aws4_request2'.");
  request = signed_call();
  replace_in_authorization(request, "/20261124/", "/20261123/");
  expect_refusal(check(request), Code::InvalidSignature,
                 "Date in Credential scope does not match YYYYMMDD from ISO-8601 version of date from HTTP: "
                 "'20261123' != '20261124', from '20261124T145900Z'.");
  request = signed_call();
  replace_in_authorization(request, "us-east-1/mturk-requester", "\xc3\xa9/sqs");
  expect_refusal(check(request), Code::InvalidSignature,
                 "Credential should be scoped to a valid region, not '\?\?'. "
                 "Credential should be scoped to correct service: 'mturk-requester'.");
}

TEST(Verify, RegionsAreASetting) {
  SigningIdentity who = identity();
  for (const char* region : {"us-east-1", "sandbox", ""}) {
    who.region = region;
    EXPECT_TRUE(check(signed_call(who))) << region;
  }
  VerifierSettings settings;
  settings.regions = {"eu-west-1"};
  expect_refusal(check(signed_call(who), settings), Code::InvalidSignature,
                 "Credential should be scoped to a valid region, not ''.");
  who.region = "eu-west-1";
  EXPECT_TRUE(check(signed_call(who), settings));
}

TEST(Verify, TheWindowIncludesItsEdges) {
  const WireRequest request = signed_call();
  const Duration window = Duration::seconds(900);
  EXPECT_TRUE(check(request, {}, kNow + window));
  EXPECT_TRUE(check(request, {}, kNow + window + Duration::millis(999)));
  EXPECT_TRUE(check(request, {}, kNow - window));
  expect_refusal(check(request, {}, kNow + Duration::seconds(901)), Code::InvalidSignature,
                 "Signature expired: 20261124T145900Z is now earlier than 20261124T145901Z "
                 "(20261124T151401Z - 15 min.)");
  expect_refusal(check(request, {}, kNow - Duration::seconds(901)), Code::InvalidSignature,
                 "Signature not yet current: 20261124T145900Z is still later than 20261124T145859Z "
                 "(20261124T144359Z + 15 min.)");
  expect_refusal(check(request, {}, kNow - window - Duration::millis(1)), Code::InvalidSignature,
                 "Signature not yet current: 20261124T145900Z is still later than 20261124T145859Z "
                 "(20261124T144359Z + 15 min.)");
}

TEST(Verify, TheWindowIsASetting) {
  VerifierSettings settings;
  settings.window = Duration::seconds(300);
  const WireRequest request = signed_call();
  EXPECT_TRUE(check(request, settings, kNow + Duration::seconds(300)));
  expect_refusal(check(request, settings, kNow + Duration::seconds(301)), Code::InvalidSignature,
                 "Signature expired: 20261124T145900Z is now earlier than 20261124T145901Z "
                 "(20261124T150401Z - 5 min.)");
}

TEST(Verify, ADateMustBeInTheBasicFormat) {
  WireRequest request = signed_call();
  set(request, "x-amz-date", "2026-11-24T14:59:00Z");
  expect_refusal(check(request), Code::IncompleteSignature,
                 "Date must be in ISO-8601 'basic format'. Got '2026-11-24T14:59:00Z'.");
}

TEST(Verify, DateStandsAsideWhereThereIsXAmzDate) {
  WireRequest request = signed_call();
  request.headers.emplace_back("Date", "Tue, 24 Nov 2020 14:59:00 GMT");
  EXPECT_TRUE(check(request));
}

/// Signs with Date alone, which our own signer never does.
WireRequest dated_call(const std::string& date, std::string_view list) {
  WireRequest request = unsigned_call();
  request.headers.emplace_back("Date", date);
  const SignedRequest view = request.view();
  const auto selected = select_signed(view.headers, list);
  const std::string_view canonical =
      canonical_request(view, selected.value(), list, aws::view(hex(sha256(view.body))));
  const std::string scope = "20261124/us-east-1/mturk-requester/aws4_request";
  const std::string_view to_sign =
      string_to_sign("20261124T145900Z", scope, aws::view(hex(sha256(canonical))));
  const HmacKey key = signing_key(kSecret, "20261124", "us-east-1", "mturk-requester");
  request.headers.emplace_back("Authorization",
                               std::string("AWS4-HMAC-SHA256 Credential=") + kKey + "/" + scope +
                                   ", SignedHeaders=" + std::string(list) +
                                   ", Signature=" + std::string(aws::view(hex(key.sign(to_sign)))));
  return request;
}

TEST(Verify, DateAloneServesWhenItIsSigned) {
  EXPECT_TRUE(check(dated_call("Tue, 24 Nov 2026 14:59:00 GMT", "date;host;x-amz-target")));
  EXPECT_TRUE(check(dated_call("20261124T145900Z", "date;host;x-amz-target")));
  expect_refusal(check(dated_call("Tue, 24 Nov 2026 14:59:00 GMT", "host;x-amz-target")),
                 Code::InvalidSignature,
                 "There were headers present in the request which were not signed: date");
  for (const char* wrong : {"Mon, 24 Nov 2026 14:59:00 GMT", "Tue, 24 Nov 2026 14:59:00 CET", "24 Nov 2026",
                            "Tue, 24 ovD 2026 14:59:00 GMT", "Tue, 31 Nov 2026 14:59:00 GMT", ""}) {
    expect_refusal(check(dated_call(wrong, "date;host;x-amz-target")), Code::IncompleteSignature,
                   std::string("Date must be in ISO-8601 'basic format'. Got '") + wrong + "'.");
  }
}

TEST(Verify, UnsignedUserAgentOfTheSdkIsFine) {
  WireRequest request = signed_call();
  request.headers.emplace_back("x-amz-user-agent", "aws-sdk-dotnet");
  request.headers.emplace_back("X-Amzn-Trace-Id", "Root=1");
  request.headers.emplace_back("Accept-Encoding", "");
  EXPECT_TRUE(check(request));
}

TEST(Verify, EveryOtherAwsHeaderMustBeSigned) {
  WireRequest request = signed_call();
  request.headers.emplace_back("X-AMZ-Foo", "1");
  request.headers.emplace_back("x-amz-bar", "2");
  expect_refusal(check(request), Code::InvalidSignature,
                 "There were headers present in the request which were not signed: x-amz-foo, x-amz-bar");
}

TEST(Verify, HostMustBeSigned) {
  WireRequest request = unsigned_call();
  remove(request, "host");
  add_signature(request, identity(), kNow);
  request.headers.emplace_back("Host", "localhost:8080");
  expect_refusal(check(request), Code::InvalidSignature,
                 "'Host' must be a 'SignedHeader' in the AWS Authorization.");
}

TEST(Verify, HostIsVerifiedAsReceived) {
  WireRequest request = signed_call();
  set(request, "host", "localhost");
  expect_refusal(check(request), Code::InvalidSignature, kMismatch);
}

std::string misspelt(const std::string& list) {
  return "SignedHeaders must be the lower-case names of headers in the request, in ascending order, each "
         "once, "
         "separated by ';'. Got '" +
         list + "'.";
}

TEST(Verify, TheListOfSignedHeadersHasOneSpelling) {
  for (const char* list :
       {"host;content-type;x-amz-date;x-amz-target", "content-type;host;host;x-amz-date;x-amz-target",
        "Content-Type;host;x-amz-date;x-amz-target", "content-type;host;x-amz-date;x-amz-target;",
        ";content-type;host;x-amz-date;x-amz-target", "content-type;host;x-amz-date;x-amz-target;y:a"}) {
    WireRequest request = signed_call();
    replace_in_authorization(request, "content-type;host;x-amz-date;x-amz-target", list);
    expect_refusal(check(request), Code::InvalidSignature, misspelt(list));
  }
}

TEST(Verify, AListedHeaderMustHaveArrived) {
  WireRequest request = signed_call();
  remove(request, "content-type");
  expect_refusal(check(request), Code::InvalidSignature,
                 misspelt("content-type;host;x-amz-date;x-amz-target"));
}

TEST(Verify, ContentTypeNeedNotBeSigned) {
  WireRequest request = unsigned_call();
  remove(request, "content-type");
  add_signature(request, identity(), kNow);
  request.headers.emplace_back("Content-Type", "application/x-amz-json-1.1");
  request.headers.emplace_back("Content-Length", "2");
  EXPECT_TRUE(check(request));
}

TEST(Verify, ABodyHashMustBeTheHashOfTheBody) {
  const std::string hash = "44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a";
  for (const std::string& claimed :
       {hash, std::string("UNSIGNED-PAYLOAD"), std::string("STREAMING-AWS4-HMAC-SHA256-PAYLOAD"),
        std::string(), std::string("44136FA355B3678A1146AD16F7E8649E94FB4FC21FE77E8310C060F61CAAFF8A")}) {
    WireRequest request = unsigned_call();
    request.headers.emplace_back("X-Amz-Content-Sha256", claimed);
    add_signature(request, identity(), kNow);
    if (claimed == hash) {
      EXPECT_TRUE(check(request));
    } else {
      expect_refusal(check(request), Code::InvalidSignature,
                     "The provided 'x-amz-content-sha256' header does not match what was computed.");
    }
  }
}

TEST(Verify, AnotherBodyOrSecretDoesNotMatch) {
  WireRequest request = signed_call();
  request.body = "{ }";
  expect_refusal(check(request), Code::InvalidSignature, kMismatch);
  SigningIdentity who = identity();
  who.secret = "another";
  expect_refusal(check(signed_call(who)), Code::InvalidSignature, kMismatch);
}

TEST(Verify, ASignatureIsSixtyFourLowerCaseDigits) {
  const WireRequest good = signed_call();
  const std::string authorization = good.header("authorization");
  const std::string signature = authorization.substr(authorization.size() - 64);
  std::string upper = signature;
  for (char& c : upper) c = c >= 'a' && c <= 'f' ? static_cast<char>(c - 32) : c;
  ASSERT_NE(upper, signature);
  for (const std::string& wrong : {signature.substr(1), signature.substr(0, 63), signature + "0", upper}) {
    WireRequest request = good;
    replace_in_authorization(request, signature, wrong);
    expect_refusal(check(request), Code::InvalidSignature, kMismatch);
  }
}

TEST(Verify, AMismatchCanBeExplained) {
  VerifierSettings settings;
  settings.mismatch = Mismatch::Explained;
  WireRequest request = signed_call();
  request.body = "{ }";
  const auto result = check(request, settings);
  ASSERT_FALSE(result);
  const std::string& message = result.error().words.at(0);
  EXPECT_EQ(message.substr(0, std::string_view(kMismatch).size()), kMismatch);
  EXPECT_NE(message.find("'POST\n/\n\ncontent-type:application/x-amz-json-1.1\nhost:localhost:8080\n"),
            std::string::npos);
  EXPECT_NE(
      message.find("'AWS4-HMAC-SHA256\n20261124T145900Z\n20261124/us-east-1/mturk-requester/aws4_request\n"),
      std::string::npos);
  EXPECT_EQ(message.find(kSecret), std::string::npos);
}

TEST(Verify, UnknownKeysAndKeysWithoutASecretAreUnrecognized) {
  SigningIdentity who = identity();
  who.access_key_id = "AKIAUNKNOWN";
  expect_refusal(check(signed_call(who)), Code::UnrecognizedClient);
  who.access_key_id = kKey;
  who.secret = "";
  const WireRequest request = signed_call(who);
  expect_refusal(verify(request.view(), {}, ring_of(kKey, ""), kNow), Code::UnrecognizedClient);
}

TEST(Verify, SuspensionIsToldOnlyToWhoCanSign) {
  TestRing ring;
  ring.add(kKey, {.secret = kSecret, .owner = "requester-a", .standing = Standing::Suspended});
  const WireRequest good = signed_call();
  expect_refusal(verify(good.view(), {}, ring, kNow), Code::AccountSuspended);
  WireRequest bad = good;
  bad.body = "";
  expect_refusal(verify(bad.view(), {}, ring, kNow), Code::InvalidSignature, kMismatch);
}

TEST(Session, TheTokenMustComeWithItsKey) {
  SigningIdentity who = identity();
  who.session_token = kToken;
  const TestRing ring = ring_of(kKey, kSecret, kToken);
  const WireRequest good = signed_call(who);
  EXPECT_TRUE(verify(good.view(), {}, ring, kNow));

  expect_refusal(verify(signed_call().view(), {}, ring, kNow), Code::UnrecognizedClient);
  who.session_token = "another token";
  expect_refusal(verify(signed_call(who).view(), {}, ring, kNow), Code::UnrecognizedClient);
  // A lasting key does not come with a token.
  expect_refusal(check(good), Code::UnrecognizedClient);
}

TEST(Session, TheTokenMustBeSigned) {
  WireRequest request = signed_call();
  request.headers.emplace_back("X-Amz-Security-Token", kToken);
  expect_refusal(verify(request.view(), {}, ring_of(kKey, kSecret, kToken), kNow), Code::InvalidSignature,
                 "There were headers present in the request which were not signed: x-amz-security-token");
}

TEST(Session, IsOverAtItsEnd) {
  SigningIdentity who = identity();
  who.session_token = kToken;
  const WireRequest request = signed_call(who);
  for (const std::int64_t seconds : {-1, 0, 1}) {
    TestRing ring;
    ring.add(kKey, {.secret = kSecret,
                    .owner = "a",
                    .session = Session{digest(kToken), kNow + Duration::seconds(seconds)}});
    const auto result = verify(request.view(), {}, ring, kNow);
    if (seconds > 0) {
      EXPECT_TRUE(result);
    } else {
      expect_refusal(result, Code::ExpiredToken);
    }
  }
}

TEST(SigningKeyCache, FollowsTheSecretTheDayAndTheRegion) {
  SigningIdentity who = identity();
  EXPECT_TRUE(check(signed_call(who)));
  who.secret = "rotated";
  const WireRequest rotated = signed_call(who);
  expect_refusal(check(rotated), Code::InvalidSignature, kMismatch);
  EXPECT_TRUE(verify(rotated.view(), {}, ring_of(kKey, "rotated"), kNow));
  expect_refusal(verify(signed_call().view(), {}, ring_of(kKey, "rotated"), kNow), Code::InvalidSignature,
                 kMismatch);
  const Instant tomorrow = kNow + Duration::days(1);
  EXPECT_TRUE(check(signed_call(identity(), tomorrow), {}, tomorrow));
  who = identity();
  who.region = "sandbox";
  EXPECT_TRUE(check(signed_call(who)));
  EXPECT_TRUE(check(signed_call()));
}

TEST(SigningKeyCache, ManyKeysAreServedOnOneThread) {
  for (int i = 0; i < 5000; ++i) {
    SigningIdentity who = identity();
    who.access_key_id = "AKIA" + std::to_string(i);
    ASSERT_TRUE(verify(signed_call(who).view(), {}, ring_of(who.access_key_id, kSecret), kNow)) << i;
  }
  EXPECT_TRUE(check(signed_call()));
}

TEST(Sign, AddsDateTokenAndAuthorization) {
  SigningIdentity who = identity();
  who.session_token = kToken;
  const WireRequest request = unsigned_call();
  const auto added = sign(request.view(), who, kNow);
  ASSERT_EQ(added.size(), 3u);
  EXPECT_EQ(added[0], (std::pair<std::string, std::string>{"X-Amz-Date", "20261124T145900Z"}));
  EXPECT_EQ(added[1], (std::pair<std::string, std::string>{"X-Amz-Security-Token", kToken}));
  EXPECT_EQ(added[2].first, "Authorization");
  const std::string expected =
      std::string("AWS4-HMAC-SHA256 Credential=") + kKey +
      "/20261124/us-east-1/mturk-requester/aws4_request, SignedHeaders=content-type;host;"
      "x-amz-date;x-amz-security-token;x-amz-target, Signature=";
  EXPECT_EQ(added[2].second.substr(0, expected.size()), expected);
  EXPECT_EQ(added[2].second.size(), expected.size() + 64);
}

TEST(Sign, WhateverIsSignedVerifiesAndEveryChangeIsRefused) {
  SeededRandom random(7);
  const std::string_view odd = "/.%aZ~ +&=?\xc3\xa9:;,\"\t0";
  for (int round = 0; round < 400; ++round) {
    WireRequest request = unsigned_call();
    request.path = "/" + random_text(random, odd, static_cast<std::size_t>(round % 17));
    request.query = random_text(random, odd, static_cast<std::size_t>(round % 11));
    request.body = random_text(random, odd, static_cast<std::size_t>(round));
    request.headers.emplace_back("X-Amz-Meta",
                                 random_text(random, odd, static_cast<std::size_t>(round % 23)));
    request.headers.emplace_back("x-repeated", "one");
    request.headers.emplace_back("X-Repeated", random_text(random, odd, 3));
    add_signature(request, identity(), kNow);
    ASSERT_TRUE(check(request)) << request.path << "?" << request.query;
    WireRequest changed = request;
    changed.path += "x";
    EXPECT_FALSE(check(changed));
    changed = request;
    changed.query += "x";
    EXPECT_FALSE(check(changed));
    changed = request;
    changed.body += " ";
    EXPECT_FALSE(check(changed));
    changed = request;
    std::swap(changed.headers[4].second, changed.headers[5].second);
    EXPECT_FALSE(check(changed));
  }
}

}  // namespace
}  // namespace kempelen::aws
