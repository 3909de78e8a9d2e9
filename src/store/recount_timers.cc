// Timers against what they are about: none without its object, none at another time, none twice. That every
// object has its timer is counted with the objects.
#include <array>
#include <optional>

#include "store/recount_parts.h"

namespace kempelen::store {
namespace {

// The third column is when the timer should be due; NULL when there should be none.
constexpr db::Sql kOfHits{
    "SELECT t.subject, t.due_at, CASE WHEN h.mark = 2 THEN NULL ELSE h.expires_at END, t.attempt, h.hit_id "
    "FROM timers t LEFT JOIN hits h ON h.hit_id = t.subject WHERE t.kind = 1"};
constexpr db::Sql kOfWork{
    "SELECT t.subject, t.due_at, CASE WHEN a.status = 0 THEN a.deadline ELSE NULL END, t.attempt, "
    "a.assignment_id FROM timers t LEFT JOIN assignments a ON a.assignment_id = t.subject WHERE t.kind = 2"};
constexpr db::Sql kOfSubmissions{
    "SELECT t.subject, t.due_at, CASE WHEN a.status = 1 THEN a.auto_approval_at ELSE NULL END, t.attempt, "
    "a.assignment_id FROM timers t LEFT JOIN assignments a ON a.assignment_id = t.subject WHERE t.kind = 3"};
constexpr db::Sql kOfReviewable{
    "SELECT t.subject, t.due_at, h.reviewable_at + 10368000000000, t.attempt, h.hit_id "
    "FROM timers t LEFT JOIN hits h ON h.hit_id = t.subject WHERE t.kind = 5"};
constexpr db::Sql kOfTests{
    "SELECT t.subject, t.due_at, CASE WHEN r.status = 0 THEN r.deadline ELSE NULL END, t.attempt, "
    "r.request_id FROM timers t LEFT JOIN qualification_requests r ON r.request_id = t.subject "
    "WHERE t.kind = 6"};
constexpr db::Sql kOfDeletions{
    "SELECT t.subject, t.due_at, q.next_check_at, t.attempt, q.qualification_type_id FROM timers t "
    "LEFT JOIN qualification_types q ON q.qualification_type_id = t.subject WHERE t.kind = 7"};
constexpr db::Sql kSweeps{"SELECT subject, due_at, attempt FROM timers WHERE kind = 4"};
constexpr db::Sql kOthers{"SELECT subject, kind FROM timers WHERE kind < 1 OR kind > 7"};

/// Beyond so many, what follows from an odd timer is told as well.
constexpr std::size_t kOddTimersMax = 10'000;

struct Subjects {
  const db::Sql& sql;
  Kind kind;
  std::string_view doing;  // what the timer does
  std::string_view object;
};

void note_odd(Recounting& counting, Kind kind, std::string_view subject) {
  if (counting.odd_timers.size() < kOddTimersMax) counting.odd_timers.emplace(kind, subject);
}

void recount_subjects(db::Reader& db, const Subjects& subjects, Recounting& counting) {
  db.for_each(subjects.sql, [&](const db::Row& row) {
    counting.go_on();
    ++counting.result.timers;
    const std::string_view subject = row.text(0);
    const Instant due_at = row.instant(1);
    const std::int64_t failures = row.integer(3);
    if (row.is_null(4)) {
      counting.differs("A timer that {} {} {} stands, and there is none of that id.", subjects.doing,
                       subjects.object, subject);
    } else if (row.is_null(2)) {
      counting.differs("A timer that {} {} {} stands, and its state has none.", subjects.doing,
                       subjects.object, subject);
    } else if (failures > 0) {
      note_odd(counting, subjects.kind, subject);
      counting.differs("The timer that {} {} {} failed {} times and was put back until {}.", subjects.doing,
                       subjects.object, subject, failures, format_iso(due_at));
    } else if (due_at != row.instant(2)) {
      note_odd(counting, subjects.kind, subject);
      counting.differs("The timer that {} {} {} is due at {} instead of {}.", subjects.doing, subjects.object,
                       subject, format_iso(due_at), format_iso(row.instant(2)));
    }
  });
}

void recount_sweeps(db::Reader& db, Recounting& counting) {
  std::int64_t sweeps = 0;
  db.for_each(kSweeps, [&](const db::Row& row) {
    ++counting.result.timers;
    ++sweeps;
    if (row.integer(2) > 0) {
      counting.differs(
          "The timer that sweeps out what has expired failed {} times and was put back until {}.",
          row.integer(2), format_iso(row.instant(1)));
    }
  });
  if (sweeps != counting.options.sweeps) {
    counting.differs("There are {} timers that sweep out what has expired instead of {}.", sweeps,
                     counting.options.sweeps);
  }
}

}  // namespace

void recount_timers(db::Reader& db, Recounting& counting) {
  const std::array<Subjects, 6> kinds = {
      Subjects{kOfHits, Kind::ExpireHit, "expires", "HIT"},
      Subjects{kOfWork, Kind::AbandonAssignment, "abandons", "assignment"},
      Subjects{kOfSubmissions, Kind::AutoApprove, "approves", "assignment"},
      Subjects{kOfReviewable, Kind::DisposeHit, "disposes of", "HIT"},
      Subjects{kOfTests, Kind::EndTest, "ends the test of", "qualification request"},
      Subjects{kOfDeletions, Kind::FinishDeletion, "finishes the deletion of", "qualification type"},
  };
  for (const Subjects& subjects : kinds) recount_subjects(db, subjects, counting);
  recount_sweeps(db, counting);
  db.for_each(kOthers, [&](const db::Row& row) {
    ++counting.result.timers;
    counting.differs("A timer of {} has the unknown kind {}.", row.text(0), row.integer(1));
  });
}

Statements recount_timer_statements() {
  static constexpr std::array<const db::Sql*, 8> kAll = {
      &kOfHits, &kOfWork, &kOfSubmissions, &kOfReviewable, &kOfTests, &kOfDeletions, &kSweeps, &kOthers};
  return kAll;
}

}  // namespace kempelen::store
