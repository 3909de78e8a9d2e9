// Copies of a database that is being written.
#include <gmock/gmock.h>

#include <sys/stat.h>

#include <atomic>
#include <fstream>
#include <thread>

#include "db/sqlite/lock_file.h"
#include "tests/storage/test_database.h"

namespace kempelen::db {
namespace {

using testing::HasSubstr;
using testing::IsEmpty;
using testing::ThrowsMessage;

class CopyTest : public StorageTest {
 protected:
  void SetUp() override {
    open();
    sqlite::create_private_file(copy_);
  }

  std::vector<std::int64_t> ids_in_copy() const {
    std::vector<std::int64_t> ids;
    read_copy(copy_, [&](Reader& reader) {
      ids = reader.all(kItemIds, [](const Row& row) { return row.integer(0); });
    });
    return ids;
  }
  /// Enough for several steps of a copy.
  void fill() {
    for (std::int64_t i = 1; i <= 3; ++i) insert(i, std::string(6'000'000, 'x'));
  }

  const std::string copy_ = directory_.file("copy.db");
};

TEST_F(CopyTest, HoldsWhatWasCommittedAndNothingLater) {
  insert(1);
  insert(2);
  database_->copy_to(copy_, {});
  insert(3);
  EXPECT_EQ(ids_in_copy(), (std::vector<std::int64_t>{1, 2}));
  EXPECT_EQ(count(), 3);
}

TEST_F(CopyTest, IsOfOneInstantWhateverIsCommittedMeanwhile) {
  fill();
  std::int64_t next = 4;
  // Asked before each step, so commits fall between the steps.
  database_->copy_to(copy_, [&] {
    insert(next++, std::string(1'000'000, 'y'));
    return false;
  });
  EXPECT_GT(next, 7);
  EXPECT_EQ(ids_in_copy(), (std::vector<std::int64_t>{1, 2, 3}));
  read_copy(copy_, [](Reader& reader) { EXPECT_THAT(reader.damage(10), IsEmpty()); });
}

TEST_F(CopyTest, GoesOnWhileAnotherThreadWrites) {
  fill();
  std::atomic<bool> stop{false};
  std::thread writing([&] {
    for (std::int64_t i = 4; !stop; ++i) insert(i);
  });
  for (int i = 0; i < 5; ++i) {
    std::ofstream(copy_, std::ios::trunc).close();
    database_->copy_to(copy_, {});
    const auto ids = ids_in_copy();
    EXPECT_EQ(ids.back(), static_cast<std::int64_t>(ids.size()));  // no gap
  }
  stop = true;
  writing.join();
}

TEST_F(CopyTest, IsOneFileOfItsOwn) {
  insert(1);
  database_->copy_to(copy_, {});
  change_copy(copy_, [](Transaction& tx) { tx.execute(kInsertItem, 9, "copy only", 0); });
  EXPECT_EQ(ids_in_copy(), (std::vector<std::int64_t>{1, 9}));
  EXPECT_FALSE(exists(9));
  for (const char* suffix : {"-wal", "-shm", "-journal"}) {
    EXPECT_FALSE(std::filesystem::exists(copy_ + suffix)) << suffix;
  }
  struct stat status{};
  ASSERT_EQ(::stat(copy_.c_str(), &status), 0);
  EXPECT_EQ(status.st_mode & 0777, 0600u);
}

TEST_F(CopyTest, CanBeStopped) {
  fill();
  int asked = 0;
  EXPECT_THAT([&] { database_->copy_to(copy_, [&] { return ++asked == 2; }); },
              ThrowsMessage<Fault>(HasSubstr("stopped before its end")));
  EXPECT_EQ(asked, 2);
  insert(4);  // nothing is held any more
  EXPECT_EQ(count(), 4);
}

TEST_F(CopyTest, WhatIsNoDatabaseIsAFault) {
  std::ofstream(copy_) << std::string(10'000, 'x');
  EXPECT_THAT([&] { ids_in_copy(); }, ThrowsMessage<Fault>(HasSubstr("not a database")));
  EXPECT_THAT([&] { database_->copy_to(directory_.file("no/where.db"), {}); },
              ThrowsMessage<Fault>(HasSubstr("unable to open")));
}

TEST_F(CopyTest, LongReadsSeeOneSnapshotToo) {
  insert(1);
  database_->read_at_length([&](Reader& reader) {
    const auto seen = [&] {
      return *reader.find(kCountItems, [](const Row& row) { return row.integer(0); });
    };
    EXPECT_EQ(seen(), 1);
    std::thread([&] { insert(2); }).join();
    EXPECT_EQ(seen(), 1);
  });
}

TEST_F(CopyTest, DamageInACopyIsFound) {
  fill();
  database_->copy_to(copy_, {});
  {
    std::fstream file(copy_, std::ios::in | std::ios::out | std::ios::binary);
    file.seekp(4096 * 2);
    file << std::string(4096, '\0');
  }
  read_copy(copy_, [](Reader& reader) { EXPECT_FALSE(reader.damage(10).empty()); });
}

}  // namespace
}  // namespace kempelen::db
