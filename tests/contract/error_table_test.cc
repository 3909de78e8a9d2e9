// The table of errors as a whole: nothing empty, nothing doubled, placeholders in order.
#include <gtest/gtest.h>

#include <set>

#include "api/errors.h"
#include "base/text.h"
#include "json/value.h"

namespace kempelen::contract {
namespace {

/// Codes of the Worker API's contract.
const std::set<std::string_view> kWorkerCodes = {"NotSignedIn",
                                                 "ForgedRequest",
                                                 "BadCredentials",
                                                 "SignUpClosed",
                                                 "UsernameTaken",
                                                 "WorkerSuspended",
                                                 "WorkerBlocked",
                                                 "DoesNotMeetRequirements",
                                                 "HITGroupDoesNotExist",
                                                 "HITDoesNotExist",
                                                 "NoMoreHITs",
                                                 "AlreadyWorkedOnHIT",
                                                 "QueueFull",
                                                 "MessageDoesNotExist",
                                                 "AssignmentDoesNotExist",
                                                 "AssignmentNotInProgress",
                                                 "DeadlinePassed",
                                                 "AnswerEmpty",
                                                 "AnswerInvalid",
                                                 "QualificationTypeDoesNotExist",
                                                 "QualificationRequestDoesNotExist",
                                                 "InvalidQualificationTypeState",
                                                 "QualificationRequestPending",
                                                 "QualificationTypeDoesNotAllowRetake",
                                                 "QualificationTypeRetryDelayNotElapsed",
                                                 "QualificationTestNotInProgress",
                                                 "InvalidInput",
                                                 "Throttled"};

std::set<std::size_t> placeholders(std::string_view message) {
  std::set<std::size_t> found;
  for (std::size_t i = 0; i + 2 < message.size(); ++i) {
    if (message[i] == '{' && message[i + 2] == '}')
      found.insert(static_cast<std::size_t>(message[i + 1] - '0'));
  }
  return found;
}

TEST(ErrorTable, HasNoEmptyText) {
  for (const api::ErrorRow& row : api::error_table()) {
    EXPECT_FALSE(row.name.empty());
    EXPECT_FALSE(row.type.empty()) << row.name;
    EXPECT_FALSE(row.message.empty()) << row.name;
    EXPECT_FALSE(row.worker_code.empty()) << row.name;
  }
}

TEST(ErrorTable, HasNoCodeTwice) {
  std::set<Code> codes;
  std::set<std::string_view> names;
  std::set<std::string_view> turk_error_codes;
  for (const api::ErrorRow& row : api::error_table()) {
    EXPECT_TRUE(codes.insert(row.code).second) << row.name;
    EXPECT_TRUE(names.insert(row.name).second) << row.name;
    // Wrong values share a code.
    const bool shared =
        row.turk_error_code.empty() || row.turk_error_code.ends_with(".InvalidParameterValue");
    if (shared) continue;
    EXPECT_TRUE(turk_error_codes.insert(row.turk_error_code).second) << row.name;
  }
  EXPECT_EQ(codes.size(), static_cast<std::size_t>(Code::kCount));
}

TEST(ErrorTable, PlaceholdersCountFromZeroWithoutGaps) {
  for (const api::ErrorRow& row : api::error_table()) {
    const auto found = placeholders(row.message);
    std::size_t expected = 0;
    for (const std::size_t index : found) EXPECT_EQ(index, expected++) << row.name;
    EXPECT_TRUE(row.words == api::Words::Fill || found.empty()) << row.name;
    EXPECT_TRUE(row.value_word < 0 || found.contains(static_cast<std::size_t>(row.value_word))) << row.name;
  }
}

TEST(ErrorTable, EveryWordArrivesInTheMessage) {
  for (const api::ErrorRow& row : api::error_table()) {
    const auto found = placeholders(row.message);
    Refusal refusal{row.code};
    for (std::size_t i = 0; i < found.size(); ++i)
      refusal.words.push_back("<word " + std::to_string(i) + ">");
    const std::string message = api::wire_error(refusal).message;
    for (const std::string& word : refusal.words)
      EXPECT_NE(message.find(word), std::string::npos) << row.name;
    EXPECT_TRUE(placeholders(message).empty()) << message;
  }
}

TEST(ErrorTable, TypesAndStatusesAreThoseSdksSurvive) {
  for (const api::ErrorRow& row : api::error_table()) {
    EXPECT_EQ(row.status, 400) << row.name;
    const bool of_marketplace = row.type.ends_with("Error");
    EXPECT_EQ(of_marketplace, !row.turk_error_code.empty()) << row.name;
    EXPECT_EQ(of_marketplace, !row.type.ends_with("Exception")) << row.name;
    EXPECT_TRUE(!of_marketplace || row.turk_error_code.starts_with("AWS.")) << row.name;
  }
}

TEST(ErrorTable, WorkerCodesAreTheDocumentedOnes) {
  std::set<std::string_view> used;
  for (const api::ErrorRow& row : api::error_table()) {
    EXPECT_TRUE(kWorkerCodes.contains(row.worker_code)) << row.name;
    EXPECT_TRUE((std::set<int>{400, 401, 403, 404, 429}.contains(row.worker_status))) << row.name;
    used.insert(row.worker_code);
  }
  EXPECT_EQ(used, kWorkerCodes);
}

TEST(ErrorTable, EveryBodyIsJsonWithItsMembers) {
  const api::Suffix suffix{api::Suffix::Form::Sandbox, Instant::from_millis(1)};
  for (const api::ErrorRow& row : api::error_table()) {
    const Refusal refusal{row.code, {"a", "b", "c", "d"}};
    const std::string body = api::aws_body(refusal, suffix);
    const auto parsed = json::parse(body);
    ASSERT_TRUE(parsed) << body;
    EXPECT_EQ(parsed->find("__type")->string(), row.type);
    EXPECT_EQ(parsed->find("Message").has_value(), !row.turk_error_code.empty()) << body;
    EXPECT_EQ(parsed->find("message").has_value(), row.turk_error_code.empty()) << body;
    EXPECT_EQ(parsed->find("Parameter").has_value(), row.parameter_word >= 0) << body;
    EXPECT_EQ(body.find(" (1 s)\"") != std::string::npos, !row.turk_error_code.empty()) << body;
    const auto worker = json::parse(api::worker_body(refusal));
    ASSERT_TRUE(worker);
    // An answer that does not fit also names its question.
    EXPECT_EQ(worker->members().size(), row.code == Code::AnswerInvalid ? 4U : 3U);
  }
}

}  // namespace
}  // namespace kempelen::contract
