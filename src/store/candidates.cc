// Statements for qualifications held, and for what a requester has decided about a worker.
#include "store/candidates.h"

#include <array>

namespace kempelen::store {
namespace {

constexpr db::Sql kHeld{
    "SELECT qualification_type_id, value FROM qualifications WHERE worker_id = $1 AND status = 0 "
    "ORDER BY qualification_type_id"};
constexpr db::Sql kChangeRecord{
    "INSERT INTO work_records (worker_id, requester_id, approved, rejected) VALUES ($1, $2, $3, $4) "
    "ON CONFLICT (worker_id, requester_id) DO UPDATE SET approved = work_records.approved + "
    "excluded.approved, rejected = work_records.rejected + excluded.rejected"};
constexpr db::Sql kUpdateRecord{
    "UPDATE work_records SET approved = approved + $3, rejected = rejected + $4 "
    "WHERE worker_id = $1 AND requester_id = $2"};
constexpr db::Sql kJudged{
    "SELECT 1 FROM work_records r JOIN workers w ON w.worker_id = r.worker_id WHERE r.worker_id = $1 "
    "AND r.requester_id = $2 AND (r.approved > 0 OR r.rejected > 0) AND w.marketplace = $3"};

}  // namespace

std::vector<domain::HeldQualification> held_qualifications(db::Reader& db, const WorkerId& worker) {
  return db.all(
      kHeld,
      [](const db::Row& row) { return domain::HeldQualification{std::string(row.text(0)), row.integer(1)}; },
      worker);
}

void change_work_record(db::Transaction& db, const WorkerId& worker, const RequesterId& requester,
                        const domain::WorkerRecord& by) {
  // What is taken away was there: a row that is inserted could not hold it (its counters are never negative,
  // and engines check that before they look for a conflict).
  if (by.approved < 0 || by.rejected < 0) {
    db.execute(kUpdateRecord, worker, requester, by.approved, by.rejected);
  } else {
    db.execute(kChangeRecord, worker, requester, by.approved, by.rejected);
  }
}

bool has_judged(db::Reader& db, const RequesterId& requester, const WorkerId& worker,
                domain::Marketplace marketplace) {
  return db
      .find(
          kJudged, [](const db::Row& row) { return row.flag(0); }, worker, requester,
          static_cast<int>(marketplace))
      .has_value();
}

Statements candidate_statements() {
  static constexpr std::array<const db::Sql*, 4> kAll = {&kHeld, &kChangeRecord, &kUpdateRecord, &kJudged};
  return kAll;
}

}  // namespace kempelen::store
