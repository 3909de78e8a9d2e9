// Statements for bonuses.
#include "store/bonuses.h"

#include <array>

namespace kempelen::store {
namespace {

constexpr db::Sql kInsert{
    "INSERT INTO bonuses (bonus_id, requester_id, hit_id, assignment_id, worker_id, amount, fee, reason, "
    "granted_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)"};
constexpr db::Sql kListOfHit{
    "SELECT bonus_id, requester_id, hit_id, assignment_id, worker_id, amount, fee, reason, granted_at "
    "FROM bonuses WHERE hit_id = $1 AND bonus_id > $2 ORDER BY bonus_id LIMIT $3"};
constexpr db::Sql kListOfAssignment{
    "SELECT bonus_id, requester_id, hit_id, assignment_id, worker_id, amount, fee, reason, granted_at "
    "FROM bonuses WHERE assignment_id = $1 AND bonus_id > $2 ORDER BY bonus_id LIMIT $3"};
constexpr db::Sql kOfWorker{
    "SELECT CAST(COALESCE(SUM(amount), 0) AS BIGINT) FROM bonuses WHERE worker_id = $1"};

domain::Bonus read_bonus(const db::Row& row) {
  return {.id = std::string(row.text(0)),
          .requester = row.id<RequesterId>(1),
          .hit = row.id<HitId>(2),
          .assignment = row.id<AssignmentId>(3),
          .worker = row.id<WorkerId>(4),
          .amount = row.money(5),
          .fee = row.money(6),
          .reason = std::string(row.text(7)),
          .granted_at = row.instant(8)};
}

}  // namespace

void insert_bonus(db::Transaction& db, const domain::Bonus& b) {
  db.execute(kInsert, b.id, b.requester, b.hit, b.assignment, b.worker, b.amount, b.fee, b.reason,
             b.granted_at);
}

std::vector<domain::Bonus> list_bonuses(db::Reader& db, const HitId& hit, std::string_view after,
                                        std::int64_t count) {
  return db.all(kListOfHit, read_bonus, hit, after, count);
}

std::vector<domain::Bonus> list_bonuses(db::Reader& db, const AssignmentId& assignment,
                                        std::string_view after, std::int64_t count) {
  return db.all(kListOfAssignment, read_bonus, assignment, after, count);
}

Money bonuses_of_worker(db::Reader& db, const WorkerId& worker) {
  return db.find(kOfWorker, [](const db::Row& row) { return row.money(0); }, worker).value_or(Money{});
}

Statements bonus_statements() {
  static constexpr std::array<const db::Sql*, 4> kAll = {&kInsert, &kListOfHit, &kListOfAssignment,
                                                         &kOfWorker};
  return kAll;
}

}  // namespace kempelen::store
