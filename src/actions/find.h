// Loading what a caller names, if it is his. An object of somebody else, or of the other marketplace, is
// refused in the same words as one that does not exist.
#pragma once

#include "actions/context.h"
#include "domain/assignment.h"
#include "domain/hit.h"
#include "domain/hit_type.h"
#include "store/hits.h"
#include "store/workers.h"

namespace kempelen::actions {

/// The requester's HIT, disposed or not.
Result<domain::Hit> own_hit(const ReadContext& ctx, const std::string& hit_id);
/// With its type and its question.
Result<store::WholeHit> own_whole_hit(const ReadContext& ctx, const std::string& hit_id);
/// Deleted ones, of which a qualification type was deleted, do not exist for callers.
Result<domain::HitType> own_hit_type(const ReadContext& ctx, const std::string& hit_type_id);

struct AssignmentOfHit {
  domain::Assignment assignment;
  domain::Hit hit;
};
/// An assignment of one of the requester's HITs that is not disposed; given-back ones do not exist for
/// requesters.
Result<AssignmentOfHit> assignment_for_requester(const ReadContext& ctx, const std::string& assignment_id);
/// The worker's own assignment, in whatever state.
Result<AssignmentOfHit> assignment_of_worker(const ReadContext& ctx, const std::string& assignment_id);

/// The assignment of a requester's HIT, also where that is disposed: for what outlives a HIT.
Result<AssignmentOfHit> assignment_for_records(const ReadContext& ctx, const std::string& assignment_id);

/// A worker of the caller's marketplace. Refuses InvalidParameterValue for WorkerId.
Result<store::Worker> known_worker(const ReadContext& ctx, const std::string& worker_id);
/// A HIT of the worker's marketplace that is not disposed.
Result<domain::Hit> hit_for_worker(const ReadContext& ctx, const store::Worker& worker,
                                   const std::string& hit_id);

/// What the requester can hold or spend; nothing in the sandbox, where nothing is charged.
Money available_funds(const ReadContext& ctx);

/// The same for whoever published a HIT, who need not be the caller.
Money funds_for(const ReadContext& ctx, const domain::Hit& hit);

/// The HIT type of an existing HIT.
domain::HitType type_of(const ReadContext& ctx, const domain::Hit& hit);

}  // namespace kempelen::actions
