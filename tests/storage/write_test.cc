// Group commit on the real engine: every acknowledged job is there, every discarded one is not.
#include <gmock/gmock.h>

#include <atomic>
#include <future>
#include <thread>

#include "tests/storage/test_database.h"

namespace kempelen::db {
namespace {

using testing::HasSubstr;
using testing::ThrowsMessage;

constexpr Sql kInsertPart{"INSERT INTO parts (id, item) VALUES ($1, $2)"};

class WriteTest : public StorageTest {
 protected:
  void SetUp() override { open(); }

  /// Holds the writing thread while `push` queues jobs, so that they form one group.
  template <typename Push>
  void as_one_group(Push&& push) {
    std::promise<void> entered, opened;
    database_->write(
        [&](Transaction&) {
          entered.set_value();
          opened.get_future().wait();
          return Verdict::Keep;
        },
        [](Ending, const std::exception_ptr&) {});
    entered.get_future().wait();
    push();
    opened.set_value();
    database_->close();
  }
  void write_item(std::int64_t id, Verdict verdict, std::atomic<int>& done) {
    database_->write(
        [id, verdict](Transaction& transaction) {
          transaction.execute(kInsertItem, id, "label", 0);
          return verdict;
        },
        [&done](Ending ending, const std::exception_ptr&) { done += ending == Ending::Done ? 1 : 0; });
  }
};

TEST_F(WriteTest, ByManyThreadsIsGroupedAndSeenAtOnce) {
  constexpr int kThreads = 16, kEach = 50;
  std::vector<std::thread> writers;
  for (int t = 0; t < kThreads; ++t) {
    writers.emplace_back([&, t] {
      for (int i = 0; i < kEach; ++i) {
        insert(t * kEach + i);
        EXPECT_TRUE(exists(t * kEach + i));
      }
    });
  }
  for (auto& writer : writers) writer.join();
  EXPECT_EQ(count(), kThreads * kEach);
  const auto counts = database_->counts();
  EXPECT_EQ(counts.jobs, static_cast<std::uint64_t>(kThreads * kEach));
  EXPECT_LT(counts.commits, counts.jobs);
}

TEST_F(WriteTest, IsVisibleToAReaderInTheCallback) {
  std::promise<bool> seen;
  database_->write(
      [](Transaction& transaction) {
        transaction.execute(kInsertItem, 1, "label", 0);
        return Verdict::Keep;
      },
      [&](Ending, const std::exception_ptr&) { seen.set_value(exists(1)); });
  EXPECT_TRUE(seen.get_future().get());
}

TEST_F(WriteTest, DiscardedWithinAGroupUndoesItselfOnly) {
  std::atomic<int> done = 0;
  as_one_group([&] {
    for (int i = 0; i < 20; ++i) write_item(i, i == 7 || i == 13 ? Verdict::Discard : Verdict::Keep, done);
  });
  EXPECT_EQ(done, 20);
  EXPECT_EQ(count(), 18);
  EXPECT_FALSE(exists(7));
  EXPECT_FALSE(exists(13));
  EXPECT_EQ(database_->counts().batches_retried, 1u);
  EXPECT_EQ(database_->counts().jobs_discarded, 2u);
}

TEST_F(WriteTest, RunAgainAfterANeighbourHasItsEffectOnce) {
  static constexpr Sql kAdd{"UPDATE items SET amount = amount + 1 WHERE id = 1"};
  static constexpr Sql kAmount{"SELECT amount FROM items WHERE id = 1"};
  insert(1);
  int runs = 0;
  std::atomic<int> done = 0;
  as_one_group([&] {
    database_->write(
        [&](Transaction& transaction) {
          ++runs;
          transaction.execute(kAdd);
          return Verdict::Keep;
        },
        [](Ending, const std::exception_ptr&) {});
    write_item(2, Verdict::Discard, done);
  });
  EXPECT_EQ(runs, 2);
  database_->read([](Reader& reader) {
    EXPECT_EQ(reader.find(kAmount, [](const Row& row) { return row.integer(0); }), 1);
  });
}

TEST_F(WriteTest, DiscardedWithoutChangesCostsNothing) {
  std::atomic<int> done = 0;
  as_one_group([&] {
    write_item(1, Verdict::Keep, done);
    database_->write(
        [](Transaction& transaction) {
          EXPECT_TRUE(transaction.find(kItemLabel, [](const Row&) { return true; }, 1).has_value());
          return Verdict::Discard;
        },
        [&](Ending ending, const std::exception_ptr&) { done += ending == Ending::Done ? 1 : 0; });
    write_item(2, Verdict::Keep, done);
  });
  EXPECT_EQ(done, 3);
  EXPECT_EQ(count(), 2);
  EXPECT_EQ(database_->counts().batches_retried, 0u);
}

TEST_F(WriteTest, ThatThrowsPassesItsExceptionOn) {
  insert(1);
  EXPECT_THROW(database_->write_and_wait([](Transaction& transaction) -> Verdict {
    transaction.execute(kInsertItem, 2, "x", 0);
    throw 42;
  }),
               int);
  EXPECT_EQ(count(), 1);
  insert(3);
  EXPECT_EQ(count(), 2);
}

TEST_F(WriteTest, ThatBreaksAConstraintFailsAloneEvenWhenItCatchesTheFault) {
  insert(1);
  std::atomic<int> done = 0;
  std::string error;
  as_one_group([&] {
    write_item(2, Verdict::Keep, done);
    database_->write(
        [](Transaction& transaction) {
          transaction.execute(kInsertItem, 3, "x", 0);
          try {
            transaction.execute(kInsertItem, 1, "x", 0);
          } catch (const Fault&) {
          }
          return Verdict::Keep;
        },
        [&](Ending, const std::exception_ptr& failure) {
          try {
            if (failure) std::rethrow_exception(failure);
          } catch (const Fault& fault) {
            error = fault.what();
          }
        });
    write_item(4, Verdict::Keep, done);
  });
  EXPECT_THAT(error, HasSubstr("UNIQUE constraint failed: items.id"));
  EXPECT_EQ(done, 2);
  EXPECT_EQ(count(), 3);
  EXPECT_FALSE(exists(3));
}

TEST_F(WriteTest, OfAReferenceToNothingIsRefused) {
  EXPECT_THAT(
      [&] {
        database_->write_and_wait([](Transaction& transaction) {
          transaction.execute(kInsertPart, 1, 99);
          return Verdict::Keep;
        });
      },
      ThrowsMessage<Fault>(HasSubstr("FOREIGN KEY")));
}

TEST_F(WriteTest, WithAFullQueueIsAFault) {
  database_.reset();
  SqliteOptions small = options();
  small.queue_max = 2;
  open(small);
  std::atomic<int> done = 0;
  as_one_group([&] {
    write_item(1, Verdict::Keep, done);
    write_item(2, Verdict::Keep, done);
    EXPECT_THAT([&] { write_item(3, Verdict::Keep, done); }, ThrowsMessage<Fault>(HasSubstr("full")));
  });
  EXPECT_EQ(done, 2);
  EXPECT_EQ(count(), 2);
}

TEST_F(WriteTest, BeforeCloseIsDrainedAndAfterItRefused) {
  std::atomic<int> done = 0;
  for (int i = 0; i < 500; ++i) write_item(i, Verdict::Keep, done);
  database_->close();
  EXPECT_EQ(done, 500);
  EXPECT_EQ(std::filesystem::file_size(options().file + "-wal"), 0u);
  EXPECT_THAT([&] { insert(501); }, ThrowsMessage<Fault>(HasSubstr("closed")));
  EXPECT_EQ(count(), 500);
}

TEST_F(WriteTest, ThatWaitsOnTheWritingThreadIsAFault) {
  EXPECT_THAT(
      [&] {
        database_->write_and_wait([&](Transaction&) {
          insert(1);
          return Verdict::Keep;
        });
      },
      ThrowsMessage<Fault>(HasSubstr("cannot wait")));
}

TEST_F(WriteTest, OfManyPagesKeepsTheLogBounded) {
  database_.reset();
  SqliteOptions often = options();
  often.checkpoint_pages = 100;
  open(often);
  const std::string big(50'000, 'x');
  for (int i = 0; i < 200; ++i) {
    insert(i, big);
    count();  // a reader that comes and goes does not keep the log from starting over
  }
  EXPECT_LT(std::filesystem::file_size(options().file + "-wal"), 200u * 4200u);
  EXPECT_EQ(count(), 200);
}

TEST_F(WriteTest, BesideReadersThatNeverPauseKeepsTheLogBounded) {
  database_.reset();
  SqliteOptions often = options();
  often.checkpoint_pages = 100;
  open(often);
  std::atomic<bool> stop = false;
  std::vector<std::thread> readers;
  for (int i = 0; i < 3; ++i) {
    readers.emplace_back([&] {
      while (!stop) count();
    });
  }
  const std::string big(50'000, 'x');
  for (int i = 0; i < 300; ++i) insert(i, big);
  stop = true;
  for (auto& reader : readers) reader.join();
  EXPECT_LT(std::filesystem::file_size(options().file + "-wal"), 600u * 4200u);  // of 4,000 pages written
}

}  // namespace
}  // namespace kempelen::db
