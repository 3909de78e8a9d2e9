// What a worker answered: from the fields a form posts to the QuestionFormAnswers document that requesters
// read.
#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/ids.h"
#include "base/result.h"

namespace kempelen::domain {

/// One name/value pair as it was posted.
struct FormField {
  std::string name;
  std::string value;
};

/// Everything that was posted under one name, in the order it came.
struct AnswerField {
  std::string name;
  std::vector<std::string> values;

  friend bool operator==(const AnswerField&, const AnswerField&) = default;
};

/// Limits on what one submission may hold; names and values count in bytes.
struct AnswerRules {
  std::size_t max_fields = 10'000;
  std::size_t max_bytes = 1024 * 1024;
};

/// Refuses AnswerInvalid where there are too many fields or bytes; its word says which.
Result<Done> check_answer_size(std::span<const FormField> form, const AnswerRules& rules);

/// The text as an answer document can carry it: line ends become LF, characters that XML cannot carry go.
std::string clean_text(std::string_view text);

/// A form as posted to externalSubmit: `assignmentId` taken out (empty if the form has none), `hitId`,
/// `workerId` and `turkSubmitTo` left out.
struct SubmittedForm {
  AssignmentId assignment;
  std::vector<AnswerField> fields;
};

/// Sorts the fields of a form out. Line ends become LF; characters that XML cannot carry are removed; empty
/// values stay; fields without a name are dropped. Refuses AnswerEmpty (no field besides the reserved ones)
/// and AnswerInvalid (too many or too large; its word says which).
Result<SubmittedForm> read_form(std::span<const FormField> form, const AnswerRules& rules);

/// What becomes of several values under one name. The original's own sources conflict; joining loses nothing.
enum class RepeatedNames { Join, First, Last };

/// The QuestionFormAnswers document: one Answer per name with one FreeText, in order; `|` joins repeated
/// values. Pure ASCII; valid against the schema. The fields come from `read_form`.
std::string answers_xml(std::span<const AnswerField> fields, RepeatedNames repeated = RepeatedNames::Join);

/// The reverse: for each Answer its QuestionIdentifier and the texts after it. Refuses XmlParseError.
Result<std::vector<AnswerField>> parse_answers(std::string_view xml);
/// The same for a document that we made and stored: a broken invariant instead of refusals, and no schema.
std::vector<AnswerField> read_stored_answers(std::string_view xml);
/// What reading the document of `answers_xml` would give, for who has the fields at hand.
std::vector<AnswerField> as_read_back(std::span<const AnswerField> fields,
                                      RepeatedNames repeated = RepeatedNames::Join);

}  // namespace kempelen::domain
