// As many seeds as fit into the time, each a world of its own. KEMPELEN_SIMULATION_SEED=… repeats the first.
// At most the same two hundred everywhere, so that a red run is about a change; `./dev simulate` is for new
// ones.
#include <fmt/format.h>
#include <gtest/gtest.h>

#include <cstdlib>

#include "tests/simulation/run.h"

namespace kempelen::simulation {
namespace {

using Seconds = std::chrono::duration<double>;

constexpr std::size_t kSteps = 2000, kSeedsMin = 100, kSeedsMax = 200;
constexpr Seconds kTime{240};
constexpr std::chrono::seconds kPatience{90};

std::uint64_t from_environment(const char* name, std::uint64_t otherwise) {
  const char* const text = std::getenv(name);
  return text == nullptr ? otherwise : std::strtoull(text, nullptr, 10);
}

TEST(Simulation, ServerAndBookkeeperAgree) {
  const auto began = std::chrono::steady_clock::now();
  const std::uint64_t first = from_environment("KEMPELEN_SIMULATION_SEED", 1);
  const std::uint64_t most = from_environment("KEMPELEN_SIMULATION_SEEDS", kSeedsMax);
  std::uint64_t seed = first;
  std::size_t steps = 0;
  for (; seed < first + most; ++seed) {
    const bool time_is_over = Seconds(std::chrono::steady_clock::now() - began) > kTime;
    if (time_is_over && seed >= first + kSeedsMin) break;
    const SeedRun run = run_seed(seed, kSteps);
    steps += run.steps.size();
    ASSERT_FALSE(run.finding.has_value()) << report(run, "simulation-findings", kPatience);
  }
  fmt::print("{} seeds, {} steps\n", seed - first, steps);
  RecordProperty("seeds", std::to_string(seed - first));
}

TEST(Simulation, ASeedRepeats) {
  const SeedRun once = run_seed(3, 600), again = run_seed(3, 600);
  EXPECT_EQ(once.steps, again.steps);
  EXPECT_FALSE(play_all(3, once.steps).has_value());
}

TEST(Simulation, StepsAreReadAsTheyAreWritten) {
  const SeedRun run = run_seed(4, 400);
  const auto replay = read_replay(replay_text(4, run.steps, "all"));
  ASSERT_TRUE(replay.has_value());
  EXPECT_EQ(replay->seed, 4U);
  EXPECT_EQ(replay->steps, run.steps);
  EXPECT_FALSE(read_replay("seed 1\nGetHIT who=\n").has_value());
  EXPECT_FALSE(read_replay("GetHit who=1\n").has_value());
}

/// Makes something come out otherwise than the bookkeeper says, by asking him about another step.
TEST(Simulation, ABookkeeperWhoIsToldSomethingElseDisagrees) {
  Server server(1);
  Book book;
  book.requesters = server.names().requesters;
  book.workers = server.names().workers;
  const Step asked{.op = Op::Deposit, .args = {{Arg::Cents, 500}}};
  const Step noted{.op = Op::Deposit, .args = {{Arg::Cents, 501}}};
  const auto written = server.write(std::span(&asked, 1));
  EXPECT_FALSE(book.differs(noted, written[0].at, written[0].reply).has_value());
  const Step look{.op = Op::GetAccountBalance, .live = true};
  const auto difference = book.differs(look, server.now(), server.read(look));
  ASSERT_TRUE(difference.has_value());
  EXPECT_NE(difference->find("AvailableBalance: expected \"5.01\", got \"5.00\""), std::string::npos)
      << *difference;
}

TEST(Simulation, AShrunkenRunIsShortAndShowsTheSame) {
  // A step of another type than any that is drawn fails for sure: a page that is too large, told as if it
  // were not.
  SeedRun run = run_seed(5, 300);
  run.steps.push_back({.op = Op::ListHITs, .args = {{Arg::Size, 101}}});
  auto found = play_all(5, run.steps);
  ASSERT_TRUE(found.has_value());
  const auto small = shrink(5, run.steps, *found, [] { return true; });
  ASSERT_EQ(small.steps.size(), 1U);
  EXPECT_EQ(small.steps[0], run.steps.back());
  EXPECT_EQ(small.finding.kind(), found->kind());
}

}  // namespace
}  // namespace kempelen::simulation
