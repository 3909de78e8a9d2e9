// What a worker answered to a QuestionForm: held against the form's rules, and made into the document that
// requesters read.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <variant>
#include <vector>

#include "base/result.h"
#include "domain/answer.h"
#include "domain/question_form.h"

namespace kempelen::domain {

/// A file that a worker has uploaded.
struct UploadedFile {
  std::string question;
  std::string key;
  std::int64_t bytes = 0;

  friend bool operator==(const UploadedFile&, const UploadedFile&) = default;
};

/// As it was sent, by question: selection identifiers or one text, and the texts of "other" selections. Texts
/// are UTF-8.
struct FormSubmission {
  std::vector<AnswerField> answers;
  std::vector<AnswerField> others{};
  std::vector<UploadedFile> files{};  // what the assignment has, at most one for a question

  friend bool operator==(const FormSubmission&, const FormSubmission&) = default;
};

struct Chosen {
  std::vector<std::string> selections{};  // identifiers, in the order of the form
  std::optional<std::string> other{};

  friend bool operator==(const Chosen&, const Chosen&) = default;
};

/// One question's answer: a text, a choice or a file, as the question asks for.
struct FormAnswer {
  std::string question;
  std::variant<std::string, Chosen, UploadedFile> answer;

  friend bool operator==(const FormAnswer&, const FormAnswer&) = default;
};

/// An answer for every question, in the order of the form. A text that was not sent is the DefaultText, if
/// there is one, as if it had been left untouched. A file is what was uploaded for the question; its key may
/// be sent, and no other. Refuses AnswerInvalid; the first word is a sentence for
/// the worker, the second is the identifier of the question it is about (absent where there is none).
Result<std::vector<FormAnswer>> check_form_answers(const QuestionForm& form,
                                                   const FormSubmission& submission);

/// The QuestionFormAnswers document; pure ASCII, valid against the schema. There is at least one answer.
std::string form_answers_xml(std::span<const FormAnswer> answers);
/// What `parse_answers` would find in that document.
std::vector<AnswerField> as_read_back(std::span<const FormAnswer> answers);

}  // namespace kempelen::domain
