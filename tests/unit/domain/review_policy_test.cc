// Parameters of the review policies: what is taken, what is refused and in which words.
#include "domain/review_policy.h"

#include <gtest/gtest.h>

namespace kempelen::domain {
namespace {

PolicyText known_answers(std::vector<PolicyParameter> others = {}) {
  PolicyText policy{std::string(kScoreMyKnownAnswers),
                    {{"AnswerKey", {}, {{"q1", {"a"}}, {"q2", {"b", "c"}}}}}};
  for (PolicyParameter& one : others) policy.parameters.push_back(std::move(one));
  return policy;
}

PolicyText plurality(std::vector<PolicyParameter> others = {}) {
  PolicyText policy{std::string(kSimplePlurality),
                    {{"QuestionIds", {"q1", "q2"}}, {"QuestionAgreementThreshold", {"50"}}}};
  for (PolicyParameter& one : others) policy.parameters.push_back(std::move(one));
  return policy;
}

/// The parameter that a refusal names; `taken` where there is none.
template <typename Policy>
std::string refused_for(const Result<Policy>& read) {
  if (read) return "taken";
  EXPECT_EQ(read.error().code, Code::InvalidParameterValueBecause);
  return read.error().words.at(1);
}

struct Case {
  std::string key;
  std::vector<std::string> values;
  std::string refused = "taken";
};

TEST(ReviewPolicy, KnownAnswersInFull) {
  const auto read = read_known_answers(known_answers({{"ApproveIfKnownAnswerScoreIsAtLeast", {"80"}},
                                                      {"ApproveReason", {"Well done."}},
                                                      {"RejectIfKnownAnswerScoreIsLessThan", {"20"}},
                                                      {"RejectReason", {"Too many mistakes."}},
                                                      {"ExtendIfKnownAnswerScoreIsLessThan", {"50"}},
                                                      {"ExtendMaximumAssignments", {"7"}},
                                                      {"ExtendMinimumTimeInSeconds", {"3600"}}}));
  ASSERT_TRUE(read);
  EXPECT_EQ(read->key, (std::vector<AnswerField>{{"q1", {"a"}}, {"q2", {"b", "c"}}}));
  EXPECT_EQ(read->decide.approve_at_least, 80);
  EXPECT_EQ(read->decide.approve_reason, "Well done.");
  EXPECT_EQ(read->decide.reject_below, 20);
  EXPECT_EQ(read->decide.reject_reason, "Too many mistakes.");
  ASSERT_TRUE(read->extend);
  EXPECT_EQ(read->extend->below, 50);
  EXPECT_EQ(read->extend->max_assignments, 7);
  EXPECT_EQ(read->extend->life, Duration::seconds(3600));
}

TEST(ReviewPolicy, KnownAnswersByDefault) {
  const auto bare = read_known_answers(known_answers());
  ASSERT_TRUE(bare);
  EXPECT_FALSE(bare->decide.approve_at_least || bare->decide.reject_below || bare->extend);
  const auto extending = read_known_answers(known_answers({{"ExtendIfKnownAnswerScoreIsLessThan", {"50"}}}));
  ASSERT_TRUE(extending && extending->extend);
  EXPECT_EQ(extending->extend->max_assignments, 5);
  EXPECT_EQ(extending->extend->life, Duration::seconds(0));
}

TEST(ReviewPolicy, KnownAnswersParameters) {
  const std::string approve = "ApproveIfKnownAnswerScoreIsAtLeast";
  const std::string reject = "RejectIfKnownAnswerScoreIsLessThan";
  const std::string extend = "ExtendIfKnownAnswerScoreIsLessThan";
  const std::vector<Case> cases = {
      {approve, {"0"}},
      {approve, {"101"}},
      {approve, {"102"}, approve},
      {approve, {"-1"}, approve},
      {approve, {"80.5"}, approve},
      {approve, {""}, approve},
      {approve, {}, approve},
      {approve, {"80", "90"}, approve},
      {approve, {"99999999999999999999"}, approve},
      {reject, {"0"}},
      {reject, {"101"}},
      {reject, {"102"}, reject},
      {extend, {"0"}},
      {extend, {"101"}},
      {extend, {"102"}, extend},
      {"ExtendMaximumAssignments", {"2"}},
      {"ExtendMaximumAssignments", {"25"}},
      {"ExtendMaximumAssignments", {"1"}, "ExtendMaximumAssignments"},
      {"ExtendMaximumAssignments", {"26"}, "ExtendMaximumAssignments"},
      {"ExtendMinimumTimeInSeconds", {"60"}},
      {"ExtendMinimumTimeInSeconds", {"31536000"}},
      {"ExtendMinimumTimeInSeconds", {"59"}, "ExtendMinimumTimeInSeconds"},
      {"ExtendMinimumTimeInSeconds", {"31536001"}, "ExtendMinimumTimeInSeconds"},
      {"ApproveReason", {std::string(1024, 'x')}},
      {"ApproveReason", {std::string(1025, 'x')}, "ApproveReason"},
      {"RejectReason", {"a\x01"}, "RejectReason"},
      {"RejectReason", {"two\nlines"}},
      {"QuestionIds", {"q1"}, "Key"},
      {"approveReason", {"x"}, "Key"},
      {"AnswerKey", {"x"}, "Key"},  // a second time
  };
  for (const Case& one : cases) {
    EXPECT_EQ(refused_for(read_known_answers(known_answers({{one.key, one.values}}))), one.refused)
        << one.key << " " << (one.values.empty() ? "-" : one.values.front().substr(0, 20));
  }
  EXPECT_EQ(refused_for(read_known_answers(known_answers({{approve, {}, {{"q1", {"80"}}}}}))), approve);
}

TEST(ReviewPolicy, AnswerKeys) {
  const auto key = [](std::vector<AnswerField> entries) {
    return refused_for(
        read_known_answers({std::string(kScoreMyKnownAnswers), {{"AnswerKey", {}, std::move(entries)}}}));
  };
  EXPECT_EQ(key({{"q", {}}}), "taken");  // nothing is to be answered
  EXPECT_EQ(key({{std::string(255, 'q'), {"a"}}}), "taken");
  EXPECT_EQ(key({{std::string(256, 'q'), {"a"}}}), "AnswerKey");
  EXPECT_EQ(key({{"", {"a"}}}), "AnswerKey");
  EXPECT_EQ(key({}), "AnswerKey");
  EXPECT_EQ(key({{"q", {"a"}}, {"q", {"b"}}}), "AnswerKey");
  EXPECT_EQ(refused_for(read_known_answers({std::string(kScoreMyKnownAnswers), {}})), "AnswerKey");
  EXPECT_EQ(refused_for(read_known_answers({std::string(kScoreMyKnownAnswers), {{"AnswerKey", {"a"}}}})),
            "AnswerKey");
}

// A score of at least the one and below the other would be both.
TEST(ReviewPolicy, ThresholdsThatBothApply) {
  const auto both = [](const std::string& approve, const std::string& reject) {
    return refused_for(read_known_answers(known_answers({{"ApproveIfKnownAnswerScoreIsAtLeast", {approve}},
                                                         {"RejectIfKnownAnswerScoreIsLessThan", {reject}}})));
  };
  EXPECT_EQ(both("50", "50"), "taken");
  EXPECT_EQ(both("50", "51"), "RejectIfKnownAnswerScoreIsLessThan");
  EXPECT_EQ(both("0", "0"), "taken");
  EXPECT_EQ(both("100", "101"), "RejectIfKnownAnswerScoreIsLessThan");
  EXPECT_EQ(both("101", "101"), "taken");  // never approved, always rejected
  EXPECT_EQ(refused_for(read_plurality(plurality({{"ApproveIfWorkerAgreementScoreIsAtLeast", {"30"}},
                                                  {"RejectIfWorkerAgreementScoreIsLessThan", {"60"}}}))),
            "RejectIfWorkerAgreementScoreIsLessThan");
}

TEST(ReviewPolicy, PluralityInFull) {
  const auto read = read_plurality(plurality({{"DisregardAssignmentIfRejected", {"T"}},
                                              {"DisregardAssignmentIfKnownAnswerScoreIsLessThan", {"40"}},
                                              {"ExtendIfHITAgreementScoreIsLessThan", {"100"}},
                                              {"ExtendMaximumAssignments", {"3"}},
                                              {"ExtendMinimumTimeInSeconds", {"60"}},
                                              {"ApproveIfWorkerAgreementScoreIsAtLeast", {"90"}},
                                              {"RejectIfWorkerAgreementScoreIsLessThan", {"10"}},
                                              {"RejectReason", {"Nobody else saw that."}}}));
  ASSERT_TRUE(read);
  EXPECT_EQ(read->questions, (std::vector<std::string>{"q1", "q2"}));
  EXPECT_EQ(read->threshold, 50);
  EXPECT_TRUE(read->without_rejected);
  EXPECT_EQ(read->known_score_at_least, 40);
  EXPECT_EQ(read->decide.approve_at_least, 90);
  EXPECT_EQ(read->decide.reject_below, 10);
  EXPECT_EQ(read->decide.reject_reason, "Nobody else saw that.");
  ASSERT_TRUE(read->extend);
  EXPECT_EQ(read->extend->below, 100);
  EXPECT_EQ(read->extend->max_assignments, 3);
  EXPECT_EQ(read->extend->life, Duration::seconds(60));
}

TEST(ReviewPolicy, PluralityParameters) {
  const std::vector<Case> cases = {
      {"DisregardAssignmentIfRejected", {"F"}},
      {"DisregardAssignmentIfRejected", {"true"}, "DisregardAssignmentIfRejected"},
      {"DisregardAssignmentIfKnownAnswerScoreIsLessThan",
       {"102"},
       "DisregardAssignmentIfKnownAnswerScoreIsLessThan"},
      {"ExtendIfHITAgreementScoreIsLessThan", {"0"}, "ExtendIfHITAgreementScoreIsLessThan"},
      {"ExtendIfHITAgreementScoreIsLessThan", {"101"}, "ExtendIfHITAgreementScoreIsLessThan"},
      {"ExtendIfHITAgreementScoreIsLessThan", {"50"}, "ExtendMaximumAssignments"},  // which it needs
      {"ExtendMaximumAssignments", {"26"}, "ExtendMaximumAssignments"},
      {"ApproveIfWorkerAgreementScoreIsAtLeast", {"x"}, "ApproveIfWorkerAgreementScoreIsAtLeast"},
      {"ApproveReason", {"x"}, "Key"},  // only the other policy has one
      {"QuestionIDs", {"q3"}, "Key"},   // QuestionIds again
  };
  for (const Case& one : cases) {
    EXPECT_EQ(refused_for(read_plurality(plurality({{one.key, one.values}}))), one.refused) << one.key;
  }
}

TEST(ReviewPolicy, QuestionIds) {
  const auto ids = [](const std::string& key, std::vector<std::string> values) {
    return read_plurality(
        {std::string(kSimplePlurality), {{key, std::move(values)}, {"QuestionAgreementThreshold", {"100"}}}});
  };
  EXPECT_EQ(ids("QuestionIDs", {"a", "b"})->questions, (std::vector<std::string>{"a", "b"}));
  EXPECT_EQ(ids("QuestionIds", {"a, b"})->questions, (std::vector<std::string>{"a", "b"}));
  std::vector<std::string> many;
  for (int i = 0; i < 15; ++i) many.push_back("q" + std::to_string(i));
  EXPECT_TRUE(ids("QuestionIds", many));
  many.push_back("q15");
  EXPECT_EQ(refused_for(ids("QuestionIds", many)), "QuestionIds");
  EXPECT_EQ(refused_for(ids("QuestionIds", {})), "QuestionIds");
  EXPECT_EQ(refused_for(ids("QuestionIds", {"a", "a"})), "QuestionIds");
  EXPECT_EQ(refused_for(ids("QuestionIds", {"a", ""})), "QuestionIds");
  EXPECT_EQ(refused_for(read_plurality({std::string(kSimplePlurality), {{"QuestionIds", {"a"}}}})),
            "QuestionAgreementThreshold");
}

TEST(ReviewPolicy, EachLevelHasItsOwn) {
  EXPECT_EQ(refused_for(read_known_answers(plurality())), "PolicyName");
  EXPECT_EQ(refused_for(read_plurality(known_answers())), "PolicyName");
  EXPECT_EQ(refused_for(read_plurality({"SimplePlurality/2012-01-01", {}})), "PolicyName");
}

TEST(ReviewPolicy, StoredAndReadBack) {
  const auto parameters =
      known_answers({{"RejectReason", {"with: 3; \n \xC3\xA9 and nothing more"}}, {"ApproveReason", {""}}})
          .parameters;
  EXPECT_EQ(decode_parameters(encode(parameters)), parameters);
  EXPECT_TRUE(decode_parameters("").empty());
}

}  // namespace
}  // namespace kempelen::domain
