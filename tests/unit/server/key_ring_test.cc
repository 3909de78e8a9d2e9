// Keys are looked up once; what changes is seen after `forget`.
#include "server/key_ring.h"

#include <gtest/gtest.h>

#include "tests/unit/server/house.h"

namespace kempelen::server {
namespace {

std::string made_key(House& house) {
  return member(house.admin("create-access-key", {{"requester", house.shop().requester().text}}).value(),
                "AccessKeyId");
}

TEST(KeyRing, FindsActiveKeysWithTheirSecret) {
  House house;
  const auto made = house.admin("create-access-key", {{"requester", house.shop().requester().text}}).value();
  const auto found = house.keys().find(member(made, "AccessKeyId"));
  ASSERT_TRUE(found);
  EXPECT_EQ(found->secret, member(made, "SecretAccessKey"));
  EXPECT_EQ(found->owner, house.shop().requester().text);
  EXPECT_EQ(found->standing, aws::Standing::Good);
  EXPECT_FALSE(house.keys().find("AKIAUNKNOWN"));
  EXPECT_FALSE(house.keys().find(""));
}

TEST(KeyRing, AnUnknownKeyIsFoundOnceItIsMade) {
  House house;
  EXPECT_FALSE(house.keys().find("IMPORTED_KEY_0001"));
  ASSERT_TRUE(house.admin("import-access-key", {{"requester", house.shop().requester().text},
                                                {"access-key-id", "IMPORTED_KEY_0001"},
                                                {"secret-file", "0123456789abcdefghij"}}));
  EXPECT_EQ(house.keys().find("IMPORTED_KEY_0001")->secret, "0123456789abcdefghij");
}

TEST(KeyRing, RemembersUntilToldToForget) {
  House house;
  const std::string key = made_key(house);
  ASSERT_TRUE(house.keys().find(key));
  house.shop().database().write_and_wait([&](db::Transaction& tx) {
    store::set_access_key_state(tx, key, store::KeyState::Inactive);
    return db::Verdict::Keep;
  });
  EXPECT_TRUE(house.keys().find(key));
  house.keys().forget();
  EXPECT_FALSE(house.keys().find(key));
}

TEST(KeyRing, AdminCommandsAreSeenAtOnce) {
  House house;
  const std::string requester = house.shop().requester().text;
  const std::string key = made_key(house);
  ASSERT_TRUE(house.keys().find(key));
  ASSERT_TRUE(house.admin("suspend-requester", {{"requester", requester}}));
  EXPECT_EQ(house.keys().find(key)->standing, aws::Standing::Suspended);
  ASSERT_TRUE(house.admin("resume-requester", {{"requester", requester}}));
  EXPECT_EQ(house.keys().find(key)->standing, aws::Standing::Good);
  const auto rotated = house.admin("rotate-access-key", {{"access-key-id", key}}).value();
  EXPECT_FALSE(house.keys().find(key));
  EXPECT_EQ(house.keys().find(member(rotated, "AccessKeyId"))->secret, member(rotated, "SecretAccessKey"));
  ASSERT_TRUE(house.admin("deactivate-access-key", {{"access-key-id", member(rotated, "AccessKeyId")}}));
  EXPECT_FALSE(house.keys().find(member(rotated, "AccessKeyId")));
}

}  // namespace
}  // namespace kempelen::server
