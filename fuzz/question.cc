// Question documents of all kinds, and the XHTML inside forms: what is accepted from a requester is accepted
// from the store, and what reaches the worker page holds nothing but elements of the list.
#include "domain/question.h"

#include <array>
#include <string>
#include <variant>

#include "base/text.h"
#include "domain/formatted_content.h"
#include "fuzz/target.h"

namespace kempelen::fuzz {
namespace {

/// What would run or load something, had it come through. Texts cannot look like it, since their `<` is
/// written `&lt;`.
constexpr std::array<std::string_view, 8> kNever = {"<script", "<iframe", "<object", "<embed",
                                                    "<style",  "<link",   "<form",   "<meta"};

void check_html(const std::string& html) {
  require(is_utf8(html), "HTML for the worker page is text");
  const std::string small = lower(html);
  for (const std::string_view never : kNever) {
    require(small.find(never) == std::string::npos, "nothing that runs reaches the worker page");
  }
}

void check_content(const std::vector<domain::ContentPart>& parts) {
  for (const domain::ContentPart& part : parts) {
    if (part.kind == domain::ContentPart::Kind::FormattedContent) check_html(part.text);
    if (part.kind == domain::ContentPart::Kind::Binary) {
      require(part.media.url.starts_with("http"), "media come over the web");
    }
  }
}

void check_form(const domain::QuestionForm& form) {
  bool asks = false;
  for (const auto& item : form.items) {
    if (const auto* overview = std::get_if<domain::Overview>(&item)) {
      check_content(overview->content);
      continue;
    }
    const auto& question = std::get<domain::FormQuestion>(item);
    asks = true;
    check_content(question.content);
    if (const auto* choice = std::get_if<domain::SelectionAnswer>(&question.answer)) {
      require(choice->min_count <= choice->max_count, "bounds do not exclude each other");
      for (const domain::Selection& selection : choice->selections) check_content({selection.content});
    }
  }
  require(asks, "a form has a question");
}

}  // namespace

void question(std::string_view input) {
  domain::QuestionRules rules{.plain_http = domain::QuestionRules::PlainHttp::LoopbackOnly};
  const auto asked = domain::parse_question(input, rules);
  if (!asked) {
    require(!asked.error().words.empty() && is_utf8(asked.error().words.front()), "a refusal says why");
    return;
  }
  rules.source = domain::FormRules::Source::Store;
  const auto stored = domain::parse_question(input, rules);
  require(stored.has_value() && stored->kind == asked->kind && stored->html == asked->html &&
              stored->external_url == asked->external_url && stored->frame_height == asked->frame_height,
          "what was accepted is read from the store as the same");
  if (asked->kind == domain::Question::Kind::Form) check_form(*asked->form);
  if (asked->kind == domain::Question::Kind::External) {
    require(asked->external_url.starts_with("http"), "a frame shows the web");
  }
}

void formatted_content(std::string_view input) {
  if (!is_utf8(input)) return;  // it comes out of a parsed document
  const auto html = domain::formatted_html(input, {.line = 1});
  if (!html) {
    require(html.error().words.size() == 2, "a refusal says why and of what");
    return;
  }
  check_html(*html);
}

}  // namespace kempelen::fuzz
