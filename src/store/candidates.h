// What eligibility asks of the database about a worker.
#pragma once

#include <vector>

#include "base/ids.h"
#include "domain/eligibility.h"
#include "store/statements.h"

namespace kempelen::store {

/// The qualifications the worker has been granted and still has, ordered by type.
std::vector<domain::HeldQualification> held_qualifications(db::Reader& db, const WorkerId& worker);

/// Adds to what the requester has approved and rejected of the worker's assignments.
void change_work_record(db::Transaction& db, const WorkerId& worker, const RequesterId& requester,
                        const domain::WorkerRecord& by);
/// Whether the requester has approved or rejected work of that worker of the marketplace.
bool has_judged(db::Reader& db, const RequesterId& requester, const WorkerId& worker,
                domain::Marketplace marketplace);

Statements candidate_statements();

}  // namespace kempelen::store
