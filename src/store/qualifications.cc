// Statements for qualifications.
#include "store/qualifications.h"

#include <array>

namespace kempelen::store {
namespace {

constexpr db::Sql kSave{
    "INSERT INTO qualifications (worker_id, qualification_type_id, value, status, granted_at, reason) "
    "VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT (worker_id, qualification_type_id) DO UPDATE SET "
    "value = excluded.value, status = excluded.status, granted_at = excluded.granted_at, "
    "reason = excluded.reason"};
constexpr db::Sql kFind{
    "SELECT worker_id, qualification_type_id, value, status, granted_at, reason FROM qualifications "
    "WHERE worker_id = $1 AND qualification_type_id = $2"};
constexpr db::Sql kListOfType{
    "SELECT worker_id, qualification_type_id, value, status, granted_at, reason FROM qualifications "
    "WHERE qualification_type_id = $1 AND status = $2 AND (granted_at, worker_id) > ($3, $4) "
    "ORDER BY granted_at, worker_id LIMIT $5"};
constexpr db::Sql kListHeld{
    "SELECT worker_id, qualification_type_id, value, status, granted_at, reason FROM qualifications "
    "WHERE worker_id = $1 AND qualification_type_id > $2 ORDER BY qualification_type_id LIMIT $3"};

domain::Qualification read_qualification(const db::Row& row) {
  return {.type = row.id<QualificationTypeId>(1),
          .worker = row.id<WorkerId>(0),
          .value = row.integer(2),
          .status = static_cast<domain::QualificationStatus>(row.integer(3)),
          .granted_at = row.instant(4),
          .reason = row.maybe_text(5)};
}

}  // namespace

void save_qualification(db::Transaction& db, const domain::Qualification& q) {
  db.execute(kSave, q.worker, q.type, q.value, static_cast<int>(q.status), q.granted_at, q.reason);
}

std::optional<domain::Qualification> find_qualification(db::Reader& db, const WorkerId& worker,
                                                        const QualificationTypeId& type) {
  return db.find(kFind, read_qualification, worker, type);
}

std::vector<domain::Qualification> list_of_type(db::Reader& db, const QualificationTypeId& type,
                                                domain::QualificationStatus status,
                                                const GrantPosition& after, std::int64_t count) {
  return db.all(kListOfType, read_qualification, type, static_cast<int>(status), after.granted_at,
                after.worker, count);
}

std::vector<domain::Qualification> list_held(db::Reader& db, const WorkerId& worker, std::string_view after,
                                             std::int64_t count) {
  return db.all(kListHeld, read_qualification, worker, after, count);
}

Statements qualification_statements() {
  static constexpr std::array<const db::Sql*, 4> kAll = {&kSave, &kFind, &kListOfType, &kListHeld};
  return kAll;
}

}  // namespace kempelen::store
