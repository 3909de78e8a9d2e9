// The disk itself: what was synced is there after a power loss, and what was not is now and then not.
#include "tests/faults/disk.h"

#include <gtest/gtest.h>
#include <sqlite3.h>

#include <functional>
#include <set>
#include <string>

namespace kempelen::faults {
namespace {

constexpr std::uint64_t kSeeds = 400;
const std::string kOld(4096, 'o'), kNew(4096, 'n');

std::string contents(Disk& disk, const std::string& name) {
  const auto opened = disk.open(name, FileKind::Other, Disk::Missing::Refuse);
  if (!opened.file) return "(none)";
  std::string bytes(disk.size_of(*opened.file), '\0');
  disk.read(*opened.file, FileKind::Other, bytes.data(), bytes.size(), 0);
  return bytes;
}

/// What a power loss after `work` leaves of the file "f", for many seeds. The file is there before, synced,
/// with 4,096 old bytes.
std::set<std::string> outcomes(const std::function<void(Disk&, StoredFile&)>& work,
                               Disk::Honesty honesty = Disk::Honesty::Honest) {
  std::set<std::string> seen;
  for (std::uint64_t seed = 1; seed <= kSeeds; ++seed) {
    Disk disk(seed, 512, honesty);
    disk.create_durable("f");
    const auto file = disk.open("f", FileKind::Other, Disk::Missing::Refuse).file;
    disk.write(*file, FileKind::Other, kOld, 0);
    disk.sync(*file, FileKind::Other, Directory::Sync);
    work(disk, *file);
    disk.lose_power();
    disk.restore_power();
    seen.insert(contents(disk, "f"));
  }
  return seen;
}

TEST(Disk, KeepsWhatWasSynced) {
  const auto seen = outcomes([](Disk& disk, StoredFile& file) {
    disk.write(file, FileKind::Other, kNew, 0);
    disk.sync(file, FileKind::Other, Directory::Leave);
  });
  EXPECT_EQ(seen, std::set<std::string>{kNew});
}

TEST(Disk, KeepsLosesOrMixesWhatWasNotSynced) {
  const auto seen =
      outcomes([](Disk& disk, StoredFile& file) { disk.write(file, FileKind::Other, kNew, 0); });
  EXPECT_TRUE(seen.contains(kOld));
  EXPECT_TRUE(seen.contains(kNew));
  bool mixed = false, torn = false;
  for (const std::string& bytes : seen) {
    ASSERT_EQ(bytes.size(), kOld.size());
    ASSERT_EQ(bytes.find_first_not_of("on"), std::string::npos);
    for (std::size_t i = 1; i < bytes.size(); ++i) {
      if (bytes[i] != bytes[i - 1]) (i % 512 == 0 ? mixed : torn) = true;
    }
  }
  EXPECT_TRUE(mixed);
  EXPECT_TRUE(torn);
}

TEST(Disk, ChangesNoByteOutsideOfAWrite) {
  const auto seen = outcomes(
      [](Disk& disk, StoredFile& file) { disk.write(file, FileKind::Other, std::string(100, 'n'), 700); });
  for (const std::string& bytes : seen) {
    EXPECT_EQ(bytes.substr(0, 700), kOld.substr(0, 700));
    EXPECT_EQ(bytes.substr(800), kOld.substr(800));
  }
}

TEST(Disk, MayOrMayNotHaveTruncatedOrGrown) {
  const auto truncated =
      outcomes([](Disk& disk, StoredFile& file) { disk.truncate(file, FileKind::Other, 1000); });
  EXPECT_TRUE(truncated.contains(kOld));
  EXPECT_TRUE(truncated.contains(kOld.substr(0, 1000)));
  const auto grown =
      outcomes([](Disk& disk, StoredFile& file) { disk.write(file, FileKind::Other, kNew, 4096); });
  EXPECT_TRUE(grown.contains(kOld));
  EXPECT_TRUE(grown.contains(kOld + kNew));
  EXPECT_TRUE(grown.contains(kOld + std::string(4096, '\0')));  // the size, but not the bytes
}

TEST(Disk, ForgetsNamesUntilTheDirectoryIsSynced) {
  const auto created = [](Directory directory) {
    std::set<std::string> seen;
    for (std::uint64_t seed = 1; seed <= 50; ++seed) {
      Disk disk(seed);
      const auto file = disk.open("new", FileKind::Log, Disk::Missing::Create).file;
      disk.write(*file, FileKind::Log, "x", 0);
      disk.sync(*file, FileKind::Log, directory);
      disk.lose_power();
      disk.restore_power();
      seen.insert(contents(disk, "new"));
    }
    return seen;
  };
  EXPECT_EQ(created(Directory::Leave), (std::set<std::string>{"(none)", "x"}));
  EXPECT_EQ(created(Directory::Sync), std::set<std::string>{"x"});
  EXPECT_EQ(outcomes([](Disk& disk, StoredFile&) { disk.remove("f", Directory::Leave); }),
            (std::set<std::string>{"(none)", kOld}));
  EXPECT_EQ(outcomes([](Disk& disk, StoredFile&) { disk.remove("f", Directory::Sync); }),
            std::set<std::string>{"(none)"});
}

TEST(Disk, NeverWritesAgainWhatAFailedSyncLeft) {
  const auto seen = outcomes([](Disk& disk, StoredFile& file) {
    disk.write(file, FileKind::Other, kNew, 0);
    disk.fail({.call = Call::Sync, .times = Times::Once, .code = SQLITE_IOERR_FSYNC});
    EXPECT_EQ(disk.sync(file, FileKind::Other, Directory::Leave), SQLITE_IOERR_FSYNC);
    EXPECT_EQ(contents(disk, "f"), kNew);
    EXPECT_EQ(disk.sync(file, FileKind::Other, Directory::Leave), SQLITE_OK);
  });
  EXPECT_TRUE(seen.contains(kOld));
  EXPECT_TRUE(seen.contains(kNew));
}

TEST(Disk, ThatIgnoresSyncsLosesWhatWasSynced) {
  const auto seen = outcomes(
      [](Disk& disk, StoredFile& file) {
        disk.write(file, FileKind::Other, kNew, 0);
        disk.sync(file, FileKind::Other, Directory::Sync);
      },
      Disk::Honesty::IgnoresSyncs);
  EXPECT_TRUE(seen.contains(kNew));
  EXPECT_GT(seen.size(), 2U);
}

TEST(Disk, FailsTheCallWhoseTurnItIs) {
  Disk disk(1);
  disk.create_durable("f");
  const auto file = disk.open("f", FileKind::Database, Disk::Missing::Refuse).file;
  const auto write = [&] { return disk.write(*file, FileKind::Database, "abc", 0); };
  disk.fail({.call = Call::Write, .nth = 2, .times = Times::Once, .code = SQLITE_IOERR_WRITE});
  EXPECT_EQ(write(), SQLITE_OK);
  EXPECT_EQ(write(), SQLITE_IOERR_WRITE);
  EXPECT_TRUE(disk.failure_happened());
  EXPECT_EQ(write(), SQLITE_OK);
  disk.fail({.call = Call::Write, .times = Times::ForEver, .code = SQLITE_FULL, .file = FileKind::Log});
  EXPECT_EQ(write(), SQLITE_OK);
  disk.fail({.call = Call::Write, .times = Times::ForEver, .code = SQLITE_FULL});
  EXPECT_EQ(write(), SQLITE_FULL);
  EXPECT_EQ(write(), SQLITE_FULL);
  disk.heal();
  EXPECT_EQ(write(), SQLITE_OK);
  std::string half(4, '?');
  disk.write(*file, FileKind::Database, "abcd", 0);
  disk.fail({.call = Call::Read, .times = Times::Once, .code = SQLITE_IOERR_SHORT_READ});
  EXPECT_EQ(disk.read(*file, FileKind::Database, half.data(), 4, 0), SQLITE_IOERR_SHORT_READ);
  EXPECT_EQ(half, std::string("ab\0\0", 4));
}

TEST(Disk, IsFullAtItsCapacity) {
  Disk disk(1);
  disk.create_durable("f");
  const auto file = disk.open("f", FileKind::Other, Disk::Missing::Refuse).file;
  disk.set_capacity(4096);
  EXPECT_EQ(disk.write(*file, FileKind::Other, kNew, 0), SQLITE_OK);
  EXPECT_EQ(disk.write(*file, FileKind::Other, kOld, 0), SQLITE_OK);  // needs no room
  EXPECT_EQ(disk.write(*file, FileKind::Other, "x", 4096), SQLITE_FULL);
  disk.heal();
  EXPECT_EQ(disk.write(*file, FileKind::Other, "x", 4096), SQLITE_OK);
}

TEST(Disk, LosesPowerDuringTheChangeWhoseTurnItIsAndAnswersNothingThen) {
  Disk disk(1);
  disk.create_durable("f");
  const auto file = disk.open("f", FileKind::Other, Disk::Missing::Refuse).file;
  disk.lose_power_after(2);
  EXPECT_EQ(disk.write(*file, FileKind::Other, "x", 0), SQLITE_OK);
  EXPECT_EQ(disk.sync(*file, FileKind::Other, Directory::Leave), SQLITE_IOERR_FSYNC);
  EXPECT_TRUE(disk.is_out());
  char byte = 0;
  EXPECT_EQ(disk.read(*file, FileKind::Other, &byte, 1, 0), SQLITE_IOERR_READ);
  EXPECT_EQ(disk.open("g", FileKind::Other, Disk::Missing::Create).file, nullptr);
}

}  // namespace
}  // namespace kempelen::faults
