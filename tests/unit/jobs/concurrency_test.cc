// Hundreds of commands at once, from many threads: the last places, double submissions, approvals by hand and
// by the clock. Whatever the order, a recount must agree.
#include <gtest/gtest.h>

#include <algorithm>
#include <atomic>
#include <thread>

#include "tests/unit/jobs/workshop.h"

namespace kempelen::jobs {
namespace {

constexpr int kThreads = 8;

/// Calls `work(i)` for i of [0, count) from several threads.
template <typename Work>
void at_once(int count, const Work& work) {
  std::vector<std::thread> threads;
  for (int t = 0; t < kThreads; ++t) {
    threads.emplace_back([t, count, &work] {
      for (int i = t; i < count; i += kThreads) work(i);
    });
  }
  for (std::thread& thread : threads) thread.join();
}

constexpr db::Sql kCount{
    "SELECT CAST(COALESCE(SUM(1), 0) AS BIGINT) FROM assignments WHERE hit_id = $1 AND status = $2"};

std::int64_t recount(Workshop& shop, const HitId& hit, domain::AssignmentStatus status) {
  std::int64_t found = -1;
  shop.database().read([&](db::Reader& db) {
    found =
        *db.find(kCount, [](const db::Row& row) { return row.integer(0); }, hit, static_cast<int>(status));
  });
  return found;
}

TEST(Concurrency, TheLastPlacesGoToAsManyWorkersAsThereArePlaces) {
  Workshop shop;
  constexpr int kWorkers = 200;
  constexpr int kPlaces = 37;
  const HitId hit = shop.publish({.assignments = kPlaces});
  std::vector<WorkerId> workers;
  for (int i = 0; i < kWorkers; ++i) workers.push_back(shop.worker("worker" + std::to_string(i)));
  std::vector<int> taken(kWorkers);
  at_once(kWorkers, [&](int i) {
    const auto index = static_cast<std::size_t>(i);
    const auto reply = shop.accept(workers[index], hit).get();
    if (!reply) {
      EXPECT_EQ(reply.error().code, Code::NoMoreHits);
    }
    taken[index] = reply ? 1 : 0;
  });
  EXPECT_EQ(std::count(taken.begin(), taken.end(), 1), kPlaces);
  EXPECT_EQ(shop.hit(hit).pending, kPlaces);
  EXPECT_EQ(recount(shop, hit, domain::AssignmentStatus::Accepted), kPlaces);
  EXPECT_FALSE(shop.hit(hit).listed);
}

TEST(Concurrency, OneWorkerGetsOneAssignmentHoweverOftenHeAsks) {
  Workshop shop;
  const HitId hit = shop.publish({.assignments = 100});
  const WorkerId ann = shop.worker("ann");
  std::atomic<int> taken{0};
  at_once(100, [&](int) {
    const auto reply = shop.accept(ann, hit).get();
    if (reply) {
      ++taken;
    } else {
      EXPECT_EQ(reply.error().code, Code::AlreadyWorkedOnHit);
    }
  });
  EXPECT_EQ(taken, 1);
  EXPECT_EQ(shop.hit(hit).pending, 1);
}

TEST(Concurrency, AnAnswerIsTakenOnce) {
  Workshop shop;
  const HitId hit = shop.publish({});
  const WorkerId ann = shop.worker("ann");
  const std::string assignment = shop.accept(ann, hit).get().value();
  std::atomic<int> taken{0};
  at_once(64, [&](int) {
    const auto reply = shop.submit(ann, assignment).get();
    if (reply) {
      ++taken;
    } else {
      EXPECT_EQ(reply.error().code, Code::AssignmentNotInProgress);
    }
  });
  EXPECT_EQ(taken, 1);
  EXPECT_EQ(shop.hit(hit).submitted, 1);
  EXPECT_EQ(recount(shop, hit, domain::AssignmentStatus::Submitted), 1);
}

TEST(Concurrency, AnAssignmentIsPaidOnceByHandOrByTheClock) {
  Workshop shop(domain::Marketplace::Live);
  shop.runtime().start();
  constexpr int kWorkers = 60;
  const HitId hit = shop.publish(
      {.assignments = kWorkers, .reward = Money::cents(10), .auto_approval_delay = Duration::seconds(60)});
  // 0.10 and 40 % of it, from ten assignments on.
  const Money price = Money::cents(14);
  std::vector<std::string> assignments;
  std::vector<WorkerId> workers;
  for (int i = 0; i < kWorkers; ++i) {
    workers.push_back(shop.worker("worker" + std::to_string(i)));
    assignments.push_back(shop.accept(workers.back(), hit).get().value());
    ASSERT_TRUE(shop.submit(workers.back(), assignments.back()).get().has_value());
  }
  std::thread clock([&] {
    shop.domain().advance(Duration::seconds(61));
    shop.runtime().wake();
  });
  at_once(kWorkers * 2, [&](int i) {
    const auto reply = shop.approve(assignments[static_cast<std::size_t>(i % kWorkers)]).get();
    if (!reply) {
      EXPECT_EQ(reply.error().code, Code::InvalidAssignmentState);
    }
  });
  clock.join();
  shop.settle();
  shop.runtime().stop();
  EXPECT_EQ(recount(shop, hit, domain::AssignmentStatus::Approved), kWorkers);
  EXPECT_EQ(shop.hit(hit).decided, kWorkers);
  for (const WorkerId& worker : workers) {
    EXPECT_EQ(shop.balance(domain::Account::worker(worker)), Money::cents(10));
  }
  EXPECT_EQ(shop.balance(domain::Account::held(shop.requester())), Money{});
  EXPECT_EQ(shop.balance(domain::Account::fees()), Money::cents(4 * kWorkers));
  EXPECT_EQ(shop.balance(domain::Account::requester(shop.requester())),
            Money::dollars(1'000) - *times(price, kWorkers));
}

TEST(Concurrency, ReadersBesideATurningClockNeverSeeWhatIsOverdue) {
  Workshop shop;
  shop.runtime().start();
  const WorkerId ann = shop.worker("ann");
  std::vector<AssignmentId> handed_in;
  for (int i = 0; i < 40; ++i) {
    handed_in.push_back(shop.submitted(ann, {.auto_approval_delay = Duration::seconds(60 + i)}).second);
  }
  std::atomic<bool> stop{false};
  std::thread clock([&] {
    for (int i = 0; i < 120; ++i) {
      shop.domain().advance(Duration::seconds(1));
      std::this_thread::yield();
    }
    stop = true;
  });
  at_once(kThreads, [&](int) {
    while (!stop) {
      for (const AssignmentId& id : handed_in) {
        const Instant asked_at = shop.domain().now();
        const auto reply = shop.ask({},
                                    [id, asked_at](actions::ReadContext& ctx) -> actions::Reply {
                                      const auto found = store::find_assignment(ctx.db, id);
                                      const bool overdue =
                                          found->auto_approval_at <= asked_at &&
                                          found->status != domain::AssignmentStatus::Approved;
                                      return std::string(overdue ? "overdue" : "in time");
                                    })
                               .get();
        EXPECT_EQ(reply.value(), "in time");
      }
    }
  });
  clock.join();
  for (const AssignmentId& id : handed_in) {
    const auto status =
        shop.ask({},
                 [id](actions::ReadContext& ctx) -> actions::Reply {
                   return std::string(domain::name(store::find_assignment(ctx.db, id)->status));
                 })
            .get();
    EXPECT_EQ(status.value(), "Approved");
  }
  shop.runtime().stop();
}

}  // namespace
}  // namespace kempelen::jobs
