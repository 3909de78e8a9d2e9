// Statements for requesters and access keys.
#include "store/accounts.h"

#include <array>

namespace kempelen::store {
namespace {

constexpr db::Sql kInsertRequester{
    "INSERT INTO requesters (requester_id, name, created_at, suspended) VALUES ($1, $2, $3, $4)"};
constexpr db::Sql kFindRequester{
    "SELECT requester_id, name, created_at, suspended FROM requesters WHERE requester_id = $1"};
constexpr db::Sql kListRequesters{
    "SELECT requester_id, name, created_at, suspended FROM requesters ORDER BY created_at, requester_id"};
constexpr db::Sql kSetStanding{"UPDATE requesters SET suspended = $2 WHERE requester_id = $1"};

constexpr db::Sql kInsertKey{
    "INSERT INTO access_keys (access_key_id, requester_id, sealed_secret, created_at, active, imported) "
    "VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT (access_key_id) DO NOTHING"};
constexpr db::Sql kFindKey{
    "SELECT access_key_id, requester_id, sealed_secret, created_at, active, imported "
    "FROM access_keys WHERE access_key_id = $1"};
constexpr db::Sql kListKeys{
    "SELECT access_key_id, requester_id, sealed_secret, created_at, active, imported "
    "FROM access_keys WHERE requester_id = $1 ORDER BY created_at, access_key_id"};
constexpr db::Sql kSetKeyState{"UPDATE access_keys SET active = $2 WHERE access_key_id = $1"};

Requester read_requester(const db::Row& row) {
  return {row.id<RequesterId>(0), std::string(row.text(1)), row.instant(2),
          row.flag(3) ? Standing::Suspended : Standing::Good};
}

AccessKey read_key(const db::Row& row) {
  return {std::string(row.text(0)),
          row.id<RequesterId>(1),
          std::string(row.text(2)),
          row.instant(3),
          row.flag(4) ? KeyState::Active : KeyState::Inactive,
          row.flag(5) ? KeyOrigin::Imported : KeyOrigin::Made};
}

}  // namespace

void insert_requester(db::Transaction& db, const Requester& r) {
  db.execute(kInsertRequester, r.id, r.name, r.created_at, r.standing == Standing::Suspended);
}

std::optional<Requester> find_requester(db::Reader& db, const RequesterId& id) {
  return db.find(kFindRequester, read_requester, id);
}

std::vector<Requester> list_requesters(db::Reader& db) {
  return db.all(kListRequesters, read_requester);
}

bool set_requester_standing(db::Transaction& db, const RequesterId& id, Standing standing) {
  return db.execute(kSetStanding, id, standing == Standing::Suspended) == 1;
}

bool insert_access_key(db::Transaction& db, const AccessKey& key) {
  return db.execute(kInsertKey, key.access_key_id, key.requester, key.sealed_secret, key.created_at,
                    key.state == KeyState::Active, key.origin == KeyOrigin::Imported) == 1;
}

std::optional<AccessKey> find_access_key(db::Reader& db, std::string_view access_key_id) {
  return db.find(kFindKey, read_key, access_key_id);
}

std::vector<AccessKey> list_access_keys(db::Reader& db, const RequesterId& requester) {
  return db.all(kListKeys, read_key, requester);
}

bool set_access_key_state(db::Transaction& db, std::string_view access_key_id, KeyState state) {
  return db.execute(kSetKeyState, access_key_id, state == KeyState::Active) == 1;
}

Statements account_statements() {
  static constexpr std::array<const db::Sql*, 8> kAll = {&kInsertRequester, &kFindRequester, &kListRequesters,
                                                         &kSetStanding,     &kInsertKey,     &kFindKey,
                                                         &kListKeys,        &kSetKeyState};
  return kAll;
}

}  // namespace kempelen::store
