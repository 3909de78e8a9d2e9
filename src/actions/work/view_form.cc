// A form from the words of the domain into those of the Worker API.
#include "actions/work/view.h"

namespace kempelen::actions {
namespace {

std::string_view part_type(domain::ContentPart::Kind kind) {
  switch (kind) {
    case domain::ContentPart::Kind::Title:
      return "Title";
    case domain::ContentPart::Kind::Text:
      return "Text";
    case domain::ContentPart::Kind::List:
      return "List";
    case domain::ContentPart::Kind::FormattedContent:
      return "FormattedContent";
    case domain::ContentPart::Kind::Binary:
      return "Binary";
    case domain::ContentPart::Kind::EmbeddedBinary:
      return "EmbeddedBinary";
  }
  return "";
}

std::optional<std::string> unless_empty(const std::string& text) {
  return text.empty() ? std::nullopt : std::optional(text);
}

api::worker::Media view_media(const domain::Media& media) {
  return {.type = media.type,
          .sub_type = unless_empty(media.sub_type),
          .url = media.url,
          .alt_text = media.alt_text,
          .width = unless_empty(media.width),
          .height = unless_empty(media.height)};
}

api::worker::ContentPart view_part(const domain::ContentPart& part) {
  using Kind = domain::ContentPart::Kind;
  api::worker::ContentPart view{
      .type = std::string(part_type(part.kind)), .text = {}, .html = {}, .items = part.items, .media = {}};
  if (part.kind == Kind::Title || part.kind == Kind::Text) view.text = part.text;
  if (part.kind == Kind::FormattedContent) view.html = part.text;
  if (part.kind == Kind::Binary || part.kind == Kind::EmbeddedBinary) view.media = view_media(part.media);
  return view;
}

std::vector<api::worker::ContentPart> view_content(const std::vector<domain::ContentPart>& content) {
  std::vector<api::worker::ContentPart> out;
  for (const domain::ContentPart& part : content) out.push_back(view_part(part));
  return out;
}

api::worker::FreeText view_free_text(const domain::FreeText& free_text) {
  const auto numeric = free_text.numeric.value_or(domain::FreeText::Numeric{});
  api::worker::FreeText view{.is_numeric = free_text.numeric.has_value(),
                             .min_value = numeric.low,
                             .max_value = numeric.high,
                             .min_length = free_text.min_length,
                             .max_length = free_text.max_length,
                             .patterns = {},
                             .default_text = free_text.default_text,
                             .number_of_lines = free_text.lines};
  for (const domain::AnswerPattern& pattern : free_text.patterns) {
    view.patterns.push_back({.regex = pattern.regex,
                             .ignores_case = pattern.letters == domain::LetterCase::Ignored,
                             .error_text = pattern.error_text});
  }
  return view;
}

api::worker::SelectionAnswer view_selection_answer(const domain::SelectionAnswer& answer) {
  api::worker::SelectionAnswer view{.min_selection_count = answer.min_count,
                                    .max_selection_count = answer.max_count,
                                    .style = std::string(name(domain::shown_style(answer))),
                                    .selections = {},
                                    .other = {}};
  for (const domain::Selection& selection : answer.selections) {
    view.selections.push_back({selection.identifier, view_part(selection.content)});
  }
  if (answer.other) view.other = view_free_text(*answer.other);
  return view;
}

api::worker::FormQuestion view_form_question(const domain::FormQuestion& question) {
  api::worker::FormQuestion view{.question_identifier = question.identifier,
                                 .display_name = question.display_name,
                                 .is_required = question.required,
                                 .content = view_content(question.content),
                                 .free_text = {},
                                 .selection = {},
                                 .file_upload = {}};
  if (const auto* const free_text = std::get_if<domain::FreeText>(&question.answer)) {
    view.free_text = view_free_text(*free_text);
  } else if (const auto* const selection = std::get_if<domain::SelectionAnswer>(&question.answer)) {
    view.selection = view_selection_answer(*selection);
  } else {
    const auto& upload = std::get<domain::FileUpload>(question.answer);
    view.file_upload = api::worker::FileUpload{.min_bytes = upload.min_bytes, .max_bytes = upload.max_bytes};
  }
  return view;
}

}  // namespace

api::worker::Form view_form(const domain::QuestionForm& form) {
  api::worker::Form view;
  for (const auto& item : form.items) {
    api::worker::FormItem& shown = view.items.emplace_back();
    if (const auto* const overview = std::get_if<domain::Overview>(&item)) {
      shown.overview = view_content(overview->content);
    } else {
      shown.question = view_form_question(std::get<domain::FormQuestion>(item));
    }
  }
  return view;
}

}  // namespace kempelen::actions
