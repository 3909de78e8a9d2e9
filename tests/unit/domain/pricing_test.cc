// The fee table, line by line, each figure worked out by hand.
#include "domain/pricing.h"

#include <gtest/gtest.h>

namespace kempelen::domain {
namespace {

const Requirements kMasters = {{.qualification_type_id = "2F1QJWKUDD8XADTFD2Q0G6UTO95ALH"}};
const Requirements kNobody = {};

struct Row {
  std::int64_t reward_cents, assignments;
  const Requirements& requirements;
  std::int64_t fee_cents;
};

TEST(Pricing, OfLiveAssignments) {
  const Row rows[] = {
      {0, 1, kNobody, 1},        // the minimum, also of nothing
      {1, 1, kNobody, 1},        // 0.2 -> minimum
      {5, 1, kNobody, 1},        // 1.0
      {7, 1, kNobody, 1},        // 1.4
      {8, 1, kNobody, 2},        // 1.6
      {12, 1, kNobody, 2},       // 2.4
      {13, 1, kNobody, 3},       // 2.6
      {100, 1, kNobody, 20},     //
      {100, 9, kNobody, 20},     // nine is not ten
      {100, 10, kNobody, 40},    // 20 + 20 %
      {10, 10, kNobody, 4},      //
      {3, 10, kNobody, 1},       // 1.2
      {4, 10, kNobody, 2},       // 1.6
      {100, 1, kMasters, 25},    // 20 + 5 %
      {10, 1, kMasters, 3},      // 2.5 goes up
      {2, 1, kMasters, 1},       // 0.5 goes up
      {100, 10, kMasters, 45},   // 20 + 20 + 5 %
      {10, 1'000, kMasters, 5},  // 4.5 goes up
      {900'000'000'000, 1, kNobody, 180'000'000'000},
  };
  for (const Row& row : rows) {
    const Price price =
        price_of(Money::cents(row.reward_cents), row.assignments, row.requirements, Marketplace::Live);
    EXPECT_EQ(price, (Price{Money::cents(row.reward_cents), Money::cents(row.fee_cents)}))
        << row.reward_cents << " cents, " << row.assignments << " assignments: " << price.fee.micros;
    EXPECT_EQ(price.total(), Money::cents(row.reward_cents + row.fee_cents));
  }
}

TEST(Pricing, PremiumQualificationsCostOncePerAssignment) {
  const Requirement reddit{.qualification_type_id = "32HPRZ3TSLYH2064JOFRCYTWJ82KT6"};    // 0.05
  const Requirement graduate{.qualification_type_id = "3FWY9OFI9302ZS90N2UV3APJC2AVXZ"};  // 0.65
  const auto fee = [](const Requirements& requirements) {
    return price_of(Money::cents(10), 1, requirements, Marketplace::Live).fee;
  };
  EXPECT_EQ(fee({reddit}), Money::cents(2 + 5));
  EXPECT_EQ(fee({reddit, reddit}), Money::cents(2 + 5));
  EXPECT_EQ(fee({reddit, graduate}), Money::cents(2 + 5 + 65));
  // 2.5 goes up before the premium is added.
  EXPECT_EQ(fee({kMasters[0], graduate}), Money::cents(3 + 65));
  EXPECT_EQ(price_of(Money::cents(10), 1, {reddit}, Marketplace::Sandbox).fee, Money{});
}

TEST(Pricing, OfBonuses) {
  const std::pair<std::int64_t, std::int64_t> rows[] = {
      {1, 1}, {5, 1}, {7, 1}, {8, 2}, {12, 2}, {13, 3}, {100, 20}, {100'000'000, 20'000'000}};
  for (const auto& [bonus, fee] : rows) {
    EXPECT_EQ(bonus_fee(Money::cents(bonus), Marketplace::Live), Money::cents(fee)) << bonus;
    EXPECT_EQ(bonus_fee(Money::cents(bonus), Marketplace::Sandbox), Money{});
  }
}

TEST(Pricing, OfTheSandboxHasNoFee) {
  EXPECT_EQ(price_of(Money::dollars(1), 100, kMasters, Marketplace::Sandbox),
            (Price{Money::dollars(1), Money{}}));
}

TEST(Pricing, OnlyAskingForMastersCostsMore) {
  Requirements none = kMasters;
  none[0].comparator = Comparator::DoesNotExist;
  EXPECT_EQ(price_of(Money::dollars(1), 1, none, Marketplace::Live).fee, Money::cents(20));
  // The sandbox's Masters are not those of live.
  const Requirements sandbox = {{.qualification_type_id = "2ARFPLSP75KLA8M8DH1HTEQVJT3SY6"}};
  EXPECT_EQ(price_of(Money::dollars(1), 1, sandbox, Marketplace::Live).fee, Money::cents(20));
}

}  // namespace
}  // namespace kempelen::domain
