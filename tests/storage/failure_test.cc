// A disk that fails: nothing is acknowledged that is not synced, and nothing at all after a failure.
#include <gmock/gmock.h>
#include <sqlite3.h>

#include <atomic>
#include <chrono>
#include <future>
#include <thread>

#include "tests/faults/disk.h"
#include "tests/faults/power_loss_vfs.h"
#include "tests/storage/test_database.h"

namespace kempelen::db {
namespace {

using faults::Call;
using faults::FileKind;
using faults::Times;
using testing::HasSubstr;
using testing::ThrowsMessage;

class FailureTest : public StorageTest {
 protected:
  void SetUp() override { open_failing(); }
  void TearDown() override {
    disk_.heal();
    database_.reset();
  }
  /// All calls of that kind from now on.
  void fail(Call call, FileKind file, int code = SQLITE_IOERR) {
    disk_.fail({.call = call, .times = Times::ForEver, .code = code, .file = file});
  }
  void open_failing(int checkpoint_pages = SqliteOptions().checkpoint_pages) {
    SqliteOptions failing = options();
    failing.vfs = vfs_.name();
    disk_.create_durable(failing.file);
    failing.checkpoint_pages = checkpoint_pages;
    failing.on_fatal = [this](const std::string& why) {
      ++fatal_calls_;
      fatal_.set_value(why);
    };
    open(failing);
  }
  void reopen_healthy() {
    database_.reset();
    disk_.heal();
    SqliteOptions healthy = options();
    healthy.vfs = vfs_.name();
    open(healthy);
  }

  /// Waits for on_fatal to be called; the bound only matters when it never is.
  std::string fatal_reason() {
    auto told = fatal_.get_future();
    return told.wait_for(std::chrono::seconds(10)) == std::future_status::ready ? told.get() : "never called";
  }

