// What a bonus costs and moves.
#include "domain/bonus.h"

#include <gtest/gtest.h>

namespace kempelen::domain {
namespace {

constexpr Instant kNow = Instant::from_seconds(2'000);

Hit hit_in(Marketplace marketplace) {
  return {.id = {"3H"},
          .type = {"3T"},
          .marketplace = marketplace,
          .requester = {"AR"},
          .created_at = kNow,
          .expires_at = kNow};
}

Assignment submitted() {
  return {.id = {"3A"},
          .hit = {"3H"},
          .worker = {"AW"},
          .status = AssignmentStatus::Rejected,
          .accepted_at = kNow,
          .deadline = kNow,
          .submitted_at = kNow};
}

TEST(Bonus, IsPaidWithItsFeeFromWhatIsAvailable) {
  const auto grant = grant_bonus("3B", hit_in(Marketplace::Live), submitted(), Money::cents(250), "Thanks",
                                 Money::cents(300), kNow);
  ASSERT_TRUE(grant);
  EXPECT_EQ(grant->bonus.fee, Money::cents(50));
  EXPECT_EQ(grant->bonus.worker, WorkerId{"AW"});
  EXPECT_EQ(grant->bonus.reason, "Thanks");
  EXPECT_EQ(grant->bonus.granted_at, kNow);
  const Account funds = Account::requester({"AR"});
  EXPECT_EQ(grant->postings,
            (std::vector<Posting>{{funds, Account::worker({"AW"}), Money::cents(250), Reason::Bonus, "3A"},
                                  {funds, Account::fees(), Money::cents(50), Reason::BonusFee, "3A"}}));
}

TEST(Bonus, IsRefusedForACentTooLittle) {
  const auto refused = grant_bonus("3B", hit_in(Marketplace::Live), submitted(), Money::cents(250), "Thanks",
                                   Money::cents(299), kNow);
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, Code::InsufficientFunds);
}

TEST(Bonus, OfTheSandboxIsPlayMoneyWithoutAFee) {
  const auto grant = grant_bonus("3B", hit_in(Marketplace::Sandbox), submitted(), Money::cents(250), "Thanks",
                                 Money{}, kNow);
  ASSERT_TRUE(grant);
  EXPECT_EQ(grant->postings, (std::vector<Posting>{{Account::play(), Account::worker({"AW"}),
                                                    Money::cents(250), Reason::Bonus, "3A"}}));
}

}  // namespace
}  // namespace kempelen::domain
