// The parameters of the two policies. Ranges are those of the API reference; where it names none for a score,
// 0 to 101 are taken, as 101 is its way to write "never".
#include "domain/review_policy.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <charconv>
#include <set>
#include <span>

#include "base/packed.h"
#include "base/text.h"
#include "domain/question_refusal.h"

namespace kempelen::domain {
namespace {

constexpr std::int64_t kNever = 101;  // a score to reach
constexpr std::size_t kQuestionsMax = 15;
constexpr std::size_t kQuestionBytesMax = 255;
constexpr std::size_t kReasonCharactersMax = 1'024;
constexpr std::size_t kBytesShown = 100;

struct Range {
  std::int64_t low, high;
};
constexpr Range kScore{0, kNever};
constexpr Range kExtensionScore{1, 100};
constexpr Range kThreshold{0, 100};
constexpr Range kMaxAssignments{2, 25};
constexpr Range kLifeSeconds{60, 31'536'000};

auto refuse_parameter(std::string_view value, std::string_view parameter, std::string_view because) {
  return refuse_value(echoed(value, kBytesShown), parameter, because);
}

/// One example of the API reference spells it so.
std::string_view spelled(std::string_view key) {
  return key == "QuestionIDs" ? "QuestionIds" : key;
}

bool has_control_character(std::string_view text) {
  return std::ranges::any_of(text, [](char c) {
    const auto byte = static_cast<unsigned char>(c);
    return byte < 0x20 && byte != '\t' && byte != '\n' && byte != '\r';
  });
}

/// The parameters of one policy, by key.
class Parameters {
 public:
  explicit Parameters(const PolicyText& policy) : policy_(policy) {}

  /// To be asked first: the policy is this one, and every parameter is one of its own and given once.
  Result<Done> check(std::string_view name, std::span<const std::string_view> known) const {
    if (policy_.name != name) {
      return refuse_parameter(policy_.name, "PolicyName",
                              fmt::format("The policy of this level is {}.", name));
    }
    std::set<std::string_view> seen;
    for (const PolicyParameter& parameter : policy_.parameters) {
      const std::string_view key = spelled(parameter.key);
      if (std::ranges::find(known, key) == known.end()) {
        return refuse_parameter(parameter.key, "Key",
                                fmt::format("The parameters of {} are {}.", name, fmt::join(known, ", ")));
      }
      if (!seen.insert(key).second) return refuse_parameter(parameter.key, "Key", "It is given twice.");
      if (key != "AnswerKey" && !parameter.map_entries.empty()) {
        return refuse_parameter(parameter.map_entries.front().name, key,
                                "Only AnswerKey has MapEntries; this parameter has Values.");
      }
    }
    return Done{};
  }

  const PolicyParameter* find(std::string_view key) const {
    const auto found = std::ranges::find_if(policy_.parameters,
                                            [&](const PolicyParameter& p) { return spelled(p.key) == key; });
    return found == policy_.parameters.end() ? nullptr : &*found;
  }

  Result<std::optional<std::string>> text(std::string_view key) const {
    const PolicyParameter* const given = find(key);
    if (given == nullptr) return std::nullopt;
    if (given->values.size() != 1) {
      return refuse_parameter(fmt::format("{}", fmt::join(given->values, ",")), key, "It has one value.");
    }
    return given->values.front();
  }

  Result<std::optional<std::int64_t>> number(std::string_view key, Range range) const {
    KEMPELEN_TRY(const auto given, text(key));
    if (!given) return std::nullopt;
    const std::string_view digits = trim(*given);
    std::int64_t number = 0;
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), number);
    if (error != std::errc() || end != digits.data() + digits.size() || number < range.low ||
        number > range.high) {
      return refuse_parameter(*given, key,
                              fmt::format("It is a whole number from {} to {}.", range.low, range.high));
    }
    return number;
  }

  /// For the worker, as the requester's feedback.
  Result<std::optional<std::string>> reason(std::string_view key) const {
    KEMPELEN_TRY(auto given, text(key));
    if (given && (utf8_length(*given) > kReasonCharactersMax || has_control_character(*given))) {
      return refuse_parameter(
          *given, key,
          fmt::format("It has at most {} characters and no control characters.", kReasonCharactersMax));
    }
    return given;
  }

 private:
  const PolicyText& policy_;
};

struct DecisionKeys {
  std::string_view approve, approve_reason, reject;
};

