// Every text form of an instant, there and back.
#include "base/instant.h"

#include <gtest/gtest.h>

namespace kempelen {
namespace {

constexpr Instant kAfternoon = Instant::from_seconds(1'795'532'340);  // 2026-11-24T14:59:00Z

TEST(Instant, HasItsThreeTextForms) {
  EXPECT_EQ(format_basic(kAfternoon), "20261124T145900Z");
  EXPECT_EQ(format_iso(kAfternoon), "2026-11-24T14:59:00Z");
  EXPECT_EQ(format_http_date(kAfternoon), "Tue, 24 Nov 2026 14:59:00 GMT");
}

TEST(Instant, ReadsWhatItWrites) {
  for (const std::int64_t seconds :
       {0LL, 1LL, -1LL, 86'399LL, 951'782'400LL, 1'709'164'800LL, 4'102'444'800LL, -2'208'988'800LL}) {
    const Instant at = Instant::from_seconds(seconds);
    EXPECT_EQ(parse_basic(format_basic(at)), at) << seconds;
    EXPECT_EQ(parse_iso(format_iso(at)), at) << seconds;
  }
}

TEST(Instant, KnowsTheTimeBefore1970) {
  EXPECT_EQ(format_iso(Instant::from_seconds(-1)), "1969-12-31T23:59:59Z");
  EXPECT_EQ(format_http_date(Instant::from_seconds(-1)), "Wed, 31 Dec 1969 23:59:59 GMT");
  EXPECT_EQ(parse_iso("1969-12-31T23:59:59.5Z"), Instant{-500'000});
  // Rounded down, not toward zero.
  EXPECT_EQ(Instant{-1}.epoch_seconds(), -1);
  EXPECT_EQ(Instant{-1}.epoch_millis(), -1);
  EXPECT_EQ(Instant{-1'000'000}.epoch_seconds(), -1);
  EXPECT_EQ(Instant{999'999}.epoch_seconds(), 0);
  EXPECT_EQ(format_iso(Instant{-1}), "1969-12-31T23:59:59Z");
}

TEST(Instant, KnowsLeapDays) {
  EXPECT_TRUE(parse_iso("2024-02-29T00:00:00Z"));
  EXPECT_TRUE(parse_iso("2000-02-29T00:00:00Z"));
  EXPECT_FALSE(parse_iso("2023-02-29T00:00:00Z"));
  EXPECT_FALSE(parse_iso("2100-02-29T00:00:00Z"));
  EXPECT_EQ(*parse_iso("2024-03-01T00:00:00Z") - *parse_iso("2024-02-28T00:00:00Z"), Duration::days(2));
}

TEST(Instant, ReadsFractions) {
  EXPECT_EQ(parse_iso("1970-01-01T00:00:01.5Z"), Instant{1'500'000});
  EXPECT_EQ(parse_iso("1970-01-01T00:00:00.000001Z"), Instant{1});
  EXPECT_EQ(parse_iso("1970-01-01T00:00:00.123456789Z"), Instant{123'456});
  for (const char* wrong :
       {"1970-01-01T00:00:00.Z", "1970-01-01T00:00:00.1234567890Z", "1970-01-01T00:00:00.1x5Z",
        "1970-01-01T00:00:00.1234567xZ", "1970-01-01T00:00:00,5Z"}) {
    EXPECT_FALSE(parse_iso(wrong)) << wrong;
  }
}

TEST(Instant, RefusesEveryOtherText) {
  for (const char* wrong : {"", "20261124T145900", "20261124t145900Z", "20261324T145900Z", "20261100T145900Z",
                            "20261124T245900Z", "20261124T146000Z", "20261124T145960Z", "2026112AT145900Z",
                            " 20261124T145900Z", "2026-11-24T14:59:00Z"}) {
    EXPECT_FALSE(parse_basic(wrong)) << wrong;
  }
  for (const char* wrong :
       {"", "2026-11-24", "2026-11-24T14:59:00", "2026-11-24 14:59:00Z", "2026-11-31T14:59:00Z",
        "2026-11-24T24:00:00Z", "2026-11-24T14:59:00+00:00", "2026/11/24T14:59:00Z", "20261124T145900Z"}) {
    EXPECT_FALSE(parse_iso(wrong)) << wrong;
  }
}

}  // namespace
}  // namespace kempelen
