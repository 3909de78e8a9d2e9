// Review policies: what a requester may hand in with a HIT so that its work is judged by itself
// (requester-api dossier, chapter 8). Reading checks every parameter; how the policies judge is in review.h.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/instant.h"
#include "base/result.h"
#include "domain/answer.h"

namespace kempelen::domain {

inline constexpr std::string_view kScoreMyKnownAnswers = "ScoreMyKnownAnswers/2011-09-01";
inline constexpr std::string_view kSimplePlurality = "SimplePlurality/2011-09-01";

/// Stored. A policy of assignments judges each one when it is submitted, one of the HIT all of them together.
enum class ReviewLevel { Assignment = 0, Hit = 1 };

/// A parameter as it was sent; `map_entries` are values by question.
struct PolicyParameter {
  std::string key;
  std::vector<std::string> values{};
  std::vector<AnswerField> map_entries{};

  friend bool operator==(const PolicyParameter&, const PolicyParameter&) = default;
};

struct PolicyText {
  std::string name;
  std::vector<PolicyParameter> parameters{};

  friend bool operator==(const PolicyText&, const PolicyText&) = default;
};

/// Asks for one more worker below that score.
struct ExtensionRule {
  std::int64_t below = 0;
  std::int64_t max_assignments = 5;
  /// What is left of the HIT's life afterwards, at least.
  Duration life{};
};

/// What follows from an assignment's score, 0 to 100. Absent thresholds decide nothing. No score is in both.
struct DecisionRule {
  std::optional<std::int64_t> approve_at_least{};
  std::optional<std::string> approve_reason{};
  std::optional<std::int64_t> reject_below{};
  std::optional<std::string> reject_reason{};
};

/// ScoreMyKnownAnswers/2011-09-01.
struct KnownAnswersPolicy {
  std::vector<AnswerField> key;  // at least one question, none twice
  DecisionRule decide{};
  std::optional<ExtensionRule> extend{};
};

/// SimplePlurality/2011-09-01.
struct PluralityPolicy {
  std::vector<std::string> questions;  // 1 to 15, none twice
  std::int64_t threshold = 0;          // an answer is agreed on above this score
  bool without_rejected = false;
  std::optional<std::int64_t> known_score_at_least{};  // assignments below are not considered
  DecisionRule decide{};
  std::optional<ExtensionRule> extend{};
};

/// Refuse InvalidParameterValueBecause: another policy's name, a parameter that is unknown, missing, given
/// twice or out of its range, and thresholds by which one score would both approve and reject.
Result<KnownAnswersPolicy> read_known_answers(const PolicyText& policy);
Result<PluralityPolicy> read_plurality(const PolicyText& policy);

/// The parameters in one text, to be stored, and back.
std::string encode(const std::vector<PolicyParameter>& parameters);
std::vector<PolicyParameter> decode_parameters(std::string_view text);

}  // namespace kempelen::domain
