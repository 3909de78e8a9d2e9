// The two syntaxes look alike and differ in a hundred corners (`\z`, `\s`, `.`, `[^]`, `\u00e9`), so a
// pattern is read by JavaScript's rules, those of browsers without the flag `u`, and written anew piece by
// piece.
#include "domain/answer_pattern.h"

#include <fmt/format.h>
#include <re2/re2.h>

#include <algorithm>
#include <iterator>
#include <utility>

#include "base/ascii.h"
#include "base/text.h"

namespace kempelen::domain {
namespace {

/// Bounds a compiled pattern, and the tables that it fills while it searches.
constexpr std::int64_t kPatternBytesMax = 2 * 1024 * 1024;

/// White space and line ends of JavaScript, as the inside of a class.
constexpr std::string_view kSpace =
    R"(\t\n\x0b\f\r \x{a0}\x{1680}\x{2000}-\x{200a}\x{2028}\x{2029}\x{202f}\x{205f}\x{3000}\x{feff})";
constexpr std::string_view kNotSpace =
    R"(\x00-\x08\x0e-\x1f!-\x{9f}\x{a1}-\x{167f}\x{1681}-\x{1fff}\x{200b}-\x{2027}\x{202a}-\x{202e})"
    R"(\x{2030}-\x{205e}\x{2060}-\x{2fff}\x{3001}-\x{fefe}\x{ff00}-\x{10ffff})";
constexpr std::string_view kAnyCharacter = R"([\x00-\x{10ffff}])";
constexpr std::string_view kNoCharacter = R"([^\x00-\x{10ffff}])";

std::optional<std::uint32_t> hex_digits(std::string_view text, std::size_t count) {
  if (text.size() < count) return std::nullopt;
  std::uint32_t value = 0;
  for (const char c : text.substr(0, count)) {
    const char folded = lower(c);
    if (!is_digit(c) && (folded < 'a' || folded > 'f')) return std::nullopt;
    value = value * 16 + static_cast<std::uint32_t>(is_digit(c) ? c - '0' : folded - 'a' + 10);
  }
  return value;
}

/// Of two whole numbers, however long.
bool is_less(std::string_view a, std::string_view b) {
  a.remove_prefix(std::min(a.find_first_not_of('0'), a.size()));
  b.remove_prefix(std::min(b.find_first_not_of('0'), b.size()));
  return a.size() != b.size() ? a.size() < b.size() : a < b;
}

/// A place in a pattern where one character or one set of them is meant.
struct Atom {
  std::optional<std::uint32_t> code_point;  // one character
  std::string set;                          // otherwise the inside of a class
};

class Translator {
 public:
  explicit Translator(std::string_view javascript) : rest_(javascript) {}

  Translation translated() {
    while (kind_ == Translation::Kind::Done && !rest_.empty()) piece();
    return {kind_, std::move(out_)};
  }

 private:
  void piece() {
    const char c = rest_.front();
    // JavaScript repeats what takes room only; RE2 is not so strict.
    const bool after_assertion = std::exchange(after_assertion_, false);
    const auto is_one_of = [c](std::string_view these) { return these.find(c) != std::string_view::npos; };
    if (after_assertion && (is_one_of("*+?") || (c == '{' && braces()))) return reject();
    if (c == '\\') return escape();
    if (c == '[') return bracket();
    if (c == '(') return group();
    if (c == '{' && braces()) return;
    after_assertion_ = is_one_of("^$");
    if (is_one_of("^$|).*+?")) return copy_as(rest_.substr(0, 1));
    literal_character();
  }

  void copy_as(std::string_view text) {
    out_ += text;
    rest_.remove_prefix(1);
  }

  void literal(std::uint32_t code_point) {
    fmt::format_to(std::back_inserter(out_), "\\x{{{:x}}}", code_point);
  }

  void literal_character() {
    const std::size_t length = utf8_sequence(rest_, 0);
    if (length == 0) return give_up();
    if (length == 1) {
      literal(static_cast<unsigned char>(rest_.front()));
    } else {
      out_ += rest_.substr(0, length);
    }
    rest_.remove_prefix(length);
  }

  /// The digits from `i` on.
  std::string_view digits_at(std::size_t i) const {
    std::size_t end = i;
    while (end < rest_.size() && is_digit(rest_[end])) ++end;
    return rest_.substr(i, end - i);
  }

