// ListReviewableHITs: the HITs to review, latest expiration first as in the operation's predecessor, each
// with nothing but its id, as the original answered (dossier 3.6).
#include "actions/filtered_page.h"
#include "actions/page_token.h"
#include "actions/requester_operations.h"
#include "store/hits.h"

namespace kempelen::actions {
namespace {

store::ReviewablePosition position_in(const std::string& text) {
  auto timed = read_timed_position(text);
  return timed ? store::ReviewablePosition{timed->at, {std::move(timed->id)}} : store::ReviewablePosition{};
}

}  // namespace

Result<api::ListReviewableHITsResponse> list_reviewable_hits(ReadContext& ctx,
                                                             const api::ListReviewableHITsRequest& request) {
  const std::string status = request.status.value_or("Reviewable");
  const std::string type = request.hit_type_id.value_or("");
  const PageOf list{"ListReviewableHITs", status + " " + type};
  KEMPELEN_TRY(const auto position, page_position(ctx, list, request.next_token));
  const auto mark = status == "Reviewing" ? domain::ReviewMark::Reviewing : domain::ReviewMark::None;
  const auto hits = filtered_page(
      position_in(position), static_cast<std::size_t>(request.max_results.value_or(kPageSizeDefault)),
      [&](const store::ReviewablePosition& before, std::size_t count) {
        return store::list_reviewable(ctx.db, ctx.caller.requester, ctx.caller.marketplace, mark, before,
                                      static_cast<std::int64_t>(count));
      },
      [&](const store::ReviewableHit& hit) { return type.empty() || hit.type.text == type; },
      [](const store::ReviewableHit& last) { return last.position; });
  api::ListReviewableHITsResponse response{
      .next_token = {}, .num_results = static_cast<std::int32_t>(hits.size()), .hits = {}};
  for (const store::ReviewableHit& hit : hits) response.hits.emplace_back().hit_id = hit.position.hit.text;
  if (!hits.empty()) {
    const store::ReviewablePosition& last = hits.back().position;
    response.next_token = page_token(ctx, list, timed_position(last.expires_at, last.hit.text));
  }
  return response;
}

}  // namespace kempelen::actions
