// A seed from its first draw to its verdict, and what is written down when the verdict is bad.
#pragma once

#include <chrono>
#include <filesystem>

#include "tests/simulation/shrink.h"

namespace kempelen::simulation {

struct SeedRun {
  std::uint64_t seed = 0;
  std::vector<Step> steps{};
  std::optional<Finding> finding{};
  std::set<std::size_t> refused{};  // which steps were
};

/// At least `steps` steps, unless something is found before.
SeedRun run_seed(std::uint64_t seed, std::size_t steps);

/// Shrinks a run that found something for at most that long, and writes SEED.replay and, as far as the verbs
/// reach, SEED.scenario into `folder`. A few lines for whoever reads the output.
std::string report(const SeedRun& run, const std::filesystem::path& folder, std::chrono::seconds patience);

/// The steps in the language of tests/scenarios, with what the bookkeeper expects at the end; nothing when it
/// takes a fault, or an input that has no verb there. Times are rounded to seconds.
std::optional<std::string> scenario_text(std::uint64_t seed, std::span<const Step> steps);

}  // namespace kempelen::simulation
