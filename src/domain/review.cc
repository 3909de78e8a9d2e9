// The scores of the two policies.
#include "domain/review.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>
#include <map>
#include <set>

#include "base/packed.h"
#include "base/text.h"
#include "domain/question_refusal.h"

namespace kempelen::domain {
namespace {

/// Longer answers take no part in a comparison of workers.
constexpr std::size_t kAnswerCharactersMax = 256;

using Values = std::set<std::string>;

/// What was answered to a question, without what is empty.
Values values_of(const std::vector<std::string>& given) {
  Values values;
  for (const std::string& value : given) {
    const std::string_view trimmed = trim_xml_space(value);
    if (!trimmed.empty()) values.emplace(trimmed);
  }
  return values;
}

const AnswerField* find(const std::vector<AnswerField>& answers, std::string_view question) {
  const auto found = std::ranges::find(answers, question, &AnswerField::name);
  return found == answers.end() ? nullptr : &*found;
}

Values values_of(const std::vector<AnswerField>& answers, std::string_view question) {
  const AnswerField* const answer = find(answers, question);
  return answer == nullptr ? Values{} : values_of(answer->values);
}

std::int64_t per_cent(std::int64_t part, std::int64_t whole) {
  return whole == 0 ? 0 : 100 * part / whole;
}

std::vector<bool> known_answers_given(const KnownAnswersPolicy& policy,
                                      const std::vector<AnswerField>& answers) {
  std::vector<bool> given;
  for (const AnswerField& known : policy.key) {
    given.push_back(values_of(answers, known.name) == values_of(known.values));
  }
  return given;
}

std::int64_t score_of(const std::vector<bool>& correct) {
  return per_cent(std::ranges::count(correct, true), static_cast<std::int64_t>(correct.size()));
}

void decide(Review& review, const DecisionRule& rule, const AssignmentId& assignment, std::int64_t score) {
  if (rule.approve_at_least && score >= *rule.approve_at_least) {
    review.decisions.push_back({ReviewActionKind::Approve, assignment, rule.approve_reason});
  } else if (rule.reject_below && score < *rule.reject_below) {
    review.decisions.push_back({ReviewActionKind::Reject, assignment, rule.reject_reason});
  }
}

/// The answer that more workers gave than any other, if they are above the threshold. Two answers given
/// equally often are no plurality.
struct Agreement {
  std::optional<Values> answer{};
  std::int64_t score = 0;
};

/// What takes part in the comparison; nothing where the question was not answered, or at length.
std::optional<Values> compared(const SubmittedAnswers& submitted, std::string_view question) {
  const AnswerField* const answer = find(submitted.answers, question);
  if (answer == nullptr) return std::nullopt;
  const bool too_long = std::ranges::any_of(
      answer->values, [](const std::string& value) { return utf8_length(value) > kAnswerCharactersMax; });
  return too_long ? std::nullopt : std::optional(values_of(answer->values));
}

Agreement agreement_on(std::string_view question, std::int64_t threshold,
                       const std::vector<const SubmittedAnswers*>& considered) {
  std::map<Values, std::int64_t> counts;
  std::int64_t answers = 0;
  for (const SubmittedAnswers* const submitted : considered) {
    if (auto values = compared(*submitted, question)) {
      ++counts[*std::move(values)];
      ++answers;
    }
  }
  if (answers == 0) return {};
  const auto most = std::ranges::max_element(counts, {}, [](const auto& entry) { return entry.second; });
  const auto equally_often = std::ranges::count(counts, most->second, [](const auto& e) { return e.second; });
  const std::int64_t score = per_cent(most->second, answers);
  if (equally_often > 1 || score <= threshold) return {};
  return {most->first, score};
}

std::vector<const SubmittedAnswers*> considered_by(const PluralityPolicy& policy,
                                                   std::span<const SubmittedAnswers> submitted,
                                                   const std::optional<KnownAnswersPolicy>& known) {
  std::vector<const SubmittedAnswers*> considered;
  for (const SubmittedAnswers& one : submitted) {
    if (policy.without_rejected && one.status == AssignmentStatus::Rejected) continue;
    if (known && policy.known_score_at_least &&
        known_answer_score(*known, one.answers) < *policy.known_score_at_least) {
      continue;
    }
    considered.push_back(&one);
  }
  return considered;
}

std::string number(std::int64_t value) {
  return std::to_string(value);
}

/// What one worker's agreement with the others leads to. Where nothing was agreed on, there is nothing to
/// judge anybody by.
void judge_worker(Review& review, const PluralityPolicy& policy, const SubmittedAnswers& submitted,
                  const std::map<std::string, Agreement>& agreements) {
  std::int64_t correct = 0;
  std::int64_t asked = 0;
  for (const auto& [question, agreement] : agreements) {
    if (!agreement.answer) continue;
    ++asked;
    if (compared(submitted, question) == agreement.answer) ++correct;
  }
  if (asked == 0) return;
  const AssignmentId& id = submitted.assignment;
  const std::int64_t score = per_cent(correct, asked);
  review.results.push_back({"WorkerAgreementScore", number(score), id});
  review.results.push_back({"PluralityAnswersCorrect", number(correct), id});
  review.results.push_back({"PluralityAnswersIncorrect", number(asked - correct), id});
  decide(review, policy.decide, id, score);
}

}  // namespace

std::string_view name(ReviewActionKind kind) {
  constexpr std::array<std::string_view, 4> kNames = {"review", "approve", "reject", "extend"};
  return kNames[static_cast<std::size_t>(kind)];
}

std::int64_t known_answer_score(const KnownAnswersPolicy& policy, const std::vector<AnswerField>& answers) {
  return score_of(known_answers_given(policy, answers));
}

Review review_known_answers(const KnownAnswersPolicy& policy, const SubmittedAnswers& submitted) {
  const std::vector<bool> given = known_answers_given(policy, submitted.answers);
  const std::int64_t score = score_of(given);
  Review review;
  for (std::size_t i = 0; i < given.size(); ++i) {
    review.results.push_back(
        {"KnownAnswerCorrect", given[i] ? "1" : "0", submitted.assignment, policy.key[i].name});
  }
  review.results.push_back({"KnownAnswerScore", number(score), submitted.assignment});
  const std::string asked =
      given.size() == 1 ? "one known answer" : fmt::format("{} known answers", given.size());
  review.summary =
      fmt::format("Reviewed {}; {}/{} correct", asked, std::ranges::count(given, true), given.size());
  review.extend = policy.extend && score < policy.extend->below;
  decide(review, policy.decide, submitted.assignment, score);
  return review;
}

Review review_plurality(const PluralityPolicy& policy, std::span<const SubmittedAnswers> submitted,
                        const std::optional<KnownAnswersPolicy>& known) {
  const auto considered = considered_by(policy, submitted, known);
  Review review;
  std::map<std::string, Agreement> agreements;
  std::int64_t agreed = 0;
  for (const std::string& question : policy.questions) {
    const Agreement& agreement = agreements[question] = agreement_on(question, policy.threshold, considered);
    review.results.push_back(
        {"AgreedAnswerFound", agreement.answer ? "true" : "false", std::nullopt, question});
    if (!agreement.answer) continue;
    ++agreed;
    // Several values are joined as in answers of HTML forms.
    review.results.push_back(
        {"AgreedAnswer", fmt::format("{}", fmt::join(*agreement.answer, "|")), std::nullopt, question});
    review.results.push_back({"AnswerAgreementScore", number(agreement.score), std::nullopt, question});
  }
  const auto questions = static_cast<std::int64_t>(policy.questions.size());
  const std::int64_t score = per_cent(agreed, questions);
  review.results.push_back({"HitAgreementScore", number(score)});
  for (const SubmittedAnswers* const one : considered) judge_worker(review, policy, *one, agreements);
  review.summary = fmt::format("Reviewed {} of {} assignments; agreement on {}/{} questions",
                               considered.size(), submitted.size(), agreed, questions);
  review.extend = policy.extend && score < policy.extend->below;
  return review;
}

std::string encode(const std::vector<ReviewResult>& results) {
  Packer packer;
  for (const ReviewResult& result : results) {
    packer.text(result.key).text(result.value);
    packer.text(result.assignment ? result.assignment->text : "").text(result.question.value_or(""));
  }
  return packer.take();
}

std::vector<ReviewResult> decode_results(std::string_view text) {
  std::vector<ReviewResult> results;
  for (Unpacker unpacker(text); !unpacker.at_end();) {
    ReviewResult& result = results.emplace_back();
    result.key = unpacker.text();
    result.value = unpacker.text();
    std::string assignment = unpacker.text();
    std::string question = unpacker.text();
    if (!assignment.empty()) result.assignment = AssignmentId{std::move(assignment)};
    if (!question.empty()) result.question = std::move(question);
  }
  return results;
}

}  // namespace kempelen::domain
