// The one table of scheduled work.
#pragma once

#include <optional>
#include <span>
#include <vector>

#include "domain/timer.h"
#include "store/statements.h"

namespace kempelen::store {

struct DueTimer {
  domain::Timer timer;
  std::int64_t attempt = 0;  // how often it failed before
};

void change_timers(db::Transaction& db, std::span<const domain::TimerChange> changes);
/// Up to `count` timers due at `now`, by due time, kind and subject.
std::vector<DueTimer> due_timers(db::Reader& db, Instant now, std::int64_t count);
void delete_timer(db::Transaction& db, const domain::Timer& timer);
/// Puts a failed timer back for later, one attempt older.
void postpone_timer(db::Transaction& db, const DueTimer& timer, Instant due_at);
/// When the next timer is due.
std::optional<Instant> next_due(db::Reader& db);

Statements timer_statements();

}  // namespace kempelen::store
