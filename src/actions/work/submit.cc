// SubmitAssignment, ReturnAssignment and drafts: how work comes in.
#include "actions/assignments/approve.h"
#include "actions/reviews/run.h"
#include "actions/save.h"
#include "actions/work/submission.h"
#include "actions/work/view.h"
#include "actions/worker_operations.h"
#include "store/assignments.h"
#include "store/files.h"
#include "store/hits.h"

namespace kempelen::actions {
namespace {

/// The document to store, and for the policy of assignments what it says; empty where the HIT has none.
struct Answer {
  std::string xml;
  std::vector<domain::AnswerField> judged{};
};

/// To a QuestionForm checked against it, to a page whatever its form sent.
Result<Answer> answer_of(const ReadContext& ctx, const domain::Hit& hit, const PreparedAnswer& prepared) {
  Answer answer;
  if (!prepared.sent) {
    auto draft = store::find_draft(ctx.db, prepared.assignment);
    if (!draft) return refuse(Code::AnswerEmpty);
    answer.xml = *std::move(draft);
    if (hit.has_assignment_policy) answer.judged = domain::read_stored_answers(answer.xml);
    return answer;
  }
  KEMPELEN_TRY(const auto form, form_of(ctx, hit.id));
  if (form) {
    domain::FormSubmission submission = prepared.sent->fields;
    for (const store::File& file : store::list_files_of(ctx.db, prepared.assignment)) {
      submission.files.push_back({file.question, file.key, file.bytes});
    }
    KEMPELEN_TRY(const auto answers, domain::check_form_answers(*form, submission));
    answer.xml = domain::form_answers_xml(answers);
    if (hit.has_assignment_policy) answer.judged = domain::as_read_back(answers);
    return answer;
  }
  if (!prepared.sent->fields.others.empty()) {
    return refuse(Code::AnswerInvalid, "OtherSelections belong to a QuestionForm, and this HIT has none.");
  }
  if (!prepared.sent->to_page) return refuse(Code::AnswerEmpty);
  answer.xml = prepared.sent->to_page->xml;
  if (hit.has_assignment_policy) answer.judged = domain::as_read_back(prepared.sent->to_page->fields);
  return answer;
}

}  // namespace

Result<PreparedAnswer> prepare_submit(const Caller&, const api::worker::SubmitAssignmentRequest& request) {
  PreparedAnswer prepared{.assignment = AssignmentId{request.assignment_id}};
  if (!request.answers && !request.other_selections) return prepared;
  KEMPELEN_TRY(auto fields, read_submission(request.answers, request.other_selections));
  PreparedAnswer::Sent sent{.fields = std::move(fields)};
  if (auto form = domain::read_form(posted(sent.fields.answers), {})) {
    std::string xml = domain::answers_xml(form->fields);
    sent.to_page = PreparedAnswer::ToPage{std::move(form->fields), std::move(xml)};
  }
  prepared.sent = std::move(sent);
  return prepared;
}

Result<api::worker::SubmitAssignmentResponse> submit_assignment(WriteContext& ctx,
                                                                const PreparedAnswer& prepared) {
  KEMPELEN_TRY(const auto found, assignment_of_worker(ctx, prepared.assignment.text));
  const domain::HitType type = type_of(ctx, found.hit);
  KEMPELEN_TRY(const auto submitted,
               domain::submit(found.hit, found.assignment, type.properties.auto_approval_delay, ctx.now));
  KEMPELEN_TRY(const auto answer, answer_of(ctx, found.hit, prepared));
  store::insert_answer(ctx.tx, submitted.assignment.id, answer.xml);
  store::delete_draft(ctx.tx, submitted.assignment.id);
  save(ctx, submitted);

  store::Worker worker = change_record(ctx, ctx.caller.worker, found.hit.requester, {.submitted = 1});
  AssignmentOfHit after{submitted.assignment, submitted.hit};
  bool changed = review_submission(ctx, after, answer.judged) == Reviewed::Changed;
  if (submitted.assignment.auto_approval_at <= ctx.now) {
    // A delay of zero means approved at submission, not when a timer next runs. Read anew: saving has changed
    // whether the HIT is listed, and a policy may have decided already.
    KEMPELEN_TRY(const auto reviewed, assignment_of_worker(ctx, prepared.assignment.text));
    if (reviewed.assignment.status == domain::AssignmentStatus::Submitted) {
      if (const auto approved = approve(ctx, reviewed, {}); !approved) return refuse(approved);
    }
    changed = true;
  }
  if (changed) {
    KEMPELEN_TRY(after, assignment_of_worker(ctx, prepared.assignment.text));
  }
  if (review_if_reviewable(ctx, after.hit) == Reviewed::Changed) {
    KEMPELEN_TRY(after, assignment_of_worker(ctx, prepared.assignment.text));
    changed = true;
  }
  if (changed) worker = calling_worker(ctx);
  KEMPELEN_TRY(auto view, view_assignment(ctx, after, viewer_of(ctx, std::move(worker)), QuestionShown::No));
  return api::worker::SubmitAssignmentResponse{.assignment = std::move(view)};
}

Result<api::worker::ReturnAssignmentResponse> return_assignment(
    WriteContext& ctx, const api::worker::ReturnAssignmentRequest& request) {
  KEMPELEN_TRY(const auto found, assignment_of_worker(ctx, request.assignment_id));
  KEMPELEN_TRY(const auto returned, domain::give_back(found.hit, found.assignment, ctx.now));
  store::delete_draft(ctx.tx, returned.assignment.id);
  store::drop_files_of(ctx.tx, returned.assignment.id);
  save(ctx, returned);
  review_if_reviewable(ctx, returned.hit);
  return api::worker::ReturnAssignmentResponse{};
}

Result<StoredDraft> store_draft(WriteContext& ctx, const AssignmentId& id, std::string_view answer_xml) {
  const auto assignment = store::find_assignment(ctx.db, id);
  if (!assignment) return refuse(Code::AssignmentDoesNotExist, id.text);
  if (assignment->status != domain::AssignmentStatus::Accepted) return refuse(Code::AssignmentNotInProgress);
  if (ctx.now >= assignment->deadline) return refuse(Code::DeadlinePassed);
  if (domain::is_question_form(store::find_question(ctx.db, assignment->hit))) {
    return refuse(Code::AnswerInvalid, "This HIT is answered on the worker site, not by a page of its own.");
  }
  const auto worker = store::find_worker(ctx.db, assignment->worker);
  store::save_draft(ctx.tx, id, answer_xml);
  return StoredDraft{ctx.settings.site_url(worker->marketplace)};
}

}  // namespace kempelen::actions
