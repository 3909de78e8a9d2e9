// Files are there whole, or as they were before.
#include "cli/whole_file.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <iterator>

#include "tests/unit/cli/small_disk.h"

namespace kempelen::cli {
namespace {

class WholeFile : public testing::Test {
 protected:
  WholeFile() : folder_(testing::TempDir() + "whole_file") {
    std::filesystem::remove_all(folder_);
    std::filesystem::create_directories(folder_);
  }
  ~WholeFile() override { std::filesystem::remove_all(folder_); }

  std::string path() const { return folder_ + "/results.csv"; }
  std::string content() const {
    std::ifstream file(path(), std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
  }
  std::ptrdiff_t files() const {
    return std::distance(std::filesystem::directory_iterator(folder_), std::filesystem::directory_iterator());
  }

  std::string folder_;
};

TEST_F(WholeFile, IsPutInPlaceOfTheOldOne) {
  EXPECT_TRUE(write_whole_file(path(), "old and longer"));
  EXPECT_TRUE(write_whole_file(path(), "new"));
  EXPECT_EQ(content(), "new");
  EXPECT_EQ(files(), 1);
}

TEST_F(WholeFile, LeavesTheOldOneWhenTheDiskIsFull) {
  EXPECT_TRUE(write_whole_file(path(), "old"));
  {
    const SmallDisk disk(10);
    const auto written = write_whole_file(path(), std::string(100, 'x'));
    ASSERT_FALSE(written);
    EXPECT_THAT(written.error().message,
                testing::HasSubstr("results.csv cannot be written: File too large."));
  }
  EXPECT_EQ(content(), "old");
  EXPECT_EQ(files(), 1);
}

}  // namespace
}  // namespace kempelen::cli
