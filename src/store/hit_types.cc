// Statements for HIT types and groups.
#include "store/hit_types.h"

#include <array>

#include "domain/premium.h"

namespace kempelen::store {
namespace {

constexpr db::Sql kFind{
    "SELECT hit_type_id, hit_group_id, marketplace, requester_id, created_at, title, description, keywords, "
    "reward, "
    "assignment_duration, auto_approval_delay, requirements FROM hit_types WHERE hit_type_id = $1"};
constexpr db::Sql kFindIdentity{
    "SELECT hit_type_id, hit_group_id, marketplace, requester_id, created_at, title, description, keywords, "
    "reward, "
    "assignment_duration, auto_approval_delay, requirements FROM hit_types "
    "WHERE requester_id = $1 AND marketplace = $2 AND identity = $3"};
constexpr db::Sql kInsert{
    "INSERT INTO hit_types (hit_type_id, hit_group_id, marketplace, requester_id, created_at, identity, "
    "title, "
    "description, keywords, reward, assignment_duration, auto_approval_delay, requirements, updated_at, "
    "latest_expiration) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)"};
constexpr db::Sql kInsertRequirement{
    "INSERT INTO hit_type_requirements (qualification_type_id, requester_id, marketplace, hit_type_id) "
    "VALUES ($1, $2, $3, $4) "
    "ON CONFLICT (qualification_type_id, requester_id, marketplace, hit_type_id) DO NOTHING"};
constexpr db::Sql kFindGroup{
    "SELECT t.hit_type_id, t.hit_group_id, t.marketplace, t.requester_id, t.created_at, t.title, "
    "t.description, "
    "t.keywords, t.reward, t.assignment_duration, t.auto_approval_delay, t.requirements, r.name, "
    "t.open_hits, "
    "t.updated_at, t.latest_expiration, r.suspended FROM hit_types t JOIN requesters r ON r.requester_id = "
    "t.requester_id "
    "WHERE t.marketplace = $1 AND (t.hit_group_id = $2 OR t.hit_type_id = $2)"};
constexpr db::Sql kOpenGroups{
    "SELECT t.hit_type_id, t.hit_group_id, t.marketplace, t.requester_id, t.created_at, t.title, "
    "t.description, "
    "t.keywords, t.reward, t.assignment_duration, t.auto_approval_delay, t.requirements, r.name, "
    "t.open_hits, "
    "t.updated_at, t.latest_expiration, r.suspended FROM hit_types t JOIN requesters r ON r.requester_id = "
    "t.requester_id "
    "WHERE t.marketplace = $1 AND t.open_hits > 0 ORDER BY t.hit_type_id"};
constexpr db::Sql kOpened{
    "UPDATE hit_types SET open_hits = open_hits + 1, updated_at = $2, "
    "latest_expiration = CASE WHEN latest_expiration > $3 THEN latest_expiration ELSE $3 END WHERE "
    "hit_type_id = $1"};
constexpr db::Sql kExtended{
    "UPDATE hit_types SET latest_expiration = $2 WHERE hit_type_id = $1 AND latest_expiration < $2"};
constexpr db::Sql kClosed{"UPDATE hit_types SET open_hits = open_hits - 1 WHERE hit_type_id = $1"};

domain::HitType read_type(const db::Row& row) {
  return read_hit_type(row, 0);
}

HitGroup read_group(const db::Row& row, ListedTypePtr type) {
  return {std::move(type), std::string(row.text(12)), row.integer(13),
          row.instant(14), row.instant(15),           row.flag(16) ? Standing::Suspended : Standing::Good};
}

}  // namespace

domain::HitType read_hit_type(const db::Row& row, int first) {
  return {.id = row.id<HitTypeId>(first),
          .group = row.id<HitGroupId>(first + 1),
          .marketplace = static_cast<domain::Marketplace>(row.integer(first + 2)),
          .requester = row.id<RequesterId>(first + 3),
          .created_at = row.instant(first + 4),
          .properties = {.title = std::string(row.text(first + 5)),
                         .description = std::string(row.text(first + 6)),
                         .keywords = std::string(row.text(first + 7)),
                         .reward = row.money(first + 8),
                         .assignment_duration = row.duration(first + 9),
                         .auto_approval_delay = row.duration(first + 10),
                         .requirements = domain::decode(row.text(first + 11))}};
}

std::optional<domain::HitType> find_hit_type(db::Reader& db, const HitTypeId& id) {
  return db.find(kFind, read_type, id);
}

std::optional<domain::HitType> find_hit_type_with_identity(db::Reader& db, const RequesterId& requester,
                                                           domain::Marketplace marketplace,
                                                           std::string_view identity) {
  return db.find(kFindIdentity, read_type, requester, static_cast<int>(marketplace), identity);
}

void insert_hit_type(db::Transaction& db, const domain::HitType& t) {
  const domain::HitTypeProperties& p = t.properties;
  db.execute(kInsert, t.id, t.group, static_cast<int>(t.marketplace), t.requester, t.created_at,
             domain::identity(p), p.title, p.description, p.keywords, p.reward, p.assignment_duration,
             p.auto_approval_delay, domain::encode(p.requirements), t.created_at, t.created_at);
  for (const domain::Requirement& r : p.requirements) {
    if (domain::premium_price(r.qualification_type_id, t.marketplace)) continue;  // there are no such types
    db.execute(kInsertRequirement, r.qualification_type_id, t.requester, static_cast<int>(t.marketplace),
               t.id);
  }
}

std::optional<HitGroup> find_hit_group(db::Reader& db, domain::Marketplace marketplace, std::string_view id) {
  const auto read = [](const db::Row& row) { return read_group(row, listed_type(read_type(row))); };
  return db.find(kFindGroup, read, static_cast<int>(marketplace), id);
}

std::vector<HitGroup> open_hit_groups(db::Reader& db, domain::Marketplace marketplace, HitTypeCache& cache) {
  const auto read = [&](const db::Row& row) {
    ListedTypePtr type = cache.find(row.text(0));
    if (!type) {
      type = listed_type(read_type(row));
      cache.remember(type);
    }
    return read_group(row, std::move(type));
  };
  return db.all(kOpenGroups, read, static_cast<int>(marketplace));
}

void note_open_change(db::Transaction& db, const HitTypeId& id, OpenChange change, Instant now,
                      Instant expires_at) {
  switch (change) {
    case OpenChange::Opened:
      db.execute(kOpened, id, now, expires_at);
      break;
    case OpenChange::Closed:
      db.execute(kClosed, id);
      break;
    case OpenChange::Extended:
      db.execute(kExtended, id, expires_at);
      break;
  }
}

Statements hit_type_statements() {
  static constexpr std::array<const db::Sql*, 9> kAll = {
      &kFind,       &kFindIdentity, &kInsert, &kInsertRequirement, &kFindGroup, &kExtended,
      &kOpenGroups, &kOpened,       &kClosed};
  return kAll;
}

}  // namespace kempelen::store
