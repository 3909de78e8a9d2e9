// The file itself: permissions, the exclusive lock, migrations, and what is left when it is closed.
#include <gmock/gmock.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <fstream>

#include "tests/storage/test_database.h"

namespace kempelen::db {
namespace {

using testing::HasSubstr;
using testing::ThrowsMessage;

constexpr Migration kTwo[] = {
    kItemsMigration[0],
    {2, "more", "ALTER TABLE items ADD COLUMN note TEXT; CREATE INDEX items_note ON items (note);"},
};

class FileTest : public StorageTest {
 protected:
  void open_with(std::span<const Migration> migrations) { database_ = open_sqlite(options(), migrations); }
};

unsigned permissions(const std::string& path) {
  struct stat status{};
  EXPECT_EQ(::stat(path.c_str(), &status), 0) << path;
  return status.st_mode & 0777u;
}

TEST_F(FileTest, IsForItsOwnerOnly) {
  const mode_t before = ::umask(0);
  open();
  insert(1);
  ::umask(before);
  for (const char* suffix : {"", "-wal", "-shm", ".lock"}) {
    EXPECT_EQ(permissions(options().file + suffix), 0600u) << suffix;
  }
}

TEST_F(FileTest, LeavesNoLogWhenItIsClosed) {
  open();
  insert(1);
  EXPECT_EQ(count(), 1);
  database_.reset();
  EXPECT_FALSE(std::filesystem::exists(options().file + "-wal"));
  EXPECT_FALSE(std::filesystem::exists(options().file + "-shm"));
  open();
  EXPECT_EQ(count(), 1);
}

TEST_F(FileTest, IsOpenedOnceAndNamesItsHolder) {
  open();
  const auto holder = "process " + std::to_string(::getpid()) + " holds";
  EXPECT_THAT([&] { open_sqlite(options(), kItemsMigration); }, ThrowsMessage<Fault>(HasSubstr(holder)));
  insert(1);  // the holder goes on
  database_.reset();
  EXPECT_NO_THROW(open());
}

TEST_F(FileTest, HasOneLockWhateverItsName) {
  open();
  const std::string alias = directory_.file("alias.db");
  std::filesystem::create_symlink(options().file, alias);
  SqliteOptions other = options();
  other.file = alias;
  EXPECT_THAT([&] { open_sqlite(other, kItemsMigration); }, ThrowsMessage<Fault>(HasSubstr("in use")));
}

TEST_F(FileTest, InADirectoryThatIsMissingIsAFault) {
  SqliteOptions other = options();
  other.file = directory_.file("missing/test.db");
  EXPECT_THAT([&] { open_sqlite(other, kItemsMigration); },
              ThrowsMessage<Fault>(HasSubstr("missing/test.db")));
  other.file = "";
  EXPECT_THROW(open_sqlite(other, kItemsMigration), Fault);
}

TEST_F(FileTest, ThatIsNoDatabaseIsAFaultAndStaysAsItIs) {
  const std::string text(5000, 'x');
  std::ofstream(options().file) << text;
  EXPECT_THAT([&] { open(); }, ThrowsMessage<Fault>(HasSubstr("not a database")));
  EXPECT_EQ(std::filesystem::file_size(options().file), text.size());
}

TEST_F(FileTest, IsMigratedFromWhereItStands) {
  open();
  insert(1);
  database_.reset();
  open_with(kTwo);
  static constexpr Sql kNote{"SELECT id FROM items WHERE note IS NULL"};
  database_->read([](Reader& reader) {
    EXPECT_EQ(reader.all(kNote, [](const Row& row) { return row.integer(0); }).size(), 1u);
  });
  database_.reset();
  EXPECT_NO_THROW(open_with(kTwo));
}

TEST_F(FileTest, FromANewerReleaseIsRefused) {
  open_with(kTwo);
  database_.reset();
  EXPECT_THAT([&] { open(); }, ThrowsMessage<Fault>(HasSubstr("newer release")));
  EXPECT_NO_THROW(open_with(kTwo));  // and is not harmed
}

TEST_F(FileTest, WithAChangedMigrationIsRefused) {
  open();
  database_.reset();
  constexpr Migration kChanged[] = {{1, "items", "CREATE TABLE items (id BIGINT PRIMARY KEY)"}};
  EXPECT_THAT([&] { open_with(kChanged); }, ThrowsMessage<Fault>(HasSubstr("is not the one")));
}

TEST_F(FileTest, IsLeftAsItWasByAMigrationThatFails) {
  open();
  insert(1);
  database_.reset();
  constexpr Migration kBroken[] = {
      kItemsMigration[0],
      {2, "broken",
       "CREATE TABLE extra (id BIGINT); INSERT INTO items VALUES (2, '', 0); CREATE TABEL x (y TEXT)"},
  };
  EXPECT_THAT([&] { open_with(kBroken); },
              ThrowsMessage<Fault>(HasSubstr("Migration 2 (\"broken\") failed and was undone")));
  open_with(kTwo);
  EXPECT_EQ(count(), 1);
  static constexpr Sql kExtra{"SELECT id FROM extra"};
  EXPECT_THROW(database_->read([](Reader& reader) { reader.for_each(kExtra, [](const Row&) {}); }), Fault);
}

TEST_F(FileTest, RefusesAMigrationThatCommitsByItself) {
  constexpr Migration kCommits[] = {{1, "commits", "CREATE TABLE a (x TEXT); COMMIT"}};
  EXPECT_THAT([&] { open_with(kCommits); }, ThrowsMessage<Fault>(HasSubstr("ends its transaction")));
}

}  // namespace
}  // namespace kempelen::db
