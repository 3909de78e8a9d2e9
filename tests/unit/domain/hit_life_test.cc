// What requesters do to a HIT after publishing it: the money, the timers and the marks of each step.
#include <gtest/gtest.h>

#include <algorithm>

#include "domain/hit.h"

namespace kempelen::domain {
namespace {

using What = TimerChange::What;

constexpr Instant kCreated = Instant::from_seconds(1'000);
constexpr Instant kNow = Instant::from_seconds(2'000);
constexpr Instant kExpiry = Instant::from_seconds(100'000);
const Account kHeld = Account::held({"AR"});
const Account kFunds = Account::requester({"AR"});

/// Three places at 0.60 each, all of them free and held.
Hit live_hit() {
  return {.id = {"3H"},
          .type = {"3T"},
          .marketplace = Marketplace::Live,
          .requester = {"AR"},
          .created_at = kCreated,
          .expires_at = kExpiry,
          .max_assignments = 3,
          .price = {Money::cents(50), Money::cents(10)},
          .places_held = true};
}

Hit reviewable_hit() {
  Hit hit = live_hit();
  hit.decided = 3;
  hit.reviewable_at = kCreated;
  return hit;
}

TimerChange expiry(What what, Instant at) {
  return {what, {TimerKind::ExpireHit, "3H", at}};
}

TimerChange disposal(What what, Instant since) {
  return {what, {TimerKind::DisposeHit, "3H", since + kKeptReviewable}};
}

Code code_of(const Result<HitTransition>& result) {
  return result ? Code::kCount : result.error().code;
}

TEST(HitLife, ExpiringNowReleasesAndBecomesReviewable) {
  const auto t = move_expiration(live_hit(), Instant{}, Money{}, kNow);
  ASSERT_TRUE(t);
  EXPECT_EQ(t->hit.expires_at, kNow);
  EXPECT_EQ(t->hit.reviewable_at, kNow);
  EXPECT_EQ(t->postings, (std::vector<Posting>{{kHeld, kFunds, Money::cents(180), Reason::Release, "3H"}}));
  EXPECT_EQ(t->timers, (std::vector{expiry(What::Cancel, kExpiry), disposal(What::Set, kNow)}));
}

TEST(HitLife, AnExtensionBeginsAtTheExpirationOrNow) {
  const auto code = [](const Hit& hit, Instant at) {
    return code_of(move_expiration(hit, at, Money::dollars(9), kNow));
  };
  EXPECT_EQ(code(live_hit(), kExpiry + Duration::seconds(59)), Code::ParameterOutOfRange);
  EXPECT_EQ(code(live_hit(), kExpiry + Duration::seconds(60)), Code::kCount);
  EXPECT_EQ(code(live_hit(), kExpiry + Duration::days(365)), Code::kCount);
  EXPECT_EQ(code(live_hit(), kExpiry + Duration::days(365) + Duration{1}), Code::ParameterOutOfRange);
  Hit expired = live_hit();
  expired.expires_at = kNow;
  expired.places_held = false;
  EXPECT_EQ(code(expired, kNow + Duration::seconds(59)), Code::ParameterOutOfRange);
  EXPECT_EQ(code(expired, kNow + Duration::seconds(60)), Code::kCount);
  // Shortening has no least step.
  EXPECT_EQ(code(live_hit(), kNow + Duration{1}), Code::kCount);
}

TEST(HitLife, ARepeatedMoveDoesNothing) {
  for (const Instant at : {kExpiry, kNow}) {
    Hit hit = live_hit();
    hit.expires_at = at;
    const auto t = move_expiration(hit, at, Money{}, kNow);
    ASSERT_TRUE(t);
    EXPECT_EQ(t->hit.expires_at, at);
    EXPECT_TRUE(t->postings.empty() && t->timers.empty());
  }
}

TEST(HitLife, ExtendingAnExpiredHitHoldsAgain) {
  Hit hit = live_hit();
  hit.expires_at = kCreated;
  hit.places_held = false;
  hit.reviewable_at = kCreated;
  hit.mark = ReviewMark::Reviewing;
  EXPECT_EQ(code_of(move_expiration(hit, kExpiry, Money::cents(179), kNow)), Code::InsufficientFunds);
  const auto t = move_expiration(hit, kExpiry, Money::cents(180), kNow);
  ASSERT_TRUE(t);
  EXPECT_TRUE(t->hit.places_held);
  EXPECT_EQ(t->hit.mark, ReviewMark::None);
  EXPECT_FALSE(t->hit.reviewable_at);
  EXPECT_EQ(t->postings, (std::vector<Posting>{{kFunds, kHeld, Money::cents(180), Reason::Hold, "3H"}}));
  EXPECT_EQ(t->timers, (std::vector{expiry(What::Set, kExpiry), disposal(What::Cancel, kCreated)}));
}

TEST(HitLife, AddedPlacesAreHeldWhileTheHitIsOpen) {
  EXPECT_EQ(code_of(add_assignments(live_hit(), 2, Money::cents(119), kNow)), Code::InsufficientFunds);
  const auto t = add_assignments(live_hit(), 2, Money::cents(120), kNow);
  ASSERT_TRUE(t);
  EXPECT_EQ(t->hit.max_assignments, 5);
  EXPECT_EQ(t->postings, (std::vector<Posting>{{kFunds, kHeld, Money::cents(120), Reason::Hold, "3H"}}));
  Hit expired = live_hit();
  expired.expires_at = kCreated;
  expired.places_held = false;
  const auto later = add_assignments(expired, 2, Money{}, kNow);
  ASSERT_TRUE(later);
  EXPECT_TRUE(later->postings.empty());
}

TEST(HitLife, NineNeverBecomeTen) {
  Hit hit = live_hit();
  EXPECT_EQ(code_of(add_assignments(hit, 7, Money::dollars(99), kNow)),
            Code::InvalidMaximumAssignmentsIncrease);
  EXPECT_EQ(code_of(add_assignments(hit, 6, Money::dollars(99), kNow)), Code::kCount);
  hit.max_assignments = 10;
  EXPECT_EQ(code_of(add_assignments(hit, 100, Money::dollars(99), kNow)), Code::kCount);
  hit.max_assignments = kAssignmentsMax;
  EXPECT_EQ(code_of(add_assignments(hit, 1, Money::dollars(99), kNow)), Code::ParameterOutOfRange);
  hit.marketplace = Marketplace::Sandbox;
  hit.places_held = false;
  hit.max_assignments = kAssignmentsMax - 1;
  EXPECT_EQ(code_of(add_assignments(hit, 1, Money{}, kNow)), Code::kCount);
}

TEST(HitLife, EachStepInEachState) {
  struct Step {
    const char* name;
    Result<HitTransition> (*take)(Hit);
    std::vector<HitStatus> allowed;
  };
  using S = HitStatus;
  const Step steps[] = {
      {"expire",
       [](Hit h) { return move_expiration(std::move(h), Instant{}, Money{}, kNow); },
       {S::Assignable, S::Unassignable, S::Reviewable, S::Reviewing}},
      {"add",
       [](Hit h) { return add_assignments(std::move(h), 1, Money::dollars(9), kNow); },
       {S::Assignable, S::Unassignable, S::Reviewable, S::Reviewing}},
      {"begin review", [](Hit h) { return begin_review(std::move(h), kNow); }, {S::Reviewable, S::Reviewing}},
      {"revert review",
       [](Hit h) { return revert_review(std::move(h), kNow); },
       {S::Reviewable, S::Reviewing}},
      {"dispose", [](Hit h) { return dispose(std::move(h), kNow); }, {S::Reviewable, S::Reviewing}},
  };
  Hit unassignable = live_hit();
  unassignable.pending = 3;
  Hit reviewing = reviewable_hit();
  reviewing.mark = ReviewMark::Reviewing;
  Hit disposed = reviewable_hit();
  disposed.mark = ReviewMark::Disposed;
  disposed.reviewable_at.reset();
  for (const Step& step : steps) {
    for (const Hit& hit : {live_hit(), unassignable, reviewable_hit(), reviewing, disposed}) {
      const S before = status(hit, kNow);
      const bool allowed = std::ranges::find(step.allowed, before) != step.allowed.end();
      EXPECT_EQ(code_of(step.take(hit)), allowed ? Code::kCount : Code::InvalidHitState)
          << step.name << " in " << name(before);
    }
  }
}

TEST(HitLife, DisposalNeedsEverythingReviewedAndCancelsTheTimers) {
  Hit hit = reviewable_hit();
  hit.decided = 2;
  hit.submitted = 1;
  const auto refused = dispose(hit, kNow);
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().words, (std::vector<std::string>{"Reviewable", "Reviewing, Reviewable"}));
  const auto t = dispose(reviewable_hit(), kNow);
  ASSERT_TRUE(t);
  EXPECT_EQ(t->hit.mark, ReviewMark::Disposed);
  EXPECT_FALSE(t->hit.places_held);
  EXPECT_TRUE(t->postings.empty());
  EXPECT_EQ(t->timers, (std::vector{expiry(What::Cancel, kExpiry), disposal(What::Cancel, kCreated)}));
}

TEST(HitLife, AnotherTypeMovesTheDifferenceOfThePrices) {
  const Price dearer{Money::dollars(1), Money::cents(20)};
  EXPECT_EQ(code_of(change_type(live_hit(), {"3U"}, dearer, Money::cents(179), kNow)),
            Code::InsufficientFunds);
  const auto t = change_type(live_hit(), {"3U"}, dearer, Money::cents(180), kNow);
  ASSERT_TRUE(t);
  EXPECT_EQ(t->hit.type, HitTypeId{"3U"});
  EXPECT_EQ(t->hit.former_type, HitTypeId{"3T"});
  EXPECT_EQ(t->hit.price, dearer);
  EXPECT_EQ(t->postings, (std::vector<Posting>{{kHeld, kFunds, Money::cents(180), Reason::Release, "3H"},
                                               {kFunds, kHeld, Money::cents(360), Reason::Hold, "3H"}}));
}

TEST(HitLife, ATypeIsOnlyChangedWhileNobodyHasAccepted) {
  for (const auto member : {&Hit::pending, &Hit::submitted, &Hit::decided}) {
    Hit hit = live_hit();
    hit.*member = 1;
    EXPECT_EQ(code_of(change_type(hit, {"3U"}, hit.price, Money::dollars(9), kNow)), Code::InvalidHitState);
    EXPECT_EQ(code_of(change_type(hit, {"3T"}, hit.price, Money::dollars(9), kNow)), Code::kCount);
  }
  Hit disposed = live_hit();
  disposed.mark = ReviewMark::Disposed;
  EXPECT_EQ(code_of(change_type(disposed, {"3T"}, disposed.price, Money{}, kNow)), Code::InvalidHitState);
}

TEST(HitLife, AReviewAsksForOnePlaceMoreAndTime) {
  // 0.60 for the place; the expiration is far enough.
  const auto place = extend_for_review(reviewable_hit(), Duration::seconds(60), Money::cents(60), kNow);
  ASSERT_TRUE(place);
  EXPECT_EQ(place->hit.max_assignments, 4);
  EXPECT_EQ(place->hit.expires_at, kExpiry);
  EXPECT_FALSE(place->hit.reviewable_at);
  EXPECT_EQ(place->postings, (std::vector<Posting>{{kFunds, kHeld, Money::cents(60), Reason::Hold, "3H"}}));
  EXPECT_EQ(place->timers, (std::vector{disposal(What::Cancel, kCreated)}));

  const Instant until = kExpiry + Duration::seconds(30);
  const auto longer = extend_for_review(reviewable_hit(), until - kNow, Money::cents(60), kNow);
  ASSERT_TRUE(longer);
  EXPECT_EQ(longer->hit.expires_at, until);  // less than the minute that requesters must add
  EXPECT_EQ(longer->postings.size(), 1U);
  EXPECT_EQ(code_of(extend_for_review(reviewable_hit(), until - kNow, Money::cents(59), kNow)),
            Code::InsufficientFunds);
}

TEST(HitLife, AReviewReopensAnExpiredHitOnlyWithTime) {
  const Instant late = kExpiry + Duration::seconds(1);
  Hit hit = live_hit();
  hit.decided = 1;
  hit.places_held = false;
  hit.reviewable_at = kExpiry;
  EXPECT_EQ(code_of(extend_for_review(hit, Duration{}, Money::cents(1'000), late)), Code::InvalidHitState);
  // Two places that nobody took and one more: 1.80.
  const auto t = extend_for_review(hit, Duration::seconds(60), Money::cents(180), late);
  ASSERT_TRUE(t);
  EXPECT_EQ(t->hit.max_assignments, 4);
  EXPECT_EQ(t->hit.expires_at, late + Duration::seconds(60));
  EXPECT_TRUE(t->hit.places_held);
  EXPECT_EQ(t->postings, (std::vector<Posting>{{kFunds, kHeld, Money::cents(180), Reason::Hold, "3H"}}));
  EXPECT_EQ(code_of(extend_for_review(hit, Duration::seconds(60), Money::cents(179), late)),
            Code::InsufficientFunds);
}

TEST(HitLife, AReviewKeepsTheRuleOfTen) {
  Hit hit = reviewable_hit();
  hit.max_assignments = 9;
  hit.decided = 9;
  EXPECT_EQ(code_of(extend_for_review(hit, Duration{}, Money::cents(1'000), kNow)),
            Code::InvalidMaximumAssignmentsIncrease);
  hit.max_assignments = hit.decided = 10;
  EXPECT_TRUE(extend_for_review(hit, Duration{}, Money::cents(1'000), kNow));
}

}  // namespace
}  // namespace kempelen::domain
