// Settling: what is due has happened before any command sees anything, whatever fails in between.
#include "jobs/runtime.h"

#include <gtest/gtest.h>

#include <chrono>

#include "store/timers.h"
#include "tests/unit/jobs/workshop.h"

namespace kempelen::jobs {
namespace {

using S = domain::AssignmentStatus;

const Job kQuick{.auto_approval_delay = Duration::seconds(60)};

actions::Executor::Reading status_of(const AssignmentId& id) {
  return [id](actions::ReadContext& ctx) -> actions::Reply {
    return std::string(domain::name(store::find_assignment(ctx.db, id)->status));
  };
}

actions::Executor::Writing refusing() {
  return [](actions::WriteContext&) -> actions::Reply { return refuse(Code::NoMoreHits); };
}

TEST(Runtime, ReadsSeeWhatIsDue) {
  Workshop shop;
  const WorkerId ann = shop.worker("ann");
  const auto [hit, assignment] = shop.submitted(ann, kQuick);
  EXPECT_EQ(shop.ask({}, status_of(assignment)).get().value(), "Submitted");
  shop.domain().advance(Duration::seconds(61));
  EXPECT_EQ(shop.assignment(assignment).status, S::Submitted);  // nobody has looked
  EXPECT_EQ(shop.ask({}, status_of(assignment)).get().value(), "Approved");
  EXPECT_GE(shop.runtime().counts().timers_run, 1u);
}

TEST(Runtime, WritesSeeWhatIsDue) {
  Workshop shop;
  const WorkerId ann = shop.worker("ann");
  const auto [hit, assignment] = shop.submitted(ann, kQuick);
  shop.domain().advance(Duration::seconds(61));
  EXPECT_EQ(shop.approve(assignment.text).get().error().code, Code::InvalidAssignmentState);
}

TEST(Runtime, LateTimersHaveTheirOwnInstants) {
  Workshop shop;
  const WorkerId ann = shop.worker("ann");
  std::vector<AssignmentId> handed_in;
  for (int i = 0; i < 5; ++i) {
    handed_in.push_back(shop.submitted(ann, kQuick).second);
    shop.domain().advance(Duration::seconds(10));
  }
  const HitId open = shop.publish({.duration = Duration::seconds(60)});
  const AssignmentId idle{shop.accept(ann, open).get().value()};
  shop.domain().advance(Duration::days(365));
  shop.settle();
  for (const AssignmentId& id : handed_in) {
    const auto done = shop.assignment(id);
    EXPECT_EQ(done.status, S::Approved);
    EXPECT_EQ(done.approved_at, *done.submitted_at + Duration::seconds(60));
  }
  EXPECT_EQ(shop.assignment(idle).status, S::Abandoned);
  EXPECT_FALSE(shop.hit(open).listed);
}

TEST(Runtime, MoreTimersThanOneJobTakesAreAllRun) {
  Workshop shop;
  constexpr int kHits = 250;
  for (int i = 0; i < kHits; ++i) shop.publish({.lifetime = Duration::seconds(60)});
  shop.domain().advance(Duration::seconds(60));
  shop.settle();
  EXPECT_GE(shop.runtime().counts().timers_run, static_cast<std::uint64_t>(kHits));
  // What is left is their disposal.
  const Instant disposal = shop.domain().now() + domain::kKeptReviewable;
  shop.database().read(
      [&](db::Reader& db) { EXPECT_EQ(store::next_due(db)->epoch_seconds(), disposal.epoch_seconds()); });
}

constexpr db::Sql kCorrupt{"UPDATE hits SET submitted = 0 WHERE hit_id = $1"};
constexpr db::Sql kRepair{"UPDATE hits SET submitted = 1 WHERE hit_id = $1"};

TEST(Runtime, ATimerThatFailsIsPutBackAndHoldsUpNobody) {
  Workshop shop;
  const WorkerId ann = shop.worker("ann");
  const auto [bad_hit, bad] = shop.submitted(ann, kQuick);
  shop.domain().advance(Duration::seconds(1));
  const auto [good_hit, good] = shop.submitted(ann, kQuick);
  shop.execute(kCorrupt, bad_hit.text);  // approving would count below zero, which the table refuses
  shop.domain().advance(Duration::seconds(70));
  shop.settle();
  EXPECT_EQ(shop.assignment(bad).status, S::Submitted);
  EXPECT_EQ(shop.assignment(good).status, S::Approved);
  EXPECT_GE(shop.runtime().counts().timers_failed, 1u);
  // Commands are answered meanwhile.
  EXPECT_EQ(shop.ask({}, status_of(bad)).get().value(), "Submitted");
  EXPECT_TRUE(shop.accept(ann, shop.publish({})).get().has_value());

  shop.execute(kRepair, bad_hit.text);
  shop.domain().advance(Duration::seconds(3'600));
  shop.settle();
  const auto late = shop.assignment(bad);
  EXPECT_EQ(late.status, S::Approved);
  EXPECT_EQ(late.approved_at, late.auto_approval_at);  // however often it had to be tried
}

TEST(Runtime, AFailingTimerWaitsLongerEachTime) {
  Workshop shop;
  const WorkerId ann = shop.worker("ann");
  const auto [hit, assignment] = shop.submitted(ann, kQuick);
  shop.execute(kCorrupt, hit.text);
  shop.domain().advance(Duration::seconds(61));
  const auto due = [&] {
    std::vector<store::DueTimer> found;
    shop.database().read([&](db::Reader& db) {
      found = store::due_timers(db, shop.domain().now() + Duration::seconds(600), 10);
    });
    EXPECT_EQ(found.size(), 1u);
    return found.at(0);
  };
  for (const std::int64_t wait : {1, 2, 4, 8}) {
    shop.settle();
    EXPECT_NEAR(static_cast<double>((due().timer.due_at - shop.domain().now()).micros),
                static_cast<double>(wait * 1'000'000), 100'000.0);
    shop.domain().advance(Duration::seconds(wait + 1));
  }
  EXPECT_EQ(due().attempt, 4);
}

/// A command that becomes late while it waits runs the timers itself. When it is refused they are undone with
/// it, and must not be forgotten.
TEST(Runtime, TimersUndoneWithARefusedCommandAreRunAgain) {
  Workshop shop;
  const WorkerId ann = shop.worker("ann");
  const auto [hit, assignment] = shop.submitted(ann, kQuick);
  Barrier barrier(shop.database());
  barrier.wait_until_reached();
  auto refused = shop.send({}, refusing());  // nothing is due when it is sent
  shop.domain().advance(Duration::seconds(61));
  barrier.let_go();
  EXPECT_FALSE(refused.get().has_value());
  EXPECT_EQ(shop.ask({}, status_of(assignment)).get().value(), "Approved");
}

/// The same when a neighbour in the group fails and the group is run again one by one.
TEST(Runtime, TimersUndoneWithTheirGroupAreRunAgain) {
  Workshop shop;
  const WorkerId ann = shop.worker("ann");
  const auto [hit, assignment] = shop.submitted(ann, kQuick);
  Barrier barrier(shop.database());
  barrier.wait_until_reached();
  auto good = shop.send({}, [](actions::WriteContext&) -> actions::Reply { return std::string("done"); });
  auto bad = shop.send({}, [](actions::WriteContext& ctx) -> actions::Reply {
    store::insert_requester(ctx.tx, {.id = {"AX"}, .name = "x", .created_at = ctx.now});
    throw Fault("a neighbour failed");
  });
  shop.domain().advance(Duration::seconds(61));
  barrier.let_go();
  EXPECT_EQ(good.get().value(), "done");
  EXPECT_THROW(bad.get(), Fault);
  EXPECT_EQ(shop.ask({}, status_of(assignment)).get().value(), "Approved");
}

/// Between a timer's job and its commit nobody may take the old snapshot for a settled one.
TEST(Runtime, ReadersDoNotTrustWhatIsNotCommitted) {
  Workshop shop;
  const WorkerId ann = shop.worker("ann");
  const auto [hit, assignment] = shop.submitted(ann, kQuick);
  Barrier first(shop.database());
  first.wait_until_reached();
  shop.domain().advance(Duration::seconds(61));
  shop.runtime().settle([] {});
  Barrier second(shop.database());  // in one group with the timers
  first.let_go();
  second.wait_until_reached();
  auto status = shop.ask({}, status_of(assignment));
  second.let_go();
  EXPECT_EQ(status.get().value(), "Approved");
}

TEST(Runtime, ARefusedCommandChangesNothing) {
  Workshop shop;
  const auto before = shop.database().counts().commits;
  const auto reply =
      shop.send({},
                [&](actions::WriteContext& ctx) -> actions::Reply {
                  store::insert_requester(ctx.tx, {.id = {"AX"}, .name = "x", .created_at = ctx.now});
                  return refuse(Code::InsufficientFunds);
                })
          .get();
  EXPECT_EQ(reply.error().code, Code::InsufficientFunds);
  EXPECT_EQ(shop.database().counts().commits, before);
  shop.database().read([](db::Reader& db) { EXPECT_FALSE(store::find_requester(db, {"AX"})); });
}

TEST(Runtime, InstantsOfCommandsIncrease) {
  Workshop shop;
  Instant last{};
  for (int i = 0; i < 20; ++i) {
    shop.send({},
              [&](actions::WriteContext& ctx) -> actions::Reply {
                EXPECT_GT(ctx.now, last);
                last = ctx.now;
                return std::string();
              })
        .get();
  }
}

TEST(Runtime, TheSweepDeletesDeadTokensAndCredentials) {
  Workshop shop;
  shop.runtime().start();
  const WorkerId ann = shop.worker("ann");
  shop.database().write_and_wait([&](db::Transaction& tx) {
    store::Credential session;
    session.token_hash = "old";
    session.worker = ann;
    session.created_at = shop.wall().now();
    session.expires_at = shop.wall().now() + Duration::seconds(10);
    store::insert_credential(tx, session);
    session.token_hash = "kept";
    session.expires_at.reset();
    store::insert_credential(tx, session);
    return db::Verdict::Keep;
  });
  // Credentials live by the wall clock: a turned domain clock does not end them.
  shop.domain().advance(Duration::seconds(3'700));
  shop.settle();
  shop.database().read([](db::Reader& db) { EXPECT_TRUE(store::find_credential(db, "old")); });
  shop.wall().advance(Duration::seconds(3'700));
  shop.settle();
  shop.database().read([](db::Reader& db) {
    EXPECT_FALSE(store::find_credential(db, "old"));
    EXPECT_TRUE(store::find_credential(db, "kept"));
    EXPECT_TRUE(store::next_due(db));  // and the next sweep is scheduled
  });
}

TEST(Runtime, TheSchedulerRunsTimersWithoutACommand) {
  Workshop shop;
  shop.runtime().start();
  const WorkerId ann = shop.worker("ann");
  const auto [hit, assignment] = shop.submitted(ann, kQuick);
  shop.domain().advance(Duration::seconds(61));
  shop.runtime().wake();
  const auto deadline = std::chrono::steady_clock::now() + std::chrono::seconds(30);
  while (shop.assignment(assignment).status != S::Approved && std::chrono::steady_clock::now() < deadline) {
    std::this_thread::yield();
  }
  EXPECT_EQ(shop.assignment(assignment).status, S::Approved);
  shop.runtime().stop();
}

}  // namespace
}  // namespace kempelen::jobs
