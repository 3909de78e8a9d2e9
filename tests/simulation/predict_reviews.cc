// Review policies of assignments: one known answer, and what follows from it.
#include <fmt/format.h>

#include "tests/simulation/page.h"

namespace kempelen::simulation {
namespace {

struct Rule {
  bool approves = false;  // the right ones
  bool rejects = false;   // the others
  bool gives_reasons = false;
  std::int64_t extend_to = 0;  // asks for another worker after a wrong one, up to so many assignments
};

Rule rule_of(std::int64_t policy) {
  switch (policy / 10) {
    case 1:
      return {.approves = true, .rejects = true, .gives_reasons = true};
    case 2:
      return {.approves = true};
    case 3:
      return {.rejects = true};
    case 4:
      return {.extend_to = 6};
    default:
      return {.approves = true, .extend_to = 3};
  }
}

/// Whether another worker could be asked for; at the limit that counts as done.
bool extend(Book& book, Hit& hit, std::int64_t most) {
  if (hit.most >= most) return true;
  if (book.expired(hit)) return false;
  if (hit.live && hit.reward + hit.fee > book.available(hit.owner)) return false;
  ++hit.most;
  book.tell(hit, Event::HITExtended);
  book.look_at(hit);
  // Outside of this command it never was reviewable.
  const int index = static_cast<int>(&hit - book.hits.data());
  std::erase_if(book.told, [&](const Told& told) {
    return told.event == Event::HITReviewable && told.hit == index && told.when == book.now;
  });
  return true;
}

}  // namespace

void judge(Book& book, Hit& hit, Assignment& assignment) {
  if (hit.policy == 0) return;
  const Rule rule = rule_of(hit.policy);
  const int index = static_cast<int>(&assignment - book.assignments.data());
  Judgement judgement{.assignment = index, .right = assignment.answer == hit.policy % 10};
  judgement.actions.emplace_back("review", true);
  if (rule.extend_to > 0 && !judgement.right) {
    judgement.actions.emplace_back("extend", extend(book, hit, rule.extend_to));
  }
  if (rule.approves && judgement.right) {
    judgement.actions.emplace_back("approve", true);
    book.pay(hit, assignment);
    if (rule.gives_reasons) assignment.feedback = kApproveReason;
  } else if (rule.rejects && !judgement.right) {
    judgement.actions.emplace_back("reject", true);
    assignment.state = State::Rejected;
    assignment.rejected = book.now;
    assignment.feedback = rule.gives_reasons ? kRejectReason : 0;
    book.tell(hit, Event::AssignmentRejected, index);
  }
  book.judgements.push_back(std::move(judgement));
}

std::string policy_json(std::int64_t policy) {
  const Rule rule = rule_of(policy);
  const auto parameter = [](std::string_view key, std::string_view value) {
    return fmt::format(R"(,{{"Key":"{}","Values":["{}"]}})", key, value);
  };
  std::string text =
      fmt::format(R"({{"PolicyName":"ScoreMyKnownAnswers/2011-09-01","Parameters":[{{"Key":"AnswerKey",)"
                  R"("MapEntries":[{{"Key":"comment","Values":["{}"]}}]}})",
                  answer_text(policy % 10));
  if (rule.approves) text += parameter("ApproveIfKnownAnswerScoreIsAtLeast", "100");
  if (rule.rejects) text += parameter("RejectIfKnownAnswerScoreIsLessThan", "100");
  if (rule.gives_reasons) text += parameter("ApproveReason", note_text(kApproveReason));
  if (rule.gives_reasons) text += parameter("RejectReason", note_text(kRejectReason));
  if (rule.extend_to > 0) {
    text += parameter("ExtendIfKnownAnswerScoreIsLessThan", "100");
    text += parameter("ExtendMaximumAssignments", std::to_string(rule.extend_to));
  }
  return text + "]}";
}

std::optional<Prediction> predict_reviews(Book& book, const Step& s) {
  if (s.op != Op::ListReviewPolicyResultsForHIT) return std::nullopt;
  const Hit* const hit = book.own_hit(s, s.symbol(Arg::Hit));
  if (hit == nullptr) return Prediction::refused(kNoHit);
  std::vector<Want> results, actions;
  for (const Judgement& judgement : book.judgements) {
    const Assignment& a = book.assignments[static_cast<std::size_t>(judgement.assignment)];
    if (&book.hits[static_cast<std::size_t>(a.hit)] != hit) continue;
    for (const bool whole : {false, true}) {
      Want result;
      result.with("SubjectId", a.id).with("SubjectType", "Assignment");
      result.with("Key", whole ? "KnownAnswerScore" : "KnownAnswerCorrect");
      result.with("Value", whole ? (judgement.right ? "100" : "0") : (judgement.right ? "1" : "0"));
      results.push_back(std::move(result));
    }
    for (const auto& [what, succeeded] : judgement.actions) {
      Want action;
      action.with("ActionName", what).with("TargetId", what == "extend" ? hit->id : a.id);
      action.with("Status", succeeded ? "Succeeded" : "Failed");
      actions.push_back(std::move(action));
    }
  }
  Prediction p;
  p.answer.with("HITId", hit->id).with("NextToken", actions.empty() ? Want::absent() : Want::present());
  if (hit->policy == 0) {
    p.answer.with("AssignmentReviewPolicy", Want::absent()).with("AssignmentReviewReport", Want::absent());
    return p;
  }
  Want report;
  if (!actions.empty()) {
    report.with("ReviewResults", Want::list(std::move(results)));
    report.with("ReviewActions", Want::list(std::move(actions)));
  }
  p.answer.with("AssignmentReviewReport", std::move(report));
  return p;
}

}  // namespace kempelen::simulation
