// Checks in the order of other documents: size, XML form, root, schema, then what the values mean.
#include "domain/answer_key.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <limits>

#include "base/fault.h"
#include "domain/question_refusal.h"
#include "domain/schemas/schemas.h"

namespace kempelen::domain {
namespace {

constexpr std::string_view kParameter = "AnswerKey";
constexpr std::size_t kMaxBytes = 65'535;
constexpr int kMaxDepth = 100;
constexpr std::size_t kNameBytes = 100;

using Int32Limits = std::numeric_limits<std::int32_t>;

/// What the schema has found to be an `xs:int`.
std::int32_t integer_in(const xml::Element& parent, std::string_view name) {
  const std::string text = parent.child(name)->text();
  std::string_view digits = trim_xml_space(text);
  if (digits.starts_with('+')) digits.remove_prefix(1);
  std::int32_t value = 0;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), value);
  KEMPELEN_INVARIANT(error == std::errc{} && end == digits.data() + digits.size(),
                     "the schema checks xs:int");
  return value;
}

/// What the schema has found to be an `xs:double`. INF and NaN are no numbers to multiply with, and neither
/// is what a double cannot hold.
double finite_in(const xml::Element& parent, std::string_view name) {
  const std::string text = parent.child(name)->text();
  std::string_view digits = trim_xml_space(text);
  if (digits.starts_with('+')) digits.remove_prefix(1);
  double value = 0;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), value);
  if (error != std::errc{} || end != digits.data() + digits.size()) return std::nan("");
  return value;
}

AnswerKey::Option read_option(const xml::Element& element) {
  AnswerKey::Option option;
  for (const xml::Element& child : element.children()) {
    if (child.name() == "SelectionIdentifier") option.selections.push_back(child.text());
  }
  std::ranges::sort(option.selections);
  option.selections.erase(std::unique(option.selections.begin(), option.selections.end()),
                          option.selections.end());
  option.score = integer_in(element, "AnswerScore");
  return option;
}

AnswerKey::Question read_question(const xml::Element& element) {
  AnswerKey::Question question{.identifier = element.child("QuestionIdentifier")->text(), .options = {}};
  for (const xml::Element& child : element.children()) {
    if (child.name() == "AnswerOption") question.options.push_back(read_option(child));
  }
  if (element.child("DefaultScore")) question.default_score = integer_in(element, "DefaultScore");
  return question;
}

void read_mapping(const xml::Element& element, AnswerKey& key) {
  if (const auto percentage = element.child("PercentageMapping")) {
    key.mapping = AnswerKey::Percentage{integer_in(*percentage, "MaximumSummedScore")};
  } else if (const auto scale = element.child("ScaleMapping")) {
    key.mapping = AnswerKey::Scale{finite_in(*scale, "SummedScoreMultiplier")};
  } else {
    const auto mapping = element.child("RangeMapping");
    AnswerKey::Ranges ranges{.ranges = {}, .otherwise = integer_in(*mapping, "OutOfRangeQualificationValue")};
    for (const xml::Element& child : mapping->children()) {
      if (child.name() != "SummedScoreRange") continue;
      ranges.ranges.push_back({integer_in(child, "InclusiveLowerBound"),
                               integer_in(child, "InclusiveUpperBound"),
                               integer_in(child, "QualificationValue")});
    }
    key.mapping = std::move(ranges);
  }
}

/// A document that the schema allows.
AnswerKey read_key(const xml::Element& root) {
  AnswerKey key;
  for (const xml::Element& child : root.children()) {
    if (child.name() == "Question") {
      key.questions.push_back(read_question(child));
    } else {
      read_mapping(child, key);
    }
  }
  return key;
}

Result<Done> check_question(const AnswerKey::Question& question, const QuestionForm& test) {
  const FormQuestion* asked = nullptr;
  for (const auto& item : test.items) {
    const auto* const one = std::get_if<FormQuestion>(&item);
    if (one != nullptr && one->identifier == question.identifier) asked = one;
  }
  if (asked == nullptr) {
    return refuse_value(question.identifier, kParameter, "The Test has no Question with this identifier.");
  }
  const auto& answer = std::get<SelectionAnswer>(asked->answer);
  for (const AnswerKey::Option& option : question.options) {
    for (const std::string& selection : option.selections) {
      if (std::ranges::find(answer.selections, selection, &Selection::identifier) ==
          answer.selections.end()) {
        return refuse_value(
            selection, kParameter,
            fmt::format("The Question \"{}\" of the Test has no Selection with this identifier.",
                        echoed(question.identifier, kNameBytes)));
      }
    }
  }
  return Done{};
}

/// The original graded nothing but selections.
Result<Done> check_test(const QuestionForm& test) {
  for (const auto& item : test.items) {
    const auto* const question = std::get_if<FormQuestion>(&item);
    if (question == nullptr) continue;
    const auto* const selection = std::get_if<SelectionAnswer>(&question->answer);
    if (selection == nullptr || selection->other) {
      return refuse_value(question->identifier, kParameter,
                          "A Test with an AnswerKey consists of SelectionAnswers without OtherSelection, and "
                          "this Question takes a text.");
    }
  }
  return Done{};
}

