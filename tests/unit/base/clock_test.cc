// Offsets add up, and no two commands have one instant.
#include "base/clock.h"

#include <gtest/gtest.h>

namespace kempelen {
namespace {

TEST(OffsetClock, IsTheOtherClockPlusWhatItWasAdvanced) {
  ManualClock wall(Instant::from_seconds(100));
  OffsetClock domain(wall, Duration::seconds(5));
  EXPECT_EQ(domain.now(), Instant::from_seconds(105));
  domain.advance(Duration::days(1));
  wall.advance(Duration::seconds(1));
  EXPECT_EQ(domain.now(), Instant::from_seconds(86'506));
  EXPECT_EQ(domain.offset(), Duration::seconds(86'405));
  EXPECT_EQ(wall.now(), Instant::from_seconds(101));
}

TEST(Timekeeper, InstantsIncreaseWhereTheClockStandsOrGoesBack) {
  ManualClock clock(Instant::from_seconds(10));
  Timekeeper keeper(clock);
  EXPECT_EQ(keeper.next(), Instant::from_seconds(10));
  EXPECT_EQ(keeper.next().micros, 10'000'001);
  clock.set(Instant::from_seconds(9));
  EXPECT_EQ(keeper.next().micros, 10'000'002);
  clock.set(Instant::from_seconds(11));
  EXPECT_EQ(keeper.next(), Instant::from_seconds(11));
}

TEST(SystemClock, IsInThisCentury) {
  EXPECT_GT(SystemClock().now(), *parse_iso("2024-01-01T00:00:00Z"));
  EXPECT_LT(SystemClock().now(), *parse_iso("2100-01-01T00:00:00Z"));
}

}  // namespace
}  // namespace kempelen
