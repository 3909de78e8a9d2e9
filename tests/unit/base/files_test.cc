// Descriptors and directories. That a synced directory survives power loss is what tests/faults checks.
#include "base/files.h"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <string>

namespace kempelen {
namespace {

bool is_open(int number) {
  return ::fcntl(number, F_GETFD) >= 0;
}

TEST(Descriptor, ClosesWhatNobodyHasTaken) {
  int kept = -1, closed = -1;
  {
    Descriptor first(::open("/dev/null", O_RDONLY | O_CLOEXEC));
    Descriptor second(::open("/dev/null", O_RDONLY | O_CLOEXEC));
    const Descriptor moved(std::move(second));
    closed = moved.number();
    kept = first.release();
    EXPECT_TRUE(is_open(closed));
  }
  EXPECT_TRUE(is_open(kept));
  EXPECT_FALSE(is_open(closed));
  ::close(kept);
}

TEST(SyncDirectory, NamesTheDirectoryThatIsNotThere) {
  const std::string there = testing::TempDir();
  EXPECT_NO_THROW(sync_directory(there));
  EXPECT_NO_THROW(sync_directory_of(there + "/any-name"));
  EXPECT_NO_THROW(sync_directory_of("a-name-without-a-directory"));
  try {
    sync_directory_of(there + "/missing/name");
    FAIL() << "there is no such directory";
  } catch (const Fault& fault) {
    EXPECT_EQ(std::string(fault.what()), "cannot sync " + there + "/missing: No such file or directory");
  }
}

}  // namespace
}  // namespace kempelen
