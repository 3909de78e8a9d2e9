// SearchHITGroups, GetHITGroup and PreviewHIT: what a worker finds before he takes anything.
#include <fmt/format.h>

#include <algorithm>
#include <charconv>

#include "actions/page_token.h"
#include "actions/work/view.h"
#include "actions/worker_operations.h"
#include "base/text.h"
#include "store/hits.h"

namespace kempelen::actions {
namespace {

constexpr std::int32_t kGroupsPerPage = 20;

bool contains(const std::string& text, const std::string& folded_term) {
  return lower(text).find(folded_term) != std::string::npos;
}

bool matches(const store::HitGroup& group, const api::worker::SearchHITGroupsRequest& request) {
  const domain::HitTypeProperties& p = group.type().properties;
  if (request.min_reward && p.reward < *request.min_reward) return false;
  if (!request.search_term) return true;
  const std::string term = lower(*request.search_term);
  return contains(p.title, term) || contains(p.description, term) || contains(p.keywords, term) ||
         contains(group.requester_name, term);
}

struct Listed {
  const store::HitGroup* group;
  std::int64_t available;
};

std::int64_t sort_key(const Listed& listed, std::string_view order) {
  if (order.starts_with("reward")) return listed.group->type().properties.reward.micros;
  if (order.starts_with("num_hits")) return listed.available;
  return listed.group->updated_at.micros;
}

/// Equal keys are told apart by id, so that an order is total and a page can begin behind any group.
auto position(const Listed& listed, std::string_view order) {
  const std::int64_t key = sort_key(listed, order);
  return std::pair(order.ends_with("_desc") ? -key : key, std::string_view(listed.group->type().id.text));
}

std::vector<Listed> listed_groups(const std::vector<store::HitGroup>& groups, const Viewer& viewer,
                                  const api::worker::SearchHITGroupsRequest& request) {
  std::vector<Listed> listed;
  for (const store::HitGroup& group : groups) {
    const bool seen = domain::judge(domain::Step::See, situation_of(viewer, group)).empty();
    if (seen && matches(group, request)) listed.push_back({&group, viewer.available(group)});
  }
  return listed;
}

/// Positions are `<sort key> <HIT type id>`.
bool behind(const Listed& listed, std::string_view order, const std::string& after) {
  const std::size_t blank = after.find(' ');
  if (blank == std::string::npos) return true;
  std::int64_t key = 0;
  std::from_chars(after.data(), after.data() + blank, key);
  return position(listed, order) > std::pair(key, std::string_view(after).substr(blank + 1));
}

Result<domain::Hit> hit_to_preview(const ReadContext& ctx, const store::Worker& worker,
                                   const api::worker::PreviewHITRequest& request) {
  if (request.hit_id) return hit_for_worker(ctx, worker, *request.hit_id);
  const auto group = store::find_hit_group(ctx.db, worker.marketplace, *request.hit_group_id);
  if (!group) return refuse(Code::HitGroupDoesNotExist, *request.hit_group_id);
  const auto next = store::next_open_hit(ctx.db, group->type().id, worker.id, store::GivenBack::Include);
  if (!next) return refuse(Code::NoMoreHits);
  return hit_for_worker(ctx, worker, next->text);
}

}  // namespace

Result<api::worker::SearchHITGroupsResponse> search_hit_groups(
    ReadContext& ctx, const api::worker::SearchHITGroupsRequest& request) {
  const std::string order = request.sort.value_or("updated_desc");
  const PageOf list{"SearchHITGroups",
                    fmt::format("{} {} {}", order, request.min_reward.value_or(Money{}).micros,
                                request.search_term.value_or(""))};
  KEMPELEN_TRY(const auto after, page_position(ctx, list, request.next_token));
  const Viewer viewer = viewer_of(ctx, calling_worker(ctx));
  const auto groups = store::open_hit_groups(ctx.db, viewer.worker.marketplace, *ctx.settings.hit_types);
  auto listed = listed_groups(groups, viewer, request);
  std::erase_if(listed, [&](const Listed& one) { return !behind(one, order, after); });
  const std::size_t size =
      std::min(listed.size(), static_cast<std::size_t>(request.max_results.value_or(kGroupsPerPage)));
  const auto in_order = [&](const Listed& a, const Listed& b) {
    return position(a, order) < position(b, order);
  };
  std::partial_sort(listed.begin(), listed.begin() + static_cast<std::ptrdiff_t>(size), listed.end(),
                    in_order);

  api::worker::SearchHITGroupsResponse response{
      .hit_groups = {}, .num_results = static_cast<std::int32_t>(size), .next_token = {}};
  for (std::size_t i = 0; i < size; ++i) {
    response.hit_groups.push_back(view_group(ctx, *listed[i].group, viewer));
  }
  if (size < listed.size()) {
    const auto [key, id] = position(listed[size - 1], order);
    response.next_token = page_token(ctx, list, fmt::format("{} {}", key, id));
  }
  return response;
}

Result<api::worker::GetHITGroupResponse> get_hit_group(ReadContext& ctx,
                                                       const api::worker::GetHITGroupRequest& request) {
  const Viewer viewer = viewer_of(ctx, calling_worker(ctx));
  const auto group = store::find_hit_group(ctx.db, viewer.worker.marketplace, request.hit_group_id);
  if (!group || is_hidden(viewer, *group)) return refuse(Code::HitGroupDoesNotExist, request.hit_group_id);
  if (situation_of(viewer, *group).block == domain::Block::Blocked) return refuse(Code::WorkerBlocked);
  return api::worker::GetHITGroupResponse{.hit_group = view_group(ctx, *group, viewer),
                                          .explanation = explain(ctx, viewer, *group, std::nullopt)};
}

Result<api::worker::PreviewHITResponse> preview_hit(ReadContext& ctx,
                                                    const api::worker::PreviewHITRequest& request) {
  if (!request.hit_id && !request.hit_group_id) return refuse(Code::MissingParameters, "HITId or HITGroupId");
  const Viewer viewer = viewer_of(ctx, calling_worker(ctx));
  KEMPELEN_TRY(const auto hit, hit_to_preview(ctx, viewer.worker, request));
  const store::HitGroup group = group_of(ctx, hit);
  if (const auto may = check_may(ctx, domain::Step::Preview, situation_of(viewer, group)); !may) {
    return refuse(may);
  }
  KEMPELEN_TRY(auto question, view_preview(ctx, hit.id, group.listed->conditions));
  return api::worker::PreviewHITResponse{.hit = {.hit_id = hit.id.text,
                                                 .hit_group = view_group(ctx, group, viewer),
                                                 .frame = std::move(question.frame),
                                                 .form = std::move(question.form)}};
}

}  // namespace kempelen::actions
