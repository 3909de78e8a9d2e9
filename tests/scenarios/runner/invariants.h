// What must hold in every state, whatever a scenario did.
#pragma once

#include <string>
#include <vector>

#include "db/database.h"
#include "tests/scenarios/runner/world.h"

namespace kempelen::scenarios {

/// One sentence for each belief that does not hold. Timers that are due must have run.
std::vector<std::string> broken_invariants(
    db::Reader& db, Instant now, const std::map<std::string, domain::WorkerRecord>& earlier_records);

}  // namespace kempelen::scenarios
