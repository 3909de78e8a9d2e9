// Reading scenario files.
#include "tests/scenarios/runner/script.h"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>

namespace kempelen::scenarios {
namespace {

/// `#` begins a comment only at the start of a word, so that texts may contain it.
std::vector<std::string> words_of(std::string_view line, int number) {
  std::vector<std::string> words;
  for (std::size_t at = 0; at < line.size();) {
    if (line[at] == ' ' || line[at] == '\t' || line[at] == '\r') {
      ++at;
      continue;
    }
    if (line[at] == '#') break;
    std::string word;
    while (at < line.size() && line[at] != ' ' && line[at] != '\t' && line[at] != '\r') {
      if (line[at] != '"') {
        word += line[at++];
        continue;
      }
      const std::size_t end = line.find('"', at + 1);
      if (end == std::string_view::npos)
        throw Mismatch(fmt::format("line {}: a quotation does not end", number));
      word += line.substr(at + 1, end - at - 1);
      at = end + 1;
    }
    words.push_back(std::move(word));
  }
  return words;
}

}  // namespace

std::vector<Line> read_script(std::string_view text) {
  std::vector<Line> lines;
  int number = 0;
  int first = 0;
  std::string whole;
  for (const std::string& raw : split(text, '\n')) {
    ++number;
    if (whole.empty()) first = number;
    whole += raw;
    // A line that ends with a backslash goes on in the next.
    if (whole.ends_with('\\')) {
      whole.pop_back();
      continue;
    }
    Line line{.number = first, .words = words_of(whole, first), .expected = {}};
    whole.clear();
    if (line.words.empty()) continue;
    const auto arrow = std::ranges::find(line.words, "->");
    if (arrow != line.words.end()) {
      line.expected.assign(arrow + 1, line.words.end());
      line.words.erase(arrow, line.words.end());
      if (line.expected.empty()) throw Mismatch(fmt::format("line {}: nothing stands behind ->", number));
    }
    lines.push_back(std::move(line));
  }
  return lines;
}

std::string Words::take(std::string_view what) {
  if (empty()) throw Mismatch(fmt::format("the line ends where {} was expected", what));
  return words_[at_++];
}

bool Words::take_if(std::string_view word) {
  if (empty() || words_[at_] != word) return false;
  ++at_;
  return true;
}

void Words::expect(std::string_view word) {
  const std::string got = take(fmt::format("'{}'", word));
  if (got != word) throw Mismatch(fmt::format("expected the word '{}', got '{}'", word, got));
}

std::int64_t read_number(const std::string& text) {
  std::size_t used = 0;
  try {
    const std::int64_t value = std::stoll(text, &used);
    if (used == text.size()) return value;
  } catch (const std::exception&) {
  }
  throw Mismatch(fmt::format("expected a number, got '{}'", text));
}

std::int64_t read_seconds(const std::string& text) {
  std::int64_t total = 0;
  std::string digits;
  for (const char c : text) {
    if (std::isdigit(static_cast<unsigned char>(c)) != 0) {
      digits += c;
      continue;
    }
    static const std::string kUnits = "smhd";
    constexpr std::int64_t kSeconds[] = {1, 60, 3600, 86'400};
    const std::size_t unit = kUnits.find(c);
    if (unit == std::string::npos || digits.empty())
      throw Mismatch(fmt::format("'{}' is no span of time", text));
    total += read_number(digits) * kSeconds[unit];
    digits.clear();
  }
  return digits.empty() ? total : total + read_number(digits);
}

std::vector<std::string> split(std::string_view whole, char by) {
  std::vector<std::string> parts;
  for (std::size_t from = 0; from <= whole.size();) {
    const std::size_t to = std::min(whole.find(by, from), whole.size());
    parts.emplace_back(whole.substr(from, to - from));
    from = to + 1;
  }
  return parts;
}

void must_equal(std::string_view what, std::string_view expected, std::string_view got) {
  if (expected != got) throw Mismatch(fmt::format("{}: expected '{}', got '{}'", what, expected, got));
}

}  // namespace kempelen::scenarios
