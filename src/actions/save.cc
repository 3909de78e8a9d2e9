// Rows, entries, timers and events of a transition.
#include "actions/save.h"

#include <algorithm>

#include "base/fault.h"
#include "store/assignments.h"
#include "store/bonuses.h"
#include "store/candidates.h"
#include "store/hits.h"
#include "store/ledger.h"
#include "store/notifications.h"
#include "store/outbox.h"
#include "store/timers.h"

namespace kempelen::actions {
namespace {

void save_effects(WriteContext& ctx, std::span<const domain::Posting> postings,
                  std::span<const domain::TimerChange> timers) {
  store::post(ctx.tx, postings, ctx.ids, ctx.now);
  save_timers(ctx, timers);
}

/// Most HIT types have no settings, and cost one lookup by their key.
void save_events(WriteContext& ctx, std::span<const domain::EventType> events, const domain::Hit& hit,
                 const AssignmentId& assignment) {
  if (events.empty()) return;
  const auto settings = store::find_active_notification_settings(ctx.db, hit.type);
  if (!settings) return;
  // A policy has extended the HIT in the command that made it reviewable. Outside it never was.
  if (!hit.reviewable_at && std::ranges::find(events, domain::EventType::HITExtended) != events.end()) {
    store::withdraw_event(ctx.tx, settings->destination, IdGenerator::notification_stamp(ctx.now), hit.id,
                          domain::EventType::HITReviewable);
  }
  for (const domain::EventType type : events) {
    if (!settings->event_types.contains(type)) continue;
    store::insert_event(
        ctx.tx, settings->destination,
        {.id = ctx.ids.notification(ctx.now, ctx.outbox_rows++),
         .type = type,
         .happened_at = ctx.now,
         .hit = hit.id,
         .hit_type = hit.type,
         .assignment = domain::concerns_assignment(type) ? std::optional(assignment) : std::nullopt});
  }
}

}  // namespace

void save_timers(WriteContext& ctx, std::span<const domain::TimerChange> timers) {
  store::change_timers(ctx.tx, timers);
  for (const domain::TimerChange& change : timers) {
    if (change.what == domain::TimerChange::What::Set) {
      ctx.earliest_timer = std::min(ctx.earliest_timer, change.timer.due_at);
    }
  }
}

void save_new_hit(WriteContext& ctx, const domain::HitTransition& opened, std::string_view question) {
  store::insert_hit(ctx.tx, opened.hit, question, ctx.now);
  save_effects(ctx, opened.postings, opened.timers);
  save_events(ctx, opened.events, opened.hit, {});
}

void save(WriteContext& ctx, const domain::HitTransition& transition) {
  store::save_hit(ctx.tx, transition.hit, ctx.now);
  save_effects(ctx, transition.postings, transition.timers);
  save_events(ctx, transition.events, transition.hit, {});
}

void save_new_assignment(WriteContext& ctx, const domain::Transition& accepted) {
  store::insert_assignment(ctx.tx, accepted.assignment, accepted.hit.price.reward);
  store::save_hit(ctx.tx, accepted.hit, ctx.now);
  save_effects(ctx, accepted.postings, accepted.timers);
  save_events(ctx, accepted.events, accepted.hit, accepted.assignment.id);
}

void save(WriteContext& ctx, const domain::Transition& transition) {
  store::save_assignment(ctx.tx, transition.assignment);
  store::save_hit(ctx.tx, transition.hit, ctx.now);
  save_effects(ctx, transition.postings, transition.timers);
  save_events(ctx, transition.events, transition.hit, transition.assignment.id);
}

void save(WriteContext& ctx, const domain::BonusGrant& grant) {
  store::insert_bonus(ctx.tx, grant.bonus);
  save_effects(ctx, grant.postings, {});
}

store::Worker change_record(WriteContext& ctx, const WorkerId& id, const RequesterId& requester,
                            const domain::WorkerRecord& by) {
  auto worker = store::find_worker(ctx.db, id);
  KEMPELEN_INVARIANT(worker.has_value(), "an assignment has a worker");
  worker->record.submitted += by.submitted;
  worker->record.approved += by.approved;
  worker->record.rejected += by.rejected;
  store::save_worker_record(ctx.tx, id, worker->record);
  if (by.approved != 0 || by.rejected != 0) store::change_work_record(ctx.tx, id, requester, by);
  return *std::move(worker);
}

}  // namespace kempelen::actions
