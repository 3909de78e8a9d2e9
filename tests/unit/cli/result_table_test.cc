// The results file: the columns, their order and the forms of their values are the original's.
#include "cli/result_table.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "cli/result_times.h"

namespace kempelen::cli {
namespace {

using testing::EndsWith;
using testing::HasSubstr;

std::string pacific(const char* iso) {
  return pacific_time(parse_iso(iso).value());
}

TEST(ResultTimes, ArePacific) {
  // From a results file of the original.
  EXPECT_EQ(pacific("2019-11-21T05:03:26Z"), "Wed Nov 20 21:03:26 PST 2019");
  EXPECT_EQ(pacific("2019-07-04T00:00:00Z"), "Wed Jul 03 17:00:00 PDT 2019");
  EXPECT_EQ(pacific("2020-01-01T07:59:59Z"), "Tue Dec 31 23:59:59 PST 2019");
}

TEST(ResultTimes, ClocksAreChangedOnTheRightSundays) {
  EXPECT_EQ(pacific("2026-03-08T09:59:59Z"), "Sun Mar 08 01:59:59 PST 2026");
  EXPECT_EQ(pacific("2026-03-08T10:00:00Z"), "Sun Mar 08 03:00:00 PDT 2026");
  EXPECT_EQ(pacific("2026-11-01T08:59:59Z"), "Sun Nov 01 01:59:59 PDT 2026");
  EXPECT_EQ(pacific("2026-11-01T09:00:00Z"), "Sun Nov 01 01:00:00 PST 2026");
}

std::string answers(const std::string& inside) {
  return "<QuestionFormAnswers "
         "xmlns=\"http://mechanicalturk.amazonaws.com/AWSMechanicalTurkDataSchemas/2005-10-01/"
         "QuestionFormAnswers.xsd\">" +
         inside + "</QuestionFormAnswers>";
}

std::string answer(const std::string& name, const std::string& inside) {
  return "<Answer><QuestionIdentifier>" + name + "</QuestionIdentifier>" + inside + "</Answer>";
}

api::Assignment assignment(const std::string& id, const std::string& worker, const std::string& status,
                           const std::string& text) {
  api::Assignment made;
  made.assignment_id = id;
  made.worker_id = worker;
  made.assignment_status = status;
  made.answer = answers(text);
  made.accept_time = Instant::from_seconds(1'000'000'000);
  made.submit_time = Instant::from_millis(1'000'000'061'500);
  if (status == "Approved") made.approval_time = Instant::from_seconds(1'000'000'100);
  if (status == "Rejected") made.rejection_time = Instant::from_seconds(1'000'000'100);
  return made;
}

ResultOfHit result(std::vector<api::Assignment> assignments) {
  ResultOfHit made;
  made.hit.hit_id = "3HIT";
  made.hit.reward = Money::cents(2);
  made.assignments = std::move(assignments);
  return made;
}

Csv table(const ResultTable& made) {
  return parse_csv(made.csv, "r.csv").value();
}

std::string cell(const Csv& csv, std::size_t row, const std::string& column) {
  return csv.rows.at(row).cells.at(csv.column(column).value());
}

TEST(ResultTable, AnswersAreTheUnionOfAllRows) {
  const auto made = make_table(
      {result({assignment("3A", "W", "Submitted",
                          answer("b", "<FreeText>x</FreeText>") + answer("c", "<FreeText></FreeText>")),
               assignment("3B", "V", "Submitted",
                          answer("a",
                                 "<SelectionIdentifier>one</SelectionIdentifier>"
                                 "<SelectionIdentifier>two</SelectionIdentifier>"
                                 "<OtherSelectionText>three</OtherSelectionText>") +
                              answer("f",
                                     "<UploadedFileKey>KEY</UploadedFileKey>"
                                     "<UploadedFileSizeInBytes>5</UploadedFileSizeInBytes>"))})},
      std::nullopt, {});
  const Csv csv = table(made);
  EXPECT_EQ(csv.header.size(), 27U + 4 + 2);
  EXPECT_THAT(made.csv.substr(0, made.csv.find('\r')),
              EndsWith("\"Answer.a\",\"Answer.b\",\"Answer.c\",\"Answer.f\",\"Approve\",\"Reject\""));
  EXPECT_EQ(cell(csv, 0, "Answer.b"), "x");
  EXPECT_EQ(cell(csv, 0, "Answer.a"), "");
  EXPECT_EQ(cell(csv, 1, "Answer.a"), "one|two|three");
  EXPECT_EQ(cell(csv, 1, "Answer.f"), "KEY");
  EXPECT_EQ(cell(csv, 0, "Reward"), "$0.02");
  EXPECT_EQ(cell(csv, 0, "WorkTimeInSeconds"), "61");
}

TEST(ResultTable, RatesAreOverAllStatusesAndTheirDays) {
  const std::vector<ResultOfHit> results = {
      result({assignment("3A", "W", "Approved", ""), assignment("3B", "W", "Approved", ""),
              assignment("3C", "W", "Rejected", ""), assignment("3D", "W", "Submitted", "")})};
  const Instant decided = Instant::from_seconds(1'000'000'100);
  TableWishes wishes{.statuses = {"Submitted"}, .now = decided + Duration::days(8)};
  const Csv csv = table(make_table(results, std::nullopt, wishes));
  ASSERT_EQ(csv.rows.size(), 1U);
  EXPECT_EQ(cell(csv, 0, "LifetimeApprovalRate"), "66% (2/3)");
  EXPECT_EQ(cell(csv, 0, "Last30DaysApprovalRate"), "66% (2/3)");
  EXPECT_EQ(cell(csv, 0, "Last7DaysApprovalRate"), "0% (0/0)");
}

TEST(ResultTable, FormulasAreMadeSafeOnlyWhereThatIsAsked) {
  const std::vector<ResultOfHit> results = {
      result({assignment("3A", "W", "Submitted", answer("q", "<FreeText>=cmd</FreeText>"))})};
  EXPECT_EQ(cell(table(make_table(results, std::nullopt, {})), 0, "Answer.q"), "=cmd");
  EXPECT_EQ(
      cell(table(make_table(results, std::nullopt, {.cells = TableWishes::Cells::Safe})), 0, "Answer.q"),
      "'=cmd");
}

TEST(ResultTable, InputsAreSortedByName) {
  Inputs inputs{.tasks = parse_csv("z,a\n1,2\n3,4\n", "t.csv").value(), .rows = {{"3HIT", 2}}};
  const auto made = make_table({result({assignment("3A", "W", "Submitted", "")})}, inputs, {});
  EXPECT_THAT(made.csv, HasSubstr("\"Input.a\",\"Input.z\",\"Approve\""));
  EXPECT_EQ(cell(table(made), 0, "Input.a"), "4");
}

TEST(ResultTable, AnAnswerThatCannotBeReadIsNamed) {
  auto broken = assignment("3A", "W", "Submitted", "");
  broken.answer = "<Answer";
  const auto made = make_table({result({broken})}, std::nullopt, {});
  EXPECT_THAT(made.unreadable, testing::ElementsAre("3A"));
  EXPECT_EQ(made.assignments, 1U);
}

}  // namespace
}  // namespace kempelen::cli
