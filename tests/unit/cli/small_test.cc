// Numbers, spans of time, names that were meant, and files.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

#include "cli/files.h"
#include "cli/nearest.h"
#include "cli/numbers.h"

namespace kempelen::cli {
namespace {

TEST(Numbers, AreReadWholeOrNotAtAll) {
  EXPECT_EQ(whole_number("-12", -100, 100), -12);
  EXPECT_EQ(whole_number("100", 1, 100), 100);
  for (const char* text : {"", "101", "0", "1x", " 1", "+1", "1.0", "99999999999999999999"}) {
    EXPECT_EQ(whole_number(text, 1, 100), std::nullopt) << text;
  }
}

TEST(Numbers, SpansOfTimeHaveUnits) {
  EXPECT_EQ(seconds("90"), 90);
  EXPECT_EQ(seconds("90s"), 90);
  EXPECT_EQ(seconds("15m"), 900);
  EXPECT_EQ(seconds("36h"), 129'600);
  EXPECT_EQ(seconds("7d"), 604'800);
  for (const char* text : {"", "0", "-1", "d", "7 d", "7w", "1.5h", "3651d", "9223372036854775807d"}) {
    EXPECT_EQ(seconds(text), std::nullopt) << text;
  }
}

TEST(Nearest, FewChangesAreWhatWasMeant) {
  const std::vector<std::string> names = {"list-hits", "get-hit", "--reward", "Url"};
  EXPECT_EQ(nearest("list-hit", names), "list-hits");
  EXPECT_EQ(nearest("--rewrad", names), "--reward");
  EXPECT_EQ(nearest("URL", names), "Url");
  EXPECT_EQ(nearest("something-else", names), std::nullopt);
  EXPECT_EQ(nearest("x", {}), std::nullopt);
}

class Files : public testing::Test {
 protected:
  void SetUp() override { std::filesystem::create_directories(folder_); }
  void TearDown() override { std::filesystem::remove_all(folder_); }

  std::string write(const std::string& name, std::string_view bytes) {
    std::ofstream(folder_ / name, std::ios::binary) << bytes;
    return (folder_ / name).string();
  }

  std::filesystem::path folder_ = std::filesystem::path(testing::TempDir()) / "kempelen_cli_files";
};

TEST_F(Files, AValueMayNameAFile) {
  EXPECT_EQ(value_or_file("plain").value_or("?"), "plain");
  EXPECT_EQ(value_or_file("file://" + write("a.xml", "<a/>\n")).value_or("?"), "<a/>\n");
}

TEST_F(Files, WhatCannotBeReadIsNamed) {
  const auto complaint = [](const std::string& value) {
    const auto read = value_or_file(value);
    return read ? std::string("read") : read.error().message;
  };
  const std::string missing = (folder_ / "missing").string();
  EXPECT_EQ(complaint("file://" + missing), missing + " cannot be read: No such file or directory.");
  EXPECT_EQ(complaint("file://" + folder_.string()),
            folder_.string() + " cannot be read: it is a directory.");
  const std::string latin = write("latin", "caf\xe9");
  EXPECT_EQ(complaint("file://" + latin), latin + " cannot be read: it is no text in UTF-8.");
}

}  // namespace
}  // namespace kempelen::cli
