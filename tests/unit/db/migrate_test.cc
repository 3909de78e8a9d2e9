// Which migrations run, and which databases are refused with which advice.
#include "db/migrate.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/fault.h"

namespace kempelen::db {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::ThrowsMessage;

constexpr Migration kKnown[] = {
    {1, "first", "CREATE TABLE a (x BIGINT)"},
    {2, "second", "CREATE TABLE b (x BIGINT)"},
    {3, "third", "CREATE TABLE c (x BIGINT)"},
};

std::vector<RecordedMigration> recorded(std::size_t count) {
  std::vector<RecordedMigration> records;
  for (std::size_t i = 0; i < count; ++i) {
    records.push_back({kKnown[i].number, std::string(kKnown[i].name), migration_checksum(kKnown[i].text)});
  }
  return records;
}

class FakeTarget final : public MigrationTarget {
 public:
  explicit FakeTarget(std::vector<RecordedMigration> records) : records_(std::move(records)) {}
  std::vector<RecordedMigration> recorded() override { return records_; }
  void apply(const Migration& migration, std::string_view checksum) override {
    applied.push_back(migration.number);
    EXPECT_EQ(checksum, migration_checksum(migration.text));
  }
  std::vector<int> applied;

 private:
  std::vector<RecordedMigration> records_;
};

TEST(Migrations, OfANewDatabaseAreAppliedInOrder) {
  FakeTarget target({});
  EXPECT_EQ(migrate(target, kKnown), 3);
  EXPECT_THAT(target.applied, ElementsAre(1, 2, 3));
}

TEST(Migrations, OfAnOlderDatabaseAreAppliedFromWhereItStands) {
  FakeTarget target(recorded(2));
  EXPECT_EQ(migrate(target, kKnown), 1);
  EXPECT_THAT(target.applied, ElementsAre(3));
}

TEST(Migrations, OfACurrentDatabaseAreNone) {
  FakeTarget target(recorded(3));
  EXPECT_EQ(migrate(target, kKnown), 0);
}

TEST(Migrations, OfANewerDatabaseAreRefused) {
  const auto records = recorded(3);
  EXPECT_THAT([&] { missing_migrations(records, std::span(kKnown).first(2)); },
              ThrowsMessage<Fault>(HasSubstr("newer release")));
}

TEST(Migrations, WithAChangedTextAreRefused) {
  auto records = recorded(3);
  records[1].checksum = migration_checksum("CREATE TABLE b (x BIGINT, y BIGINT)");
  EXPECT_THAT([&] { missing_migrations(records, kKnown); },
              ThrowsMessage<Fault>(HasSubstr("Migration 2 (\"second\") is not the one")));
}

TEST(Migrations, WithAnotherNameAreRefused) {
  auto records = recorded(1);
  records[0].name = "erste";
  EXPECT_THAT([&] { missing_migrations(records, kKnown); }, ThrowsMessage<Fault>(HasSubstr("\"erste\"")));
}

TEST(Migrations, WithAGapInTheRecordAreRefused) {
  auto records = recorded(3);
  records.erase(records.begin() + 1);
  EXPECT_THAT([&] { missing_migrations(records, kKnown); },
              ThrowsMessage<Fault>(HasSubstr("no record of migration 2")));
}

TEST(Migrations, WithAGapInTheProgramAreRefused) {
  constexpr Migration kGap[] = {{1, "first", "x"}, {3, "third", "y"}};
  EXPECT_THAT([&] { missing_migrations({}, kGap); },
              ThrowsMessage<Fault>(HasSubstr("number 3 where 2 is due")));
}

TEST(MigrationChecksum, ChangesWithEveryByte) {
  EXPECT_EQ(migration_checksum("a"), migration_checksum("a"));
  EXPECT_NE(migration_checksum("a"), migration_checksum("a "));
  EXPECT_EQ(migration_checksum("a").size(), 64u);
}

}  // namespace
}  // namespace kempelen::db