  faults::Disk disk_{1};
  faults::PowerLossVfs vfs_{disk_};
  std::promise<std::string> fatal_;
  std::atomic<int> fatal_calls_ = 0;
};

TEST_F(FailureTest, EveryAcknowledgementComesAfterItsSync) {
  std::atomic<int> unsynced = 0, told = 0;
  for (int i = 0; i < 300; ++i) {
    database_->write(
        [i](Transaction& transaction) {
          transaction.execute(kInsertItem, i, "x", 0);
          return Verdict::Keep;
        },
        [&](Ending, const std::exception_ptr&) {
          ++told;
          unsynced += disk_.is_unsynced(FileKind::Log) ? 1 : 0;
        });
  }
  database_->close();
  EXPECT_EQ(told, 300);
  EXPECT_EQ(unsynced, 0);
  EXPECT_GE(disk_.syncs(FileKind::Log), database_->counts().commits);
}

TEST_F(FailureTest, OfTheLogsSyncEndsAllAcknowledging) {
  insert(1);
  fail(Call::Sync, FileKind::Log);
  EXPECT_THAT([&] { insert(2); }, ThrowsMessage<Fault>(HasSubstr("disk I/O error")));
  EXPECT_THAT(fatal_reason(), HasSubstr("COMMIT"));
  EXPECT_TRUE(database_->failed());
  disk_.heal();  // a disk that seems well again changes nothing
  EXPECT_THAT([&] { insert(3); }, ThrowsMessage<Fault>(HasSubstr("has failed")));
  EXPECT_EQ(count(), 1);
  reopen_healthy();
  EXPECT_TRUE(exists(1));
  EXPECT_FALSE(exists(3));
}

TEST_F(FailureTest, OfTheLogsWriteFailsTheWholeGroupAndAllThatWait) {
  insert(1);
  std::promise<void> entered, opened;
  std::atomic<int> done = 0, failed = 0;
  const auto count_ending = [&](Ending ending, const std::exception_ptr&) {
    ++(ending == Ending::Done ? done : failed);
  };
  database_->write(
      [&](Transaction& transaction) {
        transaction.execute(kInsertItem, 100, "x", 0);
        entered.set_value();
        opened.get_future().wait();
        return Verdict::Keep;
      },
      count_ending);
  entered.get_future().wait();
  for (int i = 0; i < 200; ++i) {
    database_->write(
        [i](Transaction& transaction) {
          transaction.execute(kInsertItem, 1000 + i, "x", 0);
          return Verdict::Keep;
        },
        count_ending);
  }
  fail(Call::Write, FileKind::Log);
  opened.set_value();
  EXPECT_THAT(fatal_reason(), HasSubstr("COMMIT"));
  database_->close();
  EXPECT_EQ(done, 0);
  EXPECT_EQ(failed, 201);
  EXPECT_EQ(fatal_calls_, 1);
  reopen_healthy();
  EXPECT_EQ(count(), 1);
}

TEST_F(FailureTest, OfAFullDiskAtCommitEndsAllAcknowledging) {
  fail(Call::Write, FileKind::Log, SQLITE_FULL);
  EXPECT_THAT([&] { insert(1); }, ThrowsMessage<Fault>(HasSubstr("full")));
  EXPECT_THAT(fatal_reason(), HasSubstr("full"));
  EXPECT_TRUE(database_->failed());
  reopen_healthy();
  EXPECT_EQ(count(), 0);
}

TEST_F(FailureTest, OfACheckpointsSyncLosesNothingAndStopsTheWriter) {
  database_.reset();
  open_failing(10);
  fail(Call::Sync, FileKind::Database);
  int acknowledged = 0;
  try {
    for (int i = 0; i < 100; ++i) {
      insert(i, std::string(10'000, 'x'));
      ++acknowledged;
    }
  } catch (const Fault&) {
  }
  EXPECT_THAT(fatal_reason(), HasSubstr("Checkpointing"));
  EXPECT_GT(acknowledged, 0);
  EXPECT_LT(acknowledged, 100);
  reopen_healthy();
  for (int i = 0; i < acknowledged; ++i) EXPECT_TRUE(exists(i)) << i;
}

TEST_F(FailureTest, OfTheCheckpointAtCloseIsReportedAndLosesNothing) {
  insert(1);
  fail(Call::Write, FileKind::Database);
  EXPECT_THAT([&] { database_->close(); }, ThrowsMessage<Fault>(HasSubstr("Checkpointing")));
  reopen_healthy();
  EXPECT_TRUE(exists(1));
}

TEST_F(FailureTest, ThatEndsATransactionEarlyFailsThatJobOnly) {
  database_.reset();
  SqliteOptions tiny = options();
  tiny.vfs = vfs_.name();
  disk_.create_durable(tiny.file);
  tiny.writer_cache_kib = 1;  // pages are written before the commit
  open(tiny);
  insert(1);
  const std::string big(500'000, 'x');
  EXPECT_THROW(database_->write_and_wait([&](Transaction& transaction) {
    fail(Call::Write, FileKind::Log, SQLITE_FULL);
    for (int i = 0; i < 20; ++i) {
      try {
        transaction.execute(kInsertItem, 10 + i, big, 0);
      } catch (const Fault&) {
        disk_.heal();  // goes on, which must not write outside the transaction
      }
    }
    return Verdict::Keep;
  }),
               Fault);
  EXPECT_FALSE(database_->failed());
  insert(2);
  EXPECT_EQ(count(), 2);
}

// SQLite says "wal" before it commits the change, and goes on with a rollback journal when that fails.
TEST_F(FailureTest, OfTheSwitchToTheLogIsNoticed) {
  int refused = 0;
  for (std::uint64_t nth = 1; nth <= 12; ++nth) {
    database_.reset();
    SqliteOptions fresh = options();
    fresh.file = directory_.file("new-" + std::to_string(nth) + ".db");
    fresh.vfs = vfs_.name();
    disk_.create_durable(fresh.file);
    disk_.fail({.call = Call::Sync, .nth = nth, .times = Times::Once, .code = SQLITE_IOERR_FSYNC});
    try {
      open(fresh);
    } catch (const Fault&) {
      ++refused;
      continue;
    }
    disk_.heal();
    static constexpr Sql kJournalMode{"PRAGMA journal_mode"};
    database_->read([&](Reader& reader) {
      EXPECT_EQ(reader.find(kJournalMode, [](const Row& row) { return std::string(row.text(0)); }), "wal")
          << nth;
    });
  }
  EXPECT_GE(refused, 3);
}

// Linux takes what a failed sync left unwritten for clean and never writes it, but shows it to every reader.
TEST_F(FailureTest, OfASyncLeavesNoHoleInFrontOfWhatTheNextProcessAcknowledges) {
  for (int round = 0; round < 40; ++round) {
    SqliteOptions again = options();
    again.vfs = vfs_.name();
    disk_.fail({.call = Call::Sync, .times = Times::Once, .code = SQLITE_IOERR_FSYNC, .file = FileKind::Log});
    EXPECT_THROW(insert(1000 + round, std::string(10'000, 'x')), Fault);
    database_.reset();
    disk_.heal();
    open(again);
    insert(round);
    disk_.lose_power();
    database_.reset();
    disk_.restore_power();
    open(again);
    ASSERT_TRUE(exists(round)) << round;
  }
}

}  // namespace
}  // namespace kempelen::db
