// AnswerKey: how a qualification test grades itself. Each question of the key gives a score, the sum of the
// scores is mapped to the value of the qualification (questions-and-answers dossier, section 6).
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "base/result.h"
#include "domain/form_answers.h"
#include "domain/question_form.h"

namespace kempelen::domain {

struct AnswerKey {
  struct Option {
    std::vector<std::string> selections;  // sorted, each once: a set
    std::int32_t score = 0;
    friend bool operator==(const Option&, const Option&) = default;
  };
  struct Question {
    std::string identifier;
    std::vector<Option> options;
    std::int32_t default_score = 0;  // where no option is what was chosen
    friend bool operator==(const Question&, const Question&) = default;
  };

  /// Without a mapping the sum itself is the value.
  struct Percentage {
    std::int32_t maximum = 0;  // more than 0
    friend bool operator==(const Percentage&, const Percentage&) = default;
  };
  struct Scale {
    double multiplier = 1;  // finite
    friend bool operator==(const Scale&, const Scale&) = default;
  };
  struct Range {
    std::int32_t low = 0;  // both belong to it
    std::int32_t high = 0;
    std::int32_t value = 0;
    friend bool operator==(const Range&, const Range&) = default;
  };
  struct Ranges {
    std::vector<Range> ranges;  // the first that has the sum counts
    std::int32_t otherwise = 0;
    friend bool operator==(const Ranges&, const Ranges&) = default;
  };

  std::vector<Question> questions;
  std::variant<std::monostate, Percentage, Scale, Ranges> mapping{};

  friend bool operator==(const AnswerKey&, const AnswerKey&) = default;
};

/// The key in `xml` for that test, or the first refusal of: ParameterTooShort, InvalidParameterValueBecause
/// (too large), XmlParseError (not well-formed, another root, not what the schema asks for),
/// InvalidParameterValueBecause (a test that takes anything but selections, questions or selections that the
/// test lacks, a question twice, bounds that mean nothing). The parameter is always `AnswerKey`. Thread-safe.
Result<AnswerKey> parse_answer_key(std::string_view xml, const QuestionForm& test);
/// The same for a key that was accepted with its test before: a broken invariant instead of refusals.
AnswerKey read_stored_answer_key(std::string_view xml);

/// The value for these answers. Fractions are rounded half away from zero; what 32 bits cannot hold is the
/// nearest that they can.
std::int64_t value_of(const AnswerKey& key, std::span<const FormAnswer> answers);

}  // namespace kempelen::domain
