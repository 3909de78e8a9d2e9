// How review policies judge: from a policy and the answers to what is found and what is to be done about it.
// Pure; carrying out and recording is actions/reviews.
//
// Scores are whole per cents, rounded down. Values are compared as sets, without white space at their ends;
// case counts.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/ids.h"
#include "base/instant.h"
#include "domain/assignment.h"
#include "domain/review_policy.h"

namespace kempelen::domain {

/// Stored.
enum class ReviewActionKind { Review = 0, Approve = 1, Reject = 2, Extend = 3 };
/// In lower case, as in samples of the time.
std::string_view name(ReviewActionKind kind);

/// Something a policy found, about the HIT where it names no assignment.
struct ReviewResult {
  std::string key;
  std::string value;
  std::optional<AssignmentId> assignment{};
  std::optional<std::string> question{};

  friend bool operator==(const ReviewResult&, const ReviewResult&) = default;
};

/// What to do with an assignment, with words for its worker.
struct ReviewDecision {
  ReviewActionKind kind = ReviewActionKind::Approve;  // or Reject
  AssignmentId assignment;
  std::optional<std::string> feedback{};

  friend bool operator==(const ReviewDecision&, const ReviewDecision&) = default;
};

struct Review {
  std::string summary;  // for people
  std::vector<ReviewResult> results{};
  bool extend = false;  // ask for one more worker, if the policy's limits allow it
  std::vector<ReviewDecision> decisions{};
};

/// An action as it is recorded. About the HIT where it names no assignment.
struct ReviewAction {
  std::string id;
  ReviewLevel level = ReviewLevel::Assignment;
  ReviewActionKind kind = ReviewActionKind::Review;
  std::optional<AssignmentId> assignment{};
  Instant completed_at;
  std::string result;                       // for people
  std::optional<std::string> error_code{};  // only of an action that failed
  std::vector<ReviewResult> results{};      // what a review found
};

/// An assignment that was submitted, whatever has become of it since.
struct SubmittedAnswers {
  AssignmentId assignment;
  AssignmentStatus status = AssignmentStatus::Submitted;
  std::vector<AnswerField> answers;
};

/// How many of the known answers were given, in per cent.
std::int64_t known_answer_score(const KnownAnswersPolicy& policy, const std::vector<AnswerField>& answers);

/// Judges one assignment.
Review review_known_answers(const KnownAnswersPolicy& policy, const SubmittedAnswers& submitted);

/// Judges all that was submitted for a HIT. `known` is the HIT's other policy, if it has one: without it
/// there is no known-answer score to disregard anybody for. The decisions are those of the last run, which is
/// the one that asks for nobody else.
Review review_plurality(const PluralityPolicy& policy, std::span<const SubmittedAnswers> submitted,
                        const std::optional<KnownAnswersPolicy>& known);

/// The results in one text, to be stored, and back.
std::string encode(const std::vector<ReviewResult>& results);
std::vector<ReviewResult> decode_results(std::string_view text);

}  // namespace kempelen::domain
