// SendBonus: money for work handed in, beside its reward. Several bonuses for one assignment are allowed,
// also for work that was rejected and for HITs that are disposed.
#include "actions/find.h"
#include "actions/request_token.h"
#include "actions/requester_operations.h"
#include "actions/save.h"
#include "store/assignments.h"

namespace kempelen::actions {
namespace {

/// The documents speak of six months.
constexpr Duration kBonusTimeMax = Duration::days(183);

bool worked_lately(const ReadContext& ctx, const domain::Assignment& assignment) {
  const Instant since = ctx.now - kBonusTimeMax;
  return *assignment.submitted_at >= since ||
         store::has_worked_for(ctx.db, assignment.worker, ctx.caller.requester, since);
}

}  // namespace

Result<api::SendBonusResponse> send_bonus(WriteContext& ctx, const api::SendBonusRequest& request) {
  KEMPELEN_TRY(const auto found, assignment_for_records(ctx, request.assignment_id));
  const domain::Assignment& assignment = found.assignment;
  // The original says so also while the work is under way.
  if (!assignment.submitted_at) return refuse(Code::AssignmentDoesNotExist, request.assignment_id);
  if (assignment.worker.text != request.worker_id) {
    return refuse(Code::InvalidParameterValue, request.worker_id, "WorkerId");
  }
  const auto fresh = check_not_used(ctx, TokenSpace::SendBonus, request.unique_request_token);
  if (!fresh) return refuse(fresh);
  if (!worked_lately(ctx, assignment)) {
    return refuse(Code::InvalidParameterValueBecause, request.worker_id, "WorkerId",
                  "This worker has not worked for you within the last six months.");
  }
  KEMPELEN_TRY(const auto grant,
               domain::grant_bonus(ctx.ids.bonus(ctx.now), found.hit, assignment, request.bonus_amount,
                                   request.reason, available_funds(ctx), ctx.now));
  save(ctx, grant);
  note_use(ctx, TokenSpace::SendBonus, request.unique_request_token, grant.bonus.id);
  return api::SendBonusResponse{};
}

}  // namespace kempelen::actions
