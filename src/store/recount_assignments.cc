// Assignments: their times, companions and timers, and what workers are credited with.
#include <array>
#include <optional>
#include <unordered_map>

#include "domain/assignment.h"
#include "store/recount_parts.h"

namespace kempelen::store {
namespace {

using domain::AssignmentStatus;
constexpr db::Sql kAssignments{
    "SELECT assignment_id, worker_id, status, accepted_at, deadline, submitted_at, auto_approval_at, "
    "approved_at, rejected_at FROM assignments"};
constexpr db::Sql kWorkers{"SELECT worker_id, submitted, approved, rejected FROM workers"};
constexpr db::Sql kWorkWithoutTimer{
    "SELECT a.assignment_id FROM assignments a LEFT JOIN timers t ON t.due_at = a.deadline AND t.kind = 2 "
    "AND t.subject = a.assignment_id WHERE a.status = 0 AND t.subject IS NULL"};
constexpr db::Sql kSubmissionsWithoutTimer{
    "SELECT a.assignment_id FROM assignments a LEFT JOIN timers t ON t.due_at = a.auto_approval_at "
    "AND t.kind = 3 AND t.subject = a.assignment_id WHERE a.status = 1 AND t.subject IS NULL"};
constexpr db::Sql kWithoutAnswer{
    "SELECT a.assignment_id FROM assignments a LEFT JOIN answers r ON r.assignment_id = a.assignment_id "
    "WHERE a.status >= 1 AND a.status <= 3 AND r.assignment_id IS NULL"};
constexpr db::Sql kWithAnswer{
    "SELECT a.assignment_id FROM answers r JOIN assignments a ON a.assignment_id = r.assignment_id "
    "WHERE a.status < 1 OR a.status > 3"};
constexpr db::Sql kWithDraft{
    "SELECT a.assignment_id FROM drafts d JOIN assignments a ON a.assignment_id = d.assignment_id "
    "WHERE a.status <> 0"};
constexpr db::Sql kInAnotherMarketplace{
    "SELECT a.assignment_id FROM assignments a JOIN hits h ON h.hit_id = a.hit_id "
    "JOIN workers w ON w.worker_id = a.worker_id WHERE h.marketplace <> w.marketplace"};
constexpr db::Sql kWithAnotherReward{
    "SELECT a.assignment_id FROM assignments a JOIN hits h ON h.hit_id = a.hit_id "
    "WHERE a.status <= 3 AND a.reward <> h.reward"};
constexpr db::Sql kWithForeignBonus{
    "SELECT b.bonus_id FROM bonuses b JOIN assignments a ON a.assignment_id = b.assignment_id "
    "JOIN hits h ON h.hit_id = a.hit_id WHERE b.hit_id <> a.hit_id OR b.worker_id <> a.worker_id "
    "OR b.requester_id <> h.requester_id OR a.submitted_at IS NULL"};

struct Tally {
  std::int64_t submitted = 0, approved = 0, rejected = 0;
};

struct Times {
  explicit Times(const db::Row& row)
      : accepted(row.instant(3)),
        deadline(row.instant(4)),
        submitted(row.maybe_instant(5)),
        auto_approval(row.maybe_instant(6)),
        approved(row.maybe_instant(7)),
        rejected(row.maybe_instant(8)) {}
  Instant accepted, deadline;
  std::optional<Instant> submitted, auto_approval, approved, rejected;
};

/// Whether exactly those times are there that the state has.
bool fit(AssignmentStatus status, const Times& times) {
  const bool handed_in = status == AssignmentStatus::Submitted || status == AssignmentStatus::Approved ||
                         status == AssignmentStatus::Rejected;
  return times.submitted.has_value() == handed_in && times.auto_approval.has_value() == handed_in &&
         times.approved.has_value() == (status == AssignmentStatus::Approved) &&
         times.rejected.has_value() == (status == AssignmentStatus::Rejected);
}

bool in_order(const Times& times) {
  if (times.deadline <= times.accepted) return false;
  if (!times.submitted) return true;
  if (*times.submitted < times.accepted || *times.submitted >= times.deadline) return false;
  return times.auto_approval.value_or(*times.submitted) >= *times.submitted &&
         times.approved.value_or(*times.submitted) >= *times.submitted &&
         times.rejected.value_or(*times.submitted) >= *times.submitted;
}

void count(Tally& tally, AssignmentStatus status) {
  if (status == AssignmentStatus::Approved) ++tally.approved;
  if (status == AssignmentStatus::Rejected) ++tally.rejected;
  if (status >= AssignmentStatus::Submitted && status <= AssignmentStatus::Rejected) ++tally.submitted;
}

std::unordered_map<std::string, Tally> recount_each(db::Reader& db, Recounting& counting) {
  std::unordered_map<std::string, Tally> tallies;
  db.for_each(kAssignments, [&](const db::Row& row) {
    counting.go_on();
    ++counting.result.assignments;
    const std::string_view id = row.text(0);
    if (row.integer(2) < 0 || row.integer(2) > static_cast<int>(AssignmentStatus::Abandoned)) {
      return counting.differs("Assignment {} has the unknown state {}.", id, row.integer(2));
    }
    const auto status = static_cast<AssignmentStatus>(row.integer(2));
    const Times times(row);
    if (!fit(status, times)) {
      counting.differs("Assignment {} is {}, and its times are not those of this state.", id,
                       domain::name(status));
    } else if (!in_order(times)) {
      counting.differs("Assignment {} has times that do not follow each other.", id);
    }
    count(tallies[std::string(row.text(1))], status);
  });
  return tallies;
}

void recount_workers(db::Reader& db, const std::unordered_map<std::string, Tally>& tallies,
                     Recounting& counting) {
  db.for_each(kWorkers, [&](const db::Row& row) {
    const std::string id(row.text(0));
    const auto tally = tallies.find(id);
    Tally counted = tally == tallies.end() ? Tally{} : tally->second;
    if (const auto earlier = counting.options.earlier_records.find(id);
        earlier != counting.options.earlier_records.end()) {
      counted.submitted += earlier->second.submitted;
      counted.approved += earlier->second.approved;
      counted.rejected += earlier->second.rejected;
    }
    const auto compare = [&](std::string_view kind, std::int64_t kept, std::int64_t right) {
      if (kept != right) {
        counting.differs("Worker {} is credited with {} assignments {}, and has {}.", id, kept, kind, right);
      }
    };
    compare("submitted", row.integer(1), counted.submitted);
    compare("approved", row.integer(2), counted.approved);
    compare("rejected", row.integer(3), counted.rejected);
  });
}

}  // namespace

void recount_assignments(db::Reader& db, Recounting& counting) {
  recount_workers(db, recount_each(db, counting), counting);
  const auto without_timer = [&](const db::Sql& sql, Kind kind, std::string_view what) {
    db.for_each(sql, [&](const db::Row& row) {
      const std::string id(row.text(0));
      if (!counting.odd_timer(kind, id))
        counting.differs("Assignment {} {} and has no timer for it.", id, what);
    });
  };
  without_timer(kWorkWithoutTimer, Kind::AbandonAssignment, "can be abandoned");
  without_timer(kSubmissionsWithoutTimer, Kind::AutoApprove, "is to be approved in time");
  const auto tell = [&](const db::Sql& sql, std::string_view object, std::string_view what) {
    db.for_each(sql, [&](const db::Row& row) { counting.differs("{} {} {}.", object, row.text(0), what); });
  };
  tell(kWithoutAnswer, "Assignment", "was handed in and has no answer");
  tell(kWithAnswer, "Assignment", "has an answer and was not handed in");
  tell(kWithDraft, "Assignment", "has a draft and is not under way");
  tell(kInAnotherMarketplace, "Assignment", "is of a worker of another marketplace than its HIT");
  tell(kWithAnotherReward, "Assignment", "has another reward than its HIT");
  tell(kWithForeignBonus, "Bonus", "does not fit its assignment");
}

Statements recount_assignment_statements() {
  static constexpr std::array<const db::Sql*, 10> kAll = {
      &kAssignments, &kWorkers,   &kWorkWithoutTimer,     &kSubmissionsWithoutTimer, &kWithoutAnswer,
      &kWithAnswer,  &kWithDraft, &kInAnotherMarketplace, &kWithAnotherReward,       &kWithForeignBonus};
  return kAll;
}

}  // namespace kempelen::store
