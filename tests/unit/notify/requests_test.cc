// What is sent: the words of the protocols, and a signature that our own verifier accepts.
#include "notify/requests.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "aws/sigv4.h"
#include "base/text.h"

namespace kempelen::notify {
namespace {

constexpr Instant kAt = Instant::from_seconds(1'795'532'400);  // 2026-11-24T15:00:00Z
constexpr const char* kQueue = "https://sqs.eu-west-1.amazonaws.com/123456789012/q";
constexpr const char* kTopic = "arn:aws:sns:us-west-2:123456789012:t";

store::Message message() {
  return {.id = "3M",
          .destination = "3D",
          .document_id = "d0c",
          .subject = "1795532400000",
          .body = R"({"a":"ü +&="})",
          .group = "3TYPE",
          .created_at = kAt};
}

Grant grant() {
  return {.rule = {"https://"}, .access_key_id = "AKIDEXAMPLE", .secret_access_key = "SECRET"};
}

std::string header(const outgoing::Request& request, std::string_view name) {
  const auto found = std::ranges::find_if(request.headers,
                                          [&](const auto& h) { return equals_ignoring_case(h.first, name); });
  return found == request.headers.end() ? "" : found->second;
}

class OneKey final : public aws::KeyRing {
 public:
  std::shared_ptr<const aws::Credential> find(std::string_view id) const override {
    if (id != "AKIDEXAMPLE") return nullptr;
    return std::make_shared<aws::Credential>(aws::Credential{.secret = "SECRET", .owner = "x"});
  }
};

/// As the other side verifies it; `host` is what the client library would send.
bool verifies(const outgoing::Request& request, std::string_view host, const std::string& service,
              const std::string& region) {
  std::vector<http::Header> headers{{"Host", host}};
  for (const auto& [name, value] : request.headers) headers.push_back({name, value});
  const std::size_t slash = request.url.find('/', request.url.find("://") + 3);
  const aws::SignedRequest received{.method = "POST",
                                    .path = std::string_view(request.url).substr(slash),
                                    .query = "",
                                    .headers = headers,
                                    .body = request.body};
  aws::VerifierSettings settings;
  settings.service = service;
  settings.regions = {region};
  return aws::verify(received, settings, OneKey(), kAt).has_value();
}

TEST(QueueRequest, InJson) {
  const auto request = queue_request(*domain::parse_queue_url(kQueue), message(), kQueue, grant(), kAt);
  EXPECT_EQ(request.url, "https://sqs.eu-west-1.amazonaws.com/");
  EXPECT_EQ(request.body, R"({"QueueUrl":"https://sqs.eu-west-1.amazonaws.com/123456789012/q",)"
                          R"("MessageBody":"{\"a\":\"ü +&=\"}"})");
  EXPECT_EQ(header(request, "Content-Type"), "application/x-amz-json-1.0");
  EXPECT_EQ(header(request, "X-Amz-Target"), "AmazonSQS.SendMessage");
  EXPECT_EQ(header(request, "X-Amz-Date"), "20261124T150000Z");
  EXPECT_TRUE(verifies(request, "sqs.eu-west-1.amazonaws.com", "sqs", "eu-west-1"));
  EXPECT_FALSE(verifies(request, "sqs.eu-west-1.amazonaws.com", "sqs", "us-east-1"));
  EXPECT_FALSE(verifies(request, "sqs.eu-west-2.amazonaws.com", "sqs", "eu-west-1"));
}

TEST(QueueRequest, InTheQueryProtocol) {
  Grant query = grant();
  query.protocol = Protocol::Query;
  const auto request = queue_request(*domain::parse_queue_url(kQueue), message(), kQueue, query, kAt);
  EXPECT_EQ(request.url, kQueue);
  EXPECT_EQ(request.body,
            "Action=SendMessage&Version=2012-11-05&QueueUrl=https%3A%2F%2Fsqs.eu-west-1.amazonaws.com%2F"
            "123456789012%2Fq&MessageBody=%7B%22a%22%3A%22%C3%BC%20%2B%26%3D%22%7D");
  EXPECT_TRUE(verifies(request, "sqs.eu-west-1.amazonaws.com", "sqs", "eu-west-1"));
}

TEST(QueueRequest, ToAQueueThatKeepsOrder) {
  const std::string url = std::string(kQueue) + ".fifo";
  const auto json = queue_request(*domain::parse_queue_url(url), message(), url, grant(), kAt);
  EXPECT_TRUE(json.body.ends_with(R"(,"MessageGroupId":"3TYPE","MessageDeduplicationId":"d0c"})"))
      << json.body;
  Grant query = grant();
  query.protocol = Protocol::Query;
  const auto form = queue_request(*domain::parse_queue_url(url), message(), url, query, kAt);
  EXPECT_TRUE(form.body.ends_with("&MessageGroupId=3TYPE&MessageDeduplicationId=d0c")) << form.body;
}

TEST(QueueRequest, ToACompatibleServer) {
  Grant compatible = grant();
  compatible.endpoint = "http://127.0.0.1:4566";
  const std::string url = "http://localhost:4566/000000000000/q";
  const auto request = queue_request(*domain::parse_queue_url(url), message(), url, compatible, kAt);
  EXPECT_EQ(request.url, "http://127.0.0.1:4566/");
  // Without a region of its own the default is signed for; a configured one wins.
  EXPECT_TRUE(verifies(request, "127.0.0.1:4566", "sqs", "us-east-1"));
  compatible.region = "eu-north-1";
  EXPECT_TRUE(verifies(queue_request(*domain::parse_queue_url(url), message(), url, compatible, kAt),
                       "127.0.0.1:4566", "sqs", "eu-north-1"));
}

TEST(QueueRequest, ThePortOfTheSchemeIsNotSigned) {
  const std::string url = "https://queues.test:443/a/q";
  EXPECT_TRUE(verifies(queue_request(*domain::parse_queue_url(url), message(), url, grant(), kAt),
                       "queues.test", "sqs", "us-east-1"));
}

TEST(QueueRequest, WithTemporaryCredentials) {
  Grant session = grant();
  session.session_token = "TOKEN";
  const auto request = queue_request(*domain::parse_queue_url(kQueue), message(), kQueue, session, kAt);
  EXPECT_EQ(header(request, "X-Amz-Security-Token"), "TOKEN");
  EXPECT_NE(header(request, "Authorization").find("x-amz-security-token"), std::string::npos);
}

TEST(TopicRequest, PublishesInTheTopicsRegion) {
  const auto request = topic_request(*domain::parse_topic_arn(kTopic), message(), kTopic, grant(), kAt);
  EXPECT_EQ(request.url, "https://sns.us-west-2.amazonaws.com/");
  EXPECT_EQ(request.body,
            "Action=Publish&Version=2010-03-31&TopicArn=arn%3Aaws%3Asns%3Aus-west-2%3A123456789012%3At"
            "&Subject=1795532400000&Message=%7B%22a%22%3A%22%C3%BC%20%2B%26%3D%22%7D");
  EXPECT_TRUE(verifies(request, "sns.us-west-2.amazonaws.com", "sns", "us-west-2"));
  const std::string china = "arn:aws-cn:sns:cn-north-1:123456789012:t.fifo";
  const auto other = topic_request(*domain::parse_topic_arn(china), message(), china, grant(), kAt);
  EXPECT_EQ(other.url, "https://sns.cn-north-1.amazonaws.com.cn/");
  EXPECT_TRUE(other.body.ends_with("&MessageGroupId=3TYPE&MessageDeduplicationId=d0c"));
}

// The value was computed with Python's hmac module.
TEST(WebhookRequest, IsSignedOverTimeAndBody) {
  const auto request = webhook_request("https://hook.test/x?y=1", message(), "whsec", kAt);
  EXPECT_EQ(request.url, "https://hook.test/x?y=1");
  EXPECT_EQ(request.body, message().body);
  EXPECT_EQ(header(request, "Content-Type"), "application/json");
  EXPECT_EQ(header(request, "Kempelen-Signature"), webhook_signature("whsec", message().body, kAt));
  EXPECT_EQ(webhook_signature("whsec", "{}", kAt),
            "t=1795532400,v1=ffc6034602542453bceddda17e3cb8b53e4809919bc1711cdac845b1794b2362");
  EXPECT_NE(webhook_signature("whsec", "{}", kAt + Duration::seconds(1)).substr(13),
            webhook_signature("whsec", "{}", kAt).substr(13));
}

TEST(Grant, TheFirstThatCoversIsTaken) {
  Settings settings;
  settings.grants = {
      {.rule = {"https://a.test/x/", {RequesterId{"AONE"}}}, .access_key_id = "1", .secret_access_key = "s"},
      {.rule = {"https://a.test/"}, .access_key_id = "2", .secret_access_key = "s"}};
  EXPECT_EQ(grant_for(settings, "https://a.test/x/q", {"AONE"})->access_key_id, "1");
  EXPECT_EQ(grant_for(settings, "https://a.test/x/q", {"ATWO"})->access_key_id, "2");
  EXPECT_EQ(grant_for(settings, "https://a.test/y/q", {"AONE"})->access_key_id, "2");
  EXPECT_EQ(grant_for(settings, "https://a.test.evil/x", {"AONE"}), nullptr);
}

}  // namespace
}  // namespace kempelen::notify
