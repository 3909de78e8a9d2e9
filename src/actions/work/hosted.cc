// What the content origin serves in a worker's frame.
#include "actions/work/eligibility.h"
#include "actions/work/ticket.h"
#include "actions/worker_operations.h"
#include "domain/hosting.h"
#include "domain/question.h"
#include "store/assignments.h"
#include "store/hits.h"

namespace kempelen::actions {

Result<HostedQuestion> hosted_question(ReadContext& ctx, const HitId& hit_id,
                                       const AssignmentId& assignment_id, std::string_view ticket) {
  const auto hit = store::find_hit(ctx.db, hit_id);
  if (!hit || hit->mark == domain::ReviewMark::Disposed) return refuse(Code::HitDoesNotExist, hit_id.text);
  if (!assignment_id.empty()) {
    const auto assignment = store::find_assignment(ctx.db, assignment_id);
    if (!assignment || assignment->hit != hit_id)
      return refuse(Code::AssignmentDoesNotExist, assignment_id.text);
  } else if (guards_preview(group_of(ctx, *hit).listed->conditions) && !is_good_ticket(ctx, hit_id, ticket)) {
    return refuse(Code::DoesNotMeetRequirements);
  }
  KEMPELEN_TRY(const auto question, domain::parse_question(store::find_question(ctx.db, hit_id),
                                                           {.source = domain::FormRules::Source::Store}));
  if (question.kind != domain::Question::Kind::Html) return refuse(Code::HitDoesNotExist, hit_id.text);
  const std::string& content = ctx.settings.content_url;
  return HostedQuestion{
      domain::host_html(question.html, {.submit_to = content,
                                        .helper_script = content + "/assets/externalHIT_v1.js",
                                        .stand_in_script = content + "/assets/stand-in.js"})};
}

}  // namespace kempelen::actions
