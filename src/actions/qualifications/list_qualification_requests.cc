// ListQualificationRequests: the requests that wait for the requester, by submit time. Not those whose test
// is still running, and not what was granted automatically, graded by a key or decided.
#include "actions/page_token.h"
#include "actions/qualifications/find_type.h"
#include "actions/qualifications/wire.h"
#include "actions/requester_operations.h"
#include "store/qualification_requests.h"

namespace kempelen::actions {
namespace {

store::RequestPosition position_in(const std::string& text) {
  auto timed = read_timed_position(text);
  return timed ? store::RequestPosition{timed->at, std::move(timed->id)} : store::RequestPosition{};
}

Result<std::vector<domain::QualificationRequest>> page(const ReadContext& ctx,
                                                       const api::ListQualificationRequestsRequest& request,
                                                       const store::RequestPosition& after) {
  const std::int64_t count = request.max_results.value_or(kPageSizeDefault);
  if (request.qualification_type_id) {
    KEMPELEN_TRY(const auto type, own_qualification_type(ctx, *request.qualification_type_id));
    return store::list_waiting_for_type(ctx.db, type.id, after, count);
  }
  return store::list_waiting_for_requester(ctx.db, ctx.caller.requester, ctx.caller.marketplace, after,
                                           count);
}

}  // namespace

Result<api::ListQualificationRequestsResponse> list_qualification_requests(
    ReadContext& ctx, const api::ListQualificationRequestsRequest& request) {
  const PageOf list{"ListQualificationRequests", request.qualification_type_id.value_or("")};
  KEMPELEN_TRY(const auto position, page_position(ctx, list, request.next_token));
  KEMPELEN_TRY(const auto waiting, page(ctx, request, position_in(position)));
  api::ListQualificationRequestsResponse response{.num_results = static_cast<std::int32_t>(waiting.size()),
                                                  .next_token = {},
                                                  .qualification_requests = {}};
  for (const domain::QualificationRequest& one : waiting) {
    response.qualification_requests.push_back(wire_request(ctx, one));
  }
  if (!waiting.empty()) {
    const domain::QualificationRequest& last = waiting.back();
    response.next_token = page_token(ctx, list, timed_position(*last.submitted_at, last.id.text));
  }
  return response;
}

}  // namespace kempelen::actions
