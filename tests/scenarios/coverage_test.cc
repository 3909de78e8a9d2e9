// Every refusal is told by a story: a row of the table that no scenario produces is a promise nobody has
// kept.
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <set>
#include <string_view>

#include "api/errors.h"
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

std::set<Code> refused_in_stories() {
  std::set<Code> refused;
  for (const std::string& file : story_files()) {
    World world(Scheduler::Prompt);
    for (const Line& line : read_story(file)) play(world, line);
    refused.insert(world.refused.begin(), world.refused.end());
  }
  return refused;
}

TEST(Coverage, EveryRefusalIsToldByAStory) {
  if (std::getenv("KEMPELEN_SCENARIO") != nullptr) GTEST_SKIP() << "one story does not tell everything";
  const std::set<Code> refused = refused_in_stories();
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

}  // namespace
}  // namespace kempelen::scenarios
