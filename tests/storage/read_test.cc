// Snapshots, and connections that belong to threads.
#include <gmock/gmock.h>

#include <atomic>
#include <future>
#include <thread>

#include "db/sqlite/reader_pool.h"
#include "tests/storage/test_database.h"

namespace kempelen::db {
namespace {

using testing::HasSubstr;
using testing::ThrowsMessage;

class ReadTest : public StorageTest {
 protected:
  void SetUp() override { open(); }

  static std::int64_t count_in(Reader& reader) {
    return *reader.find(kCountItems, [](const Row& row) { return row.integer(0); });
  }
};

TEST_F(ReadTest, SeesOneSnapshotWhateverIsCommittedMeanwhile) {
  insert(1);
  database_->read([&](Reader& reader) {
    EXPECT_EQ(count_in(reader), 1);
    std::thread([&] { insert(2); }).join();
    EXPECT_EQ(count_in(reader), 1);
  });
  EXPECT_EQ(count(), 2);
}

TEST_F(ReadTest, CannotWrite) {
  EXPECT_THAT(
      [&] {
        database_->read([](Reader& reader) { reader.for_each(kInsertItem, [](const Row&) {}, 1, "x", 0); });
      },
      ThrowsMessage<Fault>(HasSubstr("readonly")));
  EXPECT_EQ(count(), 0);
}

TEST_F(ReadTest, WithinAReadIsAFault) {
  database_->read([&](Reader&) {
    EXPECT_THAT([&] { database_->read([](Reader&) {}); },
                ThrowsMessage<Fault>(HasSubstr("read within a read")));
  });
  EXPECT_EQ(count(), 0);  // and the outer read has ended properly
}

TEST_F(ReadTest, WithinAWriteJobIsAFault) {
  EXPECT_THAT(
      [&] {
        database_->write_and_wait([&](Transaction&) {
          database_->read([](Reader&) {});
          return Verdict::Keep;
        });
      },
      ThrowsMessage<Fault>(HasSubstr("through its Transaction")));
}

TEST_F(ReadTest, PassesOnWhatItsWorkThrowsAndEndsTheSnapshot) {
  insert(1);
  EXPECT_THROW(
      database_->read([&](Reader& reader) { reader.for_each(kItemIds, [](const Row&) { throw 42; }); }), int);
  insert(2);
  EXPECT_EQ(count(), 2);
}

TEST_F(ReadTest, OfTwoDatabasesOnOneThreadMayNest) {
  SqliteOptions other = options();
  other.file = directory_.file("other.db");
  const auto second = open_sqlite(other, kItemsMigration);
  insert(1);
  database_->read([&](Reader& outer) {
    second->read([&](Reader& inner) { EXPECT_EQ(count_in(inner), 0); });
    EXPECT_EQ(count_in(outer), 1);
  });
}

TEST_F(ReadTest, StillWorksAfterClose) {
  insert(1);
  database_->close();
  EXPECT_EQ(count(), 1);
}

TEST_F(ReadTest, ConnectionsOfFinishedThreadsAreClosed) {
  sqlite::ReaderPool pool(options().file, nullptr, 1024);
  pool.read([](Reader& reader) { EXPECT_EQ(count_in(reader), 0); });
  for (int i = 0; i < 10; ++i) {
    std::thread([&] { pool.read([](Reader& reader) { count_in(reader); }); }).join();
  }
  EXPECT_EQ(pool.open_connections(), 1u);
}

TEST_F(ReadTest, ADatabaseMayEndBeforeTheThreadsThatReadFromIt) {
  std::promise<void> has_read, database_is_gone;
  std::thread reader([&] {
    EXPECT_EQ(count(), 0);
    has_read.set_value();
    database_is_gone.get_future().wait();
    count();  // of the next database, whatever its address
  });
  has_read.get_future().wait();
  database_.reset();
  EXPECT_FALSE(
      std::filesystem::exists(options().file + "-wal"));  // the reader's connection is closed as well
  open();
  database_is_gone.set_value();
  reader.join();
}

TEST_F(ReadTest, ThatIsRunningIsWaitedForByTheDestructor) {
  insert(1);
  std::promise<void> inside;
  std::atomic<bool> ended = false;
  std::thread reader([&] {
    database_->read([&](Reader& within) {
      inside.set_value();
      for (int i = 0; i < 1000; ++i) EXPECT_EQ(count_in(within), 1);
      ended = true;
    });
  });
  inside.get_future().wait();
  database_.reset();
  EXPECT_TRUE(ended);
  reader.join();
}

TEST_F(ReadTest, ByManyThreadsBesideAWriterSeesWholeTransactions) {
  static constexpr Sql kSum{"SELECT COUNT(id), CAST(COALESCE(SUM(amount), 0) AS BIGINT) FROM items"};
  std::atomic<bool> stop = false;
  std::vector<std::thread> readers;
  for (int i = 0; i < 4; ++i) {
    readers.emplace_back([&] {
      while (!stop) {
        database_->read([](Reader& reader) {
          // Every job inserts two rows whose amounts cancel out.
          reader.find(kSum, [](const Row& row) {
            EXPECT_EQ(row.integer(0) % 2, 0);
            EXPECT_EQ(row.integer(1), 0);
            return 0;
          });
        });
      }
    });
  }
  for (int i = 0; i < 300; ++i) {
    database_->write_and_wait([&](Transaction& transaction) {
      transaction.execute(kInsertItem, 2 * i, "a", i);
      transaction.execute(kInsertItem, 2 * i + 1, "b", -i);
      return Verdict::Keep;
    });
  }
  stop = true;
  for (auto& reader : readers) reader.join();
  EXPECT_EQ(count(), 600);
}

}  // namespace
}  // namespace kempelen::db
