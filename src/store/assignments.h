// Assignments, their answers and their drafts.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "domain/assignment.h"
#include "store/statements.h"

namespace kempelen::store {

void insert_assignment(db::Transaction& db, const domain::Assignment& assignment, Money reward);
void save_assignment(db::Transaction& db, const domain::Assignment& assignment);
std::optional<domain::Assignment> find_assignment(db::Reader& db, const AssignmentId& id);

/// The worker's assignment of that HIT that was not given back, if there is one.
std::optional<domain::Assignment> find_assignment_of(db::Reader& db, const HitId& hit,
                                                     const WorkerId& worker);
/// Whether the worker has handed in work for the requester since then.
bool has_worked_for(db::Reader& db, const WorkerId& worker, const RequesterId& requester, Instant since);
/// How many assignments the worker has under way.
std::int64_t count_under_way(db::Reader& db, const WorkerId& worker);
/// The open HITs of each HIT type that the worker already has an assignment of, one entry per HIT.
std::vector<HitTypeId> types_of_open_hits_taken(db::Reader& db, const WorkerId& worker);

/// Where a page of submitted assignments begins: after this one.
struct SubmittedPosition {
  Instant submitted_at;
  std::string assignment_id;
};

/// Up to `count` submitted, approved or rejected assignments of the HIT, by submit time.
std::vector<domain::Assignment> list_submitted(db::Reader& db, const HitId& hit,
                                               const SubmittedPosition& after, std::int64_t count);
/// Up to `count` of the worker's assignments of any state, newest first, older than `before` (empty: from the
/// start).
std::vector<domain::Assignment> list_of_worker(db::Reader& db, const WorkerId& worker,
                                               std::string_view before, std::int64_t count);

void insert_answer(db::Transaction& db, const AssignmentId& id, std::string_view answer);
std::optional<std::string> find_answer(db::Reader& db, const AssignmentId& id);
/// Replaces an earlier draft.
void save_draft(db::Transaction& db, const AssignmentId& id, std::string_view answer);
std::optional<std::string> find_draft(db::Reader& db, const AssignmentId& id);
void delete_draft(db::Transaction& db, const AssignmentId& id);

/// What a worker has earned and may still earn, from the rewards of his assignments.
struct WorkerTotals {
  std::int64_t accepted = 0, submitted = 0, approved = 0, rejected = 0;
  Money pending, paid;
};
WorkerTotals totals_of_worker(db::Reader& db, const WorkerId& worker);

Statements assignment_statements();

}  // namespace kempelen::store
