// The message body, byte for byte as the original's was captured, and the same as mail.
#include "actions/notifications/document.h"

#include <gtest/gtest.h>

#include "json/value.h"
#include "notify/mail.h"

namespace kempelen::actions {
namespace {

const Instant kAt = Instant{1'565'385'436'809'123};  // 2019-08-09T21:17:16.809123Z

store::Event submitted() {
  return {.id = "3E",
          .type = domain::EventType::AssignmentSubmitted,
          .happened_at = kAt,
          .hit = {"3HIT"},
          .hit_type = {"3TYPE"},
          .assignment = AssignmentId{"3ASSIGNMENT"}};
}

store::Event reviewable() {
  return {.id = "3F",
          .type = domain::EventType::HITReviewable,
          .happened_at = kAt,
          .hit = {"3HIT"},
          .hit_type = {"3TYPE"}};
}

const DocumentFrame kFrame{.id = "9928a491605538bb160590bb57b0596a9fbbcbba",
                           .customer = {"AUYKYIHQXG6XR"},
                           .source_account = "047991105548"};

TEST(EventDocument, IsTheCapturedOne) {
  const std::vector events{submitted()};
  EXPECT_EQ(event_document(kFrame, events),
            R"({"Events":[{"EventType":"AssignmentSubmitted","EventTimestamp":"2019-08-09T21:17:16Z",)"
            R"("HITId":"3HIT","AssignmentId":"3ASSIGNMENT","HITTypeId":"3TYPE"}],)"
            R"("EventDocId":"9928a491605538bb160590bb57b0596a9fbbcbba","SourceAccount":"047991105548",)"
            R"("CustomerId":"AUYKYIHQXG6XR","EventDocVersion":"2014-08-15"})");
}

TEST(EventDocument, WithoutAssignmentAndAccountHasNoSuchMembers) {
  const std::vector events{reviewable()};
  EXPECT_EQ(event_document({.id = "0", .customer = {"A1"}}, events),
            R"({"Events":[{"EventType":"HITReviewable","EventTimestamp":"2019-08-09T21:17:16Z",)"
            R"("HITId":"3HIT","HITTypeId":"3TYPE"}],"EventDocId":"0","CustomerId":"A1",)"
            R"("EventDocVersion":"2014-08-15"})");
}

TEST(EventMessage, OfTenStaysSmall) {
  std::vector<store::Event> events(10, submitted());
  for (store::Event& event : events) event.hit.text = event.hit_type.text = std::string(64, '3');
  const auto message = event_message(domain::Transport::SNS, kFrame, events, kAt);
  EXPECT_LT(message.body.size(), 4'096u);
  EXPECT_EQ(message.subject, "1565385436809");
  EXPECT_EQ(message.events, 10);
  EXPECT_EQ(json::parse(message.body)->find("Events")->items().size(), 10u);
}

TEST(EventMessage, AsMailIsForPeople) {
  const std::vector events{submitted(), reviewable()};
  const auto message = event_message(domain::Transport::Email, kFrame, events, kAt);
  EXPECT_EQ(message.subject, "AssignmentSubmitted and 1 more");
  EXPECT_NE(message.body.find("2019-08-09T21:17:16Z  AssignmentSubmitted\n  HIT 3HIT\n"), std::string::npos);
  EXPECT_NE(message.body.find("  Assignment 3ASSIGNMENT\n"), std::string::npos);
}

store::Message mail_message(std::string subject, std::string body) {
  return {.id = "3M",
          .destination = "3D",
          .document_id = "d0c",
          .subject = std::move(subject),
          .body = std::move(body),
          .group = {},
          .created_at = kAt};
}

std::string content(const store::Message& message) {
  return notify::mail_to("ann@example.org", message, {.url = "smtp://x", .from = "turk@example.com"}, kAt)
      .content;
}

TEST(Mail, OfPlainTextIsReadableAsItIs) {
  EXPECT_EQ(content(mail_message("Hello", "Good work\nThank you")),
            "From: turk@example.com\r\nTo: ann@example.org\r\nSubject: Hello\r\n"
            "Date: Fri, 09 Aug 2019 21:17:16 +0000\r\nMessage-ID: <d0c@example.com>\r\nMIME-Version: 1.0\r\n"
            "Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: 7bit\r\n"
            "Auto-Submitted: auto-generated\r\n\r\nGood work\r\nThank you\r\n");
}

TEST(Mail, OfOtherTextIsEncoded) {
  const std::string text = content(mail_message("Grüße", "Schön"));
  EXPECT_NE(text.find("\r\nSubject: =?UTF-8?B?R3LDvMOfZQ==?=\r\n"), std::string::npos) << text;
  EXPECT_NE(text.find("Content-Transfer-Encoding: base64\r\n"), std::string::npos);
  EXPECT_TRUE(text.ends_with("\r\n\r\nU2Now7ZuDQo=\r\n")) << text;
}

TEST(Mail, ASubjectCannotBeginAHeader) {
  const std::string text = content(mail_message("Hello\r\nBcc: eve@example.net", "x"));
  EXPECT_EQ(text.find("\r\nBcc:"), std::string::npos) << text;
}

TEST(Mail, LongSubjectsAreFoldedBetweenCharacters) {
  std::string subject;
  for (int i = 0; i < 60; ++i) subject += "ü";
  const std::string text = content(mail_message(subject, "x"));
  std::size_t at = text.find("Subject: ");
  const std::size_t end = text.find("\r\nDate: ");
  ASSERT_NE(end, std::string::npos);
  while (at < end) {
    const std::size_t line = text.find("\r\n", at);
    EXPECT_LE(line - at, 78u + 9);
    at = line + 2;
  }
}

}  // namespace
}  // namespace kempelen::actions
