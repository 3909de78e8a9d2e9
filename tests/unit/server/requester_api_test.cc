// Signed calls through the whole server: who is let in, and in which order what is wrong is said.
#include "server/requester_api.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "aws/sigv4.h"
#include "tests/unit/server/house.h"

namespace kempelen::server {
namespace {

using ::testing::HasSubstr;

constexpr const char* kTarget = "MTurkRequesterServiceV20170117.";

class RequesterApiTest : public testing::Test {
 protected:
  explicit RequesterApiTest(Rate rate = {}) : house_(House::defaults(), {}, rate) { take_key(); }

  void take_key() {
    const auto made = house_.admin("create-access-key", {{"requester", requester()}}).value();
    identity_.access_key_id = member(made, "AccessKeyId");
    identity_.secret = member(made, "SecretAccessKey");
  }
  std::string requester() { return house_.shop().requester().text; }
  http::Response call(const std::string& operation, const std::string& body) {
    Letter letter{.path = "/",
                  .body = body,
                  .headers = {{"Host", "localhost:8080"},
                              {"Content-Type", "application/x-amz-json-1.1"},
                              {"X-Amz-Target", kTarget + operation}}};
    std::vector<http::Header> headers;
    for (const auto& [name, value] : letter.headers) headers.push_back({name, value});
    const aws::SignedRequest request{"POST", "/", "", headers, body};
    for (auto& header : aws::sign(request, identity_, house_.shop().wall().now()))
      letter.headers.push_back(header);
    return house_.send(letter);
  }

  House house_;
  aws::SigningIdentity identity_;
};

TEST_F(RequesterApiTest, ASignedCallIsAnswered) {
  const auto answer = call("GetAccountBalance", "{}");
  EXPECT_EQ(answer.status, 200);
  EXPECT_EQ(answer.body, R"({"AvailableBalance":"10000.00"})");
  EXPECT_EQ(answer.content_type, "application/x-amz-json-1.1");
}

TEST_F(RequesterApiTest, TheSignatureComesFirst) {
  identity_.secret += "x";
  EXPECT_THAT(call("Dance", "no JSON").body, HasSubstr("InvalidSignatureException"));
  identity_.access_key_id = "AKIANOBODY0000000000";
  EXPECT_THAT(call("Dance", "no JSON").body, HasSubstr("UnrecognizedClientException"));
}

TEST_F(RequesterApiTest, ThenTheOperationThenTheJsonThenTheModel) {
  EXPECT_THAT(call("Dance", "no JSON").body, HasSubstr("UnknownOperationException"));
  EXPECT_THAT(call("GetHIT", "no JSON").body, HasSubstr("SerializationException"));
  EXPECT_THAT(call("GetHIT", "{}").body, HasSubstr("ValidationException"));
  EXPECT_THAT(call("GetHIT", R"({"HITId":"3NOTHING"})").body, HasSubstr("HITDoesNotExist"));
}

TEST_F(RequesterApiTest, ASuspendedRequesterIsRefusedUntilHeIsResumed) {
  ASSERT_TRUE(house_.admin("suspend-requester", {{"requester", requester()}}));
  EXPECT_THAT(call("GetAccountBalance", "{}").body, HasSubstr("AWS.MechanicalTurk.PermissionDenied"));
  ASSERT_TRUE(house_.admin("resume-requester", {{"requester", requester()}}));
  EXPECT_EQ(call("GetAccountBalance", "{}").status, 200);
}

TEST_F(RequesterApiTest, ADeactivatedKeyIsUnknown) {
  ASSERT_TRUE(house_.admin("deactivate-access-key", {{"access-key-id", identity_.access_key_id}}));
  EXPECT_THAT(call("GetAccountBalance", "{}").body, HasSubstr("UnrecognizedClientException"));
}

TEST_F(RequesterApiTest, TheDomainClockHasNoPartInSignatures) {
  house_.shop().domain().advance(Duration::days(365));
  EXPECT_EQ(call("GetAccountBalance", "{}").status, 200);
}

class ThrottledApiTest : public RequesterApiTest {
 protected:
  ThrottledApiTest() : RequesterApiTest({.per_second = 1, .burst = 2}) {}
};

TEST_F(ThrottledApiTest, EachKeyHasItsOwnRate) {
  EXPECT_EQ(call("GetAccountBalance", "{}").status, 200);
  EXPECT_EQ(call("GetAccountBalance", "{}").status, 200);
  EXPECT_THAT(call("Dance", "{}").body, HasSubstr("ThrottlingException"));
  // Whoever cannot sign for the key cannot use up its rate.
  const aws::SigningIdentity own = identity_;
  house_.shop().wall().advance(Duration::seconds(2));
  identity_.secret += "x";
  for (int i = 0; i < 5; ++i) {
    EXPECT_THAT(call("GetAccountBalance", "{}").body, HasSubstr("InvalidSignatureException"));
  }
  identity_ = own;
  EXPECT_EQ(call("GetAccountBalance", "{}").status, 200);
  EXPECT_EQ(call("GetAccountBalance", "{}").status, 200);
  EXPECT_THAT(call("GetAccountBalance", "{}").body, HasSubstr("ThrottlingException"));
  take_key();
  EXPECT_EQ(call("GetAccountBalance", "{}").status, 200);
}

}  // namespace
}  // namespace kempelen::server
