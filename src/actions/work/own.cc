// GetAssignment, ListMyAssignments and GetEarnings: what a worker has done, and what it earned.
#include "actions/filtered_page.h"
#include "actions/page_token.h"
#include "actions/work/view.h"
#include "actions/worker_operations.h"
#include "base/fault.h"
#include "store/assignments.h"
#include "store/bonuses.h"
#include "store/hits.h"

namespace kempelen::actions {
namespace {

constexpr std::int32_t kAssignmentsPerPage = 20;

bool wanted(const api::worker::ListMyAssignmentsRequest& request, const domain::Assignment& assignment) {
  return !request.status || *request.status == domain::name(assignment.status);
}

std::vector<domain::Assignment> page(const ReadContext& ctx,
                                     const api::worker::ListMyAssignmentsRequest& request, std::string before,
                                     std::size_t size) {
  return filtered_page(
      std::move(before), size,
      [&](const std::string& position, std::size_t count) {
        return store::list_of_worker(ctx.db, ctx.caller.worker, position, static_cast<std::int64_t>(count));
      },
      [&](const domain::Assignment& assignment) { return wanted(request, assignment); },
      [](const domain::Assignment& last) { return last.id.text; });
}

AssignmentOfHit with_hit(const ReadContext& ctx, domain::Assignment assignment) {
  auto hit = store::find_hit(ctx.db, assignment.hit);
  KEMPELEN_INVARIANT(hit.has_value(), "an assignment has a HIT");
  return {std::move(assignment), *std::move(hit)};
}

}  // namespace

Result<api::worker::GetAssignmentResponse> get_my_assignment(
    ReadContext& ctx, const api::worker::GetAssignmentRequest& request) {
  KEMPELEN_TRY(const auto found, assignment_of_worker(ctx, request.assignment_id));
  KEMPELEN_TRY(auto view,
               view_assignment(ctx, found, viewer_of(ctx, calling_worker(ctx)), QuestionShown::Yes));
  if (view.has_draft) {
    const auto draft = store::find_draft(ctx.db, found.assignment.id);
    KEMPELEN_TRY(const auto fields, domain::parse_answers(*draft));
    model::Fields shown;
    for (const domain::AnswerField& field : fields) shown.entries.emplace_back(field.name, field.values);
    view.draft = std::move(shown);
  }
  return api::worker::GetAssignmentResponse{.assignment = std::move(view)};
}

Result<api::worker::ListMyAssignmentsResponse> list_my_assignments(
    ReadContext& ctx, const api::worker::ListMyAssignmentsRequest& request) {
  const PageOf list{"ListMyAssignments", request.status.value_or("")};
  KEMPELEN_TRY(const auto before, page_position(ctx, list, request.next_token));
  const std::size_t size = static_cast<std::size_t>(request.max_results.value_or(kAssignmentsPerPage));
  // One more than the page, to know whether there is a next one.
  auto assignments = page(ctx, request, before, size + 1);
  const bool more = assignments.size() > size;
  if (more) assignments.pop_back();
  const Viewer viewer = viewer_of(ctx, calling_worker(ctx));
  api::worker::ListMyAssignmentsResponse response{
      .assignments = {}, .num_results = static_cast<std::int32_t>(assignments.size()), .next_token = {}};
  for (domain::Assignment& assignment : assignments) {
    KEMPELEN_TRY(auto view, view_assignment(ctx, with_hit(ctx, assignment), viewer, QuestionShown::No));
    response.assignments.push_back(std::move(view));
  }
  if (more) response.next_token = page_token(ctx, list, assignments.back().id.text);
  return response;
}

Result<api::worker::GetEarningsResponse> get_earnings(ReadContext& ctx,
                                                      const api::worker::GetEarningsRequest&) {
  const store::WorkerTotals totals = store::totals_of_worker(ctx.db, ctx.caller.worker);
  const Money bonuses = store::bonuses_of_worker(ctx.db, ctx.caller.worker);
  return api::worker::GetEarningsResponse{.approved = totals.paid,
                                          .pending = totals.pending,
                                          .bonuses = bonuses,
                                          .total = totals.paid + bonuses,
                                          .number_approved = static_cast<std::int32_t>(totals.approved),
                                          .number_rejected = static_cast<std::int32_t>(totals.rejected),
                                          .number_pending = static_cast<std::int32_t>(totals.submitted),
                                          .number_accepted = static_cast<std::int32_t>(totals.accepted)};
}

}  // namespace kempelen::actions
