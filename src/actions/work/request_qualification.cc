// RequestQualification, GetQualificationTest and SubmitQualificationTest: how a worker gets a qualification.
#include "actions/qualifications/find_type.h"
#include "actions/qualifications/requests.h"
#include "actions/work/qualifications.h"
#include "actions/work/submission.h"
#include "actions/work/view.h"
#include "actions/worker_operations.h"
#include "base/fault.h"
#include "domain/answer_key.h"
#include "store/accounts.h"
#include "store/qualification_requests.h"
#include "store/qualification_types.h"

namespace kempelen::actions {
namespace {

/// A type that the worker may know of and ask for, as far as its requester goes.
Result<domain::QualificationType> type_to_request(const ReadContext& ctx, const std::string& id) {
  KEMPELEN_TRY(auto type, any_qualification_type(ctx, id));
  const auto requester = store::find_requester(ctx.db, type.requester);
  KEMPELEN_INVARIANT(requester.has_value(), "a qualification type has a requester");
  if (requester->standing == store::Standing::Suspended) {
    return refuse(Code::QualificationTypeDoesNotExist, id);
  }
  return type;
}

Result<domain::QualificationRequest> own_request(const ReadContext& ctx, const std::string& id) {
  auto request = store::find_request(ctx.db, QualificationRequestId{id});
  if (!request || request->worker != ctx.caller.worker) {
    return refuse(Code::QualificationRequestDoesNotExist, id);
  }
  return *std::move(request);
}

domain::QualificationType type_of(const ReadContext& ctx, const domain::QualificationRequest& request) {
  auto type = store::find_qualification_type(ctx.db, request.type);
  KEMPELEN_INVARIANT(type.has_value(), "a request has its type");
  return *std::move(type);
}

store::TestDocuments documents_of(const ReadContext& ctx, const domain::QualificationTest& test) {
  auto documents = store::find_test(ctx.db, test.id);
  KEMPELEN_INVARIANT(documents.has_value(), "a test has its document");
  return *std::move(documents);
}

Result<domain::QuestionForm> form_in(const store::TestDocuments& documents) {
  return domain::parse_question_form(documents.test,
                                     {.parameter = "Test", .source = domain::FormRules::Source::Store});
}

}  // namespace

Result<api::worker::RequestQualificationResponse> request_qualification(
    WriteContext& ctx, const api::worker::RequestQualificationRequest& request) {
  KEMPELEN_TRY(const auto type, type_to_request(ctx, request.qualification_type_id));
  const auto latest = store::find_latest_request(ctx.db, ctx.caller.worker, type.id);
  if (const auto may = domain::check_may_request(type, latest, ctx.now); !may) return refuse(may);
  const auto opened =
      domain::open_request(type, ctx.caller.worker, ctx.ids.qualification_request(ctx.now), ctx.now);
  save_new_request(ctx, opened);
  api::worker::RequestQualificationResponse response{
      .qualification_request = view_request(opened.request, type),
      .qualification = view_qualification(ctx, type),
      .form = {}};
  if (opened.request.status == domain::QualificationRequestStatus::InTest) {
    KEMPELEN_TRY(const auto form, form_in(documents_of(ctx, *opened.request.test)));
    response.form = view_form(form);
  }
  return response;
}

Result<api::worker::GetQualificationTestResponse> get_qualification_test(
    ReadContext& ctx, const api::worker::GetQualificationTestRequest& request) {
  KEMPELEN_TRY(const auto running, own_request(ctx, request.qualification_request_id));
  if (const auto checked = domain::check_in_test(running, ctx.now); !checked) return refuse(checked);
  KEMPELEN_TRY(const auto form, form_in(documents_of(ctx, *running.test)));
  return api::worker::GetQualificationTestResponse{
      .qualification_request = view_request(running, type_of(ctx, running)), .form = view_form(form)};
}

Result<PreparedTestAnswer> prepare_submit_test(const Caller&,
                                               const api::worker::SubmitQualificationTestRequest& request) {
  KEMPELEN_TRY(auto fields, read_submission(request.answers, request.other_selections));
  return PreparedTestAnswer{.request = {request.qualification_request_id}, .fields = std::move(fields)};
}

Result<api::worker::SubmitQualificationTestResponse> submit_qualification_test(
    WriteContext& ctx, const PreparedTestAnswer& prepared) {
  KEMPELEN_TRY(const auto running, own_request(ctx, prepared.request.text));
  if (const auto checked = domain::check_in_test(running, ctx.now); !checked) return refuse(checked);
  const store::TestDocuments documents = documents_of(ctx, *running.test);
  KEMPELEN_TRY(const auto form, form_in(documents));
  KEMPELEN_TRY(const auto answers, domain::check_form_answers(form, prepared.fields));
  std::optional<std::int64_t> value;
  if (documents.answer_key) {
    value = domain::value_of(domain::read_stored_answer_key(*documents.answer_key), answers);
  }
  KEMPELEN_TRY(const auto submitted, domain::submit_test(running, value, ctx.now));
  store::insert_test_answer(ctx.tx, running.id, domain::form_answers_xml(answers));
  save(ctx, submitted);
  const domain::QualificationType type = type_of(ctx, running);
  return api::worker::SubmitQualificationTestResponse{
      .qualification_request = view_request(submitted.request, type),
      .qualification = view_qualification(ctx, type)};
}

}  // namespace kempelen::actions
