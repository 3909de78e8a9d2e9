// Statements for request tokens.
#include "store/request_tokens.h"

#include <array>

namespace kempelen::store {
namespace {

constexpr db::Sql kFind{
    "SELECT subject FROM request_tokens "
    "WHERE requester_id = $1 AND marketplace = $2 AND operation = $3 AND token = $4 AND used_at > $5"};
constexpr db::Sql kSave{
    "INSERT INTO request_tokens (requester_id, marketplace, operation, token, subject, used_at) "
    "VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT (requester_id, marketplace, operation, token) "
    "DO UPDATE SET subject = excluded.subject, used_at = excluded.used_at"};
constexpr db::Sql kDeleteDead{"DELETE FROM request_tokens WHERE used_at <= $1"};

}  // namespace

std::optional<std::string> find_use(db::Reader& db, const RequestToken& t, Instant now) {
  return db.find(
      kFind, [](const db::Row& row) { return std::string(row.text(0)); }, t.requester,
      static_cast<int>(t.marketplace), t.name_space, t.token, now - kRequestTokenLife);
}

void save_use(db::Transaction& db, const RequestToken& t, std::string_view subject, Instant now) {
  db.execute(kSave, t.requester, static_cast<int>(t.marketplace), t.name_space, t.token, subject, now);
}

void delete_dead_tokens(db::Transaction& db, Instant now) {
  db.execute(kDeleteDead, now - kRequestTokenLife);
}

Statements request_token_statements() {
  static constexpr std::array<const db::Sql*, 3> kAll = {&kFind, &kSave, &kDeleteDead};
  return kAll;
}

}  // namespace kempelen::store
