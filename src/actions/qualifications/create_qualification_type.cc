// CreateQualificationType: a new type, with its test if workers have to pass one.
#include "actions/qualifications/wire.h"
#include "actions/requester_operations.h"
#include "domain/type_words.h"

namespace kempelen::actions {
namespace {

Result<std::optional<std::int64_t>> auto_granted_value(const api::CreateQualificationTypeRequest& request) {
  if (request.auto_granted.value_or(false)) {
    return request.auto_granted_value.value_or(domain::kQualificationValueDefault);
  }
  if (request.auto_granted_value) {
    return refuse(Code::InvalidParameterCombination, "AutoGrantedValue, AutoGranted");
  }
  return std::nullopt;
}

}  // namespace

Result<PreparedTypeCreation> prepare_create_qualification_type(
    const Caller&, const api::CreateQualificationTypeRequest& request) {
  KEMPELEN_TRY(auto test, prepare_test(request));
  KEMPELEN_TRY(const auto value, auto_granted_value(request));
  PreparedTypeCreation prepared;
  prepared.type.name = request.name;
  prepared.type.keywords = request.keywords.value_or("");
  prepared.type.description = request.description;
  if (request.qualification_type_status == "Inactive") {
    prepared.type.state = domain::QualificationTypeState::Inactive;
  }
  prepared.type.auto_granted_value = value;
  prepared.test = std::move(test);
  if (request.retry_delay_in_seconds) {
    prepared.type.retry_delay = Duration::seconds(*request.retry_delay_in_seconds);
  }
  return prepared;
}

Result<api::CreateQualificationTypeResponse> create_qualification_type(WriteContext& ctx,
                                                                       const PreparedTypeCreation& prepared) {
  domain::QualificationType type = prepared.type;
  type.id = ctx.ids.qualification_type(ctx.now);
  type.requester = ctx.caller.requester;
  type.marketplace = ctx.caller.marketplace;
  // Whole seconds, as captures of the original have all such times.
  type.created_at = Instant::from_seconds(ctx.now.epoch_seconds());
  if (prepared.test) set_test(ctx, type, *prepared.test);
  if (!store::insert_qualification_type(ctx.tx, type)) return refuse(Code::QualificationTypeAlreadyExists);
  store::change_words(ctx.tx, type, {}, domain::words_of(type));
  return api::CreateQualificationTypeResponse{.qualification_type = wire_qualification_type(ctx, type)};
}

}  // namespace kempelen::actions
