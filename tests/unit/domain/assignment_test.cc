// Every action on an assignment in every state, lawful or not, and what the lawful ones lead to.
#include "domain/assignment.h"

#include <gtest/gtest.h>

#include <functional>
#include <map>

#include "base/fault.h"

namespace kempelen::domain {
namespace {

using S = AssignmentStatus;

constexpr Instant kAccepted = Instant::from_seconds(1'000);
constexpr Instant kNow = Instant::from_seconds(1'500);
constexpr Instant kDeadline = Instant::from_seconds(2'000);
constexpr Duration kDelay = Duration::days(3);
const Account kHeld = Account::held({"AR"});
const Account kFunds = Account::requester({"AR"});
const Account kWorker = Account::worker({"AW"});

/// A live HIT with one assignment in that state, the money of its free places held.
Hit hit_with(S status) {
  Hit hit{.id = {"3H"},
          .type = {"3T"},
          .marketplace = Marketplace::Live,
          .requester = {"AR"},
          .created_at = kAccepted,
          .expires_at = Instant::from_seconds(100'000),
          .max_assignments = 2,
          .price = {Money::cents(50), Money::cents(10)},
          .places_held = true};
  hit.pending = status == S::Accepted ? 1 : 0;
  hit.submitted = status == S::Submitted ? 1 : 0;
  hit.decided = status == S::Approved || status == S::Rejected ? 1 : 0;
  return hit;
}

Assignment assignment_in(S status) {
  Assignment a{.id = {"3A"},
               .hit = {"3H"},
               .worker = {"AW"},
               .status = status,
               .accepted_at = kAccepted,
               .deadline = kDeadline};
  if (status != S::Accepted && status < S::Returned) {
    a.submitted_at = kAccepted + Duration::seconds(100);
    a.auto_approval_at = *a.submitted_at + kDelay;
  }
  if (status == S::Approved) a.approved_at = kNow;
  if (status == S::Rejected) a.rejected_at = kNow;
  return a;
}

TimerChange timer(TimerChange::What what, TimerKind kind, Instant at) {
  return {what, {kind, "3A", at}};
}

TEST(Assignment, EveryActionInEveryState) {
  using Action = std::function<Result<Transition>(S)>;
  const auto approved = [](S s, Override how) {
    return approve(hit_with(s), assignment_in(s), {.override = how}, Money::dollars(100), kNow);
  };
  const std::map<std::string, std::pair<Action, std::map<S, Code>>> actions = {
      {"submit",
       {[](S s) { return submit(hit_with(s), assignment_in(s), kDelay, kNow); },
        {{S::Submitted, Code::AssignmentNotInProgress},
         {S::Approved, Code::AssignmentNotInProgress},
         {S::Rejected, Code::AssignmentNotInProgress},
         {S::Returned, Code::AssignmentNotInProgress},
         {S::Abandoned, Code::AssignmentNotInProgress}}}},
      {"give back",
       {[](S s) { return give_back(hit_with(s), assignment_in(s), kNow); },
        {{S::Submitted, Code::AssignmentNotInProgress},
         {S::Approved, Code::AssignmentNotInProgress},
         {S::Rejected, Code::AssignmentNotInProgress},
         {S::Returned, Code::AssignmentNotInProgress},
         {S::Abandoned, Code::AssignmentNotInProgress}}}},
      {"approve",
       {[&](S s) { return approved(s, Override::No); },
        {{S::Accepted, Code::InvalidAssignmentState},
         {S::Approved, Code::InvalidAssignmentState},
         {S::Rejected, Code::InvalidAssignmentState},
         {S::Returned, Code::InvalidAssignmentState},
         {S::Abandoned, Code::InvalidAssignmentState}}}},
      {"reject",
       {[](S s) { return reject(hit_with(s), assignment_in(s), "no", kNow); },
        {{S::Accepted, Code::InvalidAssignmentState},
         {S::Approved, Code::InvalidAssignmentState},
         {S::Rejected, Code::InvalidAssignmentState},
         {S::Returned, Code::InvalidAssignmentState},
         {S::Abandoned, Code::InvalidAssignmentState}}}},
      {"override",
       {[&](S s) { return approved(s, Override::Rejection); },
        {{S::Accepted, Code::InvalidAssignmentState},
         {S::Approved, Code::InvalidAssignmentState},
         {S::Returned, Code::InvalidAssignmentState},
         {S::Abandoned, Code::InvalidAssignmentState}}}},
  };
  for (const auto& [title, action] : actions) {
    for (const S s : {S::Accepted, S::Submitted, S::Approved, S::Rejected, S::Returned, S::Abandoned}) {
      const auto result = action.first(s);
      const auto refusal = action.second.find(s);
      if (refusal == action.second.end()) {
        EXPECT_TRUE(result) << title << " in " << name(s);
      } else {
        ASSERT_FALSE(result) << title << " in " << name(s);
        EXPECT_EQ(result.error().code, refusal->second) << title << " in " << name(s);
      }
    }
  }
}

TEST(Assignment, AcceptTakesAPlaceUntilTheDeadline) {
  const auto t = accept(hit_with(S::Returned), {"AW"}, {"3A"}, Duration::seconds(500), kNow);
  ASSERT_TRUE(t);
  EXPECT_EQ(t->hit.pending, 1);
  EXPECT_EQ(t->assignment.status, S::Accepted);
  EXPECT_EQ(t->assignment.accepted_at, kNow);
  EXPECT_EQ(t->assignment.deadline, kDeadline);
  EXPECT_EQ(t->timers, (std::vector{timer(TimerChange::What::Set, TimerKind::AbandonAssignment, kDeadline)}));
  EXPECT_TRUE(t->postings.empty());
}

TEST(Assignment, AcceptIsRefusedWithoutAPlace) {
  const auto refused = [](const Hit& hit, Instant now) {
    const auto result = accept(hit, {"AW"}, {"3A"}, Duration::seconds(500), now);
    return !result && result.error().code == Code::NoMoreHits;
  };
  Hit full = hit_with(S::Submitted);
  full.pending = 1;
  EXPECT_TRUE(refused(full, kNow));
  EXPECT_TRUE(refused(hit_with(S::Returned), Instant::from_seconds(100'000)));
  Hit reviewing = hit_with(S::Returned);
  reviewing.mark = ReviewMark::Reviewing;
  EXPECT_TRUE(refused(reviewing, kNow));
}

TEST(Assignment, SubmitSchedulesTheApproval) {
  const auto t = submit(hit_with(S::Accepted), assignment_in(S::Accepted), kDelay, kNow);
  ASSERT_TRUE(t);
  EXPECT_EQ(t->hit.pending, 0);
  EXPECT_EQ(t->hit.submitted, 1);
  EXPECT_EQ(t->assignment.submitted_at, kNow);
  EXPECT_EQ(t->assignment.auto_approval_at, kNow + kDelay);
  EXPECT_EQ(t->timers, (std::vector{timer(TimerChange::What::Cancel, TimerKind::AbandonAssignment, kDeadline),
                                    timer(TimerChange::What::Set, TimerKind::AutoApprove, kNow + kDelay)}));
  EXPECT_TRUE(t->postings.empty());
}

TEST(Assignment, TheDeadlineItselfIsTooLate) {
  const Assignment a = assignment_in(S::Accepted);
  EXPECT_TRUE(submit(hit_with(S::Accepted), a, kDelay, kDeadline - Duration{1}));
  EXPECT_EQ(submit(hit_with(S::Accepted), a, kDelay, kDeadline).error().code, Code::DeadlinePassed);
  EXPECT_EQ(give_back(hit_with(S::Accepted), a, kDeadline).error().code, Code::AssignmentNotInProgress);
}

TEST(Assignment, APlaceGivenBackStaysHeldUntilExpiry) {
  const auto t = give_back(hit_with(S::Accepted), assignment_in(S::Accepted), kNow);
  ASSERT_TRUE(t);
  EXPECT_EQ(t->hit.pending, 0);
  EXPECT_EQ(t->assignment.status, S::Returned);
  EXPECT_TRUE(t->postings.empty());
  EXPECT_EQ(t->timers,
            (std::vector{timer(TimerChange::What::Cancel, TimerKind::AbandonAssignment, kDeadline)}));
}

TEST(Assignment, AfterExpiryAFreedPlaceIsReleased) {
  Hit hit = hit_with(S::Accepted);
  hit.places_held = false;
  const std::vector<Posting> release = {{kHeld, kFunds, Money::cents(60), Reason::Release, "3A"}};
  EXPECT_EQ(give_back(hit, assignment_in(S::Accepted), kNow)->postings, release);
  const Transition abandoned = abandon(hit, assignment_in(S::Accepted), kDeadline);
  EXPECT_EQ(abandoned.postings, release);
  EXPECT_EQ(abandoned.assignment.status, S::Abandoned);
  EXPECT_EQ(abandoned.hit.pending, 0);
}

TEST(Assignment, ApprovalPaysFromTheHold) {
  const auto t =
      approve(hit_with(S::Submitted), assignment_in(S::Submitted), {.feedback = "fine"}, Money{}, kNow);
  ASSERT_TRUE(t);
  EXPECT_EQ(t->postings,
            (std::vector<Posting>{{kHeld, kWorker, Money::cents(50), Reason::Reward, "3A"},
                                  {kHeld, Account::fees(), Money::cents(10), Reason::Fee, "3A"}}));
  EXPECT_EQ(t->hit.submitted, 0);
  EXPECT_EQ(t->hit.decided, 1);
  EXPECT_EQ(t->assignment.status, S::Approved);
  EXPECT_EQ(t->assignment.approved_at, kNow);
  EXPECT_EQ(t->assignment.feedback, "fine");
  EXPECT_EQ(t->timers, (std::vector{timer(TimerChange::What::Cancel, TimerKind::AutoApprove,
                                          *assignment_in(S::Submitted).auto_approval_at)}));
}

TEST(Assignment, ApprovalInTheSandboxPaysFromOutside) {
  Hit hit = hit_with(S::Submitted);
  hit.marketplace = Marketplace::Sandbox;
  hit.price.fee = {};
  const auto t = approve(hit, assignment_in(S::Submitted), {}, Money{}, kNow);
  EXPECT_EQ(t->postings,
            (std::vector<Posting>{{Account::play(), kWorker, Money::cents(50), Reason::Reward, "3A"}}));
}

TEST(Assignment, AZeroRewardMakesNoEntry) {
  Hit hit = hit_with(S::Submitted);
  hit.price = {Money{}, Money::cents(1)};
  const auto t = approve(hit, assignment_in(S::Submitted), {}, Money{}, kNow);
  EXPECT_EQ(t->postings,
            (std::vector<Posting>{{kHeld, Account::fees(), Money::cents(1), Reason::Fee, "3A"}}));
}

TEST(Assignment, RejectionReleasesTheMoneyAndKeepsThePlace) {
  const auto t = reject(hit_with(S::Submitted), assignment_in(S::Submitted), "wrong", kNow);
  ASSERT_TRUE(t);
  EXPECT_EQ(t->postings, (std::vector<Posting>{{kHeld, kFunds, Money::cents(60), Reason::Release, "3A"}}));
  EXPECT_EQ(t->hit.submitted, 0);
  EXPECT_EQ(t->hit.decided, 1);
  EXPECT_EQ(t->assignment.rejected_at, kNow);
  EXPECT_EQ(t->assignment.feedback, "wrong");
  EXPECT_EQ(t->timers, (std::vector{timer(TimerChange::What::Cancel, TimerKind::AutoApprove,
                                          *assignment_in(S::Submitted).auto_approval_at)}));
}

TEST(Assignment, TheLastSubmissionMakesTheHitReviewable) {
  Hit hit = hit_with(S::Accepted);
  hit.max_assignments = 1;
  const auto t = submit(hit, assignment_in(S::Accepted), kDelay, kNow);
  ASSERT_TRUE(t);
  EXPECT_EQ(t->hit.reviewable_at, kNow);
  EXPECT_EQ(t->timers.back(),
            (TimerChange{TimerChange::What::Set, {TimerKind::DisposeHit, "3H", kNow + kKeptReviewable}}));
}

TEST(Assignment, OverridingARejectionChargesAnew) {
  const auto t = approve(hit_with(S::Rejected), assignment_in(S::Rejected), {.override = Override::Rejection},
                         Money::cents(60), kNow);
  ASSERT_TRUE(t);
  EXPECT_EQ(t->postings,
            (std::vector<Posting>{{kFunds, kWorker, Money::cents(50), Reason::Reward, "3A"},
                                  {kFunds, Account::fees(), Money::cents(10), Reason::Fee, "3A"}}));
  // It was decided before, and still is.
  EXPECT_EQ(t->hit.decided, 1);
  EXPECT_EQ(t->assignment.status, S::Approved);
  EXPECT_FALSE(t->assignment.rejected_at);
}

TEST(Assignment, OverridingARejectionNeedsMoneyAndTime) {
  const auto code = [](const Hit& hit, Money funds, Instant now) {
    const auto result =
        approve(hit, assignment_in(S::Rejected), {.override = Override::Rejection}, funds, now);
    return result ? Code::kCount : result.error().code;
  };
  const Instant last = *assignment_in(S::Rejected).submitted_at + Duration::days(30);
  EXPECT_EQ(code(hit_with(S::Rejected), Money::cents(59), kNow), Code::InsufficientFunds);
  EXPECT_EQ(code(hit_with(S::Rejected), Money::cents(60), last), Code::kCount);
  EXPECT_EQ(code(hit_with(S::Rejected), Money::cents(60), last + Duration{1}), Code::InvalidAssignmentState);
  Hit disposed = hit_with(S::Rejected);
  disposed.mark = ReviewMark::Disposed;
  EXPECT_EQ(code(disposed, Money::cents(60), kNow), Code::InvalidAssignmentState);
}

TEST(AssignmentDeathTest, OnlyWorkUnderWayCanBeAbandoned) {
  for (const S s : {S::Submitted, S::Approved, S::Rejected, S::Returned, S::Abandoned}) {
#ifdef KEMPELEN_INVARIANTS_ABORT
    EXPECT_DEATH(abandon(hit_with(s), assignment_in(s), kDeadline), "under way");
#else
    EXPECT_THROW(abandon(hit_with(s), assignment_in(s), kDeadline), InvariantBroken);
#endif
  }
}

}  // namespace
}  // namespace kempelen::domain
