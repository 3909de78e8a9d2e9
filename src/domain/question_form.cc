// The schema has the order and the types; what is left is read here, and checked where it stands.
#include "domain/question_form.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <limits>
#include <set>

#include "base/fault.h"
#include "domain/formatted_content.h"
#include "domain/question_refusal.h"
#include "domain/schemas/schemas.h"

namespace kempelen::domain {
namespace {

constexpr int kMaxDepth = 100;
/// All patterns of a form together, in instructions: compiling so many takes some hundredths of a second.
constexpr std::int64_t kPatternInstructionsMax = 100'000;
constexpr std::string_view kDefaultErrorText = "Invalid input supplied.";

struct StyleName {
  std::string_view name;
  SelectionStyle style;
};
constexpr auto kStyles = std::to_array<StyleName>({{"radiobutton", SelectionStyle::RadioButton},
                                                   {"checkbox", SelectionStyle::CheckBox},
                                                   {"list", SelectionStyle::List},
                                                   {"dropdown", SelectionStyle::DropDown},
                                                   {"combobox", SelectionStyle::ComboBox},
                                                   {"multichooser", SelectionStyle::MultiChooser}});

struct PartName {
  std::string_view name;
  ContentPart::Kind kind;
};
constexpr auto kParts = std::to_array<PartName>({{"Title", ContentPart::Kind::Title},
                                                 {"Text", ContentPart::Kind::Text},
                                                 {"List", ContentPart::Kind::List},
                                                 {"FormattedContent", ContentPart::Kind::FormattedContent},
                                                 {"Binary", ContentPart::Kind::Binary},
                                                 {"EmbeddedBinary", ContentPart::Kind::EmbeddedBinary}});

/// A whole number that the schema has checked; numbers beyond 64 bits become the largest or smallest.
std::int64_t whole_number(std::string_view written) {
  std::string_view digits = trim_xml_space(written);
  if (digits.starts_with('+')) digits.remove_prefix(1);
  std::int64_t value = 0;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), value);
  if (error != std::errc::result_out_of_range) return value;
  return digits.starts_with('-') ? std::numeric_limits<std::int64_t>::min()
                                 : std::numeric_limits<std::int64_t>::max();
}

std::optional<std::int64_t> number_in(const xml::Element& element, std::string_view attribute) {
  const auto written = element.attribute(attribute);
  return written ? std::optional(whole_number(*written)) : std::nullopt;
}

std::optional<std::int32_t> bound_in(const xml::Element& element, std::string_view attribute) {
  const auto number = number_in(element, attribute);
  return number ? std::optional(static_cast<std::int32_t>(*number)) : std::nullopt;
}

std::string text_of(const xml::Element& parent, std::string_view child) {
  const auto element = parent.child(child);
  return element ? element->text() : std::string();
}

std::string at_line(std::string_view sentence, const xml::Element& element) {
  return fmt::format("{} (line {})", sentence, element.line());
}

/// `sentence (line 7).`, as the text of a refusal continues.
tl::unexpected<Refusal> refuse_at(const xml::Element& element, std::string_view value,
                                  std::string_view because) {
  return refuse_value(value, element.name(), at_line(because, element) + ".");
}

class FormReader {
 public:
  explicit FormReader(const FormRules& rules) : rules_(rules) {}

  Result<QuestionForm> read(const xml::Element& root) {
    QuestionForm form;
    for (const xml::Element& item : root.children()) {
      if (item.name() == "Overview") {
        KEMPELEN_TRY(auto content, read_content(item));
        form.items.emplace_back(Overview{std::move(content)});
      } else {
        KEMPELEN_TRY(auto question, read_question(item));
        form.items.emplace_back(std::move(question));
      }
    }
    if (identifiers_.empty()) {
      return refuse_at(root, root.name(), "The form asks nothing: it needs at least one Question element");
    }
    return form;
  }

