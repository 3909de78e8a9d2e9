// Amounts as texts and as numbers.
#include "base/money.h"

#include <gtest/gtest.h>

#include <limits>

namespace kempelen {
namespace {

TEST(Money, ReadsTheFormsOfTheModel) {
  EXPECT_EQ(parse_money("5"), Money::dollars(5));
  EXPECT_EQ(parse_money("5."), Money::dollars(5));
  EXPECT_EQ(parse_money("0.1"), Money::cents(10));
  EXPECT_EQ(parse_money("0.10"), Money::cents(10));
  EXPECT_EQ(parse_money("0"), Money{});
  EXPECT_EQ(parse_money("0.00"), Money{});
  EXPECT_EQ(parse_money("007.50"), Money::cents(750));
  EXPECT_EQ(parse_money("1000000.00"), kAmountMax);
}

TEST(Money, RefusesEveryOtherText) {
  for (const char* wrong : {"",         ".",     ".5",         "-1",      "+1",
                            "1e3",      " 1.00", "1.00 ",      "0.001",   "1,00",
                            "1.0.0",    "1.x",   "x",          "0x10",    "1..",
                            "\xD9\xA1", "NaN",   "1000000.01", "1000001", "99999999999999999999999999"}) {
    EXPECT_FALSE(parse_money(wrong)) << wrong;
  }
  EXPECT_FALSE(parse_money(std::string_view("1\0", 2)));
}

TEST(Money, HasTwoDecimals) {
  EXPECT_EQ(format_money(Money{}), "0.00");
  EXPECT_EQ(format_money(Money::dollars(10'000)), "10000.00");
  EXPECT_EQ(format_money(Money::cents(-5)), "-0.05");
  EXPECT_EQ(format_money(Money::cents(-123)), "-1.23");
  // Toward zero, without a sign that says nothing.
  EXPECT_EQ(format_money(Money{19'999}), "0.01");
  EXPECT_EQ(format_money(Money{-9'999}), "0.00");
  EXPECT_EQ(format_money(Money{std::numeric_limits<std::int64_t>::min()}), "-9223372036854.77");
}

TEST(Money, IsWrittenExactly) {
  EXPECT_EQ(format_exact(Money{}), "0.00");
  EXPECT_EQ(format_exact(Money::cents(510)), "5.10");
  EXPECT_EQ(format_exact(Money{125'000}), "0.125");
  EXPECT_EQ(format_exact(Money{-1}), "-0.000001");
  EXPECT_EQ(format_exact(Money::dollars(-12)), "-12.00");
  EXPECT_EQ(format_exact(Money{std::numeric_limits<std::int64_t>::min()}), "-9223372036854.775808");
}

TEST(Money, ReadsWhatItWrites) {
  for (const std::int64_t cents : {0LL, 1LL, 9LL, 10LL, 99LL, 100LL, 12'345LL, 100'000'000LL}) {
    EXPECT_EQ(parse_money(format_money(Money::cents(cents))), Money::cents(cents));
  }
}

TEST(Money, TimesNoticesOverflow) {
  EXPECT_EQ(times(Money::cents(12), 1'000'000'000), Money::cents(12'000'000'000));
  EXPECT_EQ(times(Money::dollars(1), -3), Money::dollars(-3));
  EXPECT_FALSE(times(Money::dollars(9'000'000'000), 1'000'000'000));
}

}  // namespace
}  // namespace kempelen
