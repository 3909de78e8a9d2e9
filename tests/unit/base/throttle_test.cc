// Token buckets over an injected clock.
#include "base/throttle.h"

#include <gtest/gtest.h>

namespace kempelen {
namespace {

constexpr Instant kStart = Instant::from_seconds(1'000);

int allowed(Throttle& throttle, std::string_view key, Instant at, int tries) {
  int count = 0;
  for (int i = 0; i < tries; ++i) count += throttle.allow(key, at) ? 1 : 0;
  return count;
}

TEST(Throttle, AllowsTheBurstAndThenTheRate) {
  Throttle throttle({.per_second = 2, .burst = 5});
  EXPECT_EQ(allowed(throttle, "a", kStart, 10), 5);
  EXPECT_EQ(allowed(throttle, "a", kStart + Duration::millis(400), 10), 0);
  EXPECT_EQ(allowed(throttle, "a", kStart + Duration::millis(500), 10), 1);
  EXPECT_EQ(allowed(throttle, "a", kStart + Duration::millis(1'500), 10), 2);
}

TEST(Throttle, DoesNotSaveMoreThanTheBurst) {
  Throttle throttle({.per_second = 2, .burst = 5});
  EXPECT_EQ(allowed(throttle, "a", kStart, 10), 5);
  EXPECT_EQ(allowed(throttle, "a", kStart + Duration::days(1), 10), 5);
}

TEST(Throttle, KeysHaveBucketsOfTheirOwn) {
  Throttle throttle({.per_second = 1, .burst = 1});
  EXPECT_TRUE(throttle.allow("a", kStart));
  EXPECT_TRUE(throttle.allow("b", kStart));
  EXPECT_FALSE(throttle.allow("a", kStart));
}

TEST(Throttle, AClockThatGoesBackTakesNothingAway) {
  Throttle throttle({.per_second = 1, .burst = 3});
  EXPECT_TRUE(throttle.allow("a", kStart));
  EXPECT_EQ(allowed(throttle, "a", kStart - Duration::days(1), 10), 2);
}

TEST(Throttle, ARateOfZeroAllowsEverything) {
  Throttle throttle({});
  EXPECT_EQ(allowed(throttle, "a", kStart, 1'000), 1'000);
}

TEST(Throttle, ForgettingFullBucketsDoesNotForgiveEmptyOnes) {
  Throttle throttle({.per_second = 0.001, .burst = 1});
  EXPECT_TRUE(throttle.allow("guilty", kStart));
  // More keys than a shard keeps.
  for (int i = 0; i < 68'000; ++i) throttle.allow("key" + std::to_string(i), kStart);
  EXPECT_FALSE(throttle.allow("guilty", kStart + Duration::seconds(1)));
}

}  // namespace
}  // namespace kempelen
