// The handlers of timers.
#include "jobs/timers.h"

#include <algorithm>
#include <utility>

#include "actions/assignments/approve.h"
#include "actions/qualifications/requests.h"
#include "actions/reviews/run.h"
#include "actions/save.h"
#include "base/fault.h"
#include "store/assignments.h"
#include "store/files.h"
#include "store/hits.h"
#include "store/notifications.h"
#include "store/request_tokens.h"
#include "store/timers.h"
#include "store/workers.h"

namespace kempelen::jobs {
namespace {

using actions::WriteContext;

constexpr Duration kSweepEvery = Duration::seconds(3600);
constexpr std::string_view kSweepSubject = "sweep";

void expire_hit(WriteContext& ctx, const domain::Timer& timer) {
  const auto hit = store::find_hit(ctx.db, HitId{timer.subject});
  // Extended meanwhile: another timer stands for the new expiration.
  if (!hit || !hit->expired(ctx.now)) return;
  const auto expired = domain::expire_hit(*hit, ctx.now);
  actions::save(ctx, expired);
  actions::review_if_reviewable(ctx, expired.hit);
}

void abandon_assignment(WriteContext& ctx, const domain::Timer& timer) {
  const auto assignment = store::find_assignment(ctx.db, AssignmentId{timer.subject});
  if (!assignment || assignment->status != domain::AssignmentStatus::Accepted ||
      ctx.now < assignment->deadline)
    return;
  const auto hit = store::find_hit(ctx.db, assignment->hit);
  KEMPELEN_INVARIANT(hit.has_value(), "an assignment has a HIT");
  store::delete_draft(ctx.tx, assignment->id);
  store::drop_files_of(ctx.tx, assignment->id);
  const auto abandoned = domain::abandon(*hit, *assignment, ctx.now);
  actions::save(ctx, abandoned);
  actions::review_if_reviewable(ctx, abandoned.hit);
}

void auto_approve(WriteContext& ctx, const domain::Timer& timer) {
  const auto assignment = store::find_assignment(ctx.db, AssignmentId{timer.subject});
  if (!assignment || assignment->status != domain::AssignmentStatus::Submitted) return;
  // Not when the timer was due: a failure may have put it back.
  ctx.now = *assignment->auto_approval_at;
  const auto hit = store::find_hit(ctx.db, assignment->hit);
  KEMPELEN_INVARIANT(hit.has_value(), "an assignment has a HIT");
  const auto approved = actions::approve(ctx, {*assignment, *hit}, {});
  KEMPELEN_INVARIANT(approved.has_value(), "a submitted assignment can be approved: its money is held");
}

void dispose_hit(WriteContext& ctx, const domain::Timer& timer) {
  const auto hit = store::find_hit(ctx.db, HitId{timer.subject});
  if (!hit || !hit->reviewable_at || ctx.now < *hit->reviewable_at + domain::kKeptReviewable) return;
  const auto disposed = domain::dispose(*hit, ctx.now);
  KEMPELEN_INVARIANT(disposed.has_value(), "auto-approval has decided everything long before");
  actions::save(ctx, *disposed);
  store::drop_files_of(ctx.tx, hit->id);
}

void sweep(WriteContext& ctx, Instant wall_now) {
  store::delete_dead_tokens(ctx.tx, ctx.now);
  store::delete_expired_credentials(ctx.tx, wall_now);
  store::delete_unused_destinations(ctx.tx);
}

domain::Timer next_sweep(Instant now) {
  return {domain::TimerKind::Sweep, std::string(kSweepSubject), now + kSweepEvery};
}

void run(WriteContext& ctx, const domain::Timer& timer, Instant wall_now) {
  switch (timer.kind) {
    case domain::TimerKind::ExpireHit:
      return expire_hit(ctx, timer);
    case domain::TimerKind::AbandonAssignment:
      return abandon_assignment(ctx, timer);
    case domain::TimerKind::AutoApprove:
      return auto_approve(ctx, timer);
    case domain::TimerKind::DisposeHit:
      return dispose_hit(ctx, timer);
    case domain::TimerKind::QualificationTestOver:
      return actions::end_test_in_time(ctx, QualificationRequestId{timer.subject});
    case domain::TimerKind::FinishQualificationTypeDeletion:
      return actions::go_on_with_deletion(ctx, QualificationTypeId{timer.subject});
    case domain::TimerKind::Sweep: {
      sweep(ctx, wall_now);
      const domain::TimerChange change{domain::TimerChange::What::Set, next_sweep(ctx.now)};
      store::change_timers(ctx.tx, std::span(&change, 1));
      return;
    }
  }
}

}  // namespace

std::int64_t run_due(WriteContext& ctx, Instant wall_now, std::int64_t count) {
  const Instant command_instant = ctx.now;
  const auto due = store::due_timers(ctx.db, command_instant, count);
  const Instant set_before = std::exchange(ctx.earliest_timer, actions::kNoTimer);
  std::int64_t ran = 0;
  for (const store::DueTimer& one : due) {
    // A handler has set a timer that is due before this one: it has its turn first.
    if (ctx.earliest_timer < one.timer.due_at) break;
    ++ran;
    store::delete_timer(ctx.tx, one.timer);
    // What a timer does happened when it was due, however late it runs. Only the sweep, which repeats, counts
    // from now.
    ctx.now = one.timer.kind == domain::TimerKind::Sweep ? command_instant : one.timer.due_at;
    run(ctx, one.timer, wall_now);
  }
  ctx.now = command_instant;
  ctx.earliest_timer = std::min(ctx.earliest_timer, set_before);
  return ran;
}

void postpone_first_due(WriteContext& ctx) {
  const auto due = store::due_timers(ctx.db, ctx.now, 1);
  if (due.empty()) return;
  const Duration delay =
      Duration::seconds(std::int64_t{1} << std::min<std::int64_t>(due.front().attempt, 12));
  store::postpone_timer(ctx.tx, due.front(), ctx.now + delay);
}

void schedule_first_sweep(WriteContext& ctx) {
  const domain::TimerChange change{domain::TimerChange::What::Set, next_sweep(ctx.now)};
  store::change_timers(ctx.tx, std::span(&change, 1));
}

}  // namespace kempelen::jobs