 private:
  Result<FormQuestion> read_question(const xml::Element& element) {
    FormQuestion question;
    const auto identifier = *element.child("QuestionIdentifier");
    question.identifier = identifier.text();
    if (question.identifier.empty()) return refuse_at(identifier, "", "It must not be empty");
    if (!identifiers_.insert(question.identifier).second) {
      return refuse_at(identifier, question.identifier,
                       "Another question of this form has the same identifier");
    }
    if (const auto shown = element.child("DisplayName")) question.display_name = shown->text();
    const std::string required = text_of(element, "IsRequired");
    question.required = trim_xml_space(required) == "true" || trim_xml_space(required) == "1";
    KEMPELEN_TRY(question.content, read_content(*element.child("QuestionContent")));
    const xml::Element answer = element.child("AnswerSpecification")->children().front();
    if (answer.name() == "FreeTextAnswer") {
      KEMPELEN_TRY(question.answer, read_free_text(answer));
    } else if (answer.name() == "SelectionAnswer") {
      KEMPELEN_TRY(question.answer, read_selection_answer(answer));
    } else {
      KEMPELEN_TRY(question.answer, read_file_upload(answer));
    }
    return question;
  }

  Result<std::vector<ContentPart>> read_content(const xml::Element& element) const {
    std::vector<ContentPart> parts;
    for (const xml::Element& child : element.children()) {
      KEMPELEN_TRY(auto part, read_part(child));
      parts.push_back(std::move(part));
    }
    return parts;
  }

  Result<ContentPart> read_part(const xml::Element& element) const {
    const auto* const known = std::ranges::find(kParts, element.name(), &PartName::name);
    KEMPELEN_INVARIANT(known != kParts.end(), "the schema knows these parts only");
    ContentPart part{.kind = known->kind};
    switch (part.kind) {
      case ContentPart::Kind::Title:
      case ContentPart::Kind::Text:
        part.text = element.text();
        break;
      case ContentPart::Kind::List:
        for (const xml::Element& item : element.children()) part.items.push_back(item.text());
        break;
      case ContentPart::Kind::FormattedContent: {
        KEMPELEN_TRY(part.text, formatted_html(element.text(), {element.line(), rules_.parameter}));
        break;
      }
      case ContentPart::Kind::Binary:
      case ContentPart::Kind::EmbeddedBinary:
        part.media = read_media(element);
        break;
    }
    return part;
  }

  static Media read_media(const xml::Element& element) {
    const xml::Element mime = element.children().front();
    return {.type = text_of(mime, "Type"),
            .sub_type = text_of(mime, "SubType"),
            .url = collapse_xml_space(text_of(element, "DataURL")),
            .alt_text = text_of(element, "AltText"),
            .width = text_of(element, "Width"),
            .height = text_of(element, "Height")};
  }

  Result<FreeText> read_free_text(const xml::Element& element) {
    FreeText free_text;
    if (const auto constraints = element.child("Constraints")) {
      KEMPELEN_TRY(free_text, read_constraints(*constraints));
    }
    if (const auto given = element.child("DefaultText")) free_text.default_text = given->text();
    if (const auto lines = element.child("NumberOfLinesSuggestion")) {
      constexpr std::int64_t kLinesMax = 1000;
      free_text.lines = static_cast<std::int32_t>(std::min(whole_number(lines->text()), kLinesMax));
    }
    return free_text;
  }

  Result<FreeText> read_constraints(const xml::Element& constraints) {
    FreeText free_text;
    for (const xml::Element& constraint : constraints.children()) {
      if (constraint.name() == "IsNumeric") {
        free_text.numeric = {bound_in(constraint, "minValue"), bound_in(constraint, "maxValue")};
        const auto [low, high] = *free_text.numeric;
        if (low && high && *low > *high) {
          return refuse_at(constraint, std::to_string(*low), "minValue must not be greater than maxValue");
        }
      } else if (constraint.name() == "Length") {
        free_text.min_length = number_in(constraint, "minLength");
        free_text.max_length = number_in(constraint, "maxLength");
        if (free_text.min_length.value_or(0) >
            free_text.max_length.value_or(std::numeric_limits<std::int64_t>::max())) {
          return refuse_at(constraint, std::to_string(*free_text.min_length),
                           "minLength must not be greater than maxLength");
        }
      } else {
        KEMPELEN_TRY(auto pattern, read_pattern(constraint));
        free_text.patterns.push_back(std::move(pattern));
      }
    }
    return free_text;
  }

