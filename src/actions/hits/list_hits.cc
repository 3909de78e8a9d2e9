// ListHITs: the requester's HITs, newest first. A page that is not empty always carries a NextToken, even the
// last one: the original did so, and programs read the member without a check (dossier 1.4).
#include <map>

#include "actions/find.h"
#include "actions/page_token.h"
#include "actions/requester_operations.h"
#include "actions/wire.h"
#include "store/hits.h"

namespace kempelen::actions {

Result<api::ListHITsResponse> list_hits(ReadContext& ctx, const api::ListHITsRequest& request) {
  const PageOf list{"ListHITs"};
  KEMPELEN_TRY(const auto before, page_position(ctx, list, request.next_token));
  const auto hits = store::list_hits(ctx.db, ctx.caller.requester, ctx.caller.marketplace, before,
                                     request.max_results.value_or(kPageSizeDefault));
  api::ListHITsResponse response{
      .next_token = {}, .num_results = static_cast<std::int32_t>(hits.size()), .hits = {}};
  std::map<HitTypeId, domain::HitType> types;
  for (const domain::Hit& hit : hits) {
    auto type = types.find(hit.type);
    if (type == types.end()) type = types.emplace(hit.type, type_of(ctx, hit)).first;
    response.hits.push_back(wire_hit(hit, type->second, store::find_question(ctx.db, hit.id), ctx.now));
  }
  if (!hits.empty()) response.next_token = page_token(ctx, list, hits.back().id.text);
  return response;
}

}  // namespace kempelen::actions
