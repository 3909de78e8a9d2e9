// QuestionForm documents for tests, put together from their parts.
#pragma once

#include <string>

namespace kempelen::domain::forms {

inline const std::string kData = "http://mechanicalturk.amazonaws.com/AWSMechanicalTurkDataSchemas/";
inline const std::string kSpace = kData + "2017-11-06/QuestionForm.xsd";

inline std::string form(const std::string& items, const std::string& version = "2017-11-06") {
  return "<QuestionForm xmlns=\"" + kData + version + "/QuestionForm.xsd\">" + items + "</QuestionForm>";
}

inline std::string question(const std::string& identifier, const std::string& answer,
                            const std::string& required = "") {
  return "<Question><QuestionIdentifier>" + identifier + "</QuestionIdentifier>" + required +
         "<QuestionContent><Text>What?</Text></QuestionContent><AnswerSpecification>" + answer +
         "</AnswerSpecification></Question>";
}

inline const std::string kRequired = "<IsRequired>true</IsRequired>";

inline std::string free_text(const std::string& inside = "") {
  return "<FreeTextAnswer>" + inside + "</FreeTextAnswer>";
}

inline std::string constrained(const std::string& constraints) {
  return free_text("<Constraints>" + constraints + "</Constraints>");
}

inline std::string selection(const std::string& identifier) {
  return "<Selection><SelectionIdentifier>" + identifier + "</SelectionIdentifier><Text>" + identifier +
         "</Text></Selection>";
}

/// `before` stands in front of Selections: counts and style.
inline std::string choice(const std::string& before, const std::string& selections) {
  return "<SelectionAnswer>" + before + "<Selections>" + selections + "</Selections></SelectionAnswer>";
}

inline std::string with_content(const std::string& content) {
  return form("<Overview>" + content + "</Overview>" + question("q", free_text()));
}

}  // namespace kempelen::domain::forms
