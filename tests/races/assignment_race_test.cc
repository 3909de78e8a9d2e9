// One assignment, and many who want to end it: by submitting, returning, deciding, or by the clock.
#include "tests/races/race.h"

namespace kempelen::races {
namespace {

using domain::AssignmentStatus;
using jobs::Job;
using jobs::Workshop;

/// So many assignments of one HIT are raced for at a time: the seed mixes them all.
constexpr int kAtOnce = 12;
constexpr Duration kDuration = Duration::seconds(600);
constexpr Duration kDelay = Duration::seconds(100);
constexpr Money kPrice = Money::cents(14);  // 0.10 and 40 % of it, from ten assignments on
constexpr Money kReward = Money::cents(10);

struct Taken {
  HitId hit;
  std::vector<std::string> assignments;  // the n-th is the n-th worker's
};

Job job(Duration auto_approval_delay = Duration::days(3)) {
  return {.assignments = kAtOnce,
          .reward = kReward,
          .duration = kDuration,
          .auto_approval_delay = auto_approval_delay};
}

Taken take(Workshop& shop, const std::vector<WorkerId>& workers, const Job& of) {
  Taken taken{.hit = shop.publish(of), .assignments = {}};
  std::vector<Command> commands;
  for (const WorkerId& worker : workers) commands.push_back(accepting(worker, taken.hit));
  for (const actions::Reply& reply : race(shop, 0, commands)) taken.assignments.push_back(reply.value());
  return taken;
}

Taken take_and_submit(Workshop& shop, const std::vector<WorkerId>& workers, const Job& of) {
  Taken taken = take(shop, workers, of);
  std::vector<Command> commands;
  for (std::size_t i = 0; i < workers.size(); ++i) {
    commands.push_back(submitting(workers[i], taken.assignments[i]));
  }
  EXPECT_EQ(successes(race(shop, 0, commands)), kAtOnce);
  return taken;
}

/// A race during which the clock passes `edge`, and everything due is done. In half of the seeds the clock
/// goes on in steps of a millisecond; in the others it stands just before the edge and the commands, a
/// microsecond apart, cross it within a group.
std::vector<actions::Reply> race_over(Workshop& shop, std::uint64_t seed,
                                      const std::vector<Command>& commands, Instant edge) {
  const auto stand_before = [&](Duration by) {
    shop.domain().advance({(edge - shop.domain().now()).micros - by.micros});
  };
  std::vector<actions::Reply> replies;
  if (seed % 2 == 0) {
    stand_before({static_cast<std::int64_t>(commands.size()) / 2});
    replies = race(shop, seed, commands);
  } else {
    stand_before(Duration::millis(20));
    replies = race_the_clock(shop, seed, commands, Duration::millis(1), 40);
  }
  shop.domain().advance(Duration::seconds(1));
  shop.settle();
  return replies;
}

int count(Workshop& shop, const Taken& taken, AssignmentStatus status) {
  int found = 0;
  for (const std::string& id : taken.assignments) found += shop.assignment({id}).status == status ? 1 : 0;
  return found;
}

TEST(AssignmentRace, AnAnswerIsTakenOnceHoweverOftenItIsSent) {
  Arena shop;
  const auto workers = hire(shop, kAtOnce);
  for (std::uint64_t seed = 0; seed < kSeeds; ++seed) {
    const Taken taken = take(shop, workers, job());
    std::vector<Command> commands;
    for (int copy = 0; copy < 8; ++copy) {
      for (std::size_t i = 0; i < workers.size(); ++i) {
        commands.push_back(submitting(workers[i], taken.assignments[i]));
      }
    }
    const auto replies = race(shop, seed, commands);
    EXPECT_EQ(successes(replies), kAtOnce) << "seed " << seed;
    expect_refusals(replies, {Code::AssignmentNotInProgress});
    EXPECT_EQ(shop.hit(taken.hit).submitted, kAtOnce);
    expect_sound(shop);
  }
}

// Of approvals and rejections one wins for each assignment, and pays or does not.
TEST(AssignmentRace, ApprovalOrRejectionButNotBoth) {
  Arena shop;
  const auto workers = hire(shop, kAtOnce);
  Money spent;
  for (std::uint64_t seed = 0; seed < kSeeds; ++seed) {
    const Taken taken = take_and_submit(shop, workers, job());
    std::vector<Command> commands;
    for (int copy = 0; copy < 4; ++copy) {
      for (const std::string& id : taken.assignments) {
        commands.push_back(approving(shop.requester(), id));
        commands.push_back(rejecting(shop.requester(), id));
      }
    }
    const auto replies = race(shop, seed, commands);
    EXPECT_EQ(successes(replies), kAtOnce) << "seed " << seed;
    expect_refusals(replies, {Code::InvalidAssignmentState});
    int approved = 0;
    for (std::size_t i = 0; i < replies.size(); i += 2) approved += replies[i] ? 1 : 0;
    EXPECT_EQ(count(shop, taken, AssignmentStatus::Approved), approved);
    EXPECT_EQ(count(shop, taken, AssignmentStatus::Rejected), kAtOnce - approved);
    spent = spent + *times(kPrice, approved);
    EXPECT_EQ(shop.balance(domain::Account::requester(shop.requester())), Money::dollars(1'000) - spent);
    EXPECT_EQ(shop.balance(domain::Account::held(shop.requester())), Money{});
    expect_sound(shop);
  }
}

// The deadline passes while workers give back: each place comes free once, by the one or the other.
TEST(AssignmentRace, ReturnedOrAbandonedAtTheDeadline) {
  Arena shop;
  const auto workers = hire(shop, kAtOnce);
  int in_time = 0;
  for (std::uint64_t seed = 0; seed < kSeeds; ++seed) {
    const Taken taken = take(shop, workers, job());
    std::vector<Command> commands;
    for (std::size_t i = 0; i < workers.size(); ++i) {
      commands.push_back(returning(workers[i], taken.assignments[i]));
      commands.push_back(returning(workers[i], taken.assignments[i]));
    }
    const Instant edge = shop.assignment({taken.assignments.front()}).deadline;
    const auto replies = race_over(shop, seed, commands, edge);
    expect_refusals(replies, {Code::AssignmentNotInProgress});
    EXPECT_EQ(count(shop, taken, AssignmentStatus::Returned), successes(replies)) << "seed " << seed;
    EXPECT_EQ(count(shop, taken, AssignmentStatus::Abandoned), kAtOnce - successes(replies));
    in_time += successes(replies);
    const domain::Hit hit = shop.hit(taken.hit);
    EXPECT_EQ(hit.pending, 0);
    EXPECT_EQ(hit.available(), kAtOnce);
    expect_sound(shop);
  }
  // Else it was no race.
  EXPECT_GT(in_time, 0);
  EXPECT_LT(in_time, static_cast<int>(kSeeds) * kAtOnce);
}

// … and while they submit: what was acknowledged is there, and nothing is taken late.
TEST(AssignmentRace, SubmittedOrAbandonedAtTheDeadline) {
  Arena shop;
  const auto workers = hire(shop, kAtOnce);
  int in_time = 0;
  for (std::uint64_t seed = 0; seed < kSeeds; ++seed) {
    const Taken taken = take(shop, workers, job());
    std::vector<Command> commands;
    for (std::size_t i = 0; i < workers.size(); ++i) {
      commands.push_back(submitting(workers[i], taken.assignments[i]));
      commands.push_back(submitting(workers[i], taken.assignments[i]));
    }
    const Instant edge = shop.assignment({taken.assignments.front()}).deadline;
    const auto replies = race_over(shop, seed, commands, edge);
    expect_refusals(replies, {Code::AssignmentNotInProgress, Code::DeadlinePassed});
    EXPECT_EQ(count(shop, taken, AssignmentStatus::Submitted), successes(replies)) << "seed " << seed;
    EXPECT_EQ(count(shop, taken, AssignmentStatus::Abandoned), kAtOnce - successes(replies));
    in_time += successes(replies);
    for (const std::string& id : taken.assignments) {
      const domain::Assignment assignment = shop.assignment({id});
      if (assignment.submitted_at) {
        EXPECT_LT(*assignment.submitted_at, assignment.deadline);
      }
    }
    expect_sound(shop);
  }
  // Else it was no race.
  EXPECT_GT(in_time, 0);
  EXPECT_LT(in_time, static_cast<int>(kSeeds) * kAtOnce);
}

// A rejection, its override and the clock that would approve: paid once if approved in the end, else not.
TEST(AssignmentRace, OverrideAgainstAutomaticApproval) {
  Arena shop;
  const auto workers = hire(shop, kAtOnce);
  int approved = 0, by_the_clock = 0;
  for (std::uint64_t seed = 0; seed < kSeeds; ++seed) {
    const Taken taken = take_and_submit(shop, workers, job(kDelay));
    // Of each second one the rejection stands, if it comes before the clock.
    std::vector<Command> commands;
    for (int i = 0; i < kAtOnce; ++i) {
      const std::string& id = taken.assignments[static_cast<std::size_t>(i)];
      const auto override = i % 2 == 0 ? domain::Override::Rejection : domain::Override::No;
      commands.push_back(rejecting(shop.requester(), id));
      commands.push_back(approving(shop.requester(), id, override));
      commands.push_back(approving(shop.requester(), id, override));
    }
    const Instant edge = *shop.assignment({taken.assignments.front()}).auto_approval_at;
    const auto replies = race_over(shop, seed, commands, edge);
    expect_refusals(replies, {Code::InvalidAssignmentState});
    for (std::size_t i = 0; i < taken.assignments.size(); ++i) {
      const bool rejected = replies[3 * i].has_value();
      const int approvals = (replies[3 * i + 1] ? 1 : 0) + (replies[3 * i + 2] ? 1 : 0);
      EXPECT_LE(approvals, 1) << "seed " << seed;
      by_the_clock += !rejected && approvals == 0 ? 1 : 0;
      const bool stands = rejected && approvals == 0;
      EXPECT_EQ(shop.assignment({taken.assignments[i]}).status,
                stands ? AssignmentStatus::Rejected : AssignmentStatus::Approved);
    }
    approved += count(shop, taken, AssignmentStatus::Approved);
    Money earned;
    for (const WorkerId& worker : workers) earned = earned + shop.balance(domain::Account::worker(worker));
    EXPECT_EQ(earned, *times(kReward, approved));
    EXPECT_EQ(shop.balance(domain::Account::requester(shop.requester())),
              Money::dollars(1'000) - *times(kPrice, approved));
    expect_sound(shop);
  }
  // Else it was no race.
  EXPECT_GT(by_the_clock, 0);
  EXPECT_LT(approved, static_cast<int>(kSeeds) * kAtOnce);
}

}  // namespace
}  // namespace kempelen::races
