// What a worker answered: the `answer` of an Assignment or of a QualificationRequest, taken apart.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "client/error.h"

namespace kempelen::client {

/// For GetFileUploadURL.
struct UploadedFile {
  std::string key;
  std::int64_t bytes = 0;

  friend bool operator==(const UploadedFile&, const UploadedFile&) = default;
};

/// The answer to one question, or the value of one field of an HTML form.
struct Answer {
  std::string question;  // the identifier, or the name of the field
  std::optional<std::string> text{};
  std::vector<std::string> selections{};
  std::optional<std::string> other{};  // typed where no selection suited
  std::optional<UploadedFile> file{};

  friend bool operator==(const Answer&, const Answer&) = default;
};

/// In the order of the document. Nothing for the empty text of an assignment without answers. Fails with
/// Error::Kind::Request where the text is no QuestionFormAnswers document.
Result<std::vector<Answer>> parse_answers(std::string_view xml);

/// The answer to that question; null if there is none.
const Answer* find_answer(const std::vector<Answer>& answers, std::string_view question);

/// What was typed or posted for that question; empty if nothing was.
std::string_view text_of(const std::vector<Answer>& answers, std::string_view question);

}  // namespace kempelen::client
