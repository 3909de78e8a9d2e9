// What goes in comes out, byte for byte, and placeholders mean what PostgreSQL says they mean.
#include <gmock/gmock.h>

#include <limits>

#include "tests/storage/test_database.h"

namespace kempelen::db {
namespace {

using testing::HasSubstr;
using testing::ThrowsMessage;

constexpr Sql kItem{"SELECT label, amount FROM items WHERE id = $1"};

class ValuesTest : public StorageTest {
 protected:
  void SetUp() override { open(); }

  template <typename Label, typename Amount>
  void store(const Label& label, const Amount& amount) {
    database_->write_and_wait([&](Transaction& transaction) {
      transaction.execute(kInsertItem, 1, label, amount);
      return Verdict::Keep;
    });
  }
  template <typename Read>
  auto load(Read&& read) {
    std::optional<decltype(read(std::declval<const Row&>()))> found;
    database_->read([&](Reader& reader) { found = reader.find(kItem, read, 1); });
    return found;
  }
  std::string stored_text() {
    return *load([](const Row& row) { return std::string(row.text(0)); });
  }
};

TEST_F(ValuesTest, NullComesBackAsNull) {
  store(nullptr, std::optional<std::int64_t>());
  const auto nulls = load([](const Row& row) {
    EXPECT_EQ(row.maybe_text(0), std::nullopt);
    EXPECT_EQ(row.maybe_integer(1), std::nullopt);
    EXPECT_EQ(row.maybe_instant(1), std::nullopt);
    return row.is_null(0) && row.is_null(1);
  });
  EXPECT_EQ(nulls, true);
}

TEST_F(ValuesTest, EmptyTextIsNotNull) {
  store(std::string_view(), 0);
  EXPECT_EQ(load([](const Row& row) { return row.maybe_text(0); }).value(), std::optional<std::string>(""));
}

TEST_F(ValuesTest, TextKeepsNulBytesAndAnyUtf8) {
  const std::string text = std::string("a\0b\0", 4) + "h\xc3\xbc\xf0\x9f\x98\x80";
  store(text, 0);
  EXPECT_EQ(stored_text(), text);
}

TEST_F(ValuesTest, TextOfOneMegabyteComesBackWhole) {
  std::string text(1 << 20, '\0');
  for (std::size_t i = 0; i < text.size(); ++i) text[i] = static_cast<char>('!' + i * 31 % 90);
  store(text, 0);
  EXPECT_EQ(stored_text(), text);
}

TEST_F(ValuesTest, TextThatLooksLikeANumberStaysText) {
  store("007", 0);
  EXPECT_EQ(stored_text(), "007");
}

TEST_F(ValuesTest, IntegersReachTheEndsOf64Bits) {
  for (const auto amount : {std::numeric_limits<std::int64_t>::min(), std::int64_t{-1}, std::int64_t{0},
                            std::numeric_limits<std::int64_t>::max()}) {
    database_->write_and_wait([&](Transaction& transaction) {
      static constexpr Sql kClear{"DELETE FROM items"};
      transaction.execute(kClear);
      transaction.execute(kInsertItem, 1, "x", amount);
      return Verdict::Keep;
    });
    EXPECT_EQ(load([](const Row& row) { return row.integer(1); }), amount);
  }
}

TEST_F(ValuesTest, OwnTypesComeBackAsThemselves) {
  store(HitId{"3ABC"}, Instant{1'700'000'000'123'456});
  EXPECT_EQ(load([](const Row& row) { return row.id<HitId>(0); }), HitId{"3ABC"});
  EXPECT_EQ(load([](const Row& row) { return row.instant(1); }), Instant{1'700'000'000'123'456});
  database_->write_and_wait([](Transaction& transaction) {
    transaction.execute(kInsertItem, 2, true, Money::cents(5));
    transaction.execute(kInsertItem, 3, nullptr, std::optional(Duration::seconds(2)));
    transaction.execute(kInsertItem, 4, std::optional<std::string>("x"), false);
    return Verdict::Keep;
  });
  database_->read([](Reader& reader) {
    const auto money = reader.find(kItem, [](const Row& row) { return row.money(1); }, 2);
    const auto duration = reader.find(kItem, [](const Row& row) { return row.duration(1); }, 3);
    const auto flag = reader.find(kItem, [](const Row& row) { return row.flag(1); }, 4);
    EXPECT_EQ(money, Money::cents(5));
    EXPECT_EQ(duration, Duration::seconds(2));
    EXPECT_EQ(flag, false);
  });
}

TEST_F(ValuesTest, PlaceholdersCountByNumberNotByAppearance) {
  static constexpr Sql kSwapped{"SELECT CAST($2 AS TEXT), CAST($1 AS TEXT), CAST($2 AS TEXT)"};
  database_->read([](Reader& reader) {
    const auto seen = reader.find(
        kSwapped,
        [](const Row& row) {
          return std::string(row.text(0)) + std::string(row.text(1)) + std::string(row.text(2));
        },
        "one", "two");
    EXPECT_EQ(seen, "twoonetwo");
  });
}

TEST_F(ValuesTest, MoreThanNinePlaceholdersKeepTheirOrder) {
  static constexpr Sql kEleven{"SELECT $11 - $1, $10 - $9 + $2 + $3 + $4 + $5 + $6 + $7 + $8"};
  database_->read([](Reader& reader) {
    const auto seen = reader.find(
        kEleven, [](const Row& row) { return std::pair(row.integer(0), row.integer(1)); }, 1, 2, 3, 4, 5, 6,
        7, 8, 9, 10, 11);
    EXPECT_EQ(seen, std::pair(std::int64_t{10}, std::int64_t{36}));
  });
}

TEST_F(ValuesTest, OtherPlaceholdersAndGapsAreRefused) {
  static constexpr Sql kBad[] = {{"SELECT ?"},      {"SELECT ?1"},  {"SELECT :a"},
                                 {"SELECT @a"},     {"SELECT $a"},  {"SELECT $2"},
                                 {"SELECT $1, $3"}, {"SELECT $01"}, {"SELECT $0"}};
  for (const Sql& sql : kBad) {
    EXPECT_THAT([&] { database_->read([&](Reader& reader) { reader.for_each(sql, [](const Row&) {}); }); },
                ThrowsMessage<Fault>(HasSubstr("without gaps")))
        << sql.text;
  }
}

TEST_F(ValuesTest, AMisspeltColumnInDoubleQuotesIsRefused) {
  static constexpr Sql kMisspelt{"SELECT id FROM items WHERE label = \"lable\""};
  EXPECT_THAT([&] { database_->read([](Reader& reader) { reader.for_each(kMisspelt, [](const Row&) {}); }); },
              ThrowsMessage<Fault>(HasSubstr("lable")));
}

TEST_F(ValuesTest, TwoStatementsInOneAreRefused) {
  static constexpr Sql kTwo{"SELECT 1; SELECT 2"};
  static constexpr Sql kNone{"  "};
  for (const Sql* sql : {&kTwo, &kNone}) {
    EXPECT_THAT([&] { database_->read([&](Reader& reader) { reader.for_each(*sql, [](const Row&) {}); }); },
                ThrowsMessage<Fault>(HasSubstr("Not exactly one statement")));
  }
}

TEST_F(ValuesTest, AQueryInsideItsOwnRowsHasRowsOfItsOwn) {
  for (int id = 1; id <= 3; ++id) insert(id);
  int pairs = 0;
  database_->read([&](Reader& reader) {
    reader.for_each(kItemIds, [&](const Row&) { reader.for_each(kItemIds, [&](const Row&) { ++pairs; }); });
  });
  EXPECT_EQ(pairs, 9);
}

TEST_F(ValuesTest, AnSqlWhoseAddressComesBackWithAnotherTextIsPreparedAnew) {
  Sql sql{"SELECT 1"};
  const auto ask = [&] {
    std::int64_t answer = 0;
    database_->read(
        [&](Reader& reader) { answer = *reader.find(sql, [](const Row& row) { return row.integer(0); }); });
    return answer;
  };
  EXPECT_EQ(ask(), 1);
  sql.text = "SELECT 2";
  EXPECT_EQ(ask(), 2);
}

TEST_F(ValuesTest, ExecuteSaysHowManyRowsItChanged) {
  static constexpr Sql kUpdate{"UPDATE items SET amount = $1 WHERE id <= $2"};
  static constexpr Sql kSelect{"SELECT id FROM items"};
  for (int id = 1; id <= 3; ++id) insert(id);
  std::vector<std::int64_t> changed;
  database_->write_and_wait([&](Transaction& transaction) {
    changed = {transaction.execute(kUpdate, 9, 2), transaction.execute(kSelect),
               transaction.execute(kUpdate, 9, 0)};
    return Verdict::Keep;
  });
  EXPECT_EQ(changed, (std::vector<std::int64_t>{2, 0, 0}));
}

TEST_F(ValuesTest, ReturningGivesRowsToTheWriter) {
  static constexpr Sql kTake{
      "DELETE FROM items WHERE id IN (SELECT id FROM items ORDER BY id LIMIT $1) RETURNING id"};
  for (int id = 1; id <= 3; ++id) insert(id);
  std::vector<std::int64_t> taken;
  database_->write_and_wait([&](Transaction& transaction) {
    taken = transaction.all(kTake, [](const Row& row) { return row.integer(0); }, 2);
    return Verdict::Keep;
  });
  EXPECT_EQ(taken, (std::vector<std::int64_t>{1, 2}));
  EXPECT_EQ(count(), 1);
}

using ValuesDeathTest = ValuesTest;

TEST_F(ValuesDeathTest, AStatementGetsOneValuePerPlaceholder) {
  testing::GTEST_FLAG(death_test_style) = "fast";  // shares this directory, which the parent removes
  EXPECT_DEATH(database_->read([](Reader& reader) { reader.for_each(kItem, [](const Row&) {}); }),
               "one value for each of its placeholders");
}

TEST_F(ValuesDeathTest, NullIsNoIntegerAndAnIntegerNoText) {
  testing::GTEST_FLAG(death_test_style) = "fast";  // shares this directory, which the parent removes
  store(nullptr, 7);
  EXPECT_DEATH(load([](const Row& row) { return row.integer(0); }), "holds an integer");
  EXPECT_DEATH(load([](const Row& row) { return std::string(row.text(1)); }), "holds a text");
}

}  // namespace
}  // namespace kempelen::db
