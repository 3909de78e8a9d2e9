// Progress: never wider than the terminal, and never wrong about how far it is.
#include "cli/progress.h"

#include <gtest/gtest.h>

#include "cli/wording.h"

namespace kempelen::cli {
namespace {

TEST(Progress, ShowsWhatThereIsRoomFor) {
  const ProgressState state{.done = 4'312, .total = 10'000, .rate = 2'140, .unit = "HITs", .note = "a note"};
  EXPECT_EQ(progress_line(state), "4,312 of 10,000 HITs, 2,140 a second, 3 s left (a note)");
  EXPECT_EQ(progress_bar(state, 120),
            "[#################                       ]  43 %  4,312 of 10,000 HITs, 2,140 a second, 3 s "
            "left (a note)");
  EXPECT_EQ(progress_bar(state, 60), " 43 %  4,312 of 10,000 HITs, 2,140 a second, 3 s left");
  EXPECT_EQ(progress_bar(state, 30), "[###     ]  43 %  4312/10000");
  EXPECT_EQ(progress_bar(state, 10), " 43 %");
}

TEST(Progress, IsNeverWiderThanTheTerminal) {
  for (int columns = 6; columns < 150; ++columns) {
    for (const std::size_t done : {std::size_t{0}, std::size_t{99}, std::size_t{100'000}}) {
      const ProgressState state{
          .done = done, .total = 100'000, .rate = 0.3, .unit = "HITs", .note = "going slower"};
      EXPECT_LT(progress_bar(state, columns).size(), static_cast<std::size_t>(columns));
    }
  }
}

TEST(Progress, KnowsNoTimeLeftWithoutARate) {
  EXPECT_EQ(progress_line({.done = 0, .total = 3, .unit = "HITs"}), "0 of 3 HITs");
  EXPECT_EQ(progress_line({.done = 3, .total = 3, .rate = 0.5, .unit = "HITs"}), "3 of 3 HITs, 0.5 a second");
}

TEST(Wording, OfNumbersAndSpans) {
  EXPECT_EQ(grouped(0), "0");
  EXPECT_EQ(grouped(999), "999");
  EXPECT_EQ(grouped(1'234'567), "1,234,567");
  EXPECT_EQ(counted(1, "HIT", "HITs"), "1 HIT");
  EXPECT_EQ(counted(0, "HIT", "HITs"), "0 HITs");
  EXPECT_EQ(spoken(std::chrono::seconds(89)), "89 s");
  EXPECT_EQ(spoken(std::chrono::seconds(90)), "2 min");
  EXPECT_EQ(spoken(std::chrono::seconds(7'800)), "2 h 10 min");
}

TEST(Wording, OfLists) {
  EXPECT_EQ(enumerated(std::vector<std::string>{"a"}), "\"a\"");
  EXPECT_EQ(enumerated(std::vector<std::string>{"a", "b", "c"}), "\"a\", \"b\" and \"c\"");
  const std::vector<std::string> many(14, "x");
  EXPECT_TRUE(enumerated(many).ends_with("\"x\" and 2 more"));
}

}  // namespace
}  // namespace kempelen::cli
