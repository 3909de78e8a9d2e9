// ListAssignmentsForHIT: submitted, approved and rejected assignments with their answers, by submit time.
// Works while others are still busy; a disposed HIT shows none.
#include <algorithm>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "actions/filtered_page.h"
#include "actions/find.h"
#include "actions/page_token.h"
#include "actions/requester_operations.h"
#include "actions/wire.h"
#include "store/assignments.h"

namespace kempelen::actions {
namespace {

std::string filter_of(const api::ListAssignmentsForHITRequest& request) {
  std::vector<std::string> statuses = request.assignment_statuses;
  std::ranges::sort(statuses);
  statuses.erase(std::unique(statuses.begin(), statuses.end()), statuses.end());
  return fmt::format("{} {}", request.hit_id, fmt::join(statuses, ","));
}

store::SubmittedPosition position_in(const std::string& text) {
  auto timed = read_timed_position(text);
  return timed ? store::SubmittedPosition{timed->at, std::move(timed->id)} : store::SubmittedPosition{};
}

bool wanted(const api::ListAssignmentsForHITRequest& request, const domain::Assignment& assignment) {
  return request.assignment_statuses.empty() ||
         std::ranges::find(request.assignment_statuses, domain::name(assignment.status)) !=
             request.assignment_statuses.end();
}

std::vector<domain::Assignment> page(ReadContext& ctx, const api::ListAssignmentsForHITRequest& request,
                                     store::SubmittedPosition after, std::size_t size) {
  return filtered_page(
      std::move(after), size,
      [&](const store::SubmittedPosition& position, std::size_t count) {
        return store::list_submitted(ctx.db, HitId{request.hit_id}, position,
                                     static_cast<std::int64_t>(count));
      },
      [&](const domain::Assignment& assignment) { return wanted(request, assignment); },
      [](const domain::Assignment& last) {
        return store::SubmittedPosition{*last.submitted_at, last.id.text};
      });
}

}  // namespace

Result<api::ListAssignmentsForHITResponse> list_assignments_for_hit(
    ReadContext& ctx, const api::ListAssignmentsForHITRequest& request) {
  const PageOf list{"ListAssignmentsForHIT", filter_of(request)};
  KEMPELEN_TRY(const auto position, page_position(ctx, list, request.next_token));
  KEMPELEN_TRY(const auto hit, own_hit(ctx, request.hit_id));
  if (hit.mark == domain::ReviewMark::Disposed) return refuse(Code::HitDoesNotExist, request.hit_id);
  const auto assignments = page(ctx, request, position_in(position),
                                static_cast<std::size_t>(request.max_results.value_or(kPageSizeDefault)));
  api::ListAssignmentsForHITResponse response{
      .next_token = {}, .num_results = static_cast<std::int32_t>(assignments.size()), .assignments = {}};
  for (const domain::Assignment& assignment : assignments) {
    response.assignments.push_back(
        wire_assignment(assignment, store::find_answer(ctx.db, assignment.id).value_or("")));
  }
  if (!assignments.empty()) {
    const domain::Assignment& last = assignments.back();
    response.next_token = page_token(ctx, list, timed_position(*last.submitted_at, last.id.text));
  }
  return response;
}

}  // namespace kempelen::actions
