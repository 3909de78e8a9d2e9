// Scores, results and decisions of the review policies, with figures worked out by hand.
#include "domain/review.h"

#include <gtest/gtest.h>

namespace kempelen::domain {
namespace {

using Answers = std::vector<AnswerField>;

SubmittedAnswers submitted(const std::string& id, Answers answers,
                           AssignmentStatus status = AssignmentStatus::Submitted) {
  return {{id}, status, std::move(answers)};
}

/// The value of a result; `-` where there is none.
std::string found(const Review& review, std::string_view key, std::string_view assignment,
                  std::string_view question = "") {
  for (const ReviewResult& result : review.results) {
    if (result.key == key && (result.assignment ? result.assignment->text : "") == assignment &&
        result.question.value_or("") == question) {
      return result.value;
    }
  }
  return "-";
}

/// `approve 3A, reject 3B`
std::string decided(const Review& review) {
  std::string text;
  for (const ReviewDecision& one : review.decisions) {
    text += (text.empty() ? "" : ", ") + std::string(name(one.kind)) + " " + one.assignment.text;
  }
  return text;
}

TEST(KnownAnswers, AnAnswerIsRightWhenTheSetsAreEqual) {
  struct Case {
    std::vector<std::string> key, given;
    bool right;
  };
  const std::vector<Case> cases = {
      {{"a"}, {"a"}, true},
      {{"a"}, {" a\n"}, true},  // white space at the ends does not count
      {{"\ta "}, {"a"}, true},
      {{"a"}, {"A"}, false},  // case does
      {{"a b"}, {"a  b"}, false},
      {{"a"}, {"b"}, false},
      {{"a", "b"}, {"b", "a"}, true},
      {{"a", "a"}, {"a"}, true},
      {{"a", "b"}, {"a"}, false},
      {{"a"}, {"a", "b"}, false},
      {{}, {}, true},
      {{""}, {}, true},
      {{}, {" "}, true},
      {{}, {"a"}, false},
      {{"a"}, {""}, false},
  };
  for (const Case& one : cases) {
    const KnownAnswersPolicy policy{.key = {{"q", one.key}}};
    EXPECT_EQ(known_answer_score(policy, {{"q", one.given}}), one.right ? 100 : 0)
        << ::testing::PrintToString(one.key) << " " << ::testing::PrintToString(one.given);
  }
  // Not answered at all is answered with nothing.
  EXPECT_EQ(known_answer_score({.key = {{"q", {"a"}}}}, {{"other", {"a"}}}), 0);
  EXPECT_EQ(known_answer_score({.key = {{"q", {}}}}, {{"other", {"a"}}}), 100);
}

TEST(KnownAnswers, ScoreIsRoundedDown) {
  const KnownAnswersPolicy policy{.key = {{"q1", {"a"}}, {"q2", {"b"}}, {"q3", {"c"}}}};
  EXPECT_EQ(known_answer_score(policy, {{"q1", {"a"}}}), 33);
  EXPECT_EQ(known_answer_score(policy, {{"q1", {"a"}}, {"q3", {"c"}}}), 66);
  EXPECT_EQ(known_answer_score(policy, {{"q1", {"a"}}, {"q2", {"b"}}, {"q3", {"c"}}}), 100);
}

TEST(KnownAnswers, ResultsAndSummary) {
  const KnownAnswersPolicy policy{.key = {{"q1", {"a"}}, {"q2", {"b"}}}};
  const Review review = review_known_answers(policy, submitted("3A", {{"q1", {"a"}}, {"q2", {"c"}}}));
  EXPECT_EQ(review.results, (std::vector<ReviewResult>{{"KnownAnswerCorrect", "1", AssignmentId{"3A"}, "q1"},
                                                       {"KnownAnswerCorrect", "0", AssignmentId{"3A"}, "q2"},
                                                       {"KnownAnswerScore", "50", AssignmentId{"3A"}}}));
  EXPECT_EQ(review.summary, "Reviewed 2 known answers; 1/2 correct");
  // As a sample of the original has it.
  EXPECT_EQ(review_known_answers({.key = {{"q1", {"a"}}}}, submitted("3A", {{"q1", {"a"}}})).summary,
            "Reviewed one known answer; 1/1 correct");
}

TEST(KnownAnswers, Decisions) {
  // Of four known answers, so many are right.
  struct Case {
    int right;
    std::string decided;
    bool extended;
  };
  const std::vector<Case> cases = {
      {4, "approve 3A", false},
      {3, "approve 3A", false},  // 75 is at least 75
      {2, "", true},             // 50 is not below 50
      {1, "reject 3A", true},
      {0, "reject 3A", true},
  };
  const KnownAnswersPolicy policy{
      .key = {{"q0", {"a"}}, {"q1", {"a"}}, {"q2", {"a"}}, {"q3", {"a"}}},
      .decide = {.approve_at_least = 75, .approve_reason = "Yes", .reject_below = 50, .reject_reason = "No"},
      .extend = ExtensionRule{.below = 51}};
  for (const Case& one : cases) {
    Answers answers;
    for (int i = 0; i < 4; ++i) answers.push_back({"q" + std::to_string(i), {i < one.right ? "a" : "b"}});
    const Review review = review_known_answers(policy, submitted("3A", answers));
    EXPECT_EQ(decided(review), one.decided) << one.right;
    EXPECT_EQ(review.extend, one.extended) << one.right;
    if (!review.decisions.empty()) {
      EXPECT_EQ(review.decisions.front().feedback, one.right > 2 ? "Yes" : "No");
    }
  }
}

/// The table of the API reference: four questions, three workers.
std::vector<SubmittedAnswers> documented_answers() {
  return {submitted("3A", {{"A", {"coat"}}, {"B", {"blue"}}, {"C", {"large"}}, {"D", {"Furry"}}}),
          submitted("3B", {{"A", {"sweater"}}, {"B", {"blue"}}, {"C", {"large"}}, {"D", {"fur"}}}),
          submitted("3C", {{"A", {"coat"}}, {"B", {"green"}}, {"C", {"large"}}, {"D", {"furr"}}})};
}

TEST(Plurality, DocumentedExample) {
  const PluralityPolicy policy{.questions = {"A", "B", "C", "D"},
                               .threshold = 50,
                               .decide = {.approve_at_least = 90, .reject_below = 67},
                               .extend = ExtensionRule{.below = 75}};
  const Review review = review_plurality(policy, documented_answers(), std::nullopt);
  EXPECT_EQ(found(review, "HitAgreementScore", ""), "75");  // three of four questions
  EXPECT_EQ(found(review, "AgreedAnswerFound", "", "A"), "true");
  EXPECT_EQ(found(review, "AgreedAnswer", "", "A"), "coat");
  EXPECT_EQ(found(review, "AnswerAgreementScore", "", "A"), "66");
  EXPECT_EQ(found(review, "AgreedAnswer", "", "B"), "blue");
  EXPECT_EQ(found(review, "AnswerAgreementScore", "", "B"), "66");
  EXPECT_EQ(found(review, "AgreedAnswer", "", "C"), "large");
  EXPECT_EQ(found(review, "AnswerAgreementScore", "", "C"), "100");
  EXPECT_EQ(found(review, "AgreedAnswerFound", "", "D"), "false");
  EXPECT_EQ(found(review, "AgreedAnswer", "", "D"), "-");
  EXPECT_EQ(found(review, "AnswerAgreementScore", "", "D"), "-");
  EXPECT_EQ(found(review, "WorkerAgreementScore", "3A"), "100");
  EXPECT_EQ(found(review, "WorkerAgreementScore", "3B"), "66");
  EXPECT_EQ(found(review, "WorkerAgreementScore", "3C"), "66");
  EXPECT_EQ(found(review, "PluralityAnswersCorrect", "3B"), "2");
  EXPECT_EQ(found(review, "PluralityAnswersIncorrect", "3B"), "1");
  EXPECT_FALSE(review.extend);  // 75 is not below 75
  EXPECT_EQ(decided(review), "approve 3A, reject 3B, reject 3C");
  EXPECT_EQ(review.summary, "Reviewed 3 of 3 assignments; agreement on 3/4 questions");
}

TEST(Plurality, TheThresholdIsToBeExceeded) {
  const auto found_above = [](std::int64_t threshold) {
    return found(review_plurality({.questions = {"A"}, .threshold = threshold}, documented_answers(), {}),
                 "AgreedAnswerFound", "", "A");
  };
  EXPECT_EQ(found_above(65), "true");
  EXPECT_EQ(found_above(66), "false");
}

TEST(Plurality, WhatTakesPartInAComparison) {
  const PluralityPolicy policy{.questions = {"q"}, .threshold = 50};
  const auto agreement = [&](std::vector<Answers> answers) {
    std::vector<SubmittedAnswers> all;
    for (Answers& one : answers) all.push_back(submitted("3" + std::to_string(all.size()), std::move(one)));
    const Review review = review_plurality(policy, all, std::nullopt);
    return found(review, "AgreedAnswer", "", "q") + " " + found(review, "AnswerAgreementScore", "", "q");
  };
  // Two of three, one of them with white space.
  EXPECT_EQ(agreement({{{"q", {"x"}}}, {{"q", {" x "}}}, {{"q", {"y"}}}}), "x 66");
  // Who did not answer the question is not counted: two of two.
  EXPECT_EQ(agreement({{{"q", {"x"}}}, {{"q", {"x"}}}, {{"other", {"y"}}}}), "x 100");
  // Nor is an answer of more than 256 characters, even if two give it.
  EXPECT_EQ(agreement({{{"q", {std::string(257, 'x')}}}, {{"q", {std::string(257, 'x')}}}, {{"q", {"y"}}}}),
            "y 100");
  EXPECT_EQ(agreement({{{"q", {std::string(256, 'x')}}}}), std::string(256, 'x') + " 100");
  // A and B is not A, whatever the order.
  EXPECT_EQ(agreement({{{"q", {"b", "a"}}}, {{"q", {"a", "b"}}}, {{"q", {"a"}}}}), "a|b 66");
  // No answer at all.
  EXPECT_EQ(agreement({}), "- -");
}

TEST(Plurality, TwoAnswersGivenEquallyOftenAreNone) {
  const Review review =
      review_plurality({.questions = {"q"}, .threshold = 40, .decide = {.reject_below = 100}},
                       std::vector{submitted("3A", {{"q", {"x"}}}), submitted("3B", {{"q", {"y"}}})}, {});
  EXPECT_EQ(found(review, "AgreedAnswerFound", "", "q"), "false");
  EXPECT_EQ(found(review, "HitAgreementScore", ""), "0");
  // Without anything agreed on there is nothing to judge workers by.
  EXPECT_EQ(found(review, "WorkerAgreementScore", "3A"), "-");
  EXPECT_EQ(decided(review), "");
}

TEST(Plurality, DisregardedAssignments) {
  const std::vector<SubmittedAnswers> all = {
      submitted("3A", {{"gold", {"1"}}, {"q", {"x"}}}), submitted("3B", {{"gold", {"2"}}, {"q", {"y"}}}),
      submitted("3C", {{"gold", {"1"}}, {"q", {"y"}}}, AssignmentStatus::Rejected)};
  const auto answer = [&](PluralityPolicy policy, const std::optional<KnownAnswersPolicy>& known) {
    policy.questions = {"q"};
    policy.threshold = 50;
    return found(review_plurality(policy, all, known), "AgreedAnswer", "", "q");
  };
  const KnownAnswersPolicy gold{.key = {{"gold", {"1"}}}};
  EXPECT_EQ(answer({.questions = {}}, {}), "y");                                 // 2 of 3
  EXPECT_EQ(answer({.questions = {}, .without_rejected = true}, {}), "-");       // 1 : 1
  EXPECT_EQ(answer({.questions = {}, .known_score_at_least = 100}, gold), "-");  // 1 : 1
  EXPECT_EQ(answer({.questions = {}, .without_rejected = true, .known_score_at_least = 100}, gold),
            "x");  // 1 of 1
  // Without a known-answer score nobody is below it.
  EXPECT_EQ(answer({.questions = {}, .known_score_at_least = 100}, {}), "y");
}

TEST(Plurality, DisregardedAssignmentsAreNotJudged) {
  const Review review =
      review_plurality({.questions = {"q"}, .without_rejected = true, .decide = {.approve_at_least = 0}},
                       std::vector{submitted("3A", {{"q", {"x"}}}),
                                   submitted("3B", {{"q", {"x"}}}, AssignmentStatus::Rejected)},
                       {});
  EXPECT_EQ(decided(review), "approve 3A");
  EXPECT_EQ(found(review, "WorkerAgreementScore", "3B"), "-");
  EXPECT_EQ(review.summary, "Reviewed 1 of 2 assignments; agreement on 1/1 questions");
}

TEST(Plurality, ExtendsBelowItsScoreAlsoWhereNobodyAnswered) {
  const PluralityPolicy policy{.questions = {"q"}, .threshold = 50, .extend = ExtensionRule{.below = 1}};
  EXPECT_TRUE(review_plurality(policy, {}, {}).extend);
  EXPECT_FALSE(review_plurality(policy, std::vector{submitted("3A", {{"q", {"x"}}})}, {}).extend);
}

TEST(ReviewResults, StoredAndReadBack) {
  const Review review =
      review_plurality({.questions = {"A", "D"}, .threshold = 50}, documented_answers(), {});
  EXPECT_EQ(decode_results(encode(review.results)), review.results);
  EXPECT_TRUE(decode_results("").empty());
}

}  // namespace
}  // namespace kempelen::domain
