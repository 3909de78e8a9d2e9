// When a call is sent again and when not; what becomes of clocks and tokens; the sentences of errors.
#include "client/exchange.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>

#include "tests/unit/client/world.h"

namespace kempelen::client {
namespace {

using testing::HasSubstr;
using testing::Not;

std::string header(const outgoing::Call& call, std::string_view name) {
  const auto found = std::ranges::find(call.headers, name, &std::pair<std::string, std::string>::first);
  return found == call.headers.end() ? std::string() : found->second;
}

TEST(Exchange, ReturnsTheBodyOfAGoodAnswer) {
  World world;
  world.line.answers = {good(R"({"a":1})")};
  EXPECT_EQ(world.exchange.call(safe()).value(), R"({"a":1})");
  ASSERT_EQ(world.line.sent.size(), 1U);
  const outgoing::Call& sent = world.line.sent.front();
  EXPECT_EQ(header(sent, "X-Amz-Target"), "MTurkRequesterServiceV20170117.ApproveAssignment");
  EXPECT_EQ(header(sent, "Content-Type"), "application/x-amz-json-1.1");
  EXPECT_EQ(header(sent, "X-Amz-Date"), "20270115T080000Z");
  EXPECT_THAT(header(sent, "Authorization"),
              HasSubstr("Credential=AKIAEXAMPLE/20270115/us-east-1/mturk-requester/aws4_request, "
                        "SignedHeaders=content-type;host;x-amz-date;x-amz-target, Signature="));
  EXPECT_TRUE(world.pause.waited.empty());
}

TEST(Exchange, RepeatsWhatNeverLeftWhateverTheOperation) {
  World world;
  world.line.answers = {not_connected(), not_connected(), good()};
  EXPECT_TRUE(world.exchange.call(unsafe()));
  EXPECT_EQ(world.line.sent.size(), 3U);
}

TEST(Exchange, RepeatsWhatWasThrottledWhateverTheOperation) {
  World world;
  world.line.answers = {throttled(), refused("Whatever", "slow", "", 429), good()};
  EXPECT_TRUE(world.exchange.call(unsafe()));
  EXPECT_EQ(world.line.sent.size(), 3U);
}

TEST(Exchange, RepeatsAnUnansweredCallOnlyWhereThatDoesNoHarm) {
  for (const auto& lost : {no_answer(), failed()}) {
    World world;
    world.line.answers = {lost, good()};
    EXPECT_TRUE(world.exchange.call(safe()));
    EXPECT_EQ(world.line.sent.front().resend, outgoing::Resend::Allowed);

    World other;
    other.line.answers = {lost, good()};
    const auto result = other.exchange.call(unsafe());
    ASSERT_FALSE(result);
    EXPECT_EQ(other.line.sent.size(), 1U);
    EXPECT_EQ(other.line.sent.front().resend, outgoing::Resend::Never);
    EXPECT_TRUE(result.error().may_have_happened);
    EXPECT_THAT(result.error().message, HasSubstr("CreateWorkerBlock may have taken effect all the same"));
  }
}

TEST(Exchange, ARefusalIsFinalAndTyped) {
  World world;
  world.line.answers = {
      refused("com.amazon#RequestError", "Hit 3X does not exist. (1 s)", "HITDoesNotExist")};
  const auto result = world.exchange.call(safe());
  ASSERT_FALSE(result);
  const Error& error = result.error();
  EXPECT_EQ(error.kind, Error::Kind::Refused);
  EXPECT_TRUE(error.is(Code::HitDoesNotExist));
  EXPECT_EQ(error.type, "RequestError");
  EXPECT_EQ(error.turk_error_code, "AWS.MechanicalTurk.HITDoesNotExist");
  EXPECT_EQ(error.message, "Hit 3X does not exist. (1 s)");
  EXPECT_EQ(error.status, 400);
  EXPECT_EQ(error.attempts, 1);
  EXPECT_FALSE(error.may_have_happened);
}

TEST(Exchange, ARefusalAfterALostAnswerSaysThatTheFirstMayHaveCounted) {
  World world;
  world.line.answers = {no_answer(), refused("RequestError", "Only Submitted.", "InvalidAssignmentState")};
  const auto result = world.exchange.call(safe());
  ASSERT_FALSE(result);
  EXPECT_TRUE(result.error().is(Code::InvalidAssignmentState));
  EXPECT_TRUE(result.error().may_have_happened);
}

TEST(Exchange, ARefusalThatNobodyKnowsKeepsItsWords) {
  World world;
  world.line.answers = {refused("RequestError", "New rule.", "BrandNew")};
  const auto result = world.exchange.call(safe());
  ASSERT_FALSE(result);
  EXPECT_EQ(result.error().code, std::nullopt);
  EXPECT_EQ(result.error().message, "New rule.");
}

TEST(Exchange, GivesUpAfterItsAttempts) {
  World world;
  world.line.answers = {};
  const auto result = world.exchange.call(safe());
  ASSERT_FALSE(result);
  EXPECT_EQ(result.error().attempts, 4);
  EXPECT_EQ(world.line.sent.size(), 4U);
  EXPECT_EQ(world.pause.waited.size(), 3U);
  EXPECT_EQ(
      result.error().message,
      "No connection to http://turk.example:8080 (nothing left); check that the server runs and that the "
      "endpoint (AWS_ENDPOINT_URL_MTURK) is the one it printed. It was tried 4 times.");
}

TEST(Exchange, PausesGrowAndDifferFromCallToCall) {
  World world;
  const auto ceilings = {Duration::millis(100), Duration::millis(200), Duration::millis(400)};
  std::vector<std::vector<Duration>> seen;
  for (int round = 0; round < 2; ++round) {
    world.pause.waited.clear();
    EXPECT_FALSE(world.exchange.call(safe()));
    ASSERT_EQ(world.pause.waited.size(), 3U);
    auto waited = world.pause.waited.begin();
    for (const Duration ceiling : ceilings) EXPECT_LE(*waited++, ceiling);
    seen.push_back(world.pause.waited);
  }
  EXPECT_NE(seen.front(), seen.back());
}

TEST(Exchange, WaitsAsLongAsItIsAskedButNotForever) {
  World world;
  auto soon = throttled();
  soon.wait_for = Duration::seconds(3);
  auto late = throttled();
  late.wait_for = Duration::seconds(86'400);
  world.line.answers = {soon, late, good()};
  EXPECT_TRUE(world.exchange.call(safe()));
  EXPECT_EQ(world.pause.waited, (std::vector{Duration::seconds(3), Duration::seconds(20)}));
}

TEST(Exchange, CorrectsItsClockOnceAndKeepsTheCorrection) {
  World world;
  auto expired = refused("InvalidSignatureException", "Signature expired: …");
  expired.date = world.clock.now() + Duration::seconds(3600);
  world.line.answers = {expired, good(), good()};
  EXPECT_TRUE(world.exchange.call(unsafe()));
  EXPECT_TRUE(world.exchange.call(unsafe()));
  ASSERT_EQ(world.line.sent.size(), 3U);
  EXPECT_EQ(header(world.line.sent[0], "X-Amz-Date"), "20270115T080000Z");
  EXPECT_EQ(header(world.line.sent[1], "X-Amz-Date"), "20270115T090000Z");
  EXPECT_EQ(header(world.line.sent[2], "X-Amz-Date"), "20270115T090000Z");
  EXPECT_TRUE(world.pause.waited.empty());
}

TEST(Exchange, ACorrectedClockCostsNoAttempt) {
  World world;
  Exchange once({.endpoint = "http://x", .target = {"x", "/"}, .identity = {}, .attempts = 1}, world.line,
                world.clock, world.random, world.pause);
  auto expired = refused("InvalidSignatureException", "Signature expired: …");
  expired.date = world.clock.now() - Duration::seconds(3600);
  world.line.answers = {expired, good()};
  EXPECT_TRUE(once.call(unsafe()));
}

TEST(Exchange, AWrongSecretIsNotTakenForAWrongClock) {
  World world;
  auto wrong = refused("InvalidSignatureException", "The request signature we calculated does not match.");
  wrong.date = world.clock.now() + Duration::seconds(60);
  world.line.answers = {wrong, good()};
  const auto result = world.exchange.call(safe());
  ASSERT_FALSE(result);
  EXPECT_EQ(world.line.sent.size(), 1U);
  EXPECT_THAT(result.error().message,
              HasSubstr("check that AWS_SECRET_ACCESS_KEY is the secret of this key"));
}

TEST(Exchange, AClockThatStaysWrongIsCorrectedOnce) {
  World world;
  auto expired = refused("InvalidSignatureException", "Signature expired: …");
  for (int i = 1; i <= 2; ++i) {
    expired.date = world.clock.now() + Duration::seconds(3600 * i);
    world.line.answers.push_back(expired);
  }
  EXPECT_FALSE(world.exchange.call(safe()));
  EXPECT_EQ(world.line.sent.size(), 2U);
}

TEST(Exchange, TheRefusalOfItsOwnTokenIsTheHitThatWasMade) {
  World world;
  world.line.answers = {
      no_answer(),
      refused("RequestError", R"(The HIT with ID \"3HIT\" already exists. (5 s))", "HitAlreadyExists"),
      good(R"({"HIT":{"HITId":"3HIT"}})")};
  const auto result = world.exchange.call(with_own_token("CreateHIT"));
  ASSERT_TRUE(result) << result.error().message;
  EXPECT_EQ(*result, R"({"HIT":{"HITId":"3HIT"}})");
  ASSERT_EQ(world.line.sent.size(), 3U);
  EXPECT_EQ(header(world.line.sent[2], "X-Amz-Target"), "MTurkRequesterServiceV20170117.GetHIT");
  EXPECT_EQ(world.line.sent[2].body, R"({"HITId":"3HIT"})");
}

TEST(Exchange, AHitThatWasMadeAndCannotBeReadMayHaveHappened) {
  World world;
  world.line.answers = {
      refused("RequestError", R"(The HIT with ID \"3HIT\" already exists.)", "HitAlreadyExists"),
      refused("ExpiredTokenException", "Expired.")};
  const auto result = world.exchange.call(with_own_token("CreateHIT"));
  ASSERT_FALSE(result);
  EXPECT_TRUE(result.error().may_have_happened);
}

TEST(Exchange, TheRefusalOfItsOwnTokenIsABonusThatWasPaid) {
  World world;
  world.line.answers = {failed(),
                        refused("RequestError", R"(The idempotency token \"t\" has already been processed.)",
                                "TokenAlreadyProcessed")};
  EXPECT_EQ(world.exchange.call(with_own_token("SendBonus")).value(), "{}");
}

TEST(Exchange, TheRefusalOfTheCallersTokenStaysARefusal) {
  World world;
  world.line.answers = {
      refused("RequestError", R"(The HIT with ID \"3HIT\" already exists.)", "HitAlreadyExists")};
  Message message = with_own_token("CreateHIT");
  message.own_token = false;
  const auto result = world.exchange.call(message);
  ASSERT_FALSE(result);
  EXPECT_TRUE(result.error().is(Code::HitAlreadyExists));
}

TEST(Exchange, AnotherServiceAtTheEndpointIsCalledThat) {
  const outgoing::CallAnswer page{.status = 200, .content_type = "text/html", .body = "<html>"};
  const outgoing::CallAnswer missing{.status = 404, .content_type = "text/plain", .body = "Not found"};
  const outgoing::CallAnswer other{
      .status = 403, .content_type = "application/json", .body = R"({"error":"no"})"};
  for (const auto& answer : {page, missing, other}) {
    World world;
    world.line.answers = {answer};
    const auto result = world.exchange.call(safe());
    ASSERT_FALSE(result);
    EXPECT_EQ(result.error().kind, Error::Kind::NotTheService);
    EXPECT_THAT(result.error().message,
                HasSubstr("What answers at http://turk.example:8080 is not the Requester API"));
    EXPECT_EQ(world.line.sent.size(), 1U);
  }
}

TEST(Exchange, AGatewayThatFailsIsTriedAgain) {
  World world;
  world.line.answers = {{.status = 502, .content_type = "text/html", .body = "<html>"}, good()};
  EXPECT_TRUE(world.exchange.call(safe()));
}

TEST(Exchange, SentencesSayWhatToDo) {
  const std::vector<std::pair<outgoing::CallAnswer, std::string>> cases = {
      {refused("UnrecognizedClientException", "The security token included in the request is invalid."),
       "does not know the access key AKIAEXAMPLE"},
      {refused("ExpiredTokenException", "The security token included in the request is expired"),
       "The session of access key AKIAEXAMPLE is over; get new temporary credentials"},
      {{.contact = outgoing::Contact::NoSuchAddress, .reason = "Malformed"},
       "should look like http://127.0.0.1:8080"},
      {{.contact = outgoing::Contact::NotTrusted, .reason = "self-signed"}, "in AWS_CA_BUNDLE"},
  };
  for (const auto& [answer, words] : cases) {
    World world;
    world.line.answers = {answer};
    const auto result = world.exchange.call(safe());
    ASSERT_FALSE(result) << words;
    EXPECT_THAT(result.error().message, HasSubstr(words));
    EXPECT_THAT(result.error().message, Not(HasSubstr("secret\"")));
    EXPECT_EQ(world.line.sent.size(), 1U) << words;
  }
  World world;
  for (int i = 0; i < 4; ++i) world.line.answers.push_back(throttled());
  const auto result = world.exchange.call(safe());
  ASSERT_FALSE(result);
  EXPECT_TRUE(result.error().is(Code::Throttled));
  EXPECT_THAT(result.error().message, HasSubstr("call less often"));
  EXPECT_FALSE(result.error().may_have_happened);
}

}  // namespace
}  // namespace kempelen::client
