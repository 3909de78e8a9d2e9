// The schemas of the original's data structures, compiled into the binary. They are our own writing, from the
// documented grammar; their namespaces are names, never fetched.
#pragma once

#include <string_view>

#include "xml/schema.h"

namespace kempelen::domain {

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
/// Of FormattedContent, as the original wrapped it before it validated it.
inline constexpr std::string_view kXhtmlNamespace = "http://www.w3.org/1999/xhtml";

/// Each compiled on first use.
const xml::Schema& html_question_schema();
const xml::Schema& external_question_schema();
const xml::Schema& question_form_schema();
/// The same in the older namespace: what it had beyond the current one was withdrawn.
const xml::Schema& question_form_2005_schema();
const xml::Schema& question_form_answers_schema();
const xml::Schema& answer_key_schema();
const xml::Schema& formatted_content_schema();

}  // namespace kempelen::domain
