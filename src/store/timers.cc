// Statements for timers.
#include "store/timers.h"

#include <array>

namespace kempelen::store {
namespace {

constexpr db::Sql kSet{
    "INSERT INTO timers (due_at, kind, subject, attempt) VALUES ($1, $2, $3, $4) "
    "ON CONFLICT (due_at, kind, subject) DO NOTHING"};
constexpr db::Sql kDelete{"DELETE FROM timers WHERE due_at = $1 AND kind = $2 AND subject = $3"};
constexpr db::Sql kDue{
    "SELECT due_at, kind, subject, attempt FROM timers WHERE due_at <= $1 ORDER BY due_at, kind, subject "
    "LIMIT $2"};
constexpr db::Sql kNext{"SELECT due_at FROM timers ORDER BY due_at LIMIT 1"};

DueTimer read_timer(const db::Row& row) {
  return {{static_cast<domain::TimerKind>(row.integer(1)), std::string(row.text(2)), row.instant(0)},
          row.integer(3)};
}

}  // namespace

void change_timers(db::Transaction& db, std::span<const domain::TimerChange> changes) {
  for (const auto& [what, timer] : changes) {
    if (what == domain::TimerChange::What::Set) {
      db.execute(kSet, timer.due_at, static_cast<int>(timer.kind), timer.subject, 0);
    } else {
      delete_timer(db, timer);
    }
  }
}

std::vector<DueTimer> due_timers(db::Reader& db, Instant now, std::int64_t count) {
  return db.all(kDue, read_timer, now, count);
}

void delete_timer(db::Transaction& db, const domain::Timer& timer) {
  db.execute(kDelete, timer.due_at, static_cast<int>(timer.kind), timer.subject);
}

void postpone_timer(db::Transaction& db, const DueTimer& due, Instant due_at) {
  delete_timer(db, due.timer);
  db.execute(kSet, due_at, static_cast<int>(due.timer.kind), due.timer.subject, due.attempt + 1);
}

std::optional<Instant> next_due(db::Reader& db) {
  return db.find(kNext, [](const db::Row& row) { return row.instant(0); });
}

Statements timer_statements() {
  static constexpr std::array<const db::Sql*, 4> kAll = {&kSet, &kDelete, &kDue, &kNext};
  return kAll;
}

}  // namespace kempelen::store
