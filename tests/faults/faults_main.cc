// `./dev faults`: careers with power losses and failing calls from fresh seeds for as long as asked, and what
// came of them. `faults --minutes N [--seed S]`; `faults --career S` repeats one.
#include <fmt/format.h>

#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <map>
#include <string>

#include "base/random.h"
#include "tests/faults/campaign.h"

namespace {

using namespace kempelen;
using Clock = std::chrono::steady_clock;

constexpr auto kBetweenLines = std::chrono::seconds(30);

std::uint64_t fresh_seed() {
  SystemRandom random;
  std::array<std::uint8_t, 4> bytes{};
  random.fill(bytes);
  std::uint64_t seed = 0;
  for (const std::uint8_t byte : bytes) seed = seed * 256 + byte;
  return seed * 1'000'000 + 1;  // room for a million careers
}

std::string counts(const faults::Tally& tally) {
  return fmt::format("{} power losses, {} failed calls, {} acknowledged effects checked", tally.power_losses,
                     tally.failed_calls, tally.effects_checked);
}

faults::Tally live_for(double minutes, std::uint64_t seed) {
  const auto end =
      Clock::now() + std::chrono::duration_cast<Clock::duration>(std::chrono::duration<double>(minutes * 60));
  auto next_line = Clock::now() + kBetweenLines;
  return faults::campaign(seed, faults::live_with_everything, [&](const faults::Tally& so_far) {
    if (Clock::now() >= next_line) {
      fmt::print("{}\n", counts(so_far));
      std::fflush(stdout);
      next_line = Clock::now() + kBetweenLines;
    }
    return Clock::now() >= end;
  });
}

int run(const std::map<std::string, std::string>& flags) {
  faults::Tally tally;
  if (const auto career = flags.find("--career"); career != flags.end()) {
    faults::Career one(std::strtoull(career->second.c_str(), nullptr, 10));
    faults::live_with_everything(one);
    tally = one.tally();
  } else {
    const auto given = flags.find("--seed");
    const std::uint64_t seed =
        given == flags.end() ? fresh_seed() : std::strtoull(given->second.c_str(), nullptr, 10);
    fmt::print("Careers from seed {}\n", seed);
    tally = live_for(std::strtod(flags.at("--minutes").c_str(), nullptr), seed);
  }
  for (const std::string& problem : tally.problems) fmt::print("PROBLEM {}\n", problem);
  fmt::print("{}, {} problems\n", counts(tally), tally.problems.size());
  return tally.problems.empty() ? 0 : 1;
}

}  // namespace

int main(int argc, char** argv) {
  std::map<std::string, std::string> flags;
  for (int i = 1; i + 1 < argc; i += 2) flags[argv[i]] = argv[i + 1];
  if (argc < 3 || argc % 2 == 0 || (!flags.contains("--minutes") && !flags.contains("--career"))) {
    fmt::print(stderr, "usage: faults --minutes N [--seed S] | --career S\n");
    return 2;
  }
  return run(flags);
}