  /// `{3}`, `{3,}`, `{3,5}`; other braces are characters.
  bool braces() {
    const std::string_view low = digits_at(1);
    if (low.empty()) return false;
    std::size_t end = 1 + low.size();
    if (rest_.substr(end).starts_with(',')) {
      const std::string_view high = digits_at(end + 1);
      end += 1 + high.size();
      if (!high.empty() && is_less(high, low) && rest_.substr(end).starts_with('}')) reject();
    }
    if (!rest_.substr(end).starts_with('}')) return false;
    out_ += rest_.substr(0, end + 1);
    rest_.remove_prefix(end + 1);
    return true;
  }

  /// Nothing is captured, since nothing reads it. Look-around and modifiers are the browser's.
  void group() {
    rest_.remove_prefix(1);
    if (rest_.starts_with('?')) {
      for (const std::string_view around : {"?=", "?!", "?<=", "?<!"}) {
        if (rest_.starts_with(around)) return give_up();
      }
      const std::size_t mark = rest_.find_first_not_of("ims-", 1);
      const bool colon = mark != std::string_view::npos && rest_[mark] == ':';
      if (colon && mark > 1) return give_up();
      const std::size_t end = colon                     ? mark
                              : rest_.starts_with("?<") ? rest_.find('>')
                                                        : std::string_view::npos;
      if (end == std::string_view::npos) return reject();
      rest_.remove_prefix(end + 1);
    }
    out_ += "(?:";
  }

  void escape() {
    const std::string_view after = rest_.substr(1);
    if (after.empty()) return reject();
    if (after.starts_with('b') || after.starts_with('B')) {
      out_ += rest_.substr(0, 2);
      rest_.remove_prefix(2);
      after_assertion_ = true;
      return;
    }
    const auto atom = escaped();
    if (!atom) return give_up();
    if (atom->code_point) {
      literal(*atom->code_point);
    } else {
      out_ += '[' + atom->set + ']';
    }
  }

  /// The escape at the front, which is taken off; nothing for references and lone halves of characters.
  std::optional<Atom> escaped() {
    rest_.remove_prefix(1);
    if (rest_.empty()) return std::nullopt;
    const char c = rest_.front();
    if (c == 'u' || c == 'x') return numbered(c);
    if (c == 'c') return control();
    if (c == 'k' || (c >= '1' && c <= '9')) return std::nullopt;
    if (c == '0' && rest_.size() > 1 && is_digit(rest_[1])) return std::nullopt;
    if (static_cast<unsigned char>(c) >= 0x80) return wide();
    rest_.remove_prefix(1);
    return simple(c);
  }

  static Atom simple(char c) {
    switch (c) {
      case 'd':
        return {{}, "0-9"};
      case 'D':
        return {{}, R"(\x00-/:-\x{10ffff})"};
      case 'w':
        return {{}, "0-9A-Z_a-z"};
      case 'W':
        return {{}, R"(\x00-/:-@\[-\^`\{-\x{10ffff})"};
      case 's':
        return {{}, std::string(kSpace)};
      case 'S':
        return {{}, std::string(kNotSpace)};
      case 't':
        return {'\t', ""};
      case 'n':
        return {'\n', ""};
      case 'v':
        return {'\v', ""};
      case 'f':
        return {'\f', ""};
      case 'r':
        return {'\r', ""};
      case '0':
        return {'\0', ""};
      default:
        return {static_cast<std::uint32_t>(c), ""};
    }
  }

  std::optional<Atom> wide() {
    const std::size_t length = utf8_sequence(rest_, 0);
    if (length == 0) return std::nullopt;
    return Atom{take_code_point(length), ""};
  }

  /// `\x41`, `\u0041`, and two halves of one character; without digits the letter itself.
  std::optional<Atom> numbered(char kind) {
    const std::size_t count = kind == 'x' ? 2 : 4;
    const auto value = hex_digits(rest_.substr(1), count);
    if (!value) {
      rest_.remove_prefix(1);
      return Atom{static_cast<std::uint32_t>(kind), ""};
    }
    rest_.remove_prefix(1 + count);
    if (*value < 0xD800 || *value > 0xDFFF) return Atom{value, ""};
    const auto low = rest_.starts_with("\\u") ? hex_digits(rest_.substr(2), 4) : std::nullopt;
    if (*value > 0xDBFF || !low || *low < 0xDC00 || *low > 0xDFFF) return std::nullopt;
    rest_.remove_prefix(6);
    return Atom{0x10000 + ((*value - 0xD800) << 10) + (*low - 0xDC00), ""};
  }

