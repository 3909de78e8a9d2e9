// Constraints apply to what was answered; an optional question may be left alone, unless its text has a least
// length, which the original's documentation calls mandatory in effect.
#include "domain/form_answers.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

#include "base/fault.h"
#include "base/text.h"
#include "domain/question_refusal.h"
#include "domain/schemas/schemas.h"
#include "xml/writer.h"

namespace kempelen::domain {
namespace {

constexpr std::size_t kNameBytes = 100;

/// A decimal number, perhaps with an exponent; blanks around it do not count.
std::optional<double> number_in(std::string_view text) {
  std::string_view digits = trim_xml_space(text);
  const bool is_signed = digits.starts_with('-') || digits.starts_with('+');
  const std::string_view magnitude = digits.substr(is_signed ? 1 : 0);
  // from_chars also knows names such as `inf`, and a sign of its own.
  const std::size_t first = magnitude.find_first_of("0123456789");
  if (first > 1 || (first == 1 && magnitude[0] != '.')) return std::nullopt;
  if (magnitude.find_first_not_of("0123456789.eE+-") != std::string_view::npos) return std::nullopt;
  if (digits.starts_with('+')) digits.remove_prefix(1);
  double value = 0;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), value);
  if (error != std::errc{} || end != digits.data() + digits.size()) return std::nullopt;
  return value;
}

using Given = std::variant<std::string, Chosen, UploadedFile>;

std::string size_rule(const FileUpload& upload) {
  return fmt::format("The file must have {} to {} bytes.", upload.min_bytes, upload.max_bytes);
}

class Checker {
 public:
  Checker(const QuestionForm& form, const FormSubmission& submission)
      : form_(form), submission_(submission) {}

  Result<std::vector<FormAnswer>> check() {
    std::vector<FormAnswer> out;
    std::vector<std::string_view> known;
    for (const auto& item : form_.items) {
      if (const auto* const question = std::get_if<FormQuestion>(&item))
        known.push_back(question->identifier);
    }
    std::ranges::sort(known);
    for (const auto* const fields : {&submission_.answers, &submission_.others}) {
      for (const AnswerField& field : *fields) {
        if (!std::ranges::binary_search(known, field.name)) {
          return refuse(Code::AnswerInvalid,
                        fmt::format("The form has no question \"{}\".", echoed(field.name, kNameBytes)));
        }
      }
    }
    for (const auto& item : form_.items) {
      const auto* const question = std::get_if<FormQuestion>(&item);
      if (question == nullptr) continue;
      KEMPELEN_TRY(auto answer, check_question(*question));
      out.push_back({question->identifier, std::move(answer)});
    }
    return out;
  }

 private:
  static auto refuse_answer(const FormQuestion& question, std::string_view rule) {
    return refuse(Code::AnswerInvalid,
                  fmt::format("Question \"{}\": {}", echoed(question.identifier, kNameBytes), rule),
                  question.identifier);
  }

  static const AnswerField* find(const std::vector<AnswerField>& fields, const FormQuestion& question) {
    const auto found = std::ranges::find(fields, question.identifier, &AnswerField::name);
    return found == fields.end() ? nullptr : &*found;
  }

  /// The one text sent for the question, cleaned; nothing if there was none.
  static Result<std::optional<std::string>> one_text(const FormQuestion& question, const AnswerField* field) {
    if (field == nullptr || field->values.empty()) return std::nullopt;
    if (field->values.size() > 1) return refuse_answer(question, "It takes one text.");
    return clean_text(field->values.front());
  }

  Result<Given> check_question(const FormQuestion& question) {
    if (const auto* const free_text = std::get_if<FreeText>(&question.answer)) {
      return check_free_text(question, *free_text);
    }
    if (const auto* const selection = std::get_if<SelectionAnswer>(&question.answer)) {
      return check_selection(question, *selection);
    }
    return check_file(question, std::get<FileUpload>(question.answer));
  }

  /// An optional file that was not given is answered with an empty text, like any other question.
  Result<Given> check_file(const FormQuestion& question, const FileUpload& upload) {
    if (find(submission_.others, question) != nullptr) {
      return refuse_answer(question, "It has no other selection.");
    }
    KEMPELEN_TRY(const auto sent, one_text(question, find(submission_.answers, question)));
    const auto file = std::ranges::find(submission_.files, question.identifier, &UploadedFile::question);
    const bool uploaded = file != submission_.files.end();
    if (sent && !sent->empty() && (!uploaded || file->key != *sent)) {
      return refuse_answer(question, "The file that was sent for it is not this one.");
    }
    if (!uploaded) {
      if (question.required) return refuse_answer(question, "A file is required.");
      return std::string();
    }
    if (file->bytes < upload.min_bytes || file->bytes > upload.max_bytes) {
      return refuse_answer(question, size_rule(upload));
    }
    return *file;
  }

  Result<Given> check_free_text(const FormQuestion& question, const FreeText& free_text) {
    if (find(submission_.others, question) != nullptr) {
      return refuse_answer(question, "It has no other selection.");
    }
    KEMPELEN_TRY(auto sent, one_text(question, find(submission_.answers, question)));
    std::string text = sent ? *std::move(sent) : free_text.default_text.value_or("");
    if (text.empty()) {
      const bool wanted = question.required || free_text.min_length.value_or(0) > 0;
      if (wanted) return refuse_answer(question, "An answer is required.");
      return text;
    }
    if (const auto checked = check_constraints(question, free_text, text); !checked) return refuse(checked);
    return text;
  }

