// The forms of destinations; who may name which is in the scenarios notify-*.
#include "domain/notification.h"

#include <gtest/gtest.h>

namespace kempelen::domain {
namespace {

TEST(QueueAddress, TheFormsOfTheCloud) {
  const auto usual = parse_queue_url("https://sqs.eu-west-1.amazonaws.com/123456789012/events.fifo");
  ASSERT_TRUE(usual);
  EXPECT_EQ(usual->origin, "https://sqs.eu-west-1.amazonaws.com");
  EXPECT_EQ(usual->path, "/123456789012/events.fifo");
  EXPECT_EQ(usual->region, "eu-west-1");
  EXPECT_TRUE(usual->fifo);
  EXPECT_FALSE(usual->plain_http);
  EXPECT_EQ(parse_queue_url("https://eu-west-1.queue.amazonaws.com/1/q")->region, "eu-west-1");
  EXPECT_EQ(parse_queue_url("https://queue.amazonaws.com/1/q")->region, "us-east-1");
  EXPECT_EQ(parse_queue_url("https://sqs.cn-north-1.amazonaws.com.cn/1/q")->region, "cn-north-1");
}

TEST(QueueAddress, OtherHostsHaveNoRegion) {
  for (const char* url : {"http://localhost:4566/000000000000/q", "https://sqs.amazonaws.com/1/q",
                          "https://sqs.us-east-1.amazonaws.com.evil.test/1/q",
                          "https://sqs.a.b.amazonaws.com/1/q", "https://xqueue.amazonaws.com/1/q"}) {
    ASSERT_TRUE(parse_queue_url(url)) << url;
    EXPECT_EQ(parse_queue_url(url)->region, "") << url;
  }
}

TEST(QueueAddress, WhatIsNone) {
  for (const char* url :
       {"", "queue", "https://host", "https://host/", "https://host//q", "https://host/a/./q",
        "https://host/../q", "https://host/a?b", "https://host/a#b", "https://host/a%2e",
        "https://user@host/a", "ftp://host/a", "https://host/a b", "https://host/\xc3\xa4"}) {
    EXPECT_FALSE(parse_queue_url(url)) << url;
  }
}

TEST(TopicArn, ItsParts) {
  const auto topic = parse_topic_arn("arn:aws-us-gov:sns:us-gov-west-1:123456789012:my_topic-1");
  ASSERT_TRUE(topic);
  EXPECT_EQ(topic->partition, "aws-us-gov");
  EXPECT_EQ(topic->region, "us-gov-west-1");
  EXPECT_EQ(topic->account, "123456789012");
  EXPECT_EQ(topic->topic, "my_topic-1");
  EXPECT_FALSE(topic->fifo);
  EXPECT_TRUE(parse_topic_arn("arn:aws:sns:us-east-1:123456789012:t.fifo")->fifo);
}

TEST(TopicArn, WhatIsNone) {
  for (const char* arn :
       {"", "arn:aws:sns:us-east-1:123456789012:", "arn:aws:sns:us-east-1:12345678901:t",
        "arn:aws:sqs:us-east-1:123456789012:t", "arn:evil:sns:us-east-1:123456789012:t",
        "arn:aws:sns:us-east-1.evil.test/:123456789012:t", "arn:aws:sns::123456789012:t",
        "arn:aws:sns:us-east-1:123456789012:t:subscription", "arn:aws:sns:us-east-1:123456789012:a b"}) {
    EXPECT_FALSE(parse_topic_arn(arn)) << arn;
  }
}

TEST(Destination, HasABoundedLength) {
  const DestinationRules rules;
  EXPECT_TRUE(check_destination(Transport::Webhook, "https://hook.test/x", {"AR"}, rules));
  EXPECT_FALSE(
      check_destination(Transport::Webhook, "https://hook.test/" + std::string(1'024, 'x'), {"AR"}, rules));
}

TEST(NotificationVersion, BothThatClientsName) {
  EXPECT_TRUE(is_notification_version("2014-08-15"));
  EXPECT_TRUE(is_notification_version("2006-05-05"));
  EXPECT_FALSE(is_notification_version("2014-08-16"));
  EXPECT_FALSE(is_notification_version(""));
}

}  // namespace
}  // namespace kempelen::domain
