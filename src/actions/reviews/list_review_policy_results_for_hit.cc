// ListReviewPolicyResultsForHIT: what the review policies of a HIT found and did, in the order in which it
// happened. A page counts results and actions together; it has no NumResults. The levels without a policy are
// absent, as are those that were not asked for.
#include <algorithm>
#include <charconv>

#include <fmt/format.h>

#include "actions/find.h"
#include "actions/page_token.h"
#include "actions/requester_operations.h"
#include "store/reviews.h"

namespace kempelen::actions {
namespace {

using domain::ReviewLevel;

/// Everything recorded, in order: each action (entry 0) and what it found (1, 2, …).
struct Position {
  std::int64_t action = 1;
  std::int64_t entry = 0;
};

std::string written(const Position& position) {
  return fmt::format("{} {}", position.action, position.entry);
}

/// For what page_position() gave: sealed, so it is ours. The beginning on the first page.
Position read_position(const std::string& text) {
  Position position;
  const std::size_t blank = text.find(' ');
  if (blank == std::string::npos) return position;
  std::from_chars(text.data(), text.data() + blank, position.action);
  std::from_chars(text.data() + blank + 1, text.data() + text.size(), position.entry);
  return position;
}

struct Wanted {
  bool assignment_level, hit_level, actions, results;

  bool level(ReviewLevel level) const {
    return level == ReviewLevel::Assignment ? assignment_level : hit_level;
  }
};

Wanted wanted_by(const api::ListReviewPolicyResultsForHITRequest& request) {
  const auto asks_for = [&](std::string_view level) {
    return request.policy_levels.empty() ||
           std::ranges::find(request.policy_levels, level) != request.policy_levels.end();
  };
  return {asks_for("Assignment"), asks_for("HIT"), request.retrieve_actions.value_or(true),
          request.retrieve_results.value_or(true)};
}

std::string filter_of(const std::string& hit, const Wanted& wanted) {
  return fmt::format("{} {:d}{:d}{:d}{:d}", hit, wanted.assignment_level, wanted.hit_level, wanted.actions,
                     wanted.results);
}

constexpr std::string_view type_of(const std::optional<AssignmentId>& assignment) {
  return assignment ? "Assignment" : "HIT";
}

api::ReviewActionDetail wire_action(const domain::ReviewAction& action, const HitId& hit) {
  return {.action_id = action.id,
          .action_name = std::string(domain::name(action.kind)),
          .target_id = action.assignment ? action.assignment->text : hit.text,
          .target_type = std::string(type_of(action.assignment)),
          .status = action.error_code ? "Failed" : "Succeeded",
          .complete_time = action.completed_at,
          .result = action.result,
          .error_code = action.error_code};
}

api::ReviewResultDetail wire_result(const domain::ReviewResult& result, const domain::ReviewAction& action,
                                    const HitId& hit) {
  return {.action_id = action.id,
          .subject_id = result.assignment ? result.assignment->text : hit.text,
          .subject_type = std::string(type_of(result.assignment)),
          .question_id = result.question,
          .key = result.key,
          .value = result.value};
}

struct Page {
  api::ReviewReport assignment_report{}, hit_report{};
  std::size_t size = 0;
  Position next{};  // behind the last entry

  api::ReviewReport& report(ReviewLevel level) {
    return level == ReviewLevel::Assignment ? assignment_report : hit_report;
  }
};

/// Adds what is wanted of an action, from `next` on, until the page is full.
void add(Page& page, const domain::ReviewAction& action, const HitId& hit, const Wanted& wanted,
         std::size_t size) {
  const bool level = wanted.level(action.level);
  if (page.next.entry == 0 && page.size < size) {
    if (level && wanted.actions) {
      page.report(action.level).review_actions.push_back(wire_action(action, hit));
      ++page.size;
    }
    page.next.entry = 1;
  }
  const auto entries = static_cast<std::int64_t>(action.results.size());
  for (; page.next.entry <= entries && page.size < size; ++page.next.entry) {
    if (!level || !wanted.results) continue;
    const domain::ReviewResult& result = action.results[static_cast<std::size_t>(page.next.entry - 1)];
    page.report(action.level).review_results.push_back(wire_result(result, action, hit));
    ++page.size;
  }
  if (page.size < size) page.next = {page.next.action + 1, 0};
}

Page read_page(const ReadContext& ctx, const HitId& hit, Position from, const Wanted& wanted,
               std::size_t size) {
  Page page{.next = from};
  while (page.size < size) {
    const auto actions =
        store::list_review_actions(ctx.db, hit, page.next.action, static_cast<std::int64_t>(size));
    for (const store::NumberedAction& one : actions) {
      if (page.size == size) break;
      if (one.number != page.next.action) page.next = {one.number, 0};
      add(page, one.action, hit, wanted, size);
    }
    if (actions.size() < size) break;
  }
  return page;
}

/// Only the name: the original did not repeat the parameters.
std::optional<api::ReviewPolicy> wire_policy(const ReadContext& ctx, const HitId& hit, ReviewLevel level) {
  auto stored = store::find_review_policy(ctx.db, hit, level);
  if (!stored) return std::nullopt;
  return api::ReviewPolicy{.policy_name = std::move(stored->policy.name), .parameters = {}};
}

}  // namespace

Result<api::ListReviewPolicyResultsForHITResponse> list_review_policy_results_for_hit(
    ReadContext& ctx, const api::ListReviewPolicyResultsForHITRequest& request) {
  const Wanted wanted = wanted_by(request);
  const PageOf list{"ListReviewPolicyResultsForHIT", filter_of(request.hit_id, wanted)};
  KEMPELEN_TRY(const auto position, page_position(ctx, list, request.next_token));
  KEMPELEN_TRY(const auto hit, own_hit(ctx, request.hit_id));
  Page page = read_page(ctx, hit.id, read_position(position), wanted,
                        static_cast<std::size_t>(request.max_results.value_or(kPageSizeDefault)));
  api::ListReviewPolicyResultsForHITResponse response;
  response.hit_id = request.hit_id;
  if (hit.has_assignment_policy && wanted.assignment_level) {
    response.assignment_review_policy = wire_policy(ctx, hit.id, ReviewLevel::Assignment);
    response.assignment_review_report = std::move(page.assignment_report);
  }
  if (hit.has_hit_policy && wanted.hit_level) {
    response.hit_review_policy = wire_policy(ctx, hit.id, ReviewLevel::Hit);
    response.hit_review_report = std::move(page.hit_report);
  }
  if (page.size > 0) response.next_token = page_token(ctx, list, written(page.next));
  return response;
}

}  // namespace kempelen::actions
