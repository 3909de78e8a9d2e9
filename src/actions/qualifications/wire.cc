// Conversions between wire shapes and domain types.
#include "actions/qualifications/wire.h"

#include "base/fault.h"
#include "store/qualification_requests.h"
#include "store/qualification_types.h"

namespace kempelen::actions {
namespace {

std::optional<std::string> unless_empty(const std::string& text) {
  return text.empty() ? std::nullopt : std::optional(text);
}

store::TestDocuments documents_of(const ReadContext& ctx, const QualificationTestId& id) {
  auto documents = store::find_test(ctx.db, id);
  KEMPELEN_INVARIANT(documents.has_value(), "a test has its document");
  return *std::move(documents);
}

}  // namespace

api::QualificationType wire_qualification_type(const ReadContext& ctx,
                                               const domain::QualificationType& type) {
  api::QualificationType wire{
      .qualification_type_id = type.id.text,
      .creation_time = type.created_at,
      .name = type.name,
      .description = type.description,
      .keywords = unless_empty(type.keywords),
      // The model has two values; what is being disposed of can be neither asked for nor required.
      .qualification_type_status =
          type.state == domain::QualificationTypeState::Active ? "Active" : "Inactive",
      .test = {},
      .test_duration_in_seconds = {},
      .answer_key = {},
      .retry_delay_in_seconds = {},
      // True also for inactive types in captures.
      .is_requestable = true,
      .auto_granted = type.auto_granted_value.has_value(),
      .auto_granted_value = {}};
  if (type.retry_delay) wire.retry_delay_in_seconds = type.retry_delay->whole_seconds();
  if (type.auto_granted_value) wire.auto_granted_value = static_cast<std::int32_t>(*type.auto_granted_value);
  if (type.test) {
    wire.test_duration_in_seconds = type.test->duration.whole_seconds();
    if (type.requester == ctx.caller.requester) {
      auto documents = documents_of(ctx, type.test->id);
      wire.test = std::move(documents.test);
      wire.answer_key = std::move(documents.answer_key);
    }
  }
  return wire;
}

api::QualificationType wire_qualification_type(const domain::SystemQualificationType& type) {
  return {.qualification_type_id = std::string(type.id),
          .creation_time = domain::kSystemTypesCreatedAt,
          .name = std::string(type.name),
          .description = std::string(type.description),
          .keywords = {},
          .qualification_type_status = "Active",
          .test = {},
          .test_duration_in_seconds = {},
          .answer_key = {},
          .retry_delay_in_seconds = {},
          .is_requestable = false,
          .auto_granted = false,
          .auto_granted_value = {}};
}

api::Qualification wire_qualification(const domain::Qualification& q) {
  return {.qualification_type_id = q.type.text,
          .worker_id = q.worker.text,
          .grant_time = q.granted_at,
          .integer_value = static_cast<std::int32_t>(q.value),
          .locale_value = {},
          .status = std::string(domain::name(q.status))};
}

api::QualificationRequest wire_request(const ReadContext& ctx, const domain::QualificationRequest& r) {
  api::QualificationRequest wire{.qualification_request_id = r.id.text,
                                 .qualification_type_id = r.type.text,
                                 .worker_id = r.worker.text,
                                 .test = {},
                                 .answer = {},
                                 .submit_time = r.submitted_at};
  if (r.test) {
    wire.test = documents_of(ctx, r.test->id).test;
    wire.answer = store::find_test_answer(ctx.db, r.id);
  }
  return wire;
}

}  // namespace kempelen::actions
