// ListBonusPayments: the bonuses for a HIT's assignments or for one assignment, oldest first; also of
// disposed HITs, since they are accounting records. With both ids the assignment must be one of that HIT.
#include "actions/find.h"
#include "actions/page_token.h"
#include "actions/requester_operations.h"
#include "store/bonuses.h"

namespace kempelen::actions {
namespace {

api::BonusPayment wire_bonus(const domain::Bonus& bonus) {
  return {.worker_id = bonus.worker.text,
          .bonus_amount = bonus.amount,
          .assignment_id = bonus.assignment.text,
          .reason = bonus.reason,
          .grant_time = bonus.granted_at};
}

Result<std::vector<domain::Bonus>> page(ReadContext& ctx, const api::ListBonusPaymentsRequest& request,
                                        const std::string& after) {
  const std::int64_t size = request.max_results.value_or(kPageSizeDefault);
  if (request.hit_id) {
    KEMPELEN_TRY(const auto hit, own_hit(ctx, *request.hit_id));
    if (!request.assignment_id) return store::list_bonuses(ctx.db, hit.id, after, size);
  }
  KEMPELEN_TRY(const auto found, assignment_for_records(ctx, *request.assignment_id));
  if (request.hit_id && found.hit.id.text != *request.hit_id) {
    return refuse(Code::AssignmentDoesNotExist, *request.assignment_id);
  }
  return store::list_bonuses(ctx.db, found.assignment.id, after, size);
}

}  // namespace

Result<api::ListBonusPaymentsResponse> list_bonus_payments(ReadContext& ctx,
                                                           const api::ListBonusPaymentsRequest& request) {
  if (!request.hit_id && !request.assignment_id) {
    return refuse(Code::MissingParameters, "HITId or AssignmentId");
  }
  const PageOf list{"ListBonusPayments",
                    request.hit_id.value_or("") + " " + request.assignment_id.value_or("")};
  KEMPELEN_TRY(const auto after, page_position(ctx, list, request.next_token));
  KEMPELEN_TRY(const auto bonuses, page(ctx, request, after));
  api::ListBonusPaymentsResponse response{
      .num_results = static_cast<std::int32_t>(bonuses.size()), .next_token = {}, .bonus_payments = {}};
  for (const domain::Bonus& bonus : bonuses) response.bonus_payments.push_back(wire_bonus(bonus));
  if (!bonuses.empty()) response.next_token = page_token(ctx, list, bonuses.back().id);
  return response;
}

}  // namespace kempelen::actions
