// One SQL text for every engine: each statement and migration keeps to the portable rules and is prepared.
#include <gtest/gtest.h>

#include <set>

#include "store/schema.h"
#include "tests/storage/portability.h"

namespace kempelen::store {
namespace {

TEST(Statements, AreAllPortableAndPrepared) {
  const auto all = all_statements();
  ASSERT_GT(all.size(), 50u);
  std::vector<db::NamedStatement> named;
  for (const db::Sql* sql : all) named.push_back({sql->text, sql});
  for (const std::string& breach : db::check_statements(named, migrations())) ADD_FAILURE() << breach;
}

TEST(Statements, AreListedOnceEach) {
  const auto all = all_statements();
  EXPECT_EQ(std::set<const db::Sql*>(all.begin(), all.end()).size(), all.size());
}

TEST(Migrations, AreNumberedFromOneWithoutGaps) {
  int expected = 1;
  for (const db::Migration& migration : migrations()) EXPECT_EQ(migration.number, expected++);
  EXPECT_GT(expected, 1);
}

}  // namespace
}  // namespace kempelen::store
