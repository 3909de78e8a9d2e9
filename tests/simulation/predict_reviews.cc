// Review policies: of assignments, one known answer and what follows from it; of HITs, what most workers say.
#include <fmt/format.h>

#include <map>
#include <utility>

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

/// What a HIT's own policy does, about the one question `comment`.
struct Plurality {
  std::int64_t threshold = 50;  // per cent of the answers that more than so many have to be
  bool approves = false;        // who says what most say
  bool rejects = false;         // who says something else
  bool without_rejected = false;
  std::int64_t extend_to = 0;  // asks for another worker as long as nothing is agreed on
};

Plurality plurality_of(std::int64_t number) {
  switch (number) {
    case 1:
      return {.approves = true, .rejects = true};
    case 2:
      return {.approves = true, .extend_to = 5};
    default:
      return {.threshold = 33, .rejects = true, .without_rejected = true};
  }
}

std::string parameter(std::string_view key, std::string_view value) {
  return fmt::format(R"(,{{"Key":"{}","Values":["{}"]}})", key, value);
}

/// Whether another worker could be asked for; at the limit that counts as done.
bool extend(Book& book, Hit& hit, std::int64_t most) {
  if (hit.most >= most) return true;
  if (book.expired(hit)) return false;
  if (hit.live && hit.reward + hit.fee > book.available(hit.owner)) return false;
  ++hit.most;
  book.tell(hit, Event::HITExtended);
  book.look_at(hit);
  return true;
}

/// Outside of this command it never was reviewable.
void forget_reviewable(Book& book, const Hit& hit) {
  const int index = static_cast<int>(&hit - book.hits.data());
  std::erase_if(book.told, [&](const Told& told) {
    return told.event == Event::HITReviewable && told.hit == index && told.when == book.now;
  });
}

/// In the order in which they were handed in.
std::vector<int> considered(const Book& book, const Hit& hit, const Plurality& rule) {
  std::vector<int> found;
  for (const int index : hit.assignments) {
    const State state = book.assignments[static_cast<std::size_t>(index)].state;
    const bool is_in = state == State::Submitted || state == State::Approved ||
                       (state == State::Rejected && !rule.without_rejected);
    if (is_in) found.push_back(index);
  }
  std::ranges::sort(found, {},
                    [&](int index) { return book.assignments[static_cast<std::size_t>(index)].submitted; });
  return found;
}

struct Agreed {
  std::int64_t answer = 0, score = 0;
};

/// What more of them say than say anything else.
std::optional<Agreed> agreed_on(const Book& book, const std::vector<int>& by, const Plurality& rule) {
  std::map<std::int64_t, std::int64_t> votes;
  for (const int index : by) ++votes[book.assignments[static_cast<std::size_t>(index)].answer];
  std::int64_t answer = 0, most = 0;
  for (const auto& [one, count] : votes) {
    if (count > most) answer = one;
    most = std::max(most, count);
  }
  const auto as_often = std::ranges::count_if(votes, [&](const auto& vote) { return vote.second == most; });
  if (by.empty() || as_often > 1) return std::nullopt;
  const std::int64_t score = 100 * most / static_cast<std::int64_t>(by.size());
  return score > rule.threshold ? std::optional(Agreed{answer, score}) : std::nullopt;
}

/// What is so already counts as done; the opposite cannot be done any more.
JointJudgement::Action decide(Book& book, Hit& hit, int index, bool approves) {
  Assignment& a = book.assignments[static_cast<std::size_t>(index)];
  JointJudgement::Action action{.assignment = index, .name = approves ? "approve" : "reject"};
  if (a.state == State::Submitted && approves) {
    book.pay(hit, a);
  } else if (a.state == State::Submitted) {
    a.state = State::Rejected;
    a.rejected = book.now;
    a.feedback = 0;
    book.tell(hit, Event::AssignmentRejected, index);
  } else {
    action.succeeded = (a.state == State::Approved) == approves;
  }
  return action;
}

void tell_results(const Book& book, JointJudgement& judgement, const std::vector<int>& by,
                  const std::optional<Agreed>& agreed) {
  auto& results = judgement.results;
  results.push_back({.key = "AgreedAnswerFound", .value = agreed ? "true" : "false"});
  if (agreed) {
    results.push_back({.key = "AgreedAnswer", .value = answer_text(agreed->answer)});
    results.push_back({.key = "AnswerAgreementScore", .value = std::to_string(agreed->score)});
  }
  results.push_back({.key = "HitAgreementScore", .value = agreed ? "100" : "0"});
  if (!agreed) return;
  for (const int index : by) {
    const bool agrees = book.assignments[static_cast<std::size_t>(index)].answer == agreed->answer;
    results.push_back({index, "WorkerAgreementScore", agrees ? "100" : "0"});
    results.push_back({index, "PluralityAnswersCorrect", agrees ? "1" : "0"});
    results.push_back({index, "PluralityAnswersIncorrect", agrees ? "0" : "1"});
  }
}

/// Both reports together have at most as many entries as a page.
constexpr std::size_t kEntriesMax = 100;

struct Report {
  std::vector<Want> results{}, actions{};

