// Real requests read and real answers written, as recorded between SDKs and the original.
#include <gtest/gtest.h>

#include "api/account.h"
#include "api/hits.h"
#include "api/workers.h"
#include "model/read.h"
#include "model/write.h"

namespace kempelen::api {
namespace {

template <typename T>
Result<T> read_text(std::string_view text) {
  const auto value = json::parse(text);
  if (!value) return refuse(value);
  return model::read<T>(*value);
}

template <typename T>
std::string written(const T& value) {
  std::string out;
  model::write(value, out);
  return out;
}

TEST(Shapes, ReadsARequestForAHit) {
  const auto read = read_text<CreateHITRequest>(
      R"({"MaxAssignments": 2, "AutoApprovalDelayInSeconds": 600, "LifetimeInSeconds": 86400,
          "AssignmentDurationInSeconds": 600, "Reward": "0.10", "Title": "T\u00e4st", "Keywords": "a, b",
          "Description": "D", "Question": "<ExternalQuestion/>", "RequesterAnnotation": "{\"a\":1}",
          "QualificationRequirements": [{"QualificationTypeId": "00000000000000000071", "Comparator": "In",
          "LocaleValues": [{"Country": "US", "Subdivision": "CA"}], "ActionsGuarded": "Accept"}],
          "UniqueRequestToken": "t-1",
          "AssignmentReviewPolicy": {"PolicyName": "ScoreMyKnownAnswers/2011-09-01", "Parameters": [
          {"Key": "AnswerKey", "MapEntries": [{"Key": "q1", "Values": ["yes"]}]}]}})");
  ASSERT_TRUE(read);
  EXPECT_EQ(read->title, "Täst");
  EXPECT_EQ(read->reward, Money::cents(10));
  EXPECT_EQ(read->max_assignments, 2);
  ASSERT_EQ(read->qualification_requirements.size(), 1U);
  EXPECT_EQ(read->qualification_requirements[0].locale_values.at(0).subdivision, "CA");
  EXPECT_EQ(read->assignment_review_policy->parameters.at(0).map_entries.at(0).values.at(0), "yes");
}

TEST(Shapes, NamesTheMemberOfARequirement) {
  const auto read = read_text<CreateHITTypeRequest>(
      R"({"AssignmentDurationInSeconds":600,"Reward":"1","Title":"T","Description":"D",
          "QualificationRequirements":[{"QualificationTypeId":"x","Comparator":"Like"}]})");
  ASSERT_FALSE(read);
  EXPECT_EQ(
      read.error().words.at(0),
      "1 validation error detected: Value 'Like' at 'qualificationRequirements.1.member.comparator' failed "
      "to "
      "satisfy constraint: Member must satisfy enum value set: [LessThan, LessThanOrEqualTo, GreaterThan, "
      "GreaterThanOrEqualTo, EqualTo, NotEqualTo, Exists, DoesNotExist, In, NotIn]");
}

TEST(Shapes, RefusesAWorkerIdWithASpace) {
  const auto read = read_text<CreateWorkerBlockRequest>(R"({"WorkerId":" A1","Reason":"r"})");
  ASSERT_FALSE(read);
  EXPECT_EQ(read.error().words.at(0),
            "1 validation error detected: Value ' A1' at 'workerId' failed to satisfy constraint: Member "
            "must satisfy "
            "regular expression pattern: ^A[A-Z0-9]+$");
}

TEST(Shapes, BalanceIsAsCaptured) {
  GetAccountBalanceResponse balance;
  balance.available_balance = Money::dollars(10000);
  EXPECT_EQ(written(balance), R"({"AvailableBalance":"10000.00"})");
  EXPECT_EQ(written(balance).size(), 31U);
}

TEST(Shapes, NewHitTypeIsAsCaptured) {
  EXPECT_EQ(written(CreateHITTypeResponse{"3X7837UUADRXYCA1K7JAJLKC66DJ60"}).size(), 46U);
}

TEST(Shapes, EmptyListsStandInAnswers) {
  ListHITsResponse page;
  page.num_results = 0;
  EXPECT_EQ(written(page), R"({"NumResults":0,"HITs":[]})");
  EXPECT_EQ(written(NotifyWorkersResponse{}), R"({"NotifyWorkersFailureStatuses":[]})");
  EXPECT_EQ(written(DeleteHITResponse{}), "{}");
}

// ListReviewableHITs shows nothing but the id; everywhere else the list stands there though it is empty.
TEST(Shapes, AHitHasItsRequirementsUnlessItIsAnIdAlone) {
  HIT hit;
  hit.hit_id = "3X";
  EXPECT_EQ(written(hit), R"({"HITId":"3X"})");
  auto& requirements = hit.qualification_requirements.emplace();
  EXPECT_EQ(written(hit), R"({"HITId":"3X","QualificationRequirements":[]})");
  requirements.push_back({.qualification_type_id = "00000000000000000071",
                          .comparator = "In",
                          .integer_values = {},
                          .locale_values = {{"US", std::nullopt}, {"CA", std::nullopt}},
                          .required_to_preview = false,
                          .actions_guarded = "Accept"});
  EXPECT_EQ(
      written(hit),
      R"({"HITId":"3X","QualificationRequirements":[{"QualificationTypeId":"00000000000000000071",)"
      R"("Comparator":"In","LocaleValues":[{"Country":"US"},{"Country":"CA"}],"RequiredToPreview":false,)"
      R"("ActionsGuarded":"Accept"}]})");
}

}  // namespace
}  // namespace kempelen::api
