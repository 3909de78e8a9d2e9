// Elements stand in the order of the schemas, which is what most requests that are written by hand get wrong.
#include "client/questions.h"

#include <fmt/format.h>

#include <string_view>

#include "xml/namespaces.h"
#include "xml/writer.h"

namespace kempelen::client {
namespace {

/// One document on its way. Its overloads call each other in any order, as the schemas nest.
class Document {
 public:
  Document(std::string_view root, std::string_view name_space)
      : writer_(root, name_space, xml::Charset::Utf8) {}

  std::string finish() { return writer_.finish(); }

  /// Calls the overload of `write` for what the variant holds.
  template <typename... Kinds>
  void write_each(const std::variant<Kinds...>& value) {
    std::visit([this](const auto& held) { write(held); }, value);
  }

  void element(std::string_view name, std::string_view text) { writer_.element(name, xml::carriable(text)); }

  void element(std::string_view name, std::int64_t number) { writer_.element(name, std::to_string(number)); }

  /// Text with markup of its own, as a CDATA section.
  void markup(std::string_view name, std::string_view text) {
    writer_.open(name);
    writer_.cdata(xml::carriable(text));
    writer_.close();
  }

  void write(const Title& title) { element("Title", title.text); }

  void write(const Text& text) { element("Text", text.text); }

  void write(const Bullets& bullets) {
    writer_.open("List");
    for (const std::string& item : bullets.items) element("ListItem", item);
    writer_.close();
  }

  void write(const FormattedContent& content) { markup("FormattedContent", content.xhtml); }

  void write(const Media& media) {
    writer_.open("Binary");
    writer_.open("MimeType");
    element("Type", media.type);
    if (!media.sub_type.empty()) element("SubType", media.sub_type);
    writer_.close();
    element("DataURL", media.url);
    element("AltText", media.alt_text);
    writer_.close();
  }

  /// An empty element with those of the attributes that have a value.
  void attributes_only(std::string_view name, xml::Writer::Attributes attributes) {
    std::erase_if(attributes, [](const auto& attribute) { return attribute.second.empty(); });
    writer_.open(name, attributes);
    writer_.close();
  }

  template <typename Number>
  static std::string text_of(const std::optional<Number>& number) {
    return number ? std::to_string(*number) : std::string();
  }

  void write(const Pattern& pattern) {
    attributes_only("AnswerFormatRegex", {{"regex", xml::carriable(pattern.regex)},
                                          {"errorText", xml::carriable(pattern.error_text)},
                                          {"flags", xml::carriable(pattern.flags)}});
  }

  /// What FreeTextAnswer and OtherSelection have in common: everything inside.
  void write_inside(const FreeText& text) {
    const bool length = text.min_length || text.max_length;
    if (text.numeric || length || !text.patterns.empty()) {
      writer_.open("Constraints");
      if (text.numeric) {
        attributes_only("IsNumeric",
                        {{"minValue", text_of(text.numeric->min)}, {"maxValue", text_of(text.numeric->max)}});
      }
      if (length) {
        attributes_only("Length",
                        {{"minLength", text_of(text.min_length)}, {"maxLength", text_of(text.max_length)}});
      }
      for (const Pattern& pattern : text.patterns) write(pattern);
      writer_.close();
    }
    if (text.default_text) element("DefaultText", *text.default_text);
    if (text.lines) element("NumberOfLinesSuggestion", *text.lines);
  }

  void write(const FreeText& text) {
    writer_.open("FreeTextAnswer");
    write_inside(text);
    writer_.close();
  }

  void write(const Selection& selection) {
    writer_.open("SelectionAnswer");
    element("MinSelectionCount", selection.at_least);
    element("MaxSelectionCount", selection.at_most);
    if (!selection.style.empty()) element("StyleSuggestion", selection.style);
    writer_.open("Selections");
    for (const Choice& choice : selection.choices) {
      writer_.open("Selection");
      element("SelectionIdentifier", choice.identifier);
      write_each(choice.shown);
      writer_.close();
    }
    if (selection.other) {
      writer_.open("OtherSelection");
      write_inside(*selection.other);
      writer_.close();
    }
    writer_.close();
    writer_.close();
  }

  void write(const FileUpload& upload) {
    writer_.open("FileUploadAnswer");
    element("MaxFileSizeInBytes", upload.max_bytes);
    element("MinFileSizeInBytes", upload.min_bytes);
    writer_.close();
  }

  void write(const Overview& overview) {
    writer_.open("Overview");
    for (const Content& part : overview.content) write_each(part);
    writer_.close();
  }

  void write(const FormQuestion& question) {
    writer_.open("Question");
    element("QuestionIdentifier", question.identifier);
    if (!question.display_name.empty()) element("DisplayName", question.display_name);
    element("IsRequired", question.required ? "true" : "false");
    writer_.open("QuestionContent");
    for (const Content& part : question.content) write_each(part);
    writer_.close();
    writer_.open("AnswerSpecification");
    write_each(question.answer);
    writer_.close();
    writer_.close();
  }

  void write(std::monostate) {}

  void write(const AnswerKey::Percentage& mapping) {
    writer_.open("QualificationValueMapping");
    writer_.open("PercentageMapping");
    element("MaximumSummedScore", mapping.maximum_score);
    writer_.close();
    writer_.close();
  }

  void write(const AnswerKey::Scale& mapping) {
    writer_.open("QualificationValueMapping");
    writer_.open("ScaleMapping");
    writer_.element("SummedScoreMultiplier", fmt::format("{}", mapping.multiplier));
    writer_.close();
    writer_.close();
  }

  void write(const AnswerKey::Ranges& mapping) {
    writer_.open("QualificationValueMapping");
    writer_.open("RangeMapping");
    for (const AnswerKey::Range& range : mapping.ranges) {
      writer_.open("SummedScoreRange");
      element("InclusiveLowerBound", range.low);
      element("InclusiveUpperBound", range.high);
      element("QualificationValue", range.value);
      writer_.close();
    }
    element("OutOfRangeQualificationValue", mapping.otherwise);
    writer_.close();
    writer_.close();
  }

  void write(const AnswerKey::Question& question) {
    writer_.open("Question");
    element("QuestionIdentifier", question.identifier);
    for (const AnswerKey::Option& option : question.options) {
      writer_.open("AnswerOption");
      for (const std::string& identifier : option.selections) element("SelectionIdentifier", identifier);
      element("AnswerScore", option.score);
      writer_.close();
    }
    if (question.default_score) element("DefaultScore", *question.default_score);
    writer_.close();
  }

 private:
  xml::Writer writer_;
};

}  // namespace

std::string to_xml(const HtmlQuestion& question) {
  Document document("HTMLQuestion", kHtmlQuestionNamespace);
  document.markup("HTMLContent", question.html);
  document.element("FrameHeight", question.frame_height);
  return document.finish();
}

std::string to_xml(const ExternalQuestion& question) {
  Document document("ExternalQuestion", kExternalQuestionNamespace);
  document.element("ExternalURL", question.url);
  document.element("FrameHeight", question.frame_height);
  return document.finish();
}

std::string to_xml(const QuestionForm& form) {
  Document document("QuestionForm", kQuestionFormNamespace);
  for (const auto& item : form.items) document.write_each(item);
  return document.finish();
}

std::string to_xml(const AnswerKey& key) {
  Document document("AnswerKey", kAnswerKeyNamespace);
  for (const AnswerKey::Question& question : key.questions) document.write(question);
  document.write_each(key.mapping);
  return document.finish();
}

}  // namespace kempelen::client