  Want want() {
    Want report;
    if (actions.empty()) return report;
    report.with("ReviewResults", Want::list(std::move(results)));
    return report.with("ReviewActions", Want::list(std::move(actions)));
  }
};

Report joint_report(const Book& book, const Hit& hit) {
  Report report;
  const auto subject = [&](int assignment) {
    return assignment < 0 ? hit.id : book.assignments[static_cast<std::size_t>(assignment)].id;
  };
  for (const JointJudgement& judgement : book.joint_judgements) {
    if (&book.hits[static_cast<std::size_t>(judgement.hit)] != &hit) continue;
    for (const auto& [assignment, key, value] : judgement.results) {
      Want result;
      result.with("SubjectId", subject(assignment));
      result.with("SubjectType", assignment < 0 ? "HIT" : "Assignment").with("Key", key);
      report.results.push_back(std::move(result.with("Value", value)));
    }
    for (const auto& [assignment, name, succeeded] : judgement.actions) {
      Want action;
      action.with("ActionName", name).with("TargetId", subject(assignment));
      report.actions.push_back(std::move(action.with("Status", succeeded ? "Succeeded" : "Failed")));
    }
  }
  return report;
}

}  // namespace

void judge(Book& book, Hit& hit, Assignment& assignment) {
  if (hit.policy == 0) return;
  const Rule rule = rule_of(hit.policy);
  const int index = static_cast<int>(&assignment - book.assignments.data());
  Judgement judgement{.assignment = index, .right = assignment.answer == hit.policy % 10};
  judgement.actions.emplace_back("review", true);
  if (rule.extend_to > 0 && !judgement.right) {
    const std::int64_t before = hit.most;
    judgement.actions.emplace_back("extend", extend(book, hit, rule.extend_to));
    if (hit.most > before) forget_reviewable(book, hit);
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

void judge_together(Book& book, Hit& hit) {
  if (hit.plurality == 0 || hit.reviewable_since == kNever) return;
  if (std::exchange(hit.judged_together_for, hit.reviewable_since) == hit.reviewable_since) return;
  const Plurality rule = plurality_of(hit.plurality);
  const auto by = considered(book, hit, rule);
  const auto agreed = agreed_on(book, by, rule);
  JointJudgement judgement{.hit = static_cast<int>(&hit - book.hits.data())};
  tell_results(book, judgement, by, agreed);
  judgement.actions.push_back({.name = "review"});
  const std::int64_t before = hit.most;
  if (rule.extend_to > 0 && !agreed) {
    judgement.actions.push_back({.name = "extend", .succeeded = extend(book, hit, rule.extend_to)});
    if (hit.most > before) forget_reviewable(book, hit);
  }
  // Whoever is asked for next may change what is agreed on.
  if (agreed && hit.most == before) {
    for (const int index : by) {
      const bool agrees = book.assignments[static_cast<std::size_t>(index)].answer == agreed->answer;
      if (agrees ? rule.approves : rule.rejects)
        judgement.actions.push_back(decide(book, hit, index, agrees));
    }
  }
  book.joint_judgements.push_back(std::move(judgement));
}

std::string plurality_json(std::int64_t plurality) {
  const Plurality rule = plurality_of(plurality);
  std::string text = R"({"PolicyName":"SimplePlurality/2011-09-01","Parameters":[)"
                     R"({"Key":"QuestionIds","Values":["comment"]})";
  text += parameter("QuestionAgreementThreshold", std::to_string(rule.threshold));
  if (rule.approves) text += parameter("ApproveIfWorkerAgreementScoreIsAtLeast", "100");
  if (rule.rejects) text += parameter("RejectIfWorkerAgreementScoreIsLessThan", "100");
  if (rule.without_rejected) text += parameter("DisregardAssignmentIfRejected", "T");
  if (rule.extend_to > 0) {
    text += parameter("ExtendIfHITAgreementScoreIsLessThan", "100");
    text += parameter("ExtendMaximumAssignments", std::to_string(rule.extend_to));
  }
  return text + "]}";
}

std::optional<Prediction> predict_reviews(Book& book, const Step& s) {
  if (s.op != Op::ListReviewPolicyResultsForHIT) return std::nullopt;
  const Hit* const hit = book.own_hit(s, s.symbol(Arg::Hit));
  if (hit == nullptr) return Prediction::refused(kNoHit);
  auto [results, actions] = Report{};
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
  Report joint = joint_report(book, *hit);
  const std::size_t entries = results.size() + actions.size() + joint.results.size() + joint.actions.size();
  Prediction p;
  p.answer.with("HITId", hit->id).with("NextToken", entries == 0 ? Want::absent() : Want::present());
  if (entries > kEntriesMax) return p;
  const auto report = [&](std::string_view policy, std::string_view name, std::int64_t has, Report of) {
    p.answer.with(policy, has == 0 ? Want::absent() : Want::present());
    p.answer.with(name, has == 0 ? Want::absent() : of.want());
  };
  report("AssignmentReviewPolicy", "AssignmentReviewReport", hit->policy,
         {std::move(results), std::move(actions)});
  report("HITReviewPolicy", "HITReviewReport", hit->plurality, std::move(joint));
  return p;
}

}  // namespace kempelen::simulation
