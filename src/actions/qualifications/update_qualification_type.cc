// UpdateQualificationType: what is absent stays as it is, but a new test comes with its own key or none.
#include "actions/qualifications/find_type.h"
#include "actions/qualifications/wire.h"
#include "actions/requester_operations.h"
#include "domain/type_words.h"

namespace kempelen::actions {
namespace {

domain::QualificationTypeChanges changes_of(const api::UpdateQualificationTypeRequest& request) {
  domain::QualificationTypeChanges changes{.description = request.description,
                                           .auto_granted = request.auto_granted,
                                           .auto_granted_value = request.auto_granted_value};
  if (request.qualification_type_status) {
    changes.state = *request.qualification_type_status == "Active" ? domain::QualificationTypeState::Active
                                                                   : domain::QualificationTypeState::Inactive;
  }
  if (request.retry_delay_in_seconds) {
    changes.retry_delay = Duration::seconds(*request.retry_delay_in_seconds);
  }
  return changes;
}

}  // namespace

Result<PreparedTypeUpdate> prepare_update_qualification_type(
    const Caller&, const api::UpdateQualificationTypeRequest& request) {
  KEMPELEN_TRY(auto test, prepare_test(request));
  return PreparedTypeUpdate{
      .type = {request.qualification_type_id}, .changes = changes_of(request), .test = std::move(test)};
}

Result<api::UpdateQualificationTypeResponse> update_qualification_type(WriteContext& ctx,
                                                                       const PreparedTypeUpdate& prepared) {
  KEMPELEN_TRY(const auto before, own_qualification_type(ctx, prepared.type.text));
  KEMPELEN_TRY([[maybe_unused]] const auto lasting, domain::check_not_disposing(before));
  domain::QualificationType with_test = before;
  if (prepared.test) set_test(ctx, with_test, *prepared.test);
  KEMPELEN_TRY(const auto after, domain::change(std::move(with_test), prepared.changes));
  store::save_qualification_type(ctx.tx, after);
  store::change_words(ctx.tx, after, domain::words_of(before), domain::words_of(after));
  if (prepared.test && before.test) store::delete_unused_test(ctx.tx, before.test->id);
  return api::UpdateQualificationTypeResponse{.qualification_type = wire_qualification_type(ctx, after)};
}

}  // namespace kempelen::actions
