// ListWorkersWithQualificationType: who holds one of the requester's own types, or held it, by grant time.
#include "actions/page_token.h"
#include "actions/qualifications/find_type.h"
#include "actions/qualifications/wire.h"
#include "actions/requester_operations.h"
#include "store/qualifications.h"

namespace kempelen::actions {
namespace {

store::GrantPosition position_in(const std::string& text) {
  auto timed = read_timed_position(text);
  return timed ? store::GrantPosition{timed->at, std::move(timed->id)} : store::GrantPosition{};
}

}  // namespace

Result<api::ListWorkersWithQualificationTypeResponse> list_workers_with_qualification_type(
    ReadContext& ctx, const api::ListWorkersWithQualificationTypeRequest& request) {
  const auto status = request.status.value_or("Granted") == "Granted" ? domain::QualificationStatus::Granted
                                                                      : domain::QualificationStatus::Revoked;
  const PageOf list{"ListWorkersWithQualificationType",
                    request.qualification_type_id + " " + std::string(domain::name(status))};
  KEMPELEN_TRY(const auto position, page_position(ctx, list, request.next_token));
  KEMPELEN_TRY(const auto type, own_qualification_type(ctx, request.qualification_type_id));
  const auto held = store::list_of_type(ctx.db, type.id, status, position_in(position),
                                        request.max_results.value_or(kPageSizeDefault));
  api::ListWorkersWithQualificationTypeResponse response{
      .next_token = {}, .num_results = static_cast<std::int32_t>(held.size()), .qualifications = {}};
  for (const domain::Qualification& one : held) response.qualifications.push_back(wire_qualification(one));
  if (!held.empty()) {
    const domain::Qualification& last = held.back();
    response.next_token = page_token(ctx, list, timed_position(last.granted_at, last.worker.text));
  }
  return response;
}

}  // namespace kempelen::actions
