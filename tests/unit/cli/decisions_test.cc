// Decisions: a row says one clearly, says none, or is wrong.
#include "cli/decisions.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace kempelen::cli {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using Kind = Decision::Kind;

client::Result<Decisions> read(std::string_view text) {
  return read_decisions(parse_csv(text, "r.csv", ShortRows::Filled).value(), "r.csv");
}

TEST(Decisions, AreReadByTheNamesOfColumns) {
  const auto decisions = read("Reject,x,AssignmentId,Approve\n,,3A,X\n too short ,,3B,\n,,3C,\n,,3D, x \n");
  ASSERT_TRUE(decisions);
  EXPECT_THAT(decisions->made, ElementsAre(Decision{"3A", Kind::Approve, std::nullopt, "r.csv, line 2"},
                                           Decision{"3B", Kind::Reject, "too short", "r.csv, line 3"},
                                           Decision{"3D", Kind::Approve, std::nullopt, "r.csv, line 5"}));
  EXPECT_EQ(decisions->undecided, 1U);
  EXPECT_TRUE(decisions->wrong.empty());
}

TEST(Decisions, ThatAreUnclearAreNamedAndDoNotCount) {
  const auto decisions = read("AssignmentId,Approve,Reject\n3A,X,bad\n3B,yes,\n,X,\n3C,X,\n3C,,bad\n");
  ASSERT_TRUE(decisions);
  EXPECT_EQ(decisions->made.size(), 1U);
  EXPECT_THAT(decisions->wrong,
              ElementsAre(HasSubstr("line 2: Approve and Reject are both filled in"),
                          HasSubstr("line 3: Approve is \"yes\""), HasSubstr("line 4: AssignmentId is empty"),
                          HasSubstr("line 6: the assignment 3C stands in line 5, too")));
}

TEST(Decisions, NeedTheirColumns) {
  EXPECT_THAT(read("HITId,Approve\n1,X\n").error().message, HasSubstr("no column \"AssignmentId\""));
  EXPECT_THAT(read("AssignmentId,x\n1,X\n").error().message,
              HasSubstr("no column \"Approve\" or \"Reject\""));
  EXPECT_TRUE(read("AssignmentId,Reject\n1,bad\n"));
}

}  // namespace
}  // namespace kempelen::cli
