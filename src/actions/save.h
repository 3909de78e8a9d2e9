// Saving what the domain decided. Nothing else writes HITs, assignments, timers, ledger entries or events.
#pragma once

#include <span>

#include "actions/context.h"
#include "domain/assignment.h"
#include "domain/bonus.h"
#include "domain/hit.h"
#include "store/workers.h"

namespace kempelen::actions {

/// A new HIT with its question document.
void save_new_hit(WriteContext& ctx, const domain::HitTransition& opened, std::string_view question);
void save(WriteContext& ctx, const domain::HitTransition& transition);
/// An assignment that did not exist before.
void save_new_assignment(WriteContext& ctx, const domain::Transition& accepted);
void save(WriteContext& ctx, const domain::Transition& transition);
void save(WriteContext& ctx, const domain::BonusGrant& grant);

/// Timers of what is no HIT and no assignment.
void save_timers(WriteContext& ctx, std::span<const domain::TimerChange> timers);

/// Adds what a submission or a decision of the requester does to a worker's record; gives the worker as
/// saved.
store::Worker change_record(WriteContext& ctx, const WorkerId& worker, const RequesterId& requester,
                            const domain::WorkerRecord& by);

}  // namespace kempelen::actions
