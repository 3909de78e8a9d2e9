// Small question forms with selections, and answer keys for them, as tests of every kind need them.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace kempelen::forms {

/// A question whose selections are shown by their identifiers.
struct SelectionQuestion {
  std::string_view id;
  std::vector<std::string_view> selections;
  std::string_view count{};     // as XML: `<MaxSelectionCount>3</MaxSelectionCount>`; one if empty
  std::string_view required{};  // as XML: `<IsRequired>true</IsRequired>`
};

inline std::string selection_form(const std::vector<SelectionQuestion>& questions) {
  std::string text =
      R"(<QuestionForm xmlns="http://mechanicalturk.amazonaws.com/AWSMechanicalTurkDataSchemas/2017-11-06/)"
      R"(QuestionForm.xsd">)";
  for (const SelectionQuestion& q : questions) {
    text.append("<Question><QuestionIdentifier>").append(q.id).append("</QuestionIdentifier>");
    text.append(q.required).append("<QuestionContent><Text>Which?</Text></QuestionContent>");
    text.append("<AnswerSpecification><SelectionAnswer>").append(q.count).append("<Selections>");
    for (const std::string_view selection : q.selections) {
      text.append("<Selection><SelectionIdentifier>").append(selection);
      text.append("</SelectionIdentifier><Text>").append(selection).append("</Text></Selection>");
    }
    text += "</Selections></SelectionAnswer></AnswerSpecification></Question>";
  }
  return text + "</QuestionForm>";
}

/// What a question's answers are worth.
struct KeyQuestion {
  struct Option {
    std::vector<std::string_view> selections;
    int score;
  };
  std::string_view id;
  std::vector<Option> options;
  std::string_view otherwise{};  // as XML: `<DefaultScore>-1</DefaultScore>`
};

/// `mapping` as XML behind the questions.
inline std::string answer_key(const std::vector<KeyQuestion>& questions, std::string_view mapping = "") {
  std::string text =
      R"(<AnswerKey xmlns="http://mechanicalturk.amazonaws.com/AWSMechanicalTurkDataSchemas/2005-10-01/)"
      R"(AnswerKey.xsd">)";
  for (const KeyQuestion& q : questions) {
    text.append("<Question><QuestionIdentifier>").append(q.id).append("</QuestionIdentifier>");
    for (const KeyQuestion::Option& option : q.options) {
      text += "<AnswerOption>";
      for (const std::string_view selection : option.selections) {
        text.append("<SelectionIdentifier>").append(selection).append("</SelectionIdentifier>");
      }
      text += "<AnswerScore>" + std::to_string(option.score) + "</AnswerScore></AnswerOption>";
    }
    text.append(q.otherwise).append("</Question>");
  }
  return text.append(mapping).append("</AnswerKey>");
}

}  // namespace kempelen::forms
