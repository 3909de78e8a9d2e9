// A layout is cut into pieces, text and placeholders in turns, and put together again with the values. It is
// read once: nothing that came from a value is looked at as a placeholder.
#include "domain/layout.h"

#include <fmt/format.h>

#include <map>
#include <set>

#include "base/ascii.h"
#include "base/text.h"
#include "domain/question.h"
#include "xml/writer.h"

namespace kempelen::domain {
namespace {

constexpr std::string_view kParameter = "HITLayoutParameters";
constexpr std::string_view kBeginning =
    R"(<HTMLQuestion xmlns="http://mechanicalturk.amazonaws.com/AWSMechanicalTurkDataSchemas/2011-11-11/HTMLQuestion.xsd">)"
    "<HTMLContent><![CDATA[";
/// Between the two stands the height of the frame.
constexpr std::string_view kContentEnd = "]]></HTMLContent><FrameHeight>";
constexpr std::string_view kEnd = "</FrameHeight></HTMLQuestion>";
constexpr std::string_view kCdataEnd = "]]>";
/// In the middle of `]]>`, which cannot stand inside a CDATA section.
constexpr std::string_view kNewCdata = "]]><![CDATA[";
constexpr std::size_t kBytesMax = QuestionRules{}.max_bytes;
constexpr std::size_t kNameBytesShown = 200;
constexpr std::size_t kPageBytesShown = 100;

bool is_name_character(char c) {
  return (static_cast<unsigned char>(c) & 0x80) != 0 || is_letter_or_digit(c) || c == '_' || c == '-' ||
         c == '.';
}

/// The name of the placeholder that begins at `at`; empty if none does.
std::string_view name_at(std::string_view html, std::size_t at) {
  std::size_t end = at + 2;
  while (end < html.size() && is_name_character(html[end])) ++end;
  if (end == html.size() || html[end] != '}') return {};
  return html.substr(at + 2, end - at - 2);
}

/// How long the question is if every value is empty.
std::size_t least_bytes(std::string_view html) {
  std::string text;
  for (const LayoutPiece& piece : layout_pieces(html)) text += piece.text;
  std::size_t bytes = kBeginning.size() + text.size() + kContentEnd.size() + 1 + kEnd.size();
  for (std::size_t at = text.find(kCdataEnd); at != std::string::npos; at = text.find(kCdataEnd, at + 1)) {
    bytes += kNewCdata.size();
  }
  return bytes;
}

bool is_blank(std::string_view text) {
  return text.find_first_not_of(" \t\r\n") == std::string_view::npos;
}

/// As a refusal repeats it; names come from the caller and may be of any length.
std::string shown(std::string_view text, std::size_t bytes) {
  if (text.size() <= bytes) return std::string(text);
  std::size_t end = bytes;
  while (utf8_sequence(text, end) == 0) --end;
  return std::string(text.substr(0, end)) + "...";
}

auto refuse_variable(std::string_view name, std::string_view because) {
  return refuse(Code::InvalidParameterValueBecause, shown(name, kNameBytesShown), kParameter, because);
}

using Values = std::map<std::string_view, std::string_view>;

Result<Done> check_names(std::span<const LayoutPiece> pieces, const Values& values) {
  std::set<std::string_view> asked;
  for (const LayoutPiece& piece : pieces) {
    if (piece.name.empty()) continue;
    if (!values.contains(piece.name)) {
      return refuse_variable(piece.name, "The layout has this variable, and it is given no value.");
    }
    asked.insert(piece.name);
  }
  for (const auto& [name, value] : values) {
    if (!asked.contains(name)) return refuse_variable(name, "The layout has no such variable.");
  }
  return Done{};
}

auto refuse_size(std::string_view page) {
  return refuse(
      Code::InvalidParameterValueBecause, shown(page, kPageBytesShown), "Question",
      fmt::format("Made from the layout it has more than {0} bytes; the limit is {0} bytes.", kBytesMax));
}

/// The page, or at least so much of it that its question is too long: a placeholder may stand in a layout
/// many times and its value be large.
std::string put_together(std::span<const LayoutPiece> pieces, const Values& values) {
  std::string page;
  for (const LayoutPiece& piece : pieces) {
    page += piece.text;
    if (!piece.name.empty()) page += values.at(piece.name);
    if (page.size() > kBytesMax) break;
  }
  return page;
}

}  // namespace

std::vector<LayoutPiece> layout_pieces(std::string_view html) {
  std::vector<LayoutPiece> pieces;
  std::size_t done = 0;
  for (std::size_t at = html.find("${"); at != std::string_view::npos; at = html.find("${", at)) {
    const std::string_view name = name_at(html, at);
    if (name.empty()) {
      at += 2;
      continue;
    }
    pieces.push_back({html.substr(done, at - done), name});
    at += name.size() + 3;
    done = at;
  }
  pieces.push_back({html.substr(done), {}});
  return pieces;
}

std::vector<std::string> placeholders(std::string_view html) {
  std::vector<std::string> names;
  std::set<std::string_view> seen;
  for (const LayoutPiece& piece : layout_pieces(html)) {
    if (!piece.name.empty() && seen.insert(piece.name).second) names.emplace_back(piece.name);
  }
  return names;
}

std::optional<std::string> layout_problem(std::string_view html) {
  if (is_blank(html)) return "A layout is an HTML document; this one is empty.";
  if (!is_utf8(html)) return "A layout is text in UTF-8; this one holds other bytes.";
  if (xml::carriable(html) != html) {
    return "A layout holds no control characters but tabs and line ends, since XML cannot carry them.";
  }
  if (const std::size_t bytes = least_bytes(html); bytes > kBytesMax) {
    return fmt::format("Even with empty values the question would have {} bytes; the limit is {}.", bytes,
                       kBytesMax);
  }
  return std::nullopt;
}

Result<Done> check_values(std::span<const LayoutValue> values) {
  std::set<std::string_view> names;
  for (const LayoutValue& one : values) {
    if (!names.insert(one.name).second) return refuse_variable(one.name, "The variable is given twice.");
    if (xml::carriable(one.value) != one.value) {
      return refuse_variable(one.name, "Its value holds a control character, which XML cannot carry.");
    }
  }
  return Done{};
}

Result<std::string> make_question(std::string_view html, std::span<const LayoutValue> values,
                                  int frame_height) {
  Values by_name;
  for (const LayoutValue& one : values) by_name.emplace(one.name, one.value);
  const auto pieces = layout_pieces(html);
  if (const auto checked = check_names(pieces, by_name); !checked) return refuse(checked);
  const std::string page = put_together(pieces, by_name);
  if (is_blank(page)) {
    return refuse(Code::InvalidParameterValueBecause, page, "Question",
                  "Made from the layout it has no content.");
  }
  if (page.size() > kBytesMax) return refuse_size(page);
  std::string question(kBeginning);
  std::size_t done = 0;
  for (std::size_t at = page.find(kCdataEnd); at != std::string::npos; at = page.find(kCdataEnd, at + 1)) {
    question.append(page, done, at + 2 - done).append(kNewCdata);
    done = at + 2;
  }
  question.append(page, done).append(kContentEnd).append(std::to_string(frame_height)).append(kEnd);
  if (question.size() > kBytesMax) return refuse_size(page);
  return question;
}

}  // namespace kempelen::domain
