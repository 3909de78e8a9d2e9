// The recount: everything that is kept twice is counted anew from the rows, and what differs is said.
//
// It knows the tables but nothing of how the program keeps its counters, so that a mistake there is not made
// again here. Rows are streamed; what stays in memory grows with the requesters, workers and HIT types only.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <vector>

#include "domain/worker.h"
#include "store/statements.h"

namespace kempelen::store {

struct RecountOptions {
  /// The domain clock, not before the last command that the snapshot has. What was due by then but has not
  /// run yet is no difference: a HIT whose expiry timer still stands is judged as one that has not expired.
  Instant now;
  /// So many differences are told; all are counted.
  std::size_t told_max = 1'000;
  /// What workers did before the first row, by worker id; only a scenario has such workers.
  std::map<std::string, domain::WorkerRecord> earlier_records{};
  /// Timers that sweep out what has expired; the scheduler sets the one, and a scenario has no scheduler.
  std::int64_t sweeps = 1;
  /// Asked now and then; true ends the recount with a Fault.
  std::function<bool()> stop{};
};

struct Recount {
  std::vector<std::string> differences;  // one sentence each, the first `told_max`
  std::int64_t differing = 0;            // how many there are
  std::int64_t hits = 0, assignments = 0, ledger_entries = 0, timers = 0;  // rows counted

  bool clean() const { return differing == 0; }
};

/// Ledger entries against balances, HITs and assignments against counters, holds, payments and timers, and
/// the engine's own check of pages and references, all in the reader's one snapshot. Takes some 20 seconds
/// for a million HITs. Fault when it cannot read.
Recount recount(db::Reader& db, const RecountOptions& options);

Statements recount_statements();

}  // namespace kempelen::store
