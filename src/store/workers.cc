// Statements for workers and their credentials.
#include "store/workers.h"

#include <array>

#include "base/text.h"

namespace kempelen::store {
namespace {

constexpr db::Sql kInsert{
    "INSERT INTO workers (worker_id, marketplace, username, folded_username, password_hash, country, "
    "created_at, subdivision, adult, masters, email) "
    "VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11) ON CONFLICT DO NOTHING"};
constexpr db::Sql kFind{
    "SELECT worker_id, marketplace, username, password_hash, country, created_at, suspended, submitted, "
    "approved, rejected, subdivision, adult, masters, email FROM workers WHERE worker_id = $1"};
constexpr db::Sql kFindNamed{
    "SELECT worker_id, marketplace, username, password_hash, country, created_at, suspended, submitted, "
    "approved, rejected, subdivision, adult, masters, email FROM workers WHERE marketplace = $1 AND "
    "folded_username = $2"};
constexpr db::Sql kList{
    "SELECT worker_id, marketplace, username, password_hash, country, created_at, suspended, submitted, "
    "approved, rejected, subdivision, adult, masters, email FROM workers WHERE marketplace = $1 ORDER BY "
    "created_at, worker_id"};
constexpr db::Sql kSetStanding{"UPDATE workers SET suspended = $2 WHERE worker_id = $1"};
constexpr db::Sql kSetPassword{"UPDATE workers SET password_hash = $2 WHERE worker_id = $1"};
constexpr db::Sql kSaveProfile{
    "UPDATE workers SET country = $2, subdivision = $3, adult = $4, masters = $5, email = $6 "
    "WHERE worker_id = $1"};
constexpr db::Sql kSaveRecord{
    "UPDATE workers SET submitted = $2, approved = $3, rejected = $4 WHERE worker_id = $1"};

constexpr db::Sql kInsertCredential{
    "INSERT INTO worker_credentials (token_hash, worker_id, kind, csrf_token, created_at, expires_at) "
    "VALUES ($1, $2, $3, $4, $5, $6)"};
constexpr db::Sql kFindCredential{
    "SELECT token_hash, worker_id, kind, csrf_token, created_at, expires_at "
    "FROM worker_credentials WHERE token_hash = $1"};
constexpr db::Sql kDeleteCredential{"DELETE FROM worker_credentials WHERE token_hash = $1"};
constexpr db::Sql kDeleteSessions{"DELETE FROM worker_credentials WHERE worker_id = $1 AND kind <> 1"};
constexpr db::Sql kDeleteExpired{"DELETE FROM worker_credentials WHERE expires_at <= $1"};

/// Nothing where there is no country: a subdivision alone is no place.
std::optional<domain::Locale> read_locale(const db::Row& row) {
  auto country = row.maybe_text(4);
  if (!country) return std::nullopt;
  return domain::Locale{*std::move(country), row.maybe_text(10).value_or("")};
}

std::optional<std::string> country(const domain::WorkerProfile& profile) {
  return profile.locale ? std::optional(profile.locale->country) : std::nullopt;
}

std::optional<std::string> subdivision(const domain::WorkerProfile& profile) {
  const bool known = profile.locale && !profile.locale->subdivision.empty();
  return known ? std::optional(profile.locale->subdivision) : std::nullopt;
}

Worker read_worker(const db::Row& row) {
  return {.id = row.id<WorkerId>(0),
          .marketplace = static_cast<domain::Marketplace>(row.integer(1)),
          .username = std::string(row.text(2)),
          .password_hash = row.maybe_text(3),
          .created_at = row.instant(5),
          .standing = row.flag(6) ? Standing::Suspended : Standing::Good,
          .record = {row.integer(7), row.integer(8), row.integer(9)},
          .profile = {.locale = read_locale(row),
                      .adult = row.flag(11),
                      .masters = row.flag(12),
                      .email = row.maybe_text(13)}};
}

Credential read_credential(const db::Row& row) {
  return {std::string(row.text(0)), row.id<WorkerId>(1), static_cast<CredentialKind>(row.integer(2)),
          std::string(row.text(3)), row.instant(4),      row.maybe_instant(5)};
}

}  // namespace

bool insert_worker(db::Transaction& db, const Worker& w) {
  return db.execute(kInsert, w.id, static_cast<int>(w.marketplace), w.username, lower(w.username),
                    w.password_hash, country(w.profile), w.created_at, subdivision(w.profile),
                    w.profile.adult, w.profile.masters, w.profile.email) == 1;
}

std::optional<Worker> find_worker(db::Reader& db, const WorkerId& id) {
  return db.find(kFind, read_worker, id);
}

std::optional<Worker> find_worker_named(db::Reader& db, domain::Marketplace marketplace,
                                        std::string_view username) {
  return db.find(kFindNamed, read_worker, static_cast<int>(marketplace), lower(username));
}

std::vector<Worker> list_workers(db::Reader& db, domain::Marketplace marketplace) {
  return db.all(kList, read_worker, static_cast<int>(marketplace));
}

bool set_worker_standing(db::Transaction& db, const WorkerId& id, Standing standing) {
  return db.execute(kSetStanding, id, standing == Standing::Suspended) == 1;
}

bool set_worker_password(db::Transaction& db, const WorkerId& id, std::string_view password_hash) {
  return db.execute(kSetPassword, id, password_hash) == 1;
}

void save_worker_profile(db::Transaction& db, const WorkerId& id, const domain::WorkerProfile& profile) {
  db.execute(kSaveProfile, id, country(profile), subdivision(profile), profile.adult, profile.masters,
             profile.email);
}

void save_worker_record(db::Transaction& db, const WorkerId& id, const domain::WorkerRecord& record) {
  db.execute(kSaveRecord, id, record.submitted, record.approved, record.rejected);
}

void insert_credential(db::Transaction& db, const Credential& c) {
  db.execute(kInsertCredential, c.token_hash, c.worker, static_cast<int>(c.kind), c.csrf_token, c.created_at,
             c.expires_at);
}

std::optional<Credential> find_credential(db::Reader& db, std::string_view token_hash) {
  return db.find(kFindCredential, read_credential, token_hash);
}

void delete_credential(db::Transaction& db, std::string_view token_hash) {
  db.execute(kDeleteCredential, token_hash);
}

void delete_sessions_of(db::Transaction& db, const WorkerId& worker) {
  db.execute(kDeleteSessions, worker);
}

void delete_expired_credentials(db::Transaction& db, Instant wall_now) {
  db.execute(kDeleteExpired, wall_now);
}

Statements worker_statements() {
  static constexpr std::array<const db::Sql*, 13> kAll = {
      &kInsert,           &kFind,           &kFindNamed,        &kList,
      &kSetStanding,      &kSetPassword,    &kSaveRecord,       &kSaveProfile,
      &kInsertCredential, &kFindCredential, &kDeleteCredential, &kDeleteSessions,
      &kDeleteExpired};
  return kAll;
}

}  // namespace kempelen::store