  Result<AnswerPattern> read_pattern(const xml::Element& element) {
    AnswerPattern pattern{
        .regex = *element.attribute("regex"),
        .error_text = element.attribute("errorText").value_or(std::string(kDefaultErrorText))};
    const std::string flags = element.attribute("flags").value_or("");
    if (!flags.empty() && flags != "i") return refuse_at(element, flags, "The only flag is i");
    if (!flags.empty()) pattern.letters = LetterCase::Ignored;
    if (rules_.source == FormRules::Source::Store) return pattern;
    const auto size = pattern_size(pattern);
    if (!size) return refuse_at(element, pattern.regex, "It is not a regular expression");
    instructions_ += *size;
    if (instructions_ > kPatternInstructionsMax) {
      return refuse_at(element, pattern.regex, "The regular expressions of this form are too large together");
    }
    return pattern;
  }

  Result<SelectionAnswer> read_selection_answer(const xml::Element& element) {
    SelectionAnswer answer;
    const auto low = element.child("MinSelectionCount");
    const auto high = element.child("MaxSelectionCount");
    if (low) answer.min_count = whole_number(low->text());
    if (high) answer.max_count = whole_number(high->text());
    if (const auto style = element.child("StyleSuggestion")) {
      answer.suggestion = std::ranges::find(kStyles, style->text(), &StyleName::name)->style;
    }
    for (const xml::Element& child : element.child("Selections")->children()) {
      if (child.name() == "OtherSelection") {
        KEMPELEN_TRY(answer.other, read_free_text(child));
        continue;
      }
      KEMPELEN_TRY(auto selection, read_selection(child, answer.selections));
      answer.selections.push_back(std::move(selection));
    }
    const auto choices = static_cast<std::int64_t>(answer.selections.size()) + (answer.other ? 1 : 0);
    if (high && answer.max_count > choices) {
      return refuse_at(*high, trim_xml_space(high->text()),
                       fmt::format("There are only {} selections to choose from", choices));
    }
    if (low && answer.min_count > answer.max_count) {
      return refuse_at(
          *low, trim_xml_space(low->text()),
          fmt::format("It must not be greater than MaxSelectionCount, which is {}", answer.max_count));
    }
    return answer;
  }

  Result<FileUpload> read_file_upload(const xml::Element& element) const {
    const auto low = *element.child("MinFileSizeInBytes");
    const FileUpload upload{.max_bytes = whole_number(text_of(element, "MaxFileSizeInBytes")),
                            .min_bytes = whole_number(low.text())};
    if (upload.min_bytes > upload.max_bytes) {
      return refuse_at(
          low, trim_xml_space(low.text()),
          fmt::format("It must not be greater than MaxFileSizeInBytes, which is {}", upload.max_bytes));
    }
    return upload;
  }

  Result<Selection> read_selection(const xml::Element& element, const std::vector<Selection>& before) const {
    const auto identifier = *element.child("SelectionIdentifier");
    std::string text = identifier.text();
    if (text.empty()) return refuse_at(identifier, "", "It must not be empty");
    if (std::ranges::find(before, text, &Selection::identifier) != before.end()) {
      return refuse_at(identifier, text, "Another selection of this question has the same identifier");
    }
    KEMPELEN_TRY(auto content, read_part(element.children().back()));
    return Selection{std::move(text), std::move(content)};
  }

  const FormRules& rules_;
  std::set<std::string> identifiers_;
  std::int64_t instructions_ = 0;
};

/// The first element that the original withdrew in December 2017 and that cannot be used here either.
std::optional<xml::Element> withdrawn_in(const xml::Element& parent, FormRules::FileUploads file_uploads) {
  for (const xml::Element& child : parent.children()) {
    if (child.name() == "Application") return child;
    if (child.name() == "FileUploadAnswer" && file_uploads == FormRules::FileUploads::Refused) return child;
    if (const auto deeper = withdrawn_in(child, file_uploads)) return deeper;
  }
  return std::nullopt;
}