  std::optional<Atom> control() {
    if (rest_.size() < 2 || !is_letter(rest_[1])) return std::nullopt;
    const auto code_point = static_cast<std::uint32_t>(rest_[1]) & 0x1F;
    rest_.remove_prefix(2);
    return Atom{code_point, ""};
  }

  std::uint32_t take_code_point(std::size_t length) {
    const auto byte = [this](std::size_t i) {
      return static_cast<std::uint32_t>(static_cast<unsigned char>(rest_[i]));
    };
    std::uint32_t point = length == 1 ? byte(0) : byte(0) & (0xFFU >> (length + 1));
    for (std::size_t i = 1; i < length; ++i) point = (point << 6) | (byte(i) & 0x3F);
    rest_.remove_prefix(length);
    return point;
  }

  /// One member of a class.
  std::optional<Atom> member() {
    if (rest_.front() != '\\') {
      const std::size_t length = utf8_sequence(rest_, 0);
      if (length == 0) return std::nullopt;
      return Atom{take_code_point(length), ""};
    }
    if (rest_.substr(1).starts_with('b')) {
      rest_.remove_prefix(2);
      return Atom{'\b', ""};
    }
    return escaped();
  }

  static void add_member(std::string& inside, const Atom& atom) {
    if (atom.code_point) {
      fmt::format_to(std::back_inserter(inside), "\\x{{{:x}}}", *atom.code_point);
    } else {
      inside += atom.set;
    }
  }

  /// `[a-z\d-]`: a hyphen beside a set of characters is a character.
  void bracket() {
    rest_.remove_prefix(1);
    const bool negated = rest_.starts_with('^');
    if (negated) rest_.remove_prefix(1);
    std::string inside;
    while (!rest_.empty() && rest_.front() != ']') {
      const auto first = member();
      if (!first) return give_up();
      add_member(inside, *first);
      if (rest_.size() < 2 || rest_[0] != '-' || rest_[1] == ']') continue;
      rest_.remove_prefix(1);
      const auto last = member();
      if (!last) return give_up();
      const bool range = first->code_point && last->code_point;
      inside += range ? "-" : "\\x{2d}";
      add_member(inside, *last);
    }
    if (rest_.empty()) return reject();
    rest_.remove_prefix(1);
    if (inside.empty()) {
      out_ += negated ? kAnyCharacter : kNoCharacter;
    } else {
      out_ += (negated ? "[^" : "[") + inside + "]";
    }
  }

  void give_up() { kind_ = Translation::Kind::BrowserOnly; }
  void reject() { kind_ = Translation::Kind::Broken; }

  std::string_view rest_;
  std::string out_;
  Translation::Kind kind_ = Translation::Kind::Done;
  bool after_assertion_ = false;
};

RE2::Options options_of(const AnswerPattern& pattern) {
  RE2::Options options;
  options.set_log_errors(false);
  options.set_never_capture(true);
  options.set_max_mem(kPatternBytesMax);
  options.set_case_sensitive(pattern.letters == LetterCase::Counts);
  return options;
}

/// Patterns that are right and only too large for us are left to the browser.
bool is_only_too_large(const RE2& compiled) {
  return compiled.error_code() == RE2::ErrorRepeatSize || compiled.error_code() == RE2::ErrorPatternTooLarge;
}

}  // namespace

Translation translate_pattern(std::string_view javascript) {
  return Translator(javascript).translated();
}

std::optional<std::int64_t> pattern_size(const AnswerPattern& pattern) {
  const Translation translation = translate_pattern(pattern.regex);
  if (translation.kind == Translation::Kind::Broken) return std::nullopt;
  if (translation.kind == Translation::Kind::BrowserOnly) return 0;
  const RE2 compiled(translation.re2, options_of(pattern));
  if (compiled.ok()) return compiled.ProgramSize();
  if (is_only_too_large(compiled)) return 0;
  return std::nullopt;
}

Search search(const AnswerPattern& pattern, std::string_view text, SearchSteps& steps) {
  const Translation translation = translate_pattern(pattern.regex);
  if (translation.kind != Translation::Kind::Done) return Search::BrowserOnly;
  const RE2 compiled(translation.re2, options_of(pattern));
  if (!compiled.ok()) return Search::BrowserOnly;
  steps.left -= compiled.ProgramSize() * static_cast<std::int64_t>(text.size() + 1);
  if (steps.left < 0) return Search::BrowserOnly;
  const bool found = RE2::PartialMatch(re2::StringPiece(text.data(), text.size()), compiled);
  return found ? Search::Found : Search::Missing;
}

}  // namespace kempelen::domain
