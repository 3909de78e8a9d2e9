// `kempelen admin check`: what it answers, prints and ends with.
#include "server/admin_check.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <atomic>
#include <thread>

#include "tests/unit/server/house.h"

namespace kempelen::server {
namespace {

using ::testing::HasSubstr;
using ::testing::StartsWith;

constexpr db::Sql kDamage{"UPDATE balances SET balance = balance + 10000 WHERE account = 'outside'"};

TEST(AdminCheck, SaysThatNothingDiffers) {
  House house;
  house.shop().runtime().start();
  const std::string answer = house.admin("check").value();
  EXPECT_THAT(answer, StartsWith(R"({"AsOf":")"));
  EXPECT_THAT(answer, HasSubstr(R"("Clean":true)"));
  const Printed printed = admin::print_check(answer, {});
  EXPECT_EQ(printed.exit_code, 0);
  EXPECT_THAT(printed.text,
              StartsWith("0 HITs, 0 assignments, 1 ledger entries and 1 timers counted: nothing differs.\n"));
  EXPECT_EQ(admin::print_check(answer, {{"json", "yes"}}).text, answer + "\n");
}

TEST(AdminCheck, SaysWhatDiffers) {
  House house;
  house.shop().runtime().start();
  house.shop().database().write_and_wait([](db::Transaction& tx) {
    tx.execute(kDamage);
    return db::Verdict::Keep;
  });
  const std::string answer = house.admin("check").value();
  const Printed printed = admin::print_check(answer, {});
  EXPECT_EQ(printed.exit_code, 1);
  EXPECT_THAT(printed.text,
              StartsWith("Account outside has the balance -999.99, and its entries add up to -1000.00.\n"
                         "All balances add up to 0.01 instead of 0.00.\n"));
  EXPECT_THAT(printed.text, HasSubstr(": 2 differences.\n"));
  EXPECT_EQ(admin::print_check(answer, {{"json", "yes"}}).exit_code, 1);
  EXPECT_EQ(find_admin_command("check")->refused_exit_code, 2);
}

TEST(AdminCheck, WhatIsDueHappensFirst) {
  House house;
  house.shop().runtime().start();
  house.shop().publish({.lifetime = Duration::seconds(60)});
  house.shop().domain().advance(Duration::days(1));
  EXPECT_THAT(house.admin("check").value(), HasSubstr(R"("Clean":true)"));
}

// Timers that are due but have not run, commands between the settling and the snapshot: none is a difference.
TEST(AdminCheck, IsRightWhileEverythingMoves) {
  House house;
  jobs::Workshop& shop = house.shop();
  shop.runtime().start();
  const WorkerId ann = shop.worker("ann");
  std::atomic<bool> stop{false};
  std::thread working([&] {
    while (!stop) {
      const HitId hit = shop.publish({.assignments = 2,
                                      .lifetime = Duration::seconds(2),
                                      .duration = Duration::seconds(1),
                                      .auto_approval_delay = Duration::seconds(1)});
      const auto assignment = shop.accept(ann, hit).get();
      if (assignment) static_cast<void>(shop.submit(ann, *assignment).get());
    }
  });
  std::thread turning([&] {
    while (!stop) shop.domain().advance(Duration::millis(1));
  });
  for (int i = 0; i < 150; ++i) EXPECT_THAT(house.admin("check").value(), HasSubstr(R"("Differences":[])"));
  stop = true;
  working.join();
  turning.join();
}

}  // namespace
}  // namespace kempelen::server
