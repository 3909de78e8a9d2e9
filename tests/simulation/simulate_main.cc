// `simulate`: seeds for as long as wanted, one seed again, or a file that an earlier run wrote.
#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <array>
#include <chrono>
#include <ctime>
#include <fstream>
#include <iostream>
#include <sstream>

#include "base/random.h"
#include "tests/simulation/run.h"

namespace kempelen::simulation {
namespace {

struct Options {
  double minutes = 0;
  std::uint64_t seed = 0;  // 0: drawn from the clock
  std::uint64_t seeds = 0;
  std::size_t steps = 2000;
  std::string replay{};
  std::string folder = "simulation-findings";
  int patience = 60;
  int findings_max = 5;
  bool counts = false;
};

std::uint64_t fresh_seed() {
  SystemRandom random;
  std::array<std::uint8_t, 4> bytes{};
  random.fill(bytes);
  std::uint64_t seed = 0;
  for (const std::uint8_t byte : bytes) seed = seed * 256 + byte;
  return seed * 1'000'000 + 1;  // room for a million worlds
}

double cpu_seconds() {
  return static_cast<double>(std::clock()) / CLOCKS_PER_SEC;
}

int play_file(const std::string& file) {
  std::ifstream in(file);
  std::stringstream text;
  text << in.rdbuf();
  const auto replay = read_replay(text.str());
  if (!in || !replay) {
    fmt::print(stderr, "simulate: {} cannot be read\n", file);
    return 2;
  }
  const auto found = play_all(replay->seed, replay->steps);
  if (!found) {
    fmt::print("{} steps, nothing found\n", replay->steps.size());
    return 0;
  }
  fmt::print("step {} ({}): {}\n", found->step, name(found->op), found->what);
  return 1;
}

/// How often each operation succeeded and was refused.
struct Counts {
  std::array<std::array<std::uint64_t, 2>, static_cast<std::size_t>(Op::kCount)> of{};

  void add(const SeedRun& run) {
    for (std::size_t i = 0; i < run.steps.size(); ++i) {
      ++of[static_cast<std::size_t>(run.steps[i].op)][run.refused.contains(i) ? 1 : 0];
    }
  }
  void print() const {
    for (std::size_t i = 0; i < of.size(); ++i) {
      fmt::print("{:36} {:8} done {:8} refused\n", name(static_cast<Op>(i)), of[i][0], of[i][1]);
    }
  }
};

int play_seeds(const Options& options) {
  const auto began = std::chrono::steady_clock::now();
  const auto elapsed = [&] {
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - began).count();
  };
  std::uint64_t seed = options.seed;
  if (seed == 0) seed = fresh_seed();
  fmt::print("the first seed is {}\n", seed);
  std::uint64_t seeds = 0, steps = 0;
  int findings = 0;
  double cpu = 0;
  Counts counts;
  const auto wants_more = [&] {
    if (findings >= options.findings_max) return false;
    if (options.seeds != 0) return seeds < options.seeds;
    return options.minutes > 0 ? elapsed() < options.minutes * 60 : seeds < 1;
  };
  for (; wants_more(); ++seed, ++seeds) {
    const double before = cpu_seconds();
    const SeedRun run = run_seed(seed, options.steps);
    cpu += cpu_seconds() - before;
    steps += run.steps.size();
    counts.add(run);
    if (!run.finding) continue;
    ++findings;
    std::cout << report(run, options.folder, std::chrono::seconds(options.patience)) << std::flush;
  }
  if (options.counts) counts.print();
  fmt::print("{} seeds, {} steps, {:.0f} steps per CPU second, {} findings\n", seeds, steps,
             static_cast<double>(steps) / std::max(cpu, 0.001), findings);
  return findings == 0 ? 0 : 1;
}

}  // namespace
}  // namespace kempelen::simulation

int main(int argc, char** argv) {
  kempelen::simulation::Options options;
  CLI::App app{"Simulated worlds, checked by an independent bookkeeper"};
  app.add_option("--minutes", options.minutes, "for how long");
  app.add_option("--seed", options.seed, "the first seed; alone: only this one");
  app.add_option("--seeds", options.seeds, "how many");
  app.add_option("--steps", options.steps, "steps of each seed");
  app.add_option("--replay", options.replay, "plays a file that an earlier run wrote");
  app.add_option("--findings", options.folder, "the folder for shrunken runs");
  app.add_option("--patience", options.patience, "seconds for shrinking one");
  app.add_flag("--counts", options.counts, "tells how often each operation succeeded and was refused");
  app.add_option("--stop-after", options.findings_max, "ends after so many findings");
  CLI11_PARSE(app, argc, argv);
  if (!options.replay.empty()) return kempelen::simulation::play_file(options.replay);
  return kempelen::simulation::play_seeds(options);
}
