// Every refusal is told by a story: a row of the table that no scenario produces is a promise nobody has
// kept. The same for the refusals that each operation declares, and the other way round: what an operation
// was seen to refuse is declared.
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <functional>
#include <map>
#include <set>
#include <span>
#include <string>
#include <string_view>

#include "api/errors.h"
#include "api/refusals.h"
#include "api/services.h"
#include "tests/scenarios/runner/play.h"
#include "tests/scenarios/runner/stories.h"

namespace kempelen::scenarios {
namespace {

/// Stories have no signatures, sockets or sessions, so these cannot appear in them; and where they are told
/// instead.
struct Elsewhere {
  Code code;
  std::string_view where;
};
constexpr Elsewhere kToldElsewhere[] = {
    {Code::MissingAuthenticationToken, "tests/unit/aws"},
    {Code::IncompleteSignature, "tests/unit/aws"},
    {Code::UnrecognizedClient, "tests/unit/aws"},
    {Code::ExpiredToken, "tests/unit/aws"},
    {Code::InvalidSignature, "tests/unit/aws"},
    {Code::AccountSuspended, "tests/unit/server"},
    {Code::Throttled, "tests/unit/server"},
    {Code::UnknownOperation, "tests/unit/server"},
    {Code::NotSignedIn, "tests/api/test_worker_sessions.py"},
    {Code::ForgedRequest, "tests/api/test_worker_sessions.py"},
    {Code::BadCredentials, "tests/api/test_worker_sessions.py"},
    {Code::SignUpClosed, "tests/api/test_settings.py"},
    {Code::UsernameTaken, "tests/api/test_worker_sessions.py"},
    {Code::WorkerSuspended, "tests/api/test_worker_sessions.py"},
    {Code::DeadlinePassed, "tests/unit/domain"},  // in a story, as in a server, the timer has run before
};

/// What stories produced: all codes, and those of each operation of the Requester API.
struct Told {
  std::set<Code> refused{};
  std::map<std::string, std::set<Code>, std::less<>> refused_by{};
};

const Told& told_by_stories() {
  static const Told told = [] {
    Told all;
    for (const std::string& file : story_files()) {
      World world(Scheduler::Prompt);
      for (const Line& line : read_story(file)) play(world, line);
      all.refused.insert(world.refused.begin(), world.refused.end());
      for (const auto& [operation, codes] : world.refused_by) {
        all.refused_by[operation].insert(codes.begin(), codes.end());
      }
    }
    return all;
  }();
  return told;
}

bool only_one_story() {
  return std::getenv("KEMPELEN_SCENARIO") != nullptr;
}

TEST(Coverage, EveryRefusalIsToldByAStory) {
  if (only_one_story()) GTEST_SKIP() << "one story does not tell everything";
  const std::set<Code>& refused = told_by_stories().refused;
  for (const api::ErrorRow& row : api::error_table()) {
    const auto elsewhere = std::ranges::find(kToldElsewhere, row.code, &Elsewhere::code);
    if (elsewhere == std::end(kToldElsewhere)) {
      EXPECT_TRUE(refused.contains(row.code)) << "no story ends with " << row.name;
    } else {
      EXPECT_FALSE(refused.contains(row.code))
          << row.name << " is told by a story after all, not only in " << elsewhere->where;
    }
  }
}

std::string name_of(Code code) {
  return std::string(std::ranges::find(api::error_table(), code, &api::ErrorRow::code)->name);
}

TEST(Coverage, EveryDeclaredRefusalOfAnOperationIsToldByAStory) {
  if (only_one_story()) GTEST_SKIP() << "one story does not tell everything";
  for (const model::OperationRecord& operation : api::requester_service().operations) {
    const auto told = told_by_stories().refused_by.find(operation.name);
    for (const Code code : api::refusals_of(operation.name)) {
      EXPECT_TRUE(told != told_by_stories().refused_by.end() && told->second.contains(code))
          << "src/api/refusals.cc: no story makes " << operation.name << " refuse with " << name_of(code);
    }
  }
}

TEST(Coverage, EveryRefusalOfAnOperationIsDeclared) {
  const auto has = [](std::span<const Code> codes, Code code) {
    return std::ranges::find(codes, code) != codes.end();
  };
  for (const auto& [operation, codes] : told_by_stories().refused_by) {
    for (const Code code : codes) {
      EXPECT_TRUE(has(api::refusals_of(operation), code) || has(api::shared_refusals(), code))
          << "src/api/refusals.cc: " << operation << " can refuse with " << name_of(code);
    }
  }
}

}  // namespace
}  // namespace kempelen::scenarios
