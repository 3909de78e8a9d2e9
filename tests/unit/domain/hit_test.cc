// A HIT's status from its counters, and what opening and expiring it moves.
#include "domain/hit.h"

#include <gtest/gtest.h>

namespace kempelen::domain {
namespace {

constexpr Instant kNow = Instant::from_seconds(1'000);
constexpr Instant kLater = Instant::from_seconds(2'000);

Hit live_hit() {
  return {.id = {"3H"},
          .type = {"3T"},
          .marketplace = Marketplace::Live,
          .requester = {"AR"},
          .created_at = kNow,
          .expires_at = kLater,
          .max_assignments = 3,
          .price = {Money::cents(50), Money::cents(10)}};
}

TEST(Hit, StatusFollowsFromCountersMarkAndTime) {
  struct Case {
    std::int64_t pending, submitted, decided;
    HitStatus before, after;
  };
  const Case cases[] = {
      {0, 0, 0, HitStatus::Assignable, HitStatus::Reviewable},
      {1, 0, 0, HitStatus::Assignable, HitStatus::Unassignable},
      {0, 1, 1, HitStatus::Assignable, HitStatus::Reviewable},
      {3, 0, 0, HitStatus::Unassignable, HitStatus::Unassignable},
      {1, 1, 1, HitStatus::Unassignable, HitStatus::Unassignable},
      {0, 3, 0, HitStatus::Reviewable, HitStatus::Reviewable},
      {0, 0, 3, HitStatus::Reviewable, HitStatus::Reviewable},
  };
  for (const Case& c : cases) {
    Hit hit = live_hit();
    hit.pending = c.pending;
    hit.submitted = c.submitted;
    hit.decided = c.decided;
    EXPECT_EQ(status(hit, kNow), c.before);
    EXPECT_EQ(status(hit, kLater), c.after);
    hit.mark = ReviewMark::Reviewing;
    EXPECT_EQ(status(hit, kNow), HitStatus::Reviewing);
    hit.mark = ReviewMark::Disposed;
    EXPECT_EQ(status(hit, kLater), HitStatus::Disposed);
  }
}

TEST(Hit, ExpiresAtItsInstantNotAfterIt) {
  EXPECT_FALSE(live_hit().expired(kLater - Duration{1}));
  EXPECT_TRUE(live_hit().expired(kLater));
}

TEST(Hit, IsOpenWhileUnmarkedUnexpiredAndWithPlaces) {
  Hit hit = live_hit();
  EXPECT_TRUE(hit.open(kNow));
  EXPECT_FALSE(hit.open(kLater));
  hit.pending = 3;
  EXPECT_FALSE(hit.open(kNow));
  hit.pending = 0;
  hit.mark = ReviewMark::Reviewing;
  EXPECT_FALSE(hit.open(kNow));
}

TEST(Hit, OpeningHoldsPriceTimesPlaces) {
  const auto opened = open_hit(live_hit(), Money::cents(180));
  ASSERT_TRUE(opened);
  EXPECT_TRUE(opened->hit.places_held);
  EXPECT_EQ(opened->postings, (std::vector<Posting>{{Account::requester({"AR"}), Account::held({"AR"}),
                                                     Money::cents(180), Reason::Hold, "3H"}}));
  EXPECT_EQ(opened->timers,
            (std::vector<TimerChange>{{TimerChange::What::Set, {TimerKind::ExpireHit, "3H", kLater}}}));
}

TEST(Hit, OpeningIsRefusedForACentTooLittle) {
  const auto refused = open_hit(live_hit(), Money::cents(179));
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, Code::InsufficientFunds);
}

TEST(Hit, OpeningIsRefusedWhereTheSumDoesNotFit) {
  Hit hit = live_hit();
  hit.price.reward = kAmountMax;
  hit.max_assignments = 1'000'000'000;
  EXPECT_EQ(open_hit(hit, kAmountMax).error().code, Code::InsufficientFunds);
}

TEST(Hit, OpeningInTheSandboxHoldsNothing) {
  Hit hit = live_hit();
  hit.marketplace = Marketplace::Sandbox;
  const auto opened = open_hit(hit, Money{});
  ASSERT_TRUE(opened);
  EXPECT_FALSE(opened->hit.places_held);
  EXPECT_TRUE(opened->postings.empty());
}

TEST(Hit, ExpiryReleasesFreePlacesOnly) {
  Hit hit = live_hit();
  hit.places_held = true;
  hit.pending = 1;
  hit.submitted = 1;
  const auto expired = expire_hit(hit, kLater);
  EXPECT_FALSE(expired.hit.places_held);
  EXPECT_EQ(expired.postings, (std::vector<Posting>{{Account::held({"AR"}), Account::requester({"AR"}),
                                                     Money::cents(60), Reason::Release, "3H"}}));
  // A second time there is nothing left to release.
  EXPECT_TRUE(expire_hit(expired.hit, kLater).postings.empty());
}

TEST(Hit, ExpiryOfAFullHitReleasesNothing) {
  Hit hit = live_hit();
  hit.places_held = true;
  hit.decided = 3;
  EXPECT_TRUE(expire_hit(hit, kLater).postings.empty());
  EXPECT_FALSE(expire_hit(hit, kLater).hit.places_held);
}

TEST(Hit, StatusesHaveTheApisNames) {
  EXPECT_EQ(name(HitStatus::Assignable), "Assignable");
  EXPECT_EQ(name(HitStatus::Unassignable), "Unassignable");
  EXPECT_EQ(name(HitStatus::Reviewable), "Reviewable");
  EXPECT_EQ(name(HitStatus::Reviewing), "Reviewing");
  EXPECT_EQ(name(HitStatus::Disposed), "Disposed");
}

}  // namespace
}  // namespace kempelen::domain
