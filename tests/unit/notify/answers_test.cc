// What each answer means: the tables of the dossier (notifications, sections 6 and 7).
#include "notify/answers.h"

#include <gtest/gtest.h>

#include <set>

#include "notify/backoff.h"

namespace kempelen::notify {
namespace {

outgoing::Answer answer(int status, std::string body = "") {
  return {.ticket = 1, .status = status, .body = std::move(body)};
}

outgoing::Answer queue_error(int status, const std::string& code) {
  return answer(status, R"({"__type":"com.amazonaws.sqs#)" + code + R"(","message":"no"})");
}

outgoing::Answer topic_error(int status, const std::string& code) {
  return answer(status, R"(<ErrorResponse xmlns="http://sns.amazonaws.com/doc/2010-03-31/"><Error>)"
                        "<Type>Sender</Type><Code>" +
                            code +
                            "</Code><Message>no</Message></Error><RequestId>1</RequestId></ErrorResponse>");
}

// md5("hello")
constexpr const char* kHelloMd5 = "5d41402abc4b2a76b9719d911017c592";

TEST(QueueAnswer, HasToNameTheTextThatWasSent) {
  const auto verdict = [](const std::string& body) {
    return read_queue_answer(answer(200, body), "hello").verdict;
  };
  EXPECT_EQ(verdict(std::string(R"({"MD5OfMessageBody":")") + kHelloMd5 + R"(","MessageId":"1"})"),
            Verdict::Delivered);
  EXPECT_EQ(verdict(R"({"MD5OfMessageBody":"00000000000000000000000000000000"})"), Verdict::Later);
  EXPECT_EQ(verdict("{}"), Verdict::Later);
  EXPECT_EQ(verdict("<html>welcome</html>"), Verdict::Later);
  EXPECT_EQ(verdict(std::string("<SendMessageResponse><SendMessageResult><MD5OfMessageBody>") + kHelloMd5 +
                    "</MD5OfMessageBody></SendMessageResult></SendMessageResponse>"),
            Verdict::Delivered);
}

TEST(QueueAnswer, ErrorsByTheirCode) {
  for (const char* code :
       {"InvalidMessageContents", "UnsupportedOperation", "QueueDoesNotExist", "InvalidSecurity",
        "InvalidAddress", "KmsDisabled", "KmsInvalidState", "KmsNotFound", "KmsOptInRequired",
        "KmsAccessDenied", "KmsInvalidKeyUsage", "AccessDeniedException", ""}) {
    EXPECT_EQ(read_queue_answer(queue_error(400, code), "x").verdict, Verdict::Never) << code;
  }
  for (const char* code : {"RequestThrottled", "KmsThrottled", "ThrottlingException"}) {
    EXPECT_EQ(read_queue_answer(queue_error(400, code), "x").verdict, Verdict::Later) << code;
  }
  EXPECT_EQ(read_queue_answer(queue_error(500, "QueueDoesNotExist"), "x").verdict, Verdict::Later);
  EXPECT_EQ(read_queue_answer(queue_error(400, "QueueDoesNotExist"), "x").reason,
            "answered with status 400: QueueDoesNotExist");
  // The query protocol tells it in XML.
  EXPECT_EQ(read_queue_answer(topic_error(400, "AWS.SimpleQueueService.NonExistentQueue"), "x").verdict,
            Verdict::Never);
  EXPECT_EQ(read_queue_answer(topic_error(403, "RequestThrottled"), "x").verdict, Verdict::Later);
}

TEST(TopicAnswer, ErrorsByTheirCode) {
  EXPECT_EQ(read_topic_answer(answer(200,
                                     "<PublishResponse><PublishResult><MessageId>1</MessageId>"
                                     "</PublishResult></PublishResponse>"))
                .verdict,
            Verdict::Delivered);
  EXPECT_EQ(read_topic_answer(answer(200, "<html/>")).verdict, Verdict::Later);
  for (const char* code :
       {"AuthorizationError", "InvalidParameter", "ParameterValueInvalid", "InvalidSecurity", "NotFound",
        "EndpointDisabled", "PlatformApplicationDisabled", "KMSDisabled", "KMSInvalidState", "KMSNotFound",
        "KMSAccessDenied", "KMSOptInRequired", "ValidationException", "RequestExpired",
        "SignatureDoesNotMatch", "InvalidClientTokenId"}) {
    EXPECT_EQ(read_topic_answer(topic_error(400, code)).verdict, Verdict::Never) << code;
  }
  for (const char* code : {"KMSThrottling", "Throttling", "ServiceUnavailable", "InternalError"}) {
    EXPECT_EQ(read_topic_answer(topic_error(400, code)).verdict, Verdict::Later) << code;
  }
  EXPECT_EQ(read_topic_answer(topic_error(503, "Whatever")).verdict, Verdict::Later);
}

TEST(WebhookAnswer, ByItsStatus) {
  for (const int status : {200, 201, 202, 204}) {
    EXPECT_EQ(read_webhook_answer(answer(status)).verdict, Verdict::Delivered) << status;
  }
  for (const int status : {408, 425, 429, 500, 502, 503, 504}) {
    EXPECT_EQ(read_webhook_answer(answer(status)).verdict, Verdict::Later) << status;
  }
  for (const int status : {301, 302, 307, 400, 401, 403, 404, 410}) {
    EXPECT_EQ(read_webhook_answer(answer(status)).verdict, Verdict::Never) << status;
  }
}

TEST(MailAnswer, ByItsStatus) {
  EXPECT_EQ(read_mail_answer(answer(250)).verdict, Verdict::Delivered);
  EXPECT_EQ(read_mail_answer(answer(451)).verdict, Verdict::Later);
  EXPECT_EQ(read_mail_answer(answer(550)).verdict, Verdict::Never);
  // The operator will mend the password; the mail need not be lost meanwhile.
  EXPECT_EQ(read_mail_answer(answer(535)).verdict, Verdict::Later);
}

TEST(Trouble, ComesBeforeTheStatus) {
  outgoing::Answer none = answer(0);
  none.trouble = outgoing::Trouble::NotAnswered;
  none.reason = "Timeout was reached";
  EXPECT_EQ(read_webhook_answer(none).verdict, Verdict::Later);
  EXPECT_EQ(read_queue_answer(none, "x").reason, "Timeout was reached");
  none.trouble = outgoing::Trouble::AddressRefused;
  EXPECT_EQ(read_topic_answer(none).verdict, Verdict::Never);
  none.trouble = outgoing::Trouble::Unsendable;
  EXPECT_EQ(read_mail_answer(none).verdict, Verdict::Never);
}

TEST(Reason, IsOneLegibleLine) {
  const Outcome outcome =
      read_queue_answer(queue_error(400, "Bad\\nCode\\u001b[31m" + std::string(500, 'x')), "x");
  EXPECT_LT(outcome.reason.size(), 300u);
  for (const char c : outcome.reason) EXPECT_TRUE(c >= ' ' && c <= '~');
}

TEST(Backoff, DoublesFromOneSecondToAQuarterOfAnHour) {
  SeededRandom random(3);
  for (std::int64_t failures = 1; failures <= 40; ++failures) {
    const std::int64_t most = failures >= 10 ? 900 : std::min<std::int64_t>(900, std::int64_t{1} << failures);
    std::set<std::int64_t> drawn;
    for (int i = 0; i < 50; ++i) {
      const Duration pause = pause_after(failures, random);
      EXPECT_GE(pause.micros, most * 500'000) << failures;
      EXPECT_LE(pause.micros, most * 1'000'000) << failures;
      drawn.insert(pause.micros);
    }
    EXPECT_GT(drawn.size(), 40u) << "no jitter";
  }
}

}  // namespace
}  // namespace kempelen::notify
