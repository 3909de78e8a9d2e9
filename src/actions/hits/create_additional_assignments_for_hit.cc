// CreateAdditionalAssignmentsForHIT: more places for a HIT, at the same price.
#include "actions/find.h"
#include "actions/request_token.h"
#include "actions/requester_operations.h"
#include "actions/save.h"

namespace kempelen::actions {

Result<api::CreateAdditionalAssignmentsForHITResponse> create_additional_assignments_for_hit(
    WriteContext& ctx, const api::CreateAdditionalAssignmentsForHITRequest& request) {
  KEMPELEN_TRY(auto hit, own_hit(ctx, request.hit_id));
  const auto fresh = check_not_used(ctx, TokenSpace::AddAssignments, request.unique_request_token);
  if (!fresh) return refuse(fresh);
  KEMPELEN_TRY(const auto extended,
               domain::add_assignments(std::move(hit), request.number_of_additional_assignments,
                                       available_funds(ctx), ctx.now));
  save(ctx, extended);
  note_use(ctx, TokenSpace::AddAssignments, request.unique_request_token, request.hit_id);
  return api::CreateAdditionalAssignmentsForHITResponse{};
}

}  // namespace kempelen::actions
