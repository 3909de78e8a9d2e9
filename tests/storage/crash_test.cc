// kill -9, again and again, during load: every acknowledged row is there afterwards.
#include <signal.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cstdint>
#include <vector>

#include "base/random.h"
#include "db/sqlite/connection.h"
#include "tests/storage/test_database.h"

namespace kempelen::db {
namespace {

constexpr int kRounds = 20;

std::size_t below_400(RandomSource& random) {
  std::array<std::uint8_t, 2> bytes{};
  random.fill(bytes);
  return (bytes[0] * 256u + bytes[1]) % 400u;
}

class CrashTest : public StorageTest {
 protected:
  /// Starts the child, reads what it acknowledges, and kills it once it has acknowledged `until` rows.
  std::vector<std::int64_t> run_and_kill(std::int64_t first, std::size_t until) {
    std::array<int, 2> ends{};
    EXPECT_EQ(::pipe(ends.data()), 0);
    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_adddup2(&actions, ends[1], STDOUT_FILENO);
    posix_spawn_file_actions_addclose(&actions, ends[0]);
    std::string program = KEMPELEN_CRASH_CHILD, file = options().file, number = std::to_string(first);
    std::array<char*, 4> arguments{program.data(), file.data(), number.data(), nullptr};
    pid_t child = 0;
    EXPECT_EQ(::posix_spawn(&child, program.c_str(), &actions, nullptr, arguments.data(), environ), 0);
    posix_spawn_file_actions_destroy(&actions);
    ::close(ends[1]);
    std::vector<std::int64_t> acknowledged;
    std::int64_t row = 0;
    bool killed = false;
    while (::read(ends[0], &row, sizeof row) == static_cast<ssize_t>(sizeof row)) {
      acknowledged.push_back(row);
      if (!killed && acknowledged.size() >= until) killed = ::kill(child, SIGKILL) == 0;
    }
    ::close(ends[0]);
    int status = 0;
    EXPECT_EQ(::waitpid(child, &status, 0), child);
    EXPECT_TRUE(WIFSIGNALED(status) && WTERMSIG(status) == SIGKILL) << status;
    return acknowledged;
  }
};

TEST_F(CrashTest, LosesNothingThatWasAcknowledged) {
  SeededRandom random(20261124);
  std::vector<std::int64_t> acknowledged;
  std::int64_t first = 1;
  for (int round = 0; round < kRounds; ++round) {
    const auto seen = run_and_kill(first, 1 + below_400(random));
    ASSERT_FALSE(seen.empty());
    acknowledged.insert(acknowledged.end(), seen.begin(), seen.end());
    open();
    for (const std::int64_t row : acknowledged) ASSERT_TRUE(exists(row)) << row << " in round " << round;
    database_->read([&](Reader& reader) {
      reader.for_each(kItemIds, [&](const Row& row) { first = row.integer(0) + 1; });
    });
    database_.reset();
    sqlite::Connection connection(options().file, sqlite::Access::ReadWrite, nullptr, 1024);
    ASSERT_EQ(connection.ask("PRAGMA integrity_check"), "ok");
  }
}

}  // namespace
}  // namespace kempelen::db