Result<Done> check_mapping(const AnswerKey& key) {
  if (const auto* const percentage = std::get_if<AnswerKey::Percentage>(&key.mapping)) {
    if (percentage->maximum <= 0) {
      return refuse_value(std::to_string(percentage->maximum), kParameter,
                          "MaximumSummedScore must be more than 0.");
    }
  } else if (const auto* const scale = std::get_if<AnswerKey::Scale>(&key.mapping)) {
    if (!std::isfinite(scale->multiplier)) {
      return refuse_value("SummedScoreMultiplier", kParameter, "It must be a finite number.");
    }
  } else if (const auto* const ranges = std::get_if<AnswerKey::Ranges>(&key.mapping)) {
    for (const AnswerKey::Range& range : ranges->ranges) {
      if (range.low > range.high) {
        return refuse_value(
            std::to_string(range.low), kParameter,
            fmt::format("This InclusiveLowerBound is above its InclusiveUpperBound {}.", range.high));
      }
    }
  }
  return Done{};
}

Result<Done> check_meaning(const AnswerKey& key, const QuestionForm& test) {
  if (const auto checked = check_test(test); !checked) return checked;
  std::vector<std::string_view> identifiers;
  for (const AnswerKey::Question& question : key.questions) {
    if (const auto checked = check_question(question, test); !checked) return checked;
    identifiers.push_back(question.identifier);
  }
  std::ranges::sort(identifiers);
  const auto twice = std::ranges::adjacent_find(identifiers);
  if (twice != identifiers.end()) {
    return refuse_value(*twice, kParameter, "The AnswerKey has two Questions with this identifier.");
  }
  return check_mapping(key);
}

std::int64_t in_32_bits(double value) {
  return std::llround(
      std::clamp(value, static_cast<double>(Int32Limits::min()), static_cast<double>(Int32Limits::max())));
}

std::int64_t score_of(const AnswerKey::Question& question, const std::vector<std::string>& sorted) {
  const auto matching = std::ranges::find(question.options, sorted, &AnswerKey::Option::selections);
  return matching == question.options.end() ? question.default_score : matching->score;
}

std::vector<std::string> chosen_for(std::string_view question, std::span<const FormAnswer> answers) {
  const auto answer = std::ranges::find(answers, question, &FormAnswer::question);
  if (answer == answers.end()) return {};
  const auto* const chosen = std::get_if<Chosen>(&answer->answer);
  if (chosen == nullptr) return {};
  std::vector<std::string> selections = chosen->selections;
  std::ranges::sort(selections);
  return selections;
}

/// Half away from zero, in whole numbers: sums of scores need 64 bits, and so does a hundred times one.
std::int64_t percentage(std::int64_t sum, std::int64_t maximum) {
  const std::int64_t magnitude = (std::abs(sum) * 200 + maximum) / (2 * maximum);
  return sum < 0 ? -magnitude : magnitude;
}

std::int64_t mapped(const AnswerKey& key, std::int64_t sum) {
  if (const auto* const by = std::get_if<AnswerKey::Percentage>(&key.mapping)) {
    return percentage(sum, by->maximum);
  }
  if (const auto* const by = std::get_if<AnswerKey::Scale>(&key.mapping)) {
    return in_32_bits(static_cast<double>(sum) * by->multiplier);
  }
  if (const auto* const by = std::get_if<AnswerKey::Ranges>(&key.mapping)) {
    const auto found = std::ranges::find_if(
        by->ranges, [&](const AnswerKey::Range& range) { return range.low <= sum && sum <= range.high; });
    return found == by->ranges.end() ? by->otherwise : found->value;
  }
  return sum;
}

}  // namespace

Result<AnswerKey> parse_answer_key(std::string_view xml, const QuestionForm& test) {
  KEMPELEN_TRY([[maybe_unused]] const auto fits, check_document_size(xml, kParameter, kMaxBytes));
  const auto document = xml::parse(xml, {kMaxBytes, kMaxDepth});
  if (!document) return refuse_xml(document.error(), kParameter);
  const xml::Element root = document->root();
  if (root.name() != "AnswerKey" || root.name_space() != kAnswerKeyNamespace) {
    const std::string name = echoed(root.name(), kNameBytes);
    return refuse_xml({fmt::format("cvc-elt.1: Cannot find the declaration of element '{}'. Expected is "
                                   "AnswerKey in the namespace '{}'.",
                                   name, kAnswerKeyNamespace),
                       root.line(), 0, name},
                      kParameter);
  }
  if (const auto problem = answer_key_schema().validate(*document)) return refuse_xml(*problem, kParameter);
  AnswerKey key = read_key(root);
  if (const auto checked = check_meaning(key, test); !checked) return refuse(checked);
  return key;
}

AnswerKey read_stored_answer_key(std::string_view xml) {
  const auto document = xml::parse(xml, {kMaxBytes, kMaxDepth});
  KEMPELEN_INVARIANT(document.has_value(), "a stored key was checked when it came");
  return read_key(document->root());
}

std::int64_t value_of(const AnswerKey& key, std::span<const FormAnswer> answers) {
  std::int64_t sum = 0;
  for (const AnswerKey::Question& question : key.questions) {
    sum += score_of(question, chosen_for(question.identifier, answers));
  }
  return std::clamp<std::int64_t>(mapped(key, sum), Int32Limits::min(), Int32Limits::max());
}

}  // namespace kempelen::domain
