// The rules of the developer guide and what public clients rely on: one Answer per name, always FreeText.
#include "domain/answer.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <optional>
#include <unordered_map>

#include "base/fault.h"
#include "domain/schemas/schemas.h"
#include "xml/document.h"
#include "xml/writer.h"
#include "xml/written.h"

namespace kempelen::domain {
namespace {

constexpr std::string_view kAssignmentField = "assignmentId";
constexpr std::array<std::string_view, 3> kIgnoredFields = {"hitId", "workerId", "turkSubmitTo"};
/// One posted byte becomes at most six in the document (a control code's or quote's reference), names repeat
/// never.
constexpr xml::Limits kAnswerLimits{16 * 1024 * 1024, 8};

/// CRLF, as browsers post it, and a lone CR become LF.
std::string with_plain_line_ends(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] != '\r') {
      out.push_back(text[i]);
    } else if (i + 1 == text.size() || text[i + 1] != '\n') {
      out.push_back('\n');
    }
  }
  return out;
}

bool is_ignored(std::string_view name) {
  return std::find(kIgnoredFields.begin(), kIgnoredFields.end(), name) != kIgnoredFields.end();
}

std::string one_value(const AnswerField& field, RepeatedNames repeated) {
  KEMPELEN_INVARIANT(!field.values.empty(), "an answer field has at least one value");
  switch (repeated) {
    case RepeatedNames::First:
      return field.values.front();
    case RepeatedNames::Last:
      return field.values.back();
    case RepeatedNames::Join:
      break;
  }
  return fmt::format("{}", fmt::join(field.values, "|"));
}

constexpr std::string_view kRoot = "QuestionFormAnswers";

/// Of a document exactly as answers_xml() and form_answers_xml() make it; nothing for any other.
std::optional<std::vector<AnswerField>> fields_as_written(std::string_view xml) {
  static const std::string kHead = xml::written_head(kRoot, kQuestionFormAnswersNamespace);
  xml::WrittenReader in(xml, kHead);
  std::vector<AnswerField> out;
  while (in.open("Answer")) {
    auto name = in.element("QuestionIdentifier");
    if (!name) return std::nullopt;
    AnswerField& field = out.emplace_back(AnswerField{*std::move(name), {}});
    while (auto value = in.any_element()) field.values.push_back(*std::move(value));
    if (!in.close("Answer")) return std::nullopt;
  }
  if (!in.close(kRoot) || !in.at_end()) return std::nullopt;
  return out;
}

/// Of a document that follows the schema.
std::vector<AnswerField> fields_in(const xml::Document& document) {
  std::vector<AnswerField> out;
  for (const xml::Element answer : document.root().children()) {
    const auto parts = answer.children();
    AnswerField field{parts.front().text(), {}};
    for (std::size_t i = 1; i < parts.size(); ++i) field.values.push_back(parts[i].text());
    out.push_back(std::move(field));
  }
  return out;
}

}  // namespace

std::string clean_text(std::string_view text) {
  return xml::carriable(with_plain_line_ends(text));
}

Result<Done> check_answer_size(std::span<const FormField> form, const AnswerRules& rules) {
  if (form.size() > rules.max_fields) {
    return refuse(Code::AnswerInvalid,
                  fmt::format("The answer has {} fields; the limit is {}.", form.size(), rules.max_fields));
  }
  std::size_t bytes = 0;
  for (const FormField& field : form) bytes += field.name.size() + field.value.size();
  if (bytes > rules.max_bytes) {
    return refuse(Code::AnswerInvalid,
                  fmt::format("The answer has {} bytes; the limit is {}.", bytes, rules.max_bytes));
  }
  return Done{};
}

Result<SubmittedForm> read_form(std::span<const FormField> form, const AnswerRules& rules) {
  KEMPELEN_TRY([[maybe_unused]] const auto fits, check_answer_size(form, rules));
  SubmittedForm out;
  std::unordered_map<std::string, std::size_t> index_of;
  for (const FormField& field : form) {
    if (field.name == kAssignmentField) {
      if (out.assignment.empty()) out.assignment.text = field.value;
      continue;
    }
    std::string name = clean_text(field.name);
    if (name.empty() || is_ignored(name)) continue;
    const auto [known, is_new] = index_of.try_emplace(name, out.fields.size());
    if (is_new) out.fields.push_back({std::move(name), {}});
    out.fields[known->second].values.push_back(clean_text(field.value));
  }
  if (out.fields.empty()) return refuse(Code::AnswerEmpty);
  return out;
}

std::string answers_xml(std::span<const AnswerField> fields, RepeatedNames repeated) {
  KEMPELEN_INVARIANT(!fields.empty(), "an answer document has at least one answer");
  xml::Writer writer(kRoot, kQuestionFormAnswersNamespace);
  for (const AnswerField& field : fields) {
    writer.open("Answer");
    writer.element("QuestionIdentifier", field.name);
    writer.element("FreeText", one_value(field, repeated));
    writer.close();
  }
  return writer.finish();
}

Result<std::vector<AnswerField>> parse_answers(std::string_view xml) {
  const auto document = xml::parse(xml, kAnswerLimits);
  if (!document) return refuse(Code::XmlParseError, xml::describe(document.error()), "Answer");
  if (const auto problem = question_form_answers_schema().validate(*document)) {
    return refuse(Code::XmlParseError, xml::describe(*problem), "Answer");
  }
  return fields_in(*document);
}

std::vector<AnswerField> read_stored_answers(std::string_view xml) {
  if (auto fields = fields_as_written(xml)) return *std::move(fields);
  const auto document = xml::parse(xml, kAnswerLimits);
  KEMPELEN_INVARIANT(document.has_value(), "a stored answer document is well-formed");
  return fields_in(*document);
}

std::vector<AnswerField> as_read_back(std::span<const AnswerField> fields, RepeatedNames repeated) {
  std::vector<AnswerField> out;
  for (const AnswerField& field : fields) out.push_back({field.name, {one_value(field, repeated)}});
  return out;
}

}  // namespace kempelen::domain