Result<Done> check_schema(const xml::Document& document, const FormRules& rules) {
  const xml::Element root = document.root();
  const bool old = root.name_space() == kQuestionForm2005Namespace;
  if (root.name() != "QuestionForm" || (!old && root.name_space() != kQuestionFormNamespace)) {
    return refuse_xml(
        {fmt::format("cvc-elt.1: Cannot find the declaration of element '{}'. Expected is "
                     "QuestionForm in the namespace '{}' or '{}'.",
                     echoed(root.name(), 100), kQuestionFormNamespace, kQuestionForm2005Namespace),
         root.line(), 0, echoed(root.name(), 100)},
        rules.parameter);
  }
  if (const auto withdrawn = withdrawn_in(root, rules.file_uploads)) {
    return refuse_xml(
        {fmt::format("The element '{}' was withdrawn from QuestionForm in December 2017 and cannot "
                     "be used.",
                     withdrawn->name()),
         withdrawn->line(), 0, std::string(withdrawn->name())},
        rules.parameter);
  }
  const xml::Schema& schema = old ? question_form_2005_schema() : question_form_schema();
  if (auto problem = schema.validate(document)) {
    if (problem->element == "FormattedContent" && problem->text.starts_with("cvc-type.3.1.2")) {
      problem->text += " Put the XHTML into a CDATA section.";
    }
    return refuse_xml(*problem, rules.parameter);
  }
  return Done{};
}

}  // namespace

std::string_view name(SelectionStyle style) {
  return std::ranges::find(kStyles, style, &StyleName::style)->name;
}

SelectionStyle shown_style(const SelectionAnswer& answer) {
  const bool several = answer.max_count > 1;
  const bool words_only = std::ranges::all_of(answer.selections, [](const Selection& selection) {
    return selection.content.kind == ContentPart::Kind::Text;
  });
  const SelectionStyle usual = several ? SelectionStyle::CheckBox : SelectionStyle::RadioButton;
  const SelectionStyle wanted = answer.suggestion.value_or(usual);
  switch (wanted) {
    case SelectionStyle::CheckBox:
      return wanted;
    case SelectionStyle::RadioButton:
      return several ? usual : wanted;
    case SelectionStyle::DropDown:
      return several || !words_only ? usual : wanted;
    case SelectionStyle::List:
    case SelectionStyle::ComboBox:
    case SelectionStyle::MultiChooser:
      return words_only ? wanted : usual;
  }
  return usual;
}

const FormQuestion* find_question(const QuestionForm& form, std::string_view identifier) {
  for (const auto& item : form.items) {
    const auto* const question = std::get_if<FormQuestion>(&item);
    if (question != nullptr && question->identifier == identifier) return question;
  }
  return nullptr;
}

bool is_question_form(std::string_view xml) {
  // Checked documents begin with a declaration, comments and instructions at most; then comes the root.
  for (std::size_t at = xml.find('<'); at != std::string_view::npos; at = xml.find('<', at)) {
    const std::string_view rest = xml.substr(at);
    if (rest.starts_with("<?") || rest.starts_with("<!--")) {
      const std::string_view end = rest[1] == '?' ? "?>" : "-->";
      at = xml.find(end, at);
      if (at == std::string_view::npos) return false;
      continue;
    }
    std::string_view tag = rest.substr(1, rest.find_first_of(" \t\r\n/>") - 1);
    if (const std::size_t colon = tag.find(':'); colon != std::string_view::npos)
      tag.remove_prefix(colon + 1);
    return tag == "QuestionForm";
  }
  return false;
}

Result<QuestionForm> parse_question_form(std::string_view xml, const FormRules& rules) {
  KEMPELEN_TRY([[maybe_unused]] const auto fits, check_document_size(xml, rules.parameter, rules.max_bytes));
  const auto document = xml::parse(xml, {rules.max_bytes, kMaxDepth});
  if (!document) return refuse_xml(document.error(), rules.parameter);
  return read_question_form(*document, rules);
}

Result<QuestionForm> read_question_form(const xml::Document& document, const FormRules& rules) {
  KEMPELEN_TRY([[maybe_unused]] const auto valid, check_schema(document, rules));
  return FormReader(rules).read(document.root());
}

}  // namespace kempelen::domain
