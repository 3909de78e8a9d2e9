// AnswerFormatRegex: patterns in JavaScript's syntax, as the original's worker page ran them, checked here by
// an engine whose time grows with the text and never explodes (RE2). What that engine cannot express,
// look-around and back references, is checked in the browser only.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/result.h"

namespace kempelen::domain {

enum class LetterCase : std::uint8_t { Counts, Ignored };

/// A JavaScript pattern in RE2's syntax.
struct Translation {
  enum class Kind : std::uint8_t {
    Done,         // with the same meaning; whether it is well-formed is for RE2 to say
    BrowserOnly,  // RE2 has no words for it
    Broken        // no pattern in any syntax
  };
  Kind kind = Kind::Done;
  std::string re2{};
};

/// Differences that stay: a character outside the Basic Multilingual Plane counts as one character, not two;
/// and for `.` only LF ends a line (no answer holds a CR).
Translation translate_pattern(std::string_view javascript);

/// What became of looking for a pattern in a text.
enum class Search : std::uint8_t {
  Found,
  Missing,
  BrowserOnly  // nobody but the browser can tell, or it would take too long here
};

/// Bounds the work that foreign patterns can cause in one submission: one step is one instruction on one
/// byte. So many take microseconds as a rule, and a third of a second where a pattern was made to be slow.
struct SearchSteps {
  std::int64_t left = 20'000'000;
};

struct AnswerPattern {
  std::string regex;  // as written
  LetterCase letters = LetterCase::Counts;
  std::string error_text;

  friend bool operator==(const AnswerPattern&, const AnswerPattern&) = default;
};

/// The size of the compiled pattern in instructions, 0 for one that the browser checks alone; nothing if the
/// text is no pattern in any syntax.
std::optional<std::int64_t> pattern_size(const AnswerPattern& pattern);

/// Whether the pattern matches anywhere in `text` (UTF-8), as `RegExp.test` says. Compiles the pattern and
/// takes what it costs from `steps`.
Search search(const AnswerPattern& pattern, std::string_view text, SearchSteps& steps);

}  // namespace kempelen::domain
