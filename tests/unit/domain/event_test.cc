// What each decision about a HIT or an assignment tells the requester, in order.
#include "domain/event.h"

#include <gtest/gtest.h>

#include "domain/assignment.h"

namespace kempelen::domain {
namespace {

using Types = std::vector<EventType>;

constexpr Instant kNow = Instant::from_seconds(2'000);
constexpr Instant kExpiry = Instant::from_seconds(100'000);

Hit hit_of(std::int64_t places) {
  return {.id = {"3H"},
          .type = {"3T"},
          .requester = {"AR"},
          .created_at = Instant::from_seconds(1'000),
          .expires_at = kExpiry,
          .max_assignments = places};
}

Assignment accepted() {
  return {.id = {"3A"},
          .hit = {"3H"},
          .worker = {"AW"},
          .accepted_at = kNow,
          .deadline = kNow + Duration::days(9)};
}

Assignment submitted() {
  Assignment assignment = accepted();
  assignment.status = AssignmentStatus::Submitted;
  assignment.submitted_at = kNow;
  assignment.auto_approval_at = kNow + Duration::days(3);
  return assignment;
}

TEST(Event, NamesAreTheWires) {
  for (int i = 0; i <= static_cast<int>(EventType::Ping); ++i) {
    const auto type = static_cast<EventType>(i);
    EXPECT_EQ(read_event_type(name(type)), type);
    EXPECT_EQ(concerns_assignment(type), name(type).starts_with("Assignment"));
  }
  EXPECT_EQ(read_event_type("HITSold"), std::nullopt);
  EXPECT_EQ(read_event_type(""), std::nullopt);
}

TEST(Event, ASetHoldsWhatWasAdded) {
  EventTypes types;
  types.add(EventType::AssignmentAccepted);
  types.add(EventType::Ping);
  EXPECT_TRUE(types.contains(EventType::AssignmentAccepted));
  EXPECT_TRUE(types.contains(EventType::Ping));
  EXPECT_FALSE(types.contains(EventType::HITDisposed));
  EXPECT_EQ(types.bits, (1 << 11) + 1);
}

TEST(Event, OpeningIsCreation) {
  EXPECT_EQ(open_hit(hit_of(1), {})->events, Types{EventType::HITCreated});
}

TEST(Event, ExpiryIsToldWhileWorkWasToCome) {
  EXPECT_EQ(expire_hit(hit_of(2), kExpiry).events, (Types{EventType::HITExpired, EventType::HITReviewable}));
  Hit busy = hit_of(2);
  busy.pending = 1;
  EXPECT_EQ(expire_hit(busy, kExpiry).events, Types{EventType::HITExpired});
  Hit done = hit_of(2);
  done.submitted = 1;
  done.decided = 1;
  done.reviewable_at = kNow;
  EXPECT_EQ(expire_hit(done, kExpiry).events, Types{});
}

TEST(Event, MovingTheExpirationOutIsAnExtension) {
  const auto events = [](Hit hit, Instant at) {
    return move_expiration(std::move(hit), at, {}, kNow)->events;
  };
  EXPECT_EQ(events(hit_of(1), kExpiry + Duration::days(1)), Types{EventType::HITExtended});
  EXPECT_EQ(events(hit_of(1), kExpiry - Duration::seconds(60)), Types{});
  EXPECT_EQ(events(hit_of(1), kExpiry), Types{});
  EXPECT_EQ(events(hit_of(1), kNow), (Types{EventType::HITExpired, EventType::HITReviewable}));
  Hit expired = hit_of(1);
  expired.expires_at = kNow;
  expired.reviewable_at = kNow;
  EXPECT_EQ(events(expired, kExpiry), Types{EventType::HITExtended});
  EXPECT_EQ(events(expired, kNow), Types{});
}

TEST(Event, AddingPlacesIsAnExtension) {
  EXPECT_EQ(add_assignments(hit_of(1), 1, {}, kNow)->events, Types{EventType::HITExtended});
}

TEST(Event, ReviewingTellsNothingAndDisposalDoes) {
  Hit hit = hit_of(1);
  hit.decided = 1;
  hit.reviewable_at = kNow;
  EXPECT_EQ(begin_review(hit, kNow)->events, Types{});
  EXPECT_EQ(revert_review(hit, kNow)->events, Types{});
  EXPECT_EQ(dispose(hit, kNow)->events, Types{EventType::HITDisposed});
}

TEST(Event, WorkIsToldStepByStep) {
  EXPECT_EQ(accept(hit_of(1), {"AW"}, {"3A"}, Duration::days(1), kNow)->events,
            Types{EventType::AssignmentAccepted});
  Hit busy = hit_of(2);
  busy.pending = 1;
  EXPECT_EQ(submit(busy, accepted(), Duration::days(3), kNow)->events, Types{EventType::AssignmentSubmitted});
  EXPECT_EQ(give_back(busy, accepted(), kNow)->events, Types{EventType::AssignmentReturned});
  EXPECT_EQ(abandon(busy, accepted(), kNow).events, Types{EventType::AssignmentAbandoned});
}

TEST(Event, TheLastOfTheWorkMakesTheHitReviewable) {
  Hit last = hit_of(1);
  last.pending = 1;
  EXPECT_EQ(submit(last, accepted(), Duration::days(3), kNow)->events,
            (Types{EventType::AssignmentSubmitted, EventType::HITReviewable}));
  last.expires_at = kNow;
  EXPECT_EQ(give_back(last, accepted(), kNow)->events,
            (Types{EventType::AssignmentReturned, EventType::HITReviewable}));
  EXPECT_EQ(abandon(last, accepted(), kNow).events,
            (Types{EventType::AssignmentAbandoned, EventType::HITReviewable}));
}

TEST(Event, DecisionsAreTold) {
  Hit hit = hit_of(1);
  hit.submitted = 1;
  hit.reviewable_at = kNow;
  EXPECT_EQ(approve(hit, submitted(), {}, {}, kNow)->events, Types{EventType::AssignmentApproved});
  EXPECT_EQ(reject(hit, submitted(), "no", kNow)->events, Types{EventType::AssignmentRejected});
  Assignment rejected = submitted();
  rejected.status = AssignmentStatus::Rejected;
  hit.submitted = 0;
  hit.decided = 1;
  EXPECT_EQ(approve(hit, rejected, {.override = Override::Rejection}, {}, kNow)->events,
            Types{EventType::AssignmentApproved});
}

}  // namespace
}  // namespace kempelen::domain
