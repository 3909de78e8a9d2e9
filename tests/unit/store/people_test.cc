// Requesters, keys, workers, credentials, small facts: what goes in comes out.
#include "store/accounts.h"
#include "store/meta.h"
#include "store/workers.h"
#include "tests/unit/store/store_test.h"

namespace kempelen::store {
namespace {

Worker worker_named(const std::string& id, const std::string& name, domain::Marketplace market) {
  Worker worker;
  worker.id = {id};
  worker.marketplace = market;
  worker.username = name;
  worker.created_at = Instant::from_seconds(5);
  return worker;
}

TEST_F(StoreTest, RequestersComeBackOldestFirst) {
  write([](db::Transaction& tx) {
    insert_requester(tx, {.id = {"AB"}, .name = "younger", .created_at = kNow + Duration{1}});
    insert_requester(tx, {.id = {"AC"}, .name = "older", .created_at = kNow});
  });
  read([](db::Reader& db) {
    const auto all = list_requesters(db);
    ASSERT_EQ(all.size(), 2u);
    EXPECT_EQ(all[0].name, "older");
    EXPECT_EQ(all[1].created_at, kNow + Duration{1});
    EXPECT_EQ(find_requester(db, {"AB"})->standing, Standing::Good);
    EXPECT_FALSE(find_requester(db, {"AX"}));
  });
  write([](db::Transaction& tx) {
    EXPECT_TRUE(set_requester_standing(tx, {"AB"}, Standing::Suspended));
    EXPECT_FALSE(set_requester_standing(tx, {"AX"}, Standing::Suspended));
  });
  read([](db::Reader& db) { EXPECT_EQ(find_requester(db, {"AB"})->standing, Standing::Suspended); });
}

TEST_F(StoreTest, AccessKeysHaveOneOwner) {
  write([](db::Transaction& tx) {
    insert_requester(tx, {.id = {"AB"}, .name = "acme", .created_at = kNow});
    EXPECT_TRUE(
        insert_access_key(tx, {"AKIA1", {"AB"}, "sealed", kNow, KeyState::Active, KeyOrigin::Imported}));
    EXPECT_FALSE(insert_access_key(tx, {"AKIA1", {"AB"}, "other", kNow}));
    EXPECT_TRUE(insert_access_key(tx, {"AKIA2", {"AB"}, "sealed2", kNow + Duration{1}}));
  });
  read([](db::Reader& db) {
    const auto key = find_access_key(db, "AKIA1");
    ASSERT_TRUE(key);
    EXPECT_EQ(key->requester, RequesterId{"AB"});
    EXPECT_EQ(key->sealed_secret, "sealed");
    EXPECT_EQ(key->origin, KeyOrigin::Imported);
    EXPECT_EQ(key->state, KeyState::Active);
    EXPECT_EQ(list_access_keys(db, {"AB"}).size(), 2u);
    EXPECT_FALSE(find_access_key(db, "akia1"));
  });
  write([](db::Transaction& tx) {
    EXPECT_TRUE(set_access_key_state(tx, "AKIA1", KeyState::Inactive));
    EXPECT_FALSE(set_access_key_state(tx, "AKIA9", KeyState::Inactive));
  });
  read([](db::Reader& db) { EXPECT_EQ(find_access_key(db, "AKIA1")->state, KeyState::Inactive); });
}

TEST_F(StoreTest, AnAccessKeyNeedsItsRequester) {
  EXPECT_THROW(write([](db::Transaction& tx) { insert_access_key(tx, {"AKIA1", {"AX"}, "s", kNow}); }),
               Fault);
}

TEST_F(StoreTest, WorkersAreFoundByNameWhateverItsCase) {
  write([](db::Transaction& tx) {
    Worker ann = worker_named("AW1", "Ann", domain::Marketplace::Sandbox);
    ann.profile.locale = domain::Locale{"US", "CA"};
    ann.profile.adult = true;
    ann.profile.email = "ann@example.org";
    ann.password_hash = "hash";
    EXPECT_TRUE(insert_worker(tx, ann));
    EXPECT_FALSE(insert_worker(tx, worker_named("AW2", "aNN", domain::Marketplace::Sandbox)));
    EXPECT_TRUE(insert_worker(tx, worker_named("AW3", "ann", domain::Marketplace::Live)));
  });
  read([](db::Reader& db) {
    const auto found = find_worker_named(db, domain::Marketplace::Sandbox, "ANN");
    ASSERT_TRUE(found);
    EXPECT_EQ(found->id, WorkerId{"AW1"});
    EXPECT_EQ(found->username, "Ann");
    EXPECT_EQ(found->password_hash, "hash");
    EXPECT_EQ(found->profile.locale, (domain::Locale{"US", "CA"}));
    EXPECT_TRUE(found->profile.adult);
    EXPECT_FALSE(found->profile.masters);
    EXPECT_EQ(found->profile.email, "ann@example.org");
    EXPECT_EQ(find_worker_named(db, domain::Marketplace::Live, "ann")->id, WorkerId{"AW3"});
    EXPECT_FALSE(find_worker(db, {"AW3"})->profile.locale);
    EXPECT_FALSE(find_worker_named(db, domain::Marketplace::Live, "ben"));
    EXPECT_EQ(list_workers(db, domain::Marketplace::Sandbox).size(), 1u);
  });
}

TEST_F(StoreTest, WorkersChange) {
  write([](db::Transaction& tx) {
    insert_worker(tx, worker_named("AW1", "ann", domain::Marketplace::Sandbox));
    EXPECT_TRUE(set_worker_standing(tx, {"AW1"}, Standing::Suspended));
    EXPECT_FALSE(set_worker_standing(tx, {"AX"}, Standing::Suspended));
    EXPECT_TRUE(set_worker_password(tx, {"AW1"}, "new"));
    save_worker_record(tx, {"AW1"}, {3, 2, 1});
  });
  read([](db::Reader& db) {
    const auto ann = find_worker(db, {"AW1"});
    EXPECT_EQ(ann->standing, Standing::Suspended);
    EXPECT_EQ(ann->password_hash, "new");
    EXPECT_EQ(ann->record.submitted, 3);
    EXPECT_EQ(ann->record.approved, 2);
    EXPECT_EQ(ann->record.rejected, 1);
  });
}

TEST_F(StoreTest, ANewPasswordEndsEverythingButBearerTokens) {
  write([](db::Transaction& tx) {
    insert_worker(tx, worker_named("AW1", "ann", domain::Marketplace::Sandbox));
    insert_worker(tx, worker_named("AW2", "ben", domain::Marketplace::Sandbox));
    for (const auto kind : {CredentialKind::Session, CredentialKind::BearerToken, CredentialKind::SignInLink,
                            CredentialKind::ResetLink}) {
      insert_credential(tx,
                        {std::to_string(static_cast<int>(kind)), {"AW1"}, kind, "csrf", kNow, std::nullopt});
    }
    insert_credential(tx, {"ben", {"AW2"}, CredentialKind::Session, "csrf", kNow, kNow + Duration{1}});
    delete_sessions_of(tx, {"AW1"});
  });
  read([](db::Reader& db) {
    EXPECT_FALSE(find_credential(db, "0"));
    EXPECT_TRUE(find_credential(db, "1"));
    EXPECT_FALSE(find_credential(db, "2"));
    EXPECT_FALSE(find_credential(db, "3"));
    const auto ben = find_credential(db, "ben");
    ASSERT_TRUE(ben);
    EXPECT_EQ(ben->csrf_token, "csrf");
    EXPECT_EQ(ben->kind, CredentialKind::Session);
    EXPECT_EQ(ben->expires_at, kNow + Duration{1});
  });
  write([](db::Transaction& tx) { delete_expired_credentials(tx, kNow); });
  read([](db::Reader& db) { EXPECT_TRUE(find_credential(db, "ben")); });
  write([](db::Transaction& tx) { delete_expired_credentials(tx, kNow + Duration{1}); });
  read([](db::Reader& db) {
    EXPECT_FALSE(find_credential(db, "ben"));
    EXPECT_TRUE(find_credential(db, "1"));  // never expires
  });
  write([](db::Transaction& tx) { delete_credential(tx, "1"); });
  read([](db::Reader& db) { EXPECT_FALSE(find_credential(db, "1")); });
}

TEST_F(StoreTest, FactsAreReplaced) {
  read([](db::Reader& db) { EXPECT_FALSE(find_meta(db, "offset")); });
  write([](db::Transaction& tx) {
    save_meta(tx, "offset", "1");
    save_meta(tx, "offset", "2");
  });
  read([](db::Reader& db) { EXPECT_EQ(find_meta(db, "offset"), "2"); });
}

}  // namespace
}  // namespace kempelen::store
