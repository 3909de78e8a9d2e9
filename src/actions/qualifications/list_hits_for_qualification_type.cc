// ListHITsForQualificationType: the caller's HITs whose type requires a qualification, newest first, in any
// state but deleted.
#include "actions/find.h"
#include "actions/page_token.h"
#include "actions/qualifications/find_type.h"
#include "actions/requester_operations.h"
#include "actions/wire.h"
#include "base/fault.h"
#include "store/requiring_hits.h"

namespace kempelen::actions {

Result<api::ListHITsForQualificationTypeResponse> list_hits_for_qualification_type(
    ReadContext& ctx, const api::ListHITsForQualificationTypeRequest& request) {
  const PageOf list{"ListHITsForQualificationType", request.qualification_type_id};
  KEMPELEN_TRY(const auto before, page_position(ctx, list, request.next_token));
  if (const auto known = check_known(ctx, request.qualification_type_id); !known) return refuse(known);
  const auto ids = store::list_requiring_hits(ctx.db, request.qualification_type_id, ctx.caller.requester,
                                              ctx.caller.marketplace, before,
                                              request.max_results.value_or(kPageSizeDefault));
  api::ListHITsForQualificationTypeResponse response{
      .next_token = {}, .num_results = static_cast<std::int32_t>(ids.size()), .hits = {}};
  for (const HitId& id : ids) {
    auto whole = store::find_whole_hit(ctx.db, id);
    KEMPELEN_INVARIANT(whole.has_value(), "a listed HIT exists");
    response.hits.push_back(
        wire_hit(std::move(whole->hit), std::move(whole->type), std::move(whole->question), ctx.now));
  }
  if (!ids.empty()) response.next_token = page_token(ctx, list, ids.back().text);
  return response;
}

}  // namespace kempelen::actions
