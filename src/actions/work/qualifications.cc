// GetQualification and the three lists: what a worker holds, has asked for, and can ask for.
#include "actions/work/qualifications.h"

#include "actions/filtered_page.h"
#include "actions/page_token.h"
#include "actions/qualifications/find_type.h"
#include "actions/qualifications/type_list.h"
#include "actions/worker_operations.h"
#include "base/fault.h"
#include "store/accounts.h"
#include "store/qualification_requests.h"
#include "store/qualifications.h"

namespace kempelen::actions {
namespace {

constexpr std::int32_t kQualificationsPerPage = 20;

std::size_t size_of(const std::optional<std::int32_t>& max_results) {
  return static_cast<std::size_t>(max_results.value_or(kQualificationsPerPage));
}

domain::QualificationType type_of(const ReadContext& ctx, const QualificationTypeId& id) {
  auto type = store::find_qualification_type(ctx.db, id);
  KEMPELEN_INVARIANT(type.has_value(), "a qualification has its type");
  return *std::move(type);
}

api::worker::HeldQualification view_held(const domain::Qualification& held) {
  return {.value = static_cast<std::int32_t>(held.value),
          .status = std::string(domain::name(held.status)),
          .grant_time = held.granted_at,
          .reason = held.reason};
}

/// Takes the entry that was read beyond the page, and says whether there was one.
template <typename Entry>
bool more_than(std::vector<Entry>& entries, std::size_t size) {
  if (entries.size() <= size) return false;
  entries.resize(size);
  return true;
}

}  // namespace

api::worker::QualificationRequest view_request(const domain::QualificationRequest& r,
                                               const domain::QualificationType& type) {
  return {.qualification_request_id = r.id.text,
          .qualification_type_id = r.type.text,
          .name = type.name,
          .status = std::string(domain::name(r.status)),
          .request_time = r.requested_at,
          .deadline = r.deadline,
          .submit_time = r.submitted_at,
          .decision_time = r.decided_at,
          .reason = r.reason};
}

api::worker::Qualification view_qualification(const ReadContext& ctx, const domain::QualificationType& type) {
  const auto requester = store::find_requester(ctx.db, type.requester);
  KEMPELEN_INVARIANT(requester.has_value(), "a qualification type has a requester");
  const auto held = store::find_qualification(ctx.db, ctx.caller.worker, type.id);
  const auto latest = store::find_latest_request(ctx.db, ctx.caller.worker, type.id);
  const bool can_request = requester->standing != store::Standing::Suspended &&
                           domain::check_may_request(type, latest, ctx.now).has_value();
  api::worker::Qualification view{
      .qualification_type_id = type.id.text,
      .name = type.name,
      .description = type.description,
      .keywords = type.keywords.empty() ? std::nullopt : std::optional(type.keywords),
      .requester_id = type.requester.text,
      .requester_name = requester->name,
      .is_auto_granted = type.auto_granted_value.has_value(),
      .has_test = type.test.has_value(),
      .test_duration_in_seconds = {},
      .retry_delay_in_seconds = {},
      .can_request = can_request,
      .earliest_request_time = {},
      .held = {},
      .latest_request = {}};
  if (type.test) view.test_duration_in_seconds = type.test->duration.whole_seconds();
  if (type.retry_delay) view.retry_delay_in_seconds = type.retry_delay->whole_seconds();
  if (latest && !can_request && !latest->open() && type.state == domain::QualificationTypeState::Active) {
    view.earliest_request_time = domain::may_request_again_at(type, *latest);
  }
  if (held) view.held = view_held(*held);
  if (latest) view.latest_request = view_request(*latest, type);
  return view;
}

Result<api::worker::GetQualificationResponse> get_qualification(
    ReadContext& ctx, const api::worker::GetQualificationRequest& request) {
  KEMPELEN_TRY(const auto type, any_qualification_type(ctx, request.qualification_type_id));
  return api::worker::GetQualificationResponse{.qualification = view_qualification(ctx, type)};
}

Result<api::worker::ListMyQualificationsResponse> list_my_qualifications(
    ReadContext& ctx, const api::worker::ListMyQualificationsRequest& request) {
  const PageOf list{"ListMyQualifications"};
  KEMPELEN_TRY(const auto after, page_position(ctx, list, request.next_token));
  const std::size_t size = size_of(request.max_results);
  const auto shown = [&](const domain::Qualification& held) {
    return type_of(ctx, held.type).state != domain::QualificationTypeState::Gone;
  };
  auto held = filtered_page(
      after, size + 1,
      [&](const std::string& position, std::size_t count) {
        return store::list_held(ctx.db, ctx.caller.worker, position, static_cast<std::int64_t>(count));
      },
      shown, [](const domain::Qualification& last) { return last.type.text; });
  const bool more = more_than(held, size);
  api::worker::ListMyQualificationsResponse response{
      .qualifications = {}, .num_results = static_cast<std::int32_t>(held.size()), .next_token = {}};
  for (const domain::Qualification& one : held) {
    response.qualifications.push_back(view_qualification(ctx, type_of(ctx, one.type)));
  }
  if (more) response.next_token = page_token(ctx, list, held.back().type.text);
  return response;
}

Result<api::worker::ListMyQualificationRequestsResponse> list_my_qualification_requests(
    ReadContext& ctx, const api::worker::ListMyQualificationRequestsRequest& request) {
  const PageOf list{"ListMyQualificationRequests"};
  KEMPELEN_TRY(const auto before, page_position(ctx, list, request.next_token));
  const std::size_t size = size_of(request.max_results);
  auto requests =
      store::list_requests_of_worker(ctx.db, ctx.caller.worker, before, static_cast<std::int64_t>(size + 1));
  const bool more = more_than(requests, size);
  api::worker::ListMyQualificationRequestsResponse response{
      .qualification_requests = {},
      .num_results = static_cast<std::int32_t>(requests.size()),
      .next_token = {}};
  for (const domain::QualificationRequest& one : requests) {
    response.qualification_requests.push_back(view_request(one, type_of(ctx, one.type)));
  }
  if (more) response.next_token = page_token(ctx, list, requests.back().id.text);
  return response;
}

Result<api::worker::ListRequestableQualificationsResponse> list_requestable_qualifications(
    ReadContext& ctx, const api::worker::ListRequestableQualificationsRequest& request) {
  KEMPELEN_TRY(auto query, read_query(request.query));
  const TypeFilter filter{.suspended = TypeFilter::Suspended::LeaveOut, .query = std::move(query)};
  std::string seen;
  for (const std::string& word : filter.query) seen += word + " ";
  const PageOf list{"ListRequestableQualifications", std::move(seen)};
  KEMPELEN_TRY(const auto position, page_position(ctx, list, request.next_token));
  const std::size_t size = size_of(request.max_results);
  auto types = list_types(ctx, filter, position_of_type(ctx, position), size + 1);
  const bool more = more_than(types, size);
  api::worker::ListRequestableQualificationsResponse response{
      .qualifications = {}, .num_results = static_cast<std::int32_t>(types.size()), .next_token = {}};
  for (const domain::QualificationType& type : types) {
    response.qualifications.push_back(view_qualification(ctx, type));
  }
  if (more) response.next_token = page_token(ctx, list, types.back().id.text);
  return response;
}

}  // namespace kempelen::actions
