// A QuestionForm as workers get it: what to show, and which answer each question takes. Beside the other
// shapes of the Worker API (worker_site.h).
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "model/field.h"

namespace kempelen::api::worker {

inline constexpr std::string_view kContentTypes[] = {"Title",  "Text",          "List", "FormattedContent",
                                                     "Binary", "EmbeddedBinary"};
inline constexpr std::string_view kSelectionStyles[] = {"radiobutton", "checkbox", "list",
                                                        "dropdown",    "combobox", "multichooser"};

struct Media {
  std::string type;
  std::optional<std::string> sub_type;
  std::string url;
  std::string alt_text;
  std::optional<std::string> width;
  std::optional<std::string> height;
};

struct ContentPart {
  std::string type;
  std::optional<std::string> text;
  std::optional<std::string> html;
  std::vector<std::string> items;
  std::optional<Media> media;
};

struct AnswerPattern {
  std::string regex;
  bool ignores_case = false;
  std::string error_text;
};

struct FreeText {
  bool is_numeric = false;
  std::optional<std::int32_t> min_value;
  std::optional<std::int32_t> max_value;
  std::optional<std::int64_t> min_length;
  std::optional<std::int64_t> max_length;
  std::vector<AnswerPattern> patterns;
  std::optional<std::string> default_text;
  std::int32_t number_of_lines = 1;
};

struct Selection {
  std::string selection_identifier;
  ContentPart content;
};

struct SelectionAnswer {
  std::int64_t min_selection_count = 1;
  std::int64_t max_selection_count = 1;
  std::string style;
  std::vector<Selection> selections;
  std::optional<FreeText> other;
};

struct FileUpload {
  std::int64_t min_bytes = 0;
  std::int64_t max_bytes = 0;
};

struct FormQuestion {
  std::string question_identifier;
  std::optional<std::string> display_name;
  bool is_required = false;
  std::vector<ContentPart> content;
  std::optional<FreeText> free_text;
  std::optional<SelectionAnswer> selection;
  std::optional<FileUpload> file_upload;
};

struct FormItem {
  std::vector<ContentPart> overview;
  std::optional<FormQuestion> question;
};

struct Form {
  std::vector<FormItem> items;
};

}  // namespace kempelen::api::worker

