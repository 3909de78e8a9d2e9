// Pages are left to the rule of layouts; documents are filled here, with an eye on where a CDATA section
// begins and ends.
#include "cli/template.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "base/text.h"
#include "cli/files.h"
#include "cli/misuse.h"
#include "domain/layout.h"
#include "domain/question.h"
#include "xml/writer.h"

namespace kempelen::cli {
namespace {

constexpr std::size_t kBytesMax = domain::QuestionRules{}.max_bytes;
constexpr std::string_view kCdata = "<![CDATA[";
constexpr std::string_view kCdataEnd = "]]>";
/// Ends a section in the middle of `]]>` and begins the next.
constexpr std::string_view kCdataSplit = "]]]]><![CDATA[>";

/// Past white space, comments and processing instructions.
std::string_view root_of(std::string_view text) {
  for (;;) {
    const std::size_t start = text.find_first_not_of(" \t\r\n");
    if (start == std::string_view::npos) return {};
    text.remove_prefix(start);
    const std::string_view end = text.starts_with("<?") ? "?>" : text.starts_with("<!--") ? "-->" : "";
    if (end.empty()) return text;
    const std::size_t at = text.find(end);
    if (at == std::string_view::npos) return {};
    text.remove_prefix(at + end.size());
  }
}

bool is_question(std::string_view text) {
  const std::string_view root = root_of(text);
  constexpr std::array<std::string_view, 3> names = {"<HTMLQuestion", "<ExternalQuestion", "<QuestionForm"};
  return std::ranges::any_of(names, [root](std::string_view name) {
    return root.starts_with(name) && root.size() > name.size() &&
           std::string_view(" \t\r\n>/").find(root[name.size()]) != std::string_view::npos;
  });
}

/// Whether a CDATA section is open behind the text, if one was (or not) before it.
bool open_behind(std::string_view text, bool open) {
  for (std::size_t at = 0;;) {
    const std::string_view next = open ? kCdataEnd : kCdata;
    const std::size_t found = text.find(next, at);
    if (found == std::string_view::npos) return open;
    at = found + next.size();
    open = !open;
  }
}

std::string in_cdata(std::string_view value) {
  std::string text;
  for (;;) {
    const std::size_t end = value.find(kCdataEnd);
    if (end == std::string_view::npos) return text.append(value);
    text.append(value.substr(0, end)).append(kCdataSplit);
    value.remove_prefix(end + kCdataEnd.size());
  }
}

std::string_view value_of(const std::vector<Value>& values, std::string_view column) {
  const auto found = std::ranges::find(values, column, &Value::column);
  return found == values.end() ? std::string_view() : found->text;
}

}  // namespace

client::Result<Template> Template::parse(std::string text, std::string name, TemplateWishes wishes) {
  text.erase(0, text.size() - without_mark(text).size());
  if (text.empty()) return misuse(fmt::format("The template {} is empty.", name));
  const Kind kind = is_question(text) ? Kind::Document : Kind::Page;
  if (const auto problem = domain::layout_problem(text)) {
    return misuse(fmt::format("The template {} cannot be used. {}", name, *problem));
  }
  if (kind == Kind::Document && wishes.frame_height != 0) {
    return misuse(
        fmt::format("The template {} is a Question document, which says its frame height itself; leave "
                    "--frame-height out.",
                    name));
  }
  auto columns = domain::placeholders(text);
  return Template(std::move(text), wishes, kind, std::move(columns));
}

std::string Template::filled(const std::vector<Value>& values) const {
  std::string question;
  bool cdata = false;
  for (const domain::LayoutPiece& piece : domain::layout_pieces(text_)) {
    question += piece.text;
    cdata = open_behind(piece.text, cdata);
    if (piece.name.empty()) continue;
    const std::string_view value = value_of(values, piece.name);
    const bool raw = cdata && wishes_.values == TemplateWishes::Values::Raw;
    question += raw ? in_cdata(value) : escape_markup(value);
  }
  return question;
}

client::Result<std::string> Template::question(const std::vector<Value>& values) const {
  std::vector<domain::LayoutValue> given;
  for (const Value& one : values) {
    if (xml::carriable(one.text) != one.text) {
      return misuse(
          fmt::format("the value of column \"{}\" holds a control character, which a question "
                      "cannot carry.",
                      one.column));
    }
    const bool escape = kind_ == Kind::Page && wishes_.values == TemplateWishes::Values::Escaped;
    given.push_back({std::string(one.column), escape ? escape_markup(one.text) : std::string(one.text)});
  }
  if (kind_ == Kind::Document) {
    std::string question = filled(values);
    if (question.size() <= kBytesMax) return question;
    return misuse(
        fmt::format("the question would have {} bytes; the limit is {}.", question.size(), kBytesMax));
  }
  auto question = domain::make_question(text_, given, wishes_.frame_height);
  if (question) return *std::move(question);
  std::string page;
  for (const domain::LayoutPiece& piece : domain::layout_pieces(text_)) {
    page += piece.text;
    if (!piece.name.empty()) page += std::ranges::find(given, piece.name, &domain::LayoutValue::name)->value;
  }
  if (page.find_first_not_of(" \t\r\n") == std::string::npos) return misuse("the page would be empty.");
  return misuse(
      fmt::format("the page would have {} bytes; with what surrounds it in a question the limit is {}.",
                  page.size(), kBytesMax));
}

}  // namespace kempelen::cli
