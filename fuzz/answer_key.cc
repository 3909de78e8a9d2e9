// Answer keys: what was accepted with its test is read from the store as the same, and gives every answer a
// value that 32 bits hold.
#include "domain/answer_key.h"

#include <limits>
#include <string>
#include <vector>

#include "base/text.h"
#include "fuzz/target.h"
#include "tests/question_forms.h"

namespace kempelen::fuzz {
namespace {

/// Two questions, one of which takes several selections.
domain::QuestionForm test() {
  const auto form = domain::parse_question_form(
      forms::selection_form({{.id = "q1", .selections = {"a", "b"}},
                             {.id = "q2",
                              .selections = {"x", "y", "z"},
                              .count = "<MinSelectionCount>0</MinSelectionCount>"
                                       "<MaxSelectionCount>3</MaxSelectionCount>"}}),
      {.parameter = "Test"});
  require(form.has_value(), "the test is a form");
  return *form;
}

void check_values(const domain::AnswerKey& key) {
  using Texts = std::vector<std::string>;
  for (const Texts& one : {Texts{}, Texts{"a"}, Texts{"b"}}) {
    for (const Texts& several : {Texts{}, Texts{"x"}, Texts{"z", "y"}, Texts{"x", "y", "z"}}) {
      const std::vector<domain::FormAnswer> answers{{"q1", domain::Chosen{.selections = one}},
                                                    {"q2", domain::Chosen{.selections = several}}};
      const std::int64_t value = domain::value_of(key, answers);
      require(value >= std::numeric_limits<std::int32_t>::min() &&
                  value <= std::numeric_limits<std::int32_t>::max(),
              "a value has 32 bits");
    }
  }
}

}  // namespace

void answer_key(std::string_view input) {
  static const domain::QuestionForm form = test();
  const auto key = domain::parse_answer_key(input, form);
  if (!key) {
    require(!key.error().words.empty() && is_utf8(key.error().words.front()), "a refusal says why");
    return;
  }
  require(domain::read_stored_answer_key(input) == *key,
          "what was accepted is read from the store as the same");
  check_values(*key);
}

}  // namespace kempelen::fuzz
