// Rounds until there are enough steps.
#include "tests/simulation/run.h"

#include <fmt/format.h>

#include <fstream>

#include "tests/simulation/draw.h"

namespace kempelen::simulation {
namespace {

std::string save(const std::filesystem::path& file, const std::string& text) {
  std::filesystem::create_directories(file.parent_path());
  std::ofstream(file) << text;
  return file.string();
}

}  // namespace

SeedRun run_seed(std::uint64_t seed, std::size_t steps) {
  SeedRun run{.seed = seed};
  Simulation simulation(seed);
  Drawer drawer(seed);
  while (run.steps.size() < steps) {
    for (Step& step : drawer.round(simulation.book(), simulation.now())) {
      run.steps.push_back(std::move(step));
      run.finding = simulation.play(run.steps.back());
      if (run.finding) return run;
    }
  }
  run.finding = simulation.finish();
  run.refused = simulation.refused();
  return run;
}

std::string report(const SeedRun& run, const std::filesystem::path& folder, std::chrono::seconds patience) {
  const auto until = std::chrono::steady_clock::now() + patience;
  const auto small =
      shrink(run.seed, run.steps, *run.finding, [&] { return std::chrono::steady_clock::now() < until; });
  std::string said = fmt::format("seed {}, step {} ({}): {}\n", run.seed, run.finding->step,
                                 name(run.finding->op), run.finding->what);
  const std::string remark = fmt::format("{}: {}", name(small.finding.op), small.finding.what);
  said += fmt::format(
      "  shrunken from {} to {} steps: {}\n", run.steps.size(), small.steps.size(),
      save(folder / fmt::format("{}.replay", run.seed), replay_text(run.seed, small.steps, remark)));
  if (const auto scenario = scenario_text(run.seed, small.steps)) {
    said +=
        fmt::format("  as a scenario: {}\n", save(folder / fmt::format("{}.scenario", run.seed), *scenario));
  }
  for (const Step& step : small.steps) said += "    " + text_of(step) + "\n";
  return said;
}

}  // namespace kempelen::simulation
