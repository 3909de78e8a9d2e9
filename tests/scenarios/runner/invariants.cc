// The recount of the program itself (store/recount.h), with what only a scenario knows.
#include "tests/scenarios/runner/invariants.h"

#include "store/recount.h"

namespace kempelen::scenarios {

std::vector<std::string> broken_invariants(
    db::Reader& db, Instant now, const std::map<std::string, domain::WorkerRecord>& earlier_records) {
  return store::recount(db, {.now = now, .earlier_records = earlier_records, .sweeps = 0}).differences;
}

}  // namespace kempelen::scenarios
