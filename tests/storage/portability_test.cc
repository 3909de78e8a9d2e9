// The check of portable SQL finds each breach and lets good statements pass.
#include "tests/storage/portability.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/storage/test_database.h"

namespace kempelen::db {
namespace {

using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

TEST(Portability, GoodStatementsPass) {
  for (const char* text : {
           "SELECT id, label FROM items WHERE (amount, id) > ($1, $2) ORDER BY amount, id LIMIT $3",
           "INSERT INTO items (id, label, amount) VALUES ($1, $2, $3) ON CONFLICT (id) DO UPDATE SET amount "
           "= $3",
           "SELECT CAST(COALESCE(SUM(amount), 0) AS BIGINT) FROM items WHERE label IS NOT NULL",
           "DELETE FROM items WHERE id IN (SELECT id FROM items ORDER BY id LIMIT $1) RETURNING id",
           "SELECT id FROM items WHERE CAST($1 AS TEXT) IS NULL OR label = $1",
           "CREATE TABLE x (id TEXT PRIMARY KEY, at BIGINT, done SMALLINT NOT NULL CHECK (done IN (0, 1)))",
           "CREATE INDEX x_open ON x (at) WHERE done = 0",
           "SELECT 'COUNT(*) OFFSET ? it''s ' || label FROM items -- OFFSET in a comment\n WHERE id = $1",
           "SELECT updated_date, offset_micros, total, time FROM y WHERE REPLACE(label, 'a', 'b') = $1",
           "SELECT COUNT(id) FILTER (WHERE amount > 0) FROM items",
           "SELECT id FROM items WHERE label IS NOT DISTINCT FROM $1",
       }) {
    EXPECT_THAT(breaches_of_portability(text), IsEmpty()) << text;
  }
}

struct Breach {
  const char* text;
  const char* part;
};

TEST(Portability, EveryBreachIsFound) {
  for (const auto& [text, part] : {
           Breach{"CREATE TABLE x (id BIGINT PRIMARY KEY AUTOINCREMENT)", "AUTOINCREMENT"},
           Breach{"CREATE TABLE x (id serial PRIMARY KEY)", "SERIAL"},
           Breach{"CREATE TABLE x (id TEXT PRIMARY KEY) WITHOUT ROWID", "ROWID"},
           Breach{"CREATE TABLE x (id TEXT) STRICT", "STRICT"},
           Breach{"CREATE TABLE x (id INTEGER)", "INTEGER"},
           Breach{"CREATE TABLE x (id int)", "INT is"},
           Breach{"CREATE TABLE x (id BLOB)", "BLOB"},
           Breach{"CREATE TABLE x (on_hold BOOLEAN)", "BOOLEAN"},
           Breach{"SELECT id FROM items LIMIT $1 OFFSET $2", "OFFSET"},
           Breach{"SELECT id FROM items LIMIT 5, 10", "LIMIT takes one number"},
           Breach{"SELECT COUNT(*) FROM items", "COUNT(*)"},
           Breach{"SELECT count ( * ) FROM items", "COUNT(*)"},
           Breach{"SELECT datetime('now')", "DATETIME"},
           Breach{"SELECT strftime('%s', 'now')", "STRFTIME"},
           Breach{"SELECT now()", "NOW"},
           Breach{"SELECT CURRENT_TIMESTAMP", "CURRENT_TIMESTAMP"},
           Breach{"SELECT id FROM items WHERE id = ?", "\"?\""},
           Breach{"SELECT id FROM items WHERE id = :id", "\":\""},
           Breach{"SELECT amount::TEXT FROM items", "\":\""},
           Breach{"SELECT id FROM items WHERE id = @id", "\"@\""},
           Breach{"SELECT id FROM items WHERE id = $2", "$1 is missing"},
           Breach{"SELECT id FROM items WHERE id IN ($1, $3)", "$2 is missing"},
           Breach{"SELECT id FROM items WHERE ($1 IS NULL OR label = $1)", "$1 IS"},
           Breach{"SELECT id FROM items WHERE label IS $1", "IS is for NULL only"},
           Breach{"SELECT id FROM items WHERE label IS NOT 'x'", "IS is for NULL only"},
           Breach{"SELECT SUM(amount) FROM items", "SUM"},
           Breach{"SELECT CAST(id AS TEXT), SUM(amount) FROM items", "SUM"},
           Breach{"SELECT total(amount) FROM items", "TOTAL"},
           Breach{"SELECT time('now')", "TIME"},
           Breach{"SELECT AVG(amount) FROM items", "AVG"},
           Breach{"INSERT OR IGNORE INTO items (id) VALUES ($1)", "INSERT OR"},
           Breach{"REPLACE INTO items (id) VALUES ($1)", "REPLACE"},
           Breach{"SELECT id FROM items ORDER BY label COLLATE NOCASE", "COLLATE"},
           Breach{"SELECT id FROM items WHERE label = \"x\"", "single quotes"},
           Breach{"SELECT id FROM items WHERE id == 1", "=="},
           Breach{"SELECT TRUE", "TRUE"},
       }) {
    EXPECT_THAT(breaches_of_portability(text), Contains(HasSubstr(part))) << text;
  }
}

TEST(Portability, StatementsAreCheckedAgainstTheMigratedSchema) {
  constexpr Sql kUnknownColumn{"SELECT colour FROM items WHERE id = $1"};
  constexpr Sql kOffset{"SELECT id FROM items ORDER BY id LIMIT $1 OFFSET $2"};
  const NamedStatement statements[] = {
      {"insert_item", &kInsertItem},
      {"item_colour", &kUnknownColumn},
      {"items_page", &kOffset},
      {"insert_item", &kInsertItem},
  };
  EXPECT_THAT(check_statements(statements, kItemsMigration),
              ElementsAre(HasSubstr("item_colour: Preparing"), HasSubstr("items_page: OFFSET"),
                          HasSubstr("insert_item: this name is given twice")));
}

TEST(Portability, MigrationsAreCheckedAsWell) {
  constexpr Migration kBad[] = {{1, "bad", "CREATE TABLE x (id TEXT PRIMARY KEY, n INTEGER)"}};
  EXPECT_THAT(check_statements({}, kBad), ElementsAre(HasSubstr("migration 1 (bad): INTEGER")));
  EXPECT_THAT(check_statements({}, kItemsMigration), IsEmpty());
}

}  // namespace
}  // namespace kempelen::db