Result<DecisionRule> read_decisions(const Parameters& parameters, const DecisionKeys& keys) {
  DecisionRule rule;
  KEMPELEN_TRY(rule.approve_at_least, parameters.number(keys.approve, kScore));
  KEMPELEN_TRY(rule.reject_below, parameters.number(keys.reject, kScore));
  if (!keys.approve_reason.empty()) {
    KEMPELEN_TRY(rule.approve_reason, parameters.reason(keys.approve_reason));
  }
  KEMPELEN_TRY(rule.reject_reason, parameters.reason("RejectReason"));
  const std::int64_t approve = rule.approve_at_least.value_or(kNever);
  if (approve < kNever && approve < rule.reject_below.value_or(0)) {
    return refuse_parameter(
        std::to_string(*rule.reject_below), keys.reject,
        fmt::format("A score of {} would be approved by {} and rejected as well.", approve, keys.approve));
  }
  return rule;
}

Result<std::optional<ExtensionRule>> read_extension(const Parameters& parameters, std::string_view key,
                                                    Range range) {
  ExtensionRule rule;
  KEMPELEN_TRY(const auto below, parameters.number(key, range));
  KEMPELEN_TRY(const auto most, parameters.number("ExtendMaximumAssignments", kMaxAssignments));
  KEMPELEN_TRY(const auto life, parameters.number("ExtendMinimumTimeInSeconds", kLifeSeconds));
  if (!below) return std::nullopt;
  rule.below = *below;
  rule.max_assignments = most.value_or(rule.max_assignments);
  rule.life = Duration::seconds(life.value_or(0));
  return rule;
}

Result<Done> check_question(std::string_view id, std::string_view parameter) {
  if (id.empty() || id.size() > kQuestionBytesMax) {
    return refuse_parameter(id, parameter,
                            fmt::format("A question identifier has 1 to {} bytes.", kQuestionBytesMax));
  }
  return Done{};
}

Result<std::vector<AnswerField>> read_key(const Parameters& parameters) {
  const PolicyParameter* const given = parameters.find("AnswerKey");
  if (given == nullptr || given->map_entries.empty()) {
    return refuse_parameter("", "AnswerKey", "It is required, with a MapEntry for each known answer.");
  }
  if (!given->values.empty()) {
    return refuse_parameter(given->values.front(), "AnswerKey", "It has MapEntries, not Values.");
  }
  std::set<std::string_view> seen;
  for (const AnswerField& entry : given->map_entries) {
    KEMPELEN_TRY([[maybe_unused]] const auto fits, check_question(entry.name, "AnswerKey"));
    if (!seen.insert(entry.name).second) {
      return refuse_parameter(entry.name, "AnswerKey", "This question is in it twice.");
    }
  }
  return given->map_entries;
}

/// As several values, or as one with commas between: the API reference describes the one and shows the other.
std::vector<std::string> separated(const std::vector<std::string>& values) {
  if (values.size() != 1) return values;
  std::vector<std::string> ids;
  for (std::string_view rest = values.front();;) {
    const std::size_t comma = rest.find(',');
    ids.emplace_back(trim(rest.substr(0, comma)));
    if (comma == std::string_view::npos) return ids;
    rest.remove_prefix(comma + 1);
  }
}

Result<std::vector<std::string>> read_questions(const Parameters& parameters) {
  const PolicyParameter* const given = parameters.find("QuestionIds");
  if (given == nullptr || given->values.empty()) {
    return refuse_parameter("", "QuestionIds", "It is required.");
  }
  std::vector<std::string> ids = separated(given->values);
  if (ids.size() > kQuestionsMax) {
    return refuse_parameter(fmt::format("{}", fmt::join(ids, ",")), "QuestionIds",
                            fmt::format("There are at most {} questions.", kQuestionsMax));
  }
  std::set<std::string_view> seen;
  for (const std::string& id : ids) {
    KEMPELEN_TRY([[maybe_unused]] const auto fits, check_question(id, "QuestionIds"));
    if (!seen.insert(id).second) return refuse_parameter(id, "QuestionIds", "It is given twice.");
  }
  return ids;
}

Result<bool> read_flag(const Parameters& parameters, std::string_view key) {
  KEMPELEN_TRY(const auto given, parameters.text(key));
  if (!given || *given == "F") return false;
  if (*given == "T") return true;
  return refuse_parameter(*given, key, "It is T or F.");
}

void pack(Packer& packer, const std::vector<std::string>& texts) {
  packer.number(static_cast<std::int64_t>(texts.size()));
  for (const std::string& text : texts) packer.text(text);
}

