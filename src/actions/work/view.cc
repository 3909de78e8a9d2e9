// Views of the worker site.
#include "actions/work/view.h"

#include <array>

#include "actions/wire.h"
#include "actions/work/ticket.h"
#include "base/fault.h"
#include "domain/hosting.h"
#include "domain/question.h"
#include "store/assignments.h"
#include "store/hits.h"

namespace kempelen::actions {
namespace {

/// Stored questions were checked by the rules of their marketplace; the milder ones read them all.
domain::QuestionRules stored_rules() {
  domain::QuestionRules rules;
  rules.plain_http = domain::QuestionRules::PlainHttp::LoopbackOnly;
  rules.source = domain::FormRules::Source::Store;
  return rules;
}

/// `hosted` is where pages are that we serve ourselves. In a preview `assignment` is empty.
Result<QuestionView> question_at(const ReadContext& ctx, const HitId& hit, const AssignmentId& assignment,
                                 const std::string& hosted) {
  KEMPELEN_TRY(const auto question,
               domain::parse_question(store::find_question(ctx.db, hit), stored_rules()));
  if (question.form) return QuestionView{.form = view_form(*question.form)};
  domain::FrameVisit visit{.hit = hit, .assignment = assignment, .submit_to = ctx.settings.content_url};
  if (!assignment.empty()) visit.worker = ctx.caller.worker;
  const bool external = question.kind == domain::Question::Kind::External;
  const std::array ours = {ctx.settings.content_url, ctx.settings.sandbox_url, ctx.settings.live_url};
  return QuestionView{
      .frame = api::worker::Frame{
          .type = external ? "ExternalQuestion" : "HTMLQuestion",
          .url = domain::frame_url(external ? question.external_url : hosted, visit),
          .height = question.frame_height,
          .allow_same_origin =
              external && domain::frame_origin(question.external_url, ours) == domain::FrameOrigin::Kept}};
}

}  // namespace

store::Worker calling_worker(const ReadContext& ctx) {
  auto worker = store::find_worker(ctx.db, ctx.caller.worker);
  KEMPELEN_INVARIANT(worker.has_value(), "a session belongs to a worker");
  return *std::move(worker);
}

api::worker::HITGroup view_group(const ReadContext& ctx, const store::HitGroup& group, const Viewer& viewer) {
  const domain::HitType& type = group.type();
  const domain::HitTypeProperties& p = type.properties;
  return {.hit_group_id = type.group.text,
          .hit_type_id = type.id.text,
          .requester_id = type.requester.text,
          .requester_name = group.requester_name,
          .title = p.title,
          .description = p.description,
          .keywords = p.keywords.empty() ? std::nullopt : std::optional(p.keywords),
          .reward = p.reward,
          .assignment_duration_in_seconds = p.assignment_duration.whole_seconds(),
          .auto_approval_delay_in_seconds = p.auto_approval_delay.whole_seconds(),
          .number_of_hits_available = static_cast<std::int32_t>(viewer.available(group)),
          .creation_time = type.created_at,
          .latest_expiration = group.latest_expiration,
          .qualification_requirements = wire_requirements(p.requirements),
          .requirements = findings_of(ctx, viewer, group),
          .caller_meets_requirements = domain::all_met(group.listed->conditions, viewer.candidate)};
}

api::worker::HITGroup view_group_of(const ReadContext& ctx, const HitTypeId& type, const Viewer& viewer) {
  const auto group = store::find_hit_group(ctx.db, viewer.worker.marketplace, type.text);
  KEMPELEN_INVARIANT(group.has_value(), "a HIT type has a group");
  return view_group(ctx, *group, viewer);
}

Result<QuestionView> view_question(const ReadContext& ctx, const HitId& hit, const AssignmentId& assignment) {
  return question_at(ctx, hit, assignment, ctx.settings.content_url + "/dynamic/hit");
}

Result<QuestionView> view_preview(const ReadContext& ctx, const HitId& hit,
                                  const domain::Conditions& conditions) {
  std::string address = ctx.settings.content_url + "/dynamic/hit";
  if (guards_preview(conditions)) address += "?ticket=" + preview_ticket(ctx, hit);
  return question_at(ctx, hit, {}, address);
}

Result<std::optional<domain::QuestionForm>> form_of(const ReadContext& ctx, const HitId& hit) {
  const std::string xml = store::find_question(ctx.db, hit);
  if (!domain::is_question_form(xml)) return std::nullopt;
  KEMPELEN_TRY(auto form,
               domain::parse_question_form(xml, {.source = domain::FormRules::Source::Store,
                                                 .file_uploads = domain::FormRules::FileUploads::Taken}));
  return form;
}

Result<api::worker::Assignment> view_assignment(const ReadContext& ctx, const AssignmentOfHit& of,
                                                const Viewer& viewer, QuestionShown shown) {
  const domain::Assignment& a = of.assignment;
  const bool under_way = a.status == domain::AssignmentStatus::Accepted;
  api::worker::Assignment view{.assignment_id = a.id.text,
                               .hit_id = a.hit.text,
                               .hit_group = view_group_of(ctx, of.hit.type, viewer),
                               .status = std::string(domain::name(a.status)),
                               .accept_time = a.accepted_at,
                               .deadline = a.deadline,
                               .submit_time = a.submitted_at,
                               .auto_approval_time = a.auto_approval_at,
                               .approval_time = a.approved_at,
                               .rejection_time = a.rejected_at,
                               .requester_feedback = a.feedback,
                               .frame = std::nullopt,
                               .form = std::nullopt,
                               .has_draft = under_way && store::find_draft(ctx.db, a.id).has_value(),
                               .draft = std::nullopt};
  if (under_way && shown == QuestionShown::Yes) {
    KEMPELEN_TRY(auto question, view_question(ctx, a.hit, a.id));
    view.frame = std::move(question.frame);
    view.form = std::move(question.form);
  }
  return view;
}

}  // namespace kempelen::actions
