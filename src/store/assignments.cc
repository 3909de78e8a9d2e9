// Statements for assignments, answers and drafts.
#include "store/assignments.h"

#include <array>

#include "base/fault.h"

namespace kempelen::store {
namespace {

constexpr db::Sql kInsert{
    "INSERT INTO assignments (assignment_id, hit_id, worker_id, status, accepted_at, deadline, reward) "
    "VALUES ($1, $2, $3, $4, $5, $6, $7)"};
constexpr db::Sql kSave{
    "UPDATE assignments SET status = $2, submitted_at = $3, auto_approval_at = $4, approved_at = $5, "
    "rejected_at = $6, feedback = $7 WHERE assignment_id = $1"};
constexpr db::Sql kFind{
    "SELECT assignment_id, hit_id, worker_id, status, accepted_at, deadline, submitted_at, auto_approval_at, "
    "approved_at, rejected_at, feedback FROM assignments WHERE assignment_id = $1"};
constexpr db::Sql kFindOf{
    "SELECT assignment_id, hit_id, worker_id, status, accepted_at, deadline, submitted_at, auto_approval_at, "
    "approved_at, rejected_at, feedback FROM assignments WHERE worker_id = $2 AND hit_id = $1 AND status <= "
    "3"};
constexpr db::Sql kWorkedFor{
    "SELECT 1 FROM assignments a JOIN hits h ON h.hit_id = a.hit_id "
    "WHERE a.worker_id = $1 AND h.requester_id = $2 AND a.submitted_at >= $3 LIMIT 1"};
constexpr db::Sql kUnderWay{
    "SELECT CAST(COALESCE(SUM(1), 0) AS BIGINT) FROM assignments WHERE worker_id = $1 AND status = 0"};
constexpr db::Sql kOpenTaken{
    "SELECT h.hit_type_id FROM assignments a JOIN hits h ON h.hit_id = a.hit_id "
    "WHERE a.worker_id = $1 AND a.status <= 3 AND h.open = 1"};
constexpr db::Sql kListSubmitted{
    "SELECT assignment_id, hit_id, worker_id, status, accepted_at, deadline, submitted_at, auto_approval_at, "
    "approved_at, rejected_at, feedback FROM assignments "
    "WHERE hit_id = $1 AND (submitted_at, assignment_id) > ($2, $3) ORDER BY submitted_at, assignment_id "
    "LIMIT $4"};
constexpr db::Sql kListOfWorkerFirst{
    "SELECT assignment_id, hit_id, worker_id, status, accepted_at, deadline, submitted_at, auto_approval_at, "
    "approved_at, rejected_at, feedback FROM assignments WHERE worker_id = $1 ORDER BY assignment_id DESC "
    "LIMIT $2"};
constexpr db::Sql kListOfWorkerBefore{
    "SELECT assignment_id, hit_id, worker_id, status, accepted_at, deadline, submitted_at, auto_approval_at, "
    "approved_at, rejected_at, feedback FROM assignments WHERE worker_id = $1 AND assignment_id < $2 "
    "ORDER BY assignment_id DESC LIMIT $3"};
constexpr db::Sql kTotals{
    "SELECT status, CAST(SUM(1) AS BIGINT), CAST(COALESCE(SUM(reward), 0) AS BIGINT) FROM assignments "
    "WHERE worker_id = $1 GROUP BY status"};

constexpr db::Sql kInsertAnswer{"INSERT INTO answers (assignment_id, answer) VALUES ($1, $2)"};
constexpr db::Sql kFindAnswer{"SELECT answer FROM answers WHERE assignment_id = $1"};
constexpr db::Sql kSaveDraft{
    "INSERT INTO drafts (assignment_id, answer) VALUES ($1, $2) "
    "ON CONFLICT (assignment_id) DO UPDATE SET answer = excluded.answer"};
constexpr db::Sql kFindDraft{"SELECT answer FROM drafts WHERE assignment_id = $1"};
constexpr db::Sql kDeleteDraft{"DELETE FROM drafts WHERE assignment_id = $1"};

domain::Assignment read_assignment(const db::Row& row) {
  return {.id = row.id<AssignmentId>(0),
          .hit = row.id<HitId>(1),
          .worker = row.id<WorkerId>(2),
          .status = static_cast<domain::AssignmentStatus>(row.integer(3)),
          .accepted_at = row.instant(4),
          .deadline = row.instant(5),
          .submitted_at = row.maybe_instant(6),
          .auto_approval_at = row.maybe_instant(7),
          .approved_at = row.maybe_instant(8),
          .rejected_at = row.maybe_instant(9),
          .feedback = row.maybe_text(10)};
}

std::string first_text(const db::Row& row) {
  return std::string(row.text(0));
}

}  // namespace

void insert_assignment(db::Transaction& db, const domain::Assignment& a, Money reward) {
  db.execute(kInsert, a.id, a.hit, a.worker, static_cast<int>(a.status), a.accepted_at, a.deadline, reward);
}

void save_assignment(db::Transaction& db, const domain::Assignment& a) {
  const std::int64_t changed = db.execute(kSave, a.id, static_cast<int>(a.status), a.submitted_at,
                                          a.auto_approval_at, a.approved_at, a.rejected_at, a.feedback);
  KEMPELEN_INVARIANT(changed == 1, "a saved assignment exists");
}

std::optional<domain::Assignment> find_assignment(db::Reader& db, const AssignmentId& id) {
  return db.find(kFind, read_assignment, id);
}

std::optional<domain::Assignment> find_assignment_of(db::Reader& db, const HitId& hit,
                                                     const WorkerId& worker) {
  return db.find(kFindOf, read_assignment, hit, worker);
}

bool has_worked_for(db::Reader& db, const WorkerId& worker, const RequesterId& requester, Instant since) {
  return db.find(
               kWorkedFor, [](const db::Row& row) { return row.flag(0); }, worker, requester, since)
      .has_value();
}

std::int64_t count_under_way(db::Reader& db, const WorkerId& worker) {
  return db.find(kUnderWay, [](const db::Row& row) { return row.integer(0); }, worker).value_or(0);
}

std::vector<HitTypeId> types_of_open_hits_taken(db::Reader& db, const WorkerId& worker) {
  return db.all(kOpenTaken, [](const db::Row& row) { return row.id<HitTypeId>(0); }, worker);
}

std::vector<domain::Assignment> list_submitted(db::Reader& db, const HitId& hit,
                                               const SubmittedPosition& after, std::int64_t count) {
  return db.all(kListSubmitted, read_assignment, hit, after.submitted_at, after.assignment_id, count);
}

std::vector<domain::Assignment> list_of_worker(db::Reader& db, const WorkerId& worker,
                                               std::string_view before, std::int64_t count) {
  if (before.empty()) return db.all(kListOfWorkerFirst, read_assignment, worker, count);
  return db.all(kListOfWorkerBefore, read_assignment, worker, before, count);
}

void insert_answer(db::Transaction& db, const AssignmentId& id, std::string_view answer) {
  db.execute(kInsertAnswer, id, answer);
}

std::optional<std::string> find_answer(db::Reader& db, const AssignmentId& id) {
  return db.find(kFindAnswer, first_text, id);
}

void save_draft(db::Transaction& db, const AssignmentId& id, std::string_view answer) {
  db.execute(kSaveDraft, id, answer);
}

std::optional<std::string> find_draft(db::Reader& db, const AssignmentId& id) {
  return db.find(kFindDraft, first_text, id);
}

void delete_draft(db::Transaction& db, const AssignmentId& id) {
  db.execute(kDeleteDraft, id);
}

WorkerTotals totals_of_worker(db::Reader& db, const WorkerId& worker) {
  WorkerTotals totals;
  db.for_each(
      kTotals,
      [&](const db::Row& row) {
        const std::int64_t count = row.integer(1);
        switch (static_cast<domain::AssignmentStatus>(row.integer(0))) {
          case domain::AssignmentStatus::Accepted:
            totals.accepted = count;
            break;
          case domain::AssignmentStatus::Submitted:
            totals.submitted = count;
            totals.pending = row.money(2);
            break;
          case domain::AssignmentStatus::Approved:
            totals.approved = count;
            totals.paid = row.money(2);
            break;
          case domain::AssignmentStatus::Rejected:
            totals.rejected = count;
            break;
          case domain::AssignmentStatus::Returned:
          case domain::AssignmentStatus::Abandoned:
            break;
        }
      },
      worker);
  return totals;
}

Statements assignment_statements() {
  static constexpr std::array<const db::Sql*, 16> kAll = {&kInsert,
                                                          &kWorkedFor,
                                                          &kSave,
                                                          &kFind,
                                                          &kFindOf,
                                                          &kUnderWay,
                                                          &kOpenTaken,
                                                          &kListSubmitted,
                                                          &kListOfWorkerFirst,
                                                          &kListOfWorkerBefore,
                                                          &kTotals,
                                                          &kInsertAnswer,
                                                          &kFindAnswer,
                                                          &kSaveDraft,
                                                          &kFindDraft,
                                                          &kDeleteDraft};
  return kAll;
}

}  // namespace kempelen::store
