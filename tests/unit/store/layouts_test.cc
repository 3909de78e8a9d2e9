// Layouts: what goes in comes out, and each requester and marketplace has its own.
#include "store/layouts.h"

#include "store/accounts.h"
#include "tests/unit/store/store_test.h"

namespace kempelen::store {
namespace {

using LayoutsTest = StoreTest;

domain::Layout layout(const std::string& id, const std::string& requester,
                      domain::Marketplace marketplace = domain::Marketplace::Sandbox) {
  return {.id = {id},
          .requester = {requester},
          .marketplace = marketplace,
          .name = "name of " + id,
          .html = "<p>\r\n${a-b}\t${c.d}</p>\n",
          .parameters = {"a-b", "c.d"},
          .created_at = Instant::from_seconds(1'795'532'400)};
}

TEST_F(LayoutsTest, AreStoredListedAndDeleted) {
  write([&](db::Transaction& tx) {
    insert_requester(tx, {.id = {"AR"}, .name = "acme", .created_at = kNow});
    insert_requester(tx, {.id = {"AS"}, .name = "bolt", .created_at = kNow});
    insert_layout(tx, layout("3B", "AR"));
    insert_layout(tx, layout("3A", "AR"));
    insert_layout(tx, layout("3C", "AS"));
    insert_layout(tx, layout("3D", "AR", domain::Marketplace::Live));
    domain::Layout plain = layout("3E", "AS", domain::Marketplace::Live);
    plain.parameters.clear();
    insert_layout(tx, plain);
  });
  read([&](db::Reader& db) {
    const auto found = find_layout(db, {"3A"});
    ASSERT_TRUE(found);
    const auto expected = layout("3A", "AR");
    EXPECT_EQ(found->requester, expected.requester);
    EXPECT_EQ(found->marketplace, expected.marketplace);
    EXPECT_EQ(found->name, expected.name);
    EXPECT_EQ(found->html, expected.html);
    EXPECT_EQ(found->parameters, expected.parameters);
    EXPECT_EQ(found->created_at, expected.created_at);
    EXPECT_TRUE(find_layout(db, {"3E"})->parameters.empty());
    EXPECT_FALSE(find_layout(db, {"3X"}));

    const auto listed = list_layouts(db, {"AR"}, domain::Marketplace::Sandbox);
    ASSERT_EQ(listed.size(), 2u);
    EXPECT_EQ(listed[0].id.text, "3A");
    EXPECT_EQ(listed[0].parameters, expected.parameters);
    EXPECT_EQ(listed[0].html, "");
    EXPECT_EQ(listed[1].id.text, "3B");
  });
  bool first = false, second = true;
  write([&](db::Transaction& tx) {
    first = delete_layout(tx, {"3A"});
    second = delete_layout(tx, {"3A"});
  });
  EXPECT_TRUE(first);
  EXPECT_FALSE(second);
  read([&](db::Reader& db) {
    EXPECT_FALSE(find_layout(db, {"3A"}));
    EXPECT_TRUE(find_layout(db, {"3B"}));
  });
}

}  // namespace
}  // namespace kempelen::store