namespace kempelen {

template <>
struct model::ShapeOf<api::worker::Media> {
  static constexpr Field fields[] = {
      field<&api::worker::Media::type>("Type", "image, audio or video; of an EmbeddedBinary anything."),
      field<&api::worker::Media::sub_type>("SubType", "The second half of the MIME type."),
      field<&api::worker::Media::url>("URL", "An http or https address outside this server."),
      field<&api::worker::Media::alt_text>("AltText", "What to say where it cannot be shown."),
      field<&api::worker::Media::width>("Width", "Pixels, as the requester wrote it."),
      field<&api::worker::Media::height>("Height", "Pixels, as the requester wrote it."),
  };
  static constexpr Shape shape{"Media", fields};
};

template <>
struct model::ShapeOf<api::worker::ContentPart> {
  static constexpr Field fields[] = {
      field<&api::worker::ContentPart::type>("Type", one_of(api::worker::kContentTypes),
                                             "The element of the QuestionForm."),
      field<&api::worker::ContentPart::text>("Text", "Of a Title or Text."),
      field<&api::worker::ContentPart::html>(
          "HTML", "Of a FormattedContent: written anew from a short list of elements and attributes."),
      field<&api::worker::ContentPart::items>("Items", "Of a List."),
      field<&api::worker::ContentPart::media>("Media", "Of a Binary or EmbeddedBinary."),
  };
  static constexpr Shape shape{"ContentPart", fields};
};

template <>
struct model::ShapeOf<api::worker::AnswerPattern> {
  static constexpr Field fields[] = {
      field<&api::worker::AnswerPattern::regex>("Regex",
                                                "JavaScript pattern; it may match anywhere in the text."),
      field<&api::worker::AnswerPattern::ignores_case>("IgnoresCase", "Whether it has the flag i."),
      field<&api::worker::AnswerPattern::error_text>("ErrorText", "What to say if it does not match."),
  };
  static constexpr Shape shape{"AnswerPattern", fields};
};

template <>
struct model::ShapeOf<api::worker::FreeText> {
  static constexpr Field fields[] = {
      field<&api::worker::FreeText::is_numeric>("IsNumeric", "Whether it must be a number."),
      field<&api::worker::FreeText::min_value>("MinValue", "The least number."),
      field<&api::worker::FreeText::max_value>("MaxValue", "The greatest number."),
      field<&api::worker::FreeText::min_length>(
          "MinLength", "The least number of characters; from 1 on there must be an answer."),
      field<&api::worker::FreeText::max_length>("MaxLength", "The greatest number of characters."),
      field<&api::worker::FreeText::patterns>("Patterns", "All of them must match."),
      field<&api::worker::FreeText::default_text>(
          "DefaultText", "Filled in at first; the answer of a question that is left out of Answers."),
      field<&api::worker::FreeText::number_of_lines>("NumberOfLines", "Suggested height of the input."),
  };
  static constexpr Shape shape{"FreeText", fields};
};

template <>
struct model::ShapeOf<api::worker::Selection> {
  static constexpr Field fields[] = {
      field<&api::worker::Selection::selection_identifier>("SelectionIdentifier", "What an answer sends."),
      field<&api::worker::Selection::content>("Content", "What the worker sees."),
  };
  static constexpr Shape shape{"Selection", fields};
};

template <>
struct model::ShapeOf<api::worker::SelectionAnswer> {
  static constexpr Field fields[] = {
      field<&api::worker::SelectionAnswer::min_selection_count>(
          "MinSelectionCount", "The least number of choices, once there is one or the question is required."),
      field<&api::worker::SelectionAnswer::max_selection_count>(
          "MaxSelectionCount", "The greatest number of choices; a text of Other counts as one."),
      field<&api::worker::SelectionAnswer::style>("Style", one_of(api::worker::kSelectionStyles),
                                                  "How to show it: the requester's wish where it suits."),
      field<&api::worker::SelectionAnswer::selections>("Selections", always_written, "What to choose from."),
      field<&api::worker::SelectionAnswer::other>("Other", "A text that may be given besides or instead."),
  };
  static constexpr Shape shape{"SelectionAnswer", fields};
};

template <>
struct model::ShapeOf<api::worker::FileUpload> {
  static constexpr Field fields[] = {
      field<&api::worker::FileUpload::min_bytes>("MinFileSizeInBytes", "The least size of the file."),
      field<&api::worker::FileUpload::max_bytes>("MaxFileSizeInBytes", "The greatest size of the file."),
  };
  static constexpr Shape shape{"FileUpload", fields};
};

template <>
struct model::ShapeOf<api::worker::FormQuestion> {
  static constexpr Field fields[] = {
      field<&api::worker::FormQuestion::question_identifier>(
          "QuestionIdentifier", "Names the question in Answers; not meant to be shown."),
      field<&api::worker::FormQuestion::display_name>("DisplayName", "A label such as Q1."),
      field<&api::worker::FormQuestion::is_required>("IsRequired", "Whether there must be an answer."),
      field<&api::worker::FormQuestion::content>("Content", always_written, "What is asked."),
      field<&api::worker::FormQuestion::free_text>("FreeText", "The answer is a text."),
      field<&api::worker::FormQuestion::selection>("Selection", "The answer is a choice."),
      field<&api::worker::FormQuestion::file_upload>("FileUpload",
                                                     "The answer is a file; see RequestFileUpload."),
  };
  static constexpr Shape shape{"FormQuestion", fields};
};

template <>
struct model::ShapeOf<api::worker::FormItem> {
  static constexpr Field fields[] = {
      field<&api::worker::FormItem::overview>("Overview", "Something to read; or Question."),
      field<&api::worker::FormItem::question>("Question", "Something to answer; or Overview."),
  };
  static constexpr Shape shape{"FormItem", fields};
};

template <>
struct model::ShapeOf<api::worker::Form> {
  static constexpr Field fields[] = {
      field<&api::worker::Form::items>("Items", always_written, "From top to bottom."),
  };
  static constexpr Shape shape{"Form", fields};
};

}  // namespace kempelen