  Result<Done> check_constraints(const FormQuestion& question, const FreeText& free_text,
                                 std::string_view text) {
    if (const auto& numeric = free_text.numeric) {
      const auto number = number_in(text);
      if (!number) return refuse_answer(question, "The answer must be a number.");
      if (numeric->low && *number < *numeric->low) {
        return refuse_answer(question, fmt::format("The number must be at least {}.", *numeric->low));
      }
      if (numeric->high && *number > *numeric->high) {
        return refuse_answer(question, fmt::format("The number must be at most {}.", *numeric->high));
      }
    }
    const auto length = static_cast<std::int64_t>(utf8_length(text));
    if (length < free_text.min_length.value_or(0)) {
      return refuse_answer(
          question, fmt::format("The answer must have at least {} characters.", *free_text.min_length));
    }
    if (free_text.max_length && length > *free_text.max_length) {
      return refuse_answer(question,
                           fmt::format("The answer must have at most {} characters.", *free_text.max_length));
    }
    for (const AnswerPattern& pattern : free_text.patterns) {
      const bool missing = search(pattern, text, steps_) == Search::Missing;
      if (missing) return refuse_answer(question, pattern.error_text);
    }
    return Done{};
  }

  Result<Given> check_selection(const FormQuestion& question, const SelectionAnswer& answer) {
    Chosen chosen;
    if (const AnswerField* const sent = find(submission_.answers, question)) {
      KEMPELEN_TRY(chosen.selections, in_form_order(question, answer, sent->values));
    }
    KEMPELEN_TRY(auto other, one_text(question, find(submission_.others, question)));
    if (other && !answer.other) return refuse_answer(question, "It has no other selection.");
    if (other && !other->empty()) {
      if (const auto checked = check_constraints(question, *answer.other, *other); !checked)
        return refuse(checked);
      chosen.other = std::move(other);
    }
    const auto count = static_cast<std::int64_t>(chosen.selections.size()) + (chosen.other ? 1 : 0);
    if (count == 0 && !question.required) return chosen;
    if (count < answer.min_count) {
      return refuse_answer(question, count == 0 && answer.min_count == 1
                                         ? std::string("An answer is required.")
                                         : fmt::format("Choose at least {}.", answer.min_count));
    }
    if (count > answer.max_count) {
      return refuse_answer(question, fmt::format("Choose at most {}.", answer.max_count));
    }
    return chosen;
  }

  static Result<std::vector<std::string>> in_form_order(const FormQuestion& question,
                                                        const SelectionAnswer& answer,
                                                        const std::vector<std::string>& sent) {
    std::vector<bool> marked(answer.selections.size(), false);
    for (const std::string& identifier : sent) {
      const auto found = std::ranges::find(answer.selections, identifier, &Selection::identifier);
      if (found == answer.selections.end()) {
        return refuse_answer(question,
                             fmt::format("It has no selection \"{}\".", echoed(identifier, kNameBytes)));
      }
      const auto index = static_cast<std::size_t>(found - answer.selections.begin());
      if (marked[index]) {
        return refuse_answer(question,
                             fmt::format("Selection \"{}\" is there twice.", echoed(identifier, kNameBytes)));
      }
      marked[index] = true;
    }
    std::vector<std::string> out;
    for (std::size_t i = 0; i < marked.size(); ++i) {
      if (marked[i]) out.push_back(answer.selections[i].identifier);
    }
    return out;
  }

  const QuestionForm& form_;
  const FormSubmission& submission_;
  SearchSteps steps_{};
};

/// Calls `take(element, text)` for everything that stands behind the QuestionIdentifier.
template <typename Take>
void each_part(const FormAnswer& answer, const Take& take) {
  if (const auto* const text = std::get_if<std::string>(&answer.answer)) {
    take("FreeText", *text);
  } else if (const auto* const file = std::get_if<UploadedFile>(&answer.answer)) {
    take("UploadedFileSizeInBytes", std::to_string(file->bytes));
    take("UploadedFileKey", file->key);
  } else {
    const Chosen& chosen = std::get<Chosen>(answer.answer);
    for (const std::string& identifier : chosen.selections) take("SelectionIdentifier", identifier);
    if (chosen.other) take("OtherSelectionText", *chosen.other);
  }
}

}  // namespace

Result<std::vector<FormAnswer>> check_form_answers(const QuestionForm& form,
                                                   const FormSubmission& submission) {
  return Checker(form, submission).check();
}

std::string form_answers_xml(std::span<const FormAnswer> answers) {
  KEMPELEN_INVARIANT(!answers.empty(), "a form has at least one question");
  xml::Writer writer("QuestionFormAnswers", kQuestionFormAnswersNamespace);
  for (const FormAnswer& answer : answers) {
    writer.open("Answer");
    writer.element("QuestionIdentifier", answer.question);
    each_part(answer,
              [&](std::string_view element, std::string_view text) { writer.element(element, text); });
    writer.close();
  }
  return writer.finish();
}

std::vector<AnswerField> as_read_back(std::span<const FormAnswer> answers) {
  std::vector<AnswerField> out;
  for (const FormAnswer& answer : answers) {
    AnswerField& field = out.emplace_back(AnswerField{answer.question, {}});
    each_part(answer, [&](std::string_view, std::string_view text) { field.values.emplace_back(text); });
  }
  return out;
}

}  // namespace kempelen::domain
