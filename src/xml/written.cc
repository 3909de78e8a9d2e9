// The counterpart of writer.cc: tags without attributes, and the references that it makes.
#include "xml/written.h"

#include <array>
#include <charconv>
#include <cstdint>
#include <utility>

namespace kempelen::xml {
namespace {

constexpr std::array<std::pair<std::string_view, char>, 3> kNamed = {
    {{"&amp;", '&'}, {"&lt;", '<'}, {"&gt;", '>'}}};

void append_utf8(std::string& out, std::uint32_t point) {
  const auto last_six = [](std::uint32_t bits) { return static_cast<char>(0x80U | (bits & 0x3FU)); };
  if (point < 0x80) {
    out.push_back(static_cast<char>(point));
  } else if (point < 0x800) {
    out.push_back(static_cast<char>(0xC0U | (point >> 6)));
    out.push_back(last_six(point));
  } else if (point < 0x10000) {
    out.push_back(static_cast<char>(0xE0U | (point >> 12)));
    out.push_back(last_six(point >> 6));
    out.push_back(last_six(point));
  } else {
    out.push_back(static_cast<char>(0xF0U | (point >> 18)));
    out.push_back(last_six(point >> 12));
    out.push_back(last_six(point >> 6));
    out.push_back(last_six(point));
  }
}

/// A numeric reference stands for a carriage return, or for what is not plain ASCII.
bool is_written_as_number(std::uint32_t point) {
  if (point == '\r') return true;
  const bool surrogate = point >= 0xD800 && point < 0xE000;
  return point >= 0x7F && point <= 0x10FFFF && !surrogate && point != 0xFFFE && point != 0xFFFF;
}

/// Takes a reference from the start of `text`; false where it is none of Writer's.
bool take_reference(std::string_view& text, std::string& out) {
  for (const auto& [reference, character] : kNamed) {
    if (!text.starts_with(reference)) continue;
    out.push_back(character);
    text.remove_prefix(reference.size());
    return true;
  }
  if (!text.starts_with("&#")) return false;
  std::uint32_t point = 0;
  const auto [end, error] = std::from_chars(text.data() + 2, text.data() + text.size(), point);
  if (error != std::errc() || end == text.data() + text.size() || *end != ';') return false;
  if (!is_written_as_number(point)) return false;
  append_utf8(out, point);
  text.remove_prefix(static_cast<std::size_t>(end - text.data()) + 1);
  return true;
}

}  // namespace

WrittenReader::WrittenReader(std::string_view document, std::string_view head)
    : begun_(document.starts_with(head)), rest_(begun_ ? document.substr(head.size()) : std::string_view()) {}

bool WrittenReader::take(std::string_view text) {
  if (!rest_.starts_with(text)) return false;
  rest_.remove_prefix(text.size());
  return true;
}

bool WrittenReader::open(std::string_view name) {
  const std::string_view before = rest_;
  if (take("<") && take(name) && take(">")) return true;
  rest_ = before;
  return false;
}

bool WrittenReader::close(std::string_view name) {
  const std::string_view before = rest_;
  if (take("</") && take(name) && take(">")) return true;
  rest_ = before;
  return false;
}

std::optional<std::string> WrittenReader::text() {
  std::string out;
  while (!rest_.empty() && rest_.front() != '<') {
    const char c = rest_.front();
    if (c == '&') {
      if (!take_reference(rest_, out)) return std::nullopt;
    } else if ((c < ' ' && c != '\t' && c != '\n') || c == '>' || c == '\x7F') {
      return std::nullopt;
    } else {
      out.push_back(c);
      rest_.remove_prefix(1);
    }
  }
  return out;
}

std::optional<std::string> WrittenReader::element(std::string_view name) {
  const std::string_view before = rest_;
  if (open(name)) {
    if (auto content = text(); content && close(name)) return content;
  }
  rest_ = before;
  return std::nullopt;
}

std::optional<std::string> WrittenReader::any_element() {
  if (!rest_.starts_with('<')) return std::nullopt;
  const std::size_t end = rest_.find_first_of("> /");
  if (end == std::string_view::npos || end < 2) return std::nullopt;
  return element(rest_.substr(1, end - 1));
}

}  // namespace kempelen::xml
