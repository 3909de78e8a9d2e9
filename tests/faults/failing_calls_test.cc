// The same work again and again, with the first, second, third … call of a kind failing: whatever fails, a
// command either leaves nothing behind or is acknowledged and there.
#include <gmock/gmock.h>
#include <sqlite3.h>

#include <atomic>
#include <string>
#include <thread>

#include "tests/faults/career.h"

namespace kempelen::faults {
namespace {

using testing::IsEmpty;

constexpr std::uint64_t kSeed = 77;
constexpr int kGroups = 6;

struct Sweep {
  Call call;
  Times times;
  int code;
  std::optional<FileKind> file{};
};

void PrintTo(const Sweep& sweep, std::ostream* out) {
  *out << name(sweep.call) << " with " << sweep.code;
}

class FailingCalls : public testing::TestWithParam<Sweep> {
 protected:
  /// Fails the first, the second, … call, until there are no more. How many there were.
  std::uint64_t sweep() {
    std::atomic<std::uint64_t> next = 1, failed = 0;
    std::atomic<bool> done = false;
    const auto work = [&] {
      while (!done) {
        const std::uint64_t nth = next++;
        Career career(kSeed);
        const Sweep& sweep = GetParam();
        if (career.fail({sweep.call, nth, sweep.times, sweep.code, sweep.file}, kGroups)) {
          ++failed;
        } else {
          done = true;
        }
        career.work(2);
        for (const auto& problem : career.tally().problems)
          ADD_FAILURE() << "call " << nth << ": " << problem;
        if (career.has_problems()) done = true;
      }
    };
    {
      const std::jthread other(work);
      work();
    }
    return failed;
  }
};

TEST_P(FailingCalls, LeaveNothingHalfDone) {
  const std::uint64_t failed = sweep();
  EXPECT_GT(failed, 0U);
  RecordProperty("failed_calls", std::to_string(failed));
}

// A read that comes back short is an error in the log. In the database file SQLite takes it for the end of
// the file, which no system reports in the middle of one; so that is not among what can happen.
INSTANTIATE_TEST_SUITE_P(Each, FailingCalls,
                         testing::Values(Sweep{Call::Read, Times::Once, SQLITE_IOERR_READ},
                                         Sweep{Call::Read, Times::ForEver, SQLITE_IOERR_READ},
                                         Sweep{Call::Read, Times::Once, SQLITE_IOERR_SHORT_READ,
                                               FileKind::Log},
                                         Sweep{Call::Write, Times::Once, SQLITE_IOERR_WRITE},
                                         Sweep{Call::Write, Times::ForEver, SQLITE_FULL},
                                         Sweep{Call::Sync, Times::Once, SQLITE_IOERR_FSYNC},
                                         Sweep{Call::Sync, Times::ForEver, SQLITE_IOERR_FSYNC},
                                         Sweep{Call::Truncate, Times::Once, SQLITE_IOERR_TRUNCATE},
                                         Sweep{Call::Truncate, Times::ForEver, SQLITE_IOERR_TRUNCATE},
                                         Sweep{Call::Open, Times::Once, SQLITE_CANTOPEN},
                                         Sweep{Call::Open, Times::ForEver, SQLITE_CANTOPEN},
                                         Sweep{Call::Delete, Times::Once, SQLITE_IOERR_DELETE},
                                         Sweep{Call::Delete, Times::ForEver, SQLITE_IOERR_DELETE},
                                         Sweep{Call::MapShared, Times::Once, SQLITE_IOERR_SHMMAP},
                                         Sweep{Call::MapShared, Times::ForEver, SQLITE_IOERR_SHMMAP}),
                         [](const auto& instance) {
                           const Sweep& sweep = instance.param;
                           const std::string kind = sweep.file ? "_of_the_log" : "";
                           return std::string(name(sweep.call)) +
                                  (sweep.times == Times::Once ? "_once" : "_for_ever") + kind;
                         });

TEST(FullDisk, LeavesNothingHalfDoneWhateverRoomThereWas) {
  std::uint64_t full = 0;
  for (std::size_t room = 0; room < 200'000; room += 4'001) {
    Career career(kSeed + room);
    career.work(3);
    full += career.fill_disk(room, 4 * kGroups) ? 1 : 0;
    career.work(2);
    EXPECT_THAT(career.tally().problems, IsEmpty()) << room << " bytes of room";
  }
  EXPECT_GE(full, 10U);
}

}  // namespace
}  // namespace kempelen::faults
