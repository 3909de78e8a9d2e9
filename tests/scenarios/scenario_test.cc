// One test for each scenario file and each way of scheduling; `KEMPELEN_SCENARIO=<file>` plays that file
// alone.
#include <fmt/format.h>
#include <fmt/ranges.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>

#include "tests/scenarios/runner/invariants.h"
#include "tests/scenarios/runner/play.h"
#include "tests/scenarios/runner/stories.h"

namespace kempelen::scenarios {
namespace {

using Parameter = std::tuple<std::string, Scheduler>;

class Scenario : public testing::TestWithParam<Parameter> {};

TEST_P(Scenario, ComesOutAsWritten) {
  const auto& [file, scheduler] = GetParam();
  World world(scheduler);
  int number = 1;
  try {
    for (const Line& line : read_story(file)) {
      number = line.number;
      play(world, line);
    }
    // Makes everything happen that is due, as any command does.
    if (!world.some_requester().empty())
      world.requester_call(world.some_requester(), "GetAccountBalance", "{}");
    world.read([&](db::Reader& db) {
      const auto broken = broken_invariants(db, world.now(), world.earlier_records);
      if (!broken.empty()) throw Mismatch(fmt::format("at the end: {}", fmt::join(broken, "; ")));
    });
  } catch (const std::exception& e) {
    ADD_FAILURE_AT(file.c_str(), number) << e.what();
  }
}

std::string title(const testing::TestParamInfo<Parameter>& info) {
  std::string name = std::filesystem::path(std::get<0>(info.param)).stem();
  std::ranges::replace_if(name, [](char c) { return std::isalnum(static_cast<unsigned char>(c)) == 0; }, '_');
  return name + (std::get<1>(info.param) == Scheduler::Prompt ? "__prompt" : "__late");
}

INSTANTIATE_TEST_SUITE_P(Stories, Scenario,
                         testing::Combine(testing::ValuesIn(story_files()),
                                          testing::Values(Scheduler::Prompt, Scheduler::Absent)),
                         title);

}  // namespace
}  // namespace kempelen::scenarios
