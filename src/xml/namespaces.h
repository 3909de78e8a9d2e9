// The names of the original's data structures: the documents that travel in Question, Test, AnswerKey and
// Answer. They only look like addresses; nothing is fetched.
#pragma once

#include <string_view>

namespace kempelen {

inline constexpr std::string_view kHtmlQuestionNamespace =
    "http://mechanicalturk.amazonaws.com/AWSMechanicalTurkDataSchemas/2011-11-11/HTMLQuestion.xsd";
inline constexpr std::string_view kExternalQuestionNamespace =
    "http://mechanicalturk.amazonaws.com/AWSMechanicalTurkDataSchemas/2006-07-14/ExternalQuestion.xsd";
inline constexpr std::string_view kQuestionFormNamespace =
    "http://mechanicalturk.amazonaws.com/AWSMechanicalTurkDataSchemas/2017-11-06/QuestionForm.xsd";
inline constexpr std::string_view kQuestionForm2005Namespace =
    "http://mechanicalturk.amazonaws.com/AWSMechanicalTurkDataSchemas/2005-10-01/QuestionForm.xsd";
inline constexpr std::string_view kQuestionFormAnswersNamespace =
    "http://mechanicalturk.amazonaws.com/AWSMechanicalTurkDataSchemas/2005-10-01/QuestionFormAnswers.xsd";
inline constexpr std::string_view kAnswerKeyNamespace =
    "http://mechanicalturk.amazonaws.com/AWSMechanicalTurkDataSchemas/2005-10-01/AnswerKey.xsd";

}  // namespace kempelen
