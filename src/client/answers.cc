// Taken as it comes: the original never promised that its answers keep to their schema.
#include "client/answers.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

#include "base/text.h"
#include "xml/document.h"
#include "xml/namespaces.h"

namespace kempelen::client {
namespace {

/// As much as the service answers in one piece; documents of answers are flat.
constexpr xml::Limits kLimits{64 * 1024 * 1024, 8};

tl::unexpected<Error> no_answers(std::string message) {
  return tl::unexpected(Error{.kind = Error::Kind::Request, .message = std::move(message)});
}

std::int64_t number_in(std::string_view text) {
  text = trim(text);
  std::int64_t number = 0;
  std::from_chars(text.data(), text.data() + text.size(), number);
  return number;
}

Answer read_answer(const xml::Element& element) {
  Answer answer;
  for (const xml::Element& part : element.children()) {
    const std::string_view name = part.name();
    if (name == "QuestionIdentifier") answer.question = part.text();
    if (name == "FreeText") answer.text = part.text();
    if (name == "SelectionIdentifier") answer.selections.push_back(part.text());
    if (name == "OtherSelectionText") answer.other = part.text();
    if (name == "UploadedFileSizeInBytes" || name == "UploadedFileKey") {
      UploadedFile& file = answer.file ? *answer.file : answer.file.emplace();
      if (name == "UploadedFileKey") file.key = part.text();
      if (name == "UploadedFileSizeInBytes") file.bytes = number_in(part.text());
    }
  }
  return answer;
}

}  // namespace

Result<std::vector<Answer>> parse_answers(std::string_view xml) {
  if (trim(xml).empty()) return std::vector<Answer>{};
  const auto document = xml::parse(xml, kLimits);
  if (!document) return no_answers("The answer is not XML: " + xml::describe(document.error()));
  const xml::Element root = document->root();
  if (root.name() != "QuestionFormAnswers" || root.name_space() != kQuestionFormAnswersNamespace) {
    return no_answers(fmt::format("The document is \"{}\" and not the QuestionFormAnswers of {}.",
                                  root.name(), kQuestionFormAnswersNamespace));
  }
  std::vector<Answer> answers;
  for (const xml::Element& element : root.children()) {
    if (element.name() == "Answer") answers.push_back(read_answer(element));
  }
  return answers;
}

const Answer* find_answer(const std::vector<Answer>& answers, std::string_view question) {
  const auto found = std::ranges::find(answers, question, &Answer::question);
  return found == answers.end() ? nullptr : &*found;
}

std::string_view text_of(const std::vector<Answer>& answers, std::string_view question) {
  const Answer* const found = find_answer(answers, question);
  if (found == nullptr || !found->text) return {};
  return *found->text;
}

}  // namespace kempelen::client