std::vector<std::string> unpack(Unpacker& unpacker) {
  std::vector<std::string> texts(static_cast<std::size_t>(unpacker.number()));
  for (std::string& text : texts) text = unpacker.text();
  return texts;
}

}  // namespace

Result<KnownAnswersPolicy> read_known_answers(const PolicyText& policy) {
  static constexpr std::string_view kKeys[] = {"AnswerKey",
                                               "ApproveIfKnownAnswerScoreIsAtLeast",
                                               "ApproveReason",
                                               "RejectIfKnownAnswerScoreIsLessThan",
                                               "RejectReason",
                                               "ExtendIfKnownAnswerScoreIsLessThan",
                                               "ExtendMaximumAssignments",
                                               "ExtendMinimumTimeInSeconds"};
  const Parameters parameters(policy);
  KEMPELEN_TRY([[maybe_unused]] const auto known, parameters.check(kScoreMyKnownAnswers, kKeys));
  KnownAnswersPolicy out;
  KEMPELEN_TRY(out.key, read_key(parameters));
  KEMPELEN_TRY(out.decide, read_decisions(parameters, {"ApproveIfKnownAnswerScoreIsAtLeast", "ApproveReason",
                                                       "RejectIfKnownAnswerScoreIsLessThan"}));
  KEMPELEN_TRY(out.extend, read_extension(parameters, "ExtendIfKnownAnswerScoreIsLessThan", kScore));
  return out;
}

Result<PluralityPolicy> read_plurality(const PolicyText& policy) {
  static constexpr std::string_view kKeys[] = {"QuestionIds",
                                               "QuestionAgreementThreshold",
                                               "DisregardAssignmentIfRejected",
                                               "DisregardAssignmentIfKnownAnswerScoreIsLessThan",
                                               "ExtendIfHITAgreementScoreIsLessThan",
                                               "ExtendMaximumAssignments",
                                               "ExtendMinimumTimeInSeconds",
                                               "ApproveIfWorkerAgreementScoreIsAtLeast",
                                               "RejectIfWorkerAgreementScoreIsLessThan",
                                               "RejectReason"};
  const Parameters parameters(policy);
  KEMPELEN_TRY([[maybe_unused]] const auto known, parameters.check(kSimplePlurality, kKeys));
  PluralityPolicy out;
  KEMPELEN_TRY(out.questions, read_questions(parameters));
  KEMPELEN_TRY(const auto threshold, parameters.number("QuestionAgreementThreshold", kThreshold));
  if (!threshold) return refuse_parameter("", "QuestionAgreementThreshold", "It is required.");
  out.threshold = *threshold;
  KEMPELEN_TRY(out.without_rejected, read_flag(parameters, "DisregardAssignmentIfRejected"));
  KEMPELEN_TRY(out.known_score_at_least,
               parameters.number("DisregardAssignmentIfKnownAnswerScoreIsLessThan", kScore));
  KEMPELEN_TRY(out.decide, read_decisions(parameters, {"ApproveIfWorkerAgreementScoreIsAtLeast", "",
                                                       "RejectIfWorkerAgreementScoreIsLessThan"}));
  KEMPELEN_TRY(out.extend,
               read_extension(parameters, "ExtendIfHITAgreementScoreIsLessThan", kExtensionScore));
  if (out.extend && parameters.find("ExtendMaximumAssignments") == nullptr) {
    return refuse_parameter("", "ExtendMaximumAssignments",
                            "It is required with ExtendIfHITAgreementScoreIsLessThan.");
  }
  return out;
}

std::string encode(const std::vector<PolicyParameter>& parameters) {
  Packer packer;
  for (const PolicyParameter& parameter : parameters) {
    packer.text(parameter.key);
    pack(packer, parameter.values);
    packer.number(static_cast<std::int64_t>(parameter.map_entries.size()));
    for (const AnswerField& entry : parameter.map_entries) {
      packer.text(entry.name);
      pack(packer, entry.values);
    }
  }
  return packer.take();
}

std::vector<PolicyParameter> decode_parameters(std::string_view text) {
  std::vector<PolicyParameter> parameters;
  for (Unpacker unpacker(text); !unpacker.at_end();) {
    PolicyParameter& parameter = parameters.emplace_back();
    parameter.key = unpacker.text();
    parameter.values = unpack(unpacker);
    parameter.map_entries.resize(static_cast<std::size_t>(unpacker.number()));
    for (AnswerField& entry : parameter.map_entries) {
      entry.name = unpacker.text();
      entry.values = unpack(unpacker);
    }
  }
  return parameters;
}

}  // namespace kempelen::domain
