// The journal: what was written is read again, whatever was cut off, and nobody else writes meanwhile.
#include "cli/journal.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <iterator>

#include "tests/unit/cli/small_disk.h"

namespace kempelen::cli {
namespace {

using testing::HasSubstr;

JournalHead head() {
  return {.batch = "123456789012345",
          .endpoint = "http://127.0.0.1:8080",
          .template_file = "page \"x\".html",
          .template_digest = "0123456789abcdef",
          .tasks_file = "tasks.csv",
          .hit_type = "3TYPE",
          .began = Instant::from_seconds(1'700'000'000),
          .properties = {{"title", "Größe"}, {"reward", "0.05"}}};
}

class JournalFile : public testing::Test {
 protected:
  JournalFile() : path_(testing::TempDir() + "journal_" + info()->name()) { std::filesystem::remove(path_); }
  ~JournalFile() override { std::filesystem::remove(path_); }

  static const testing::TestInfo* info() { return testing::UnitTest::GetInstance()->current_test_info(); }

  std::string text() const {
    std::ifstream file(path_, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
  }
  void write(const std::string& text) const { std::ofstream(path_, std::ios::binary) << text; }

  /// A head, two rows of which one is known, and a mark.
  void fill() const {
    Journal journal = Journal::open(path_).value();
    EXPECT_FALSE(journal.found());
    EXPECT_TRUE(journal.begin(head()));
    EXPECT_TRUE(journal.mark_sending(2, Instant::from_seconds(1'700'000'001)));
    EXPECT_TRUE(journal.record({.row = 2, .hit = "3HIT", .content = "c2"}));
  }

  std::string path_;
};

TEST_F(JournalFile, IsReadAsItWasWritten) {
  fill();
  const auto record = read_journal(path_);
  ASSERT_TRUE(record) << record.error().message;
  EXPECT_EQ(record->head, head());
  EXPECT_EQ(record->sent_to, 2U);
  ASSERT_EQ(record->rows.size(), 1U);
  EXPECT_EQ(record->rows.at(2), (PublishedRow{2, "3HIT", "c2"}));
  EXPECT_TRUE(is_journal(text()));
}

TEST_F(JournalFile, MayBeCutOffAnywhere) {
  fill();
  const std::string whole = text();
  const std::size_t head_end = whole.find('\n');
  for (std::size_t size = 0; size <= whole.size(); ++size) {
    write(whole.substr(0, size));
    auto journal = Journal::open(path_);
    ASSERT_TRUE(journal) << size << journal.error().message;
    ASSERT_EQ(journal->found().has_value(), size > head_end) << size;
    if (!journal->found()) {
      ASSERT_TRUE(journal->begin(head()));
    }
    ASSERT_TRUE(journal->record({.row = 7, .hit = "3NEW", .content = "c7"}));
    // What is written now does not run into what was torn.
    const auto again = parse_journal(text(), "j").value().value();
    ASSERT_EQ(again.rows.at(7).hit, "3NEW") << size;
    ASSERT_EQ(again.rows.contains(2), size == whole.size()) << size;
  }
}

TEST_F(JournalFile, KeepsNoPartOfALineThatDidNotFit) {
  fill();
  const std::string before = text();
  Journal journal = Journal::open(path_).value();
  {
    const SmallDisk disk(before.size() + 10);
    const auto failed = journal.record({.row = 3, .hit = "3LOST", .content = "c3"});
    ASSERT_FALSE(failed);
    EXPECT_THAT(failed.error().message, HasSubstr("cannot be written: File too large."));
  }
  EXPECT_EQ(text(), before);
  EXPECT_TRUE(journal.record({.row = 4, .hit = "3NEXT", .content = "c4"}));
  EXPECT_EQ(parse_journal(text(), "j").value()->rows.at(4).hit, "3NEXT");
}

TEST_F(JournalFile, BelongsToOneAtATime) {
  const auto first = Journal::open(path_);
  ASSERT_TRUE(first);
  const auto second = Journal::open(path_);
  ASSERT_FALSE(second);
  EXPECT_THAT(second.error().message, HasSubstr("is at work with"));
}

TEST_F(JournalFile, ANewOneGoesAgainWhenNothingCameOfIt) {
  {
    Journal journal = Journal::open(path_).value();
    journal.discard();
  }
  EXPECT_FALSE(std::filesystem::exists(path_));
  fill();
  Journal::open(path_).value().discard();
  EXPECT_TRUE(std::filesystem::exists(path_));
}

TEST(JournalText, WhatIsNoneIsRefused) {
  for (const char* text :
       {"x", "x\n", "{}\n", "{\"kempelen\":\"publication\",\"version\":2,\"batch\":\"1\"}\n"}) {
    const auto read = parse_journal(text, "j");
    ASSERT_FALSE(read) << text;
    EXPECT_THAT(read.error().message, HasSubstr("j is no journal of a publication"));
  }
}

TEST_F(JournalFile, ALineThatSomebodyChangedIsNamed) {
  fill();
  const auto read = parse_journal(text() + "{\"row\":0}\n", "j");
  ASSERT_FALSE(read);
  EXPECT_THAT(read.error().message, HasSubstr("j, line 4: this is no line of a journal"));
}

}  // namespace
}  // namespace kempelen::cli
