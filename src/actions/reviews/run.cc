// Load the policy and the answers, let the domain judge, carry out.
#include "actions/reviews/run.h"

#include <fmt/format.h>

#include "actions/assignments/approve.h"
#include "actions/assignments/reject.h"
#include "actions/reviews/record.h"
#include "actions/save.h"
#include "base/fault.h"
#include "store/assignments.h"
#include "store/hits.h"
#include "store/reviews.h"

namespace kempelen::actions {
namespace {

using domain::ReviewActionKind;
using domain::ReviewLevel;

store::StoredPolicy policy_of(const WriteContext& ctx, const HitId& hit, ReviewLevel level) {
  auto stored = store::find_review_policy(ctx.db, hit, level);
  KEMPELEN_INVARIANT(stored.has_value(), "a HIT has the review policies it says");
  return *std::move(stored);
}

domain::KnownAnswersPolicy known_answers_of(const WriteContext& ctx, const HitId& hit) {
  auto read = domain::read_known_answers(policy_of(ctx, hit, ReviewLevel::Assignment).policy);
  KEMPELEN_INVARIANT(read.has_value(), "a stored review policy was read before");
  return *std::move(read);
}

domain::Hit hit_now(const WriteContext& ctx, const HitId& id) {
  auto hit = store::find_hit(ctx.db, id);
  KEMPELEN_INVARIANT(hit.has_value(), "a HIT under review exists");
  return *std::move(hit);
}

/// Carries out what a policy decided about an assignment. What is so already counts as done.
void carry_out(WriteContext& ctx, const PolicyRun& run, const domain::ReviewDecision& decision) {
  const bool approves = decision.kind == ReviewActionKind::Approve;
  auto assignment = store::find_assignment(ctx.db, decision.assignment);
  KEMPELEN_INVARIANT(assignment.has_value(), "a judged assignment exists");
  const auto wanted = approves ? domain::AssignmentStatus::Approved : domain::AssignmentStatus::Rejected;
  if (assignment->status == wanted) {
    return record_done(ctx, run, decision.kind, decision.assignment,
                       approves ? "Already approved" : "Already rejected");
  }
  const AssignmentOfHit of{*std::move(assignment), hit_now(ctx, run.hit)};
  const auto done = approves ? approve(ctx, of, {.feedback = decision.feedback})
                             : reject(ctx, of, decision.feedback.value_or(""));
  if (!done) return record_failed(ctx, run, decision.kind, decision.assignment, done.error());
  record_done(ctx, run, decision.kind, decision.assignment, approves ? "Approved" : "Rejected");
}

/// Asks for one more worker. False where the HIT stays as it is, for whatever reason.
bool extend(WriteContext& ctx, const PolicyRun& run, const domain::ExtensionRule& rule) {
  const domain::Hit hit = hit_now(ctx, run.hit);
  if (hit.max_assignments >= rule.max_assignments) {
    record_done(ctx, run, ReviewActionKind::Extend, std::nullopt,
                fmt::format("Already extended to {} assignments", hit.max_assignments));
    return false;
  }
  const auto extended = domain::extend_for_review(hit, rule.life, funds_for(ctx, hit), ctx.now);
  if (!extended) {
    record_failed(ctx, run, ReviewActionKind::Extend, std::nullopt, extended.error());
    return false;
  }
  save(ctx, *extended);
  record_done(ctx, run, ReviewActionKind::Extend, std::nullopt,
              fmt::format("Extended to {} assignments", extended->hit.max_assignments));
  return true;
}

std::vector<domain::SubmittedAnswers> submitted_answers(const WriteContext& ctx, const domain::Hit& hit) {
  std::vector<domain::SubmittedAnswers> submitted;
  for (const domain::Assignment& one :
       store::list_submitted(ctx.db, hit.id, {}, hit.submitted + hit.decided)) {
    const auto xml = store::find_answer(ctx.db, one.id);
    KEMPELEN_INVARIANT(xml.has_value(), "what was submitted has an answer");
    submitted.push_back({one.id, one.status, domain::read_stored_answers(*xml)});
  }
  return submitted;
}

}  // namespace

Reviewed review_submission(WriteContext& ctx, const AssignmentOfHit& submitted,
                           const std::vector<domain::AnswerField>& answers) {
  if (!submitted.hit.has_assignment_policy) return Reviewed::AsBefore;
  const PolicyRun run{submitted.hit.id, ReviewLevel::Assignment};
  const domain::KnownAnswersPolicy policy = known_answers_of(ctx, run.hit);
  const domain::Review review =
      domain::review_known_answers(policy, {submitted.assignment.id, submitted.assignment.status, answers});
  record_review(ctx, run, submitted.assignment.id, review);
  const bool extended = review.extend && extend(ctx, run, *policy.extend);
  for (const domain::ReviewDecision& decision : review.decisions) carry_out(ctx, run, decision);
  return extended || !review.decisions.empty() ? Reviewed::Changed : Reviewed::AsBefore;
}

Reviewed review_if_reviewable(WriteContext& ctx, const domain::Hit& hit) {
  if (!hit.has_hit_policy || !hit.reviewable_at) return Reviewed::AsBefore;
  const PolicyRun run{hit.id, ReviewLevel::Hit};
  const store::StoredPolicy stored = policy_of(ctx, run.hit, run.level);
  if (stored.ran_for == hit.reviewable_at) return Reviewed::AsBefore;
  store::note_policy_run(ctx.tx, run.hit, *hit.reviewable_at);

  const auto policy = domain::read_plurality(stored.policy);
  KEMPELEN_INVARIANT(policy.has_value(), "a stored review policy was read before");
  std::optional<domain::KnownAnswersPolicy> known;
  if (hit.has_assignment_policy) known = known_answers_of(ctx, run.hit);
  const domain::Review review = domain::review_plurality(*policy, submitted_answers(ctx, hit), known);
  record_review(ctx, run, std::nullopt, review);
  // Whoever is asked for next may change what is agreed on, so nobody is judged before.
  if (review.extend && extend(ctx, run, *policy->extend)) return Reviewed::Changed;
  for (const domain::ReviewDecision& decision : review.decisions) carry_out(ctx, run, decision);
  return review.decisions.empty() ? Reviewed::AsBefore : Reviewed::Changed;
}

}  // namespace kempelen::actions
