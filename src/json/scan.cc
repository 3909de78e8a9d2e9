// Recursive descent over RFC 8259, with the rules we add: depth, no NUL, surrogates in pairs, numbers that
// fit.
#include "json/scan.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cstdint>
#include <locale>
#include <sstream>
#include <string>

#include "base/ascii.h"
#include "base/text.h"
#include "json/value.h"

namespace kempelen::json {
namespace {

class Scanner {
 public:
  explicit Scanner(std::string_view text) : text_(text) {}

  std::optional<std::string> problem() {
    if (const std::size_t bad = first_invalid_utf8(); bad < text_.size()) {
      return fmt::format("The body is not UTF-8 at byte {}.", bad);
    }
    if (scan_value(1)) {
      skip_blanks();
      if (at_ < text_.size()) fail("There is something after the end of the JSON value");
    }
    return problem_;
  }

 private:
  /// Where the longest valid beginning ends.
  std::size_t first_invalid_utf8() const {
    std::size_t good = 0;
    while (good < text_.size()) {
      std::size_t length = 1;
      while (length <= 4 && good + length <= text_.size() && !is_utf8(text_.substr(good, length))) ++length;
      if (length > 4 || good + length > text_.size()) return good;
      good += length;
    }
    return good;
  }

  bool fail(std::string_view what) { return fail_at(what, at_); }
  bool fail_at(std::string_view what, std::size_t byte) {
    if (!problem_) {
      problem_ = byte >= text_.size() ? std::string("The JSON text ends too early.")
                                      : fmt::format("{} at byte {}.", what, byte);
    }
    return false;
  }

  char peek() const { return at_ < text_.size() ? text_[at_] : '\0'; }
  void skip_blanks() {
    while (at_ < text_.size() && std::string_view(" \t\r\n").find(text_[at_]) != std::string_view::npos)
      ++at_;
  }
  bool expect(char c) {
    skip_blanks();
    if (peek() != c) return fail(fmt::format("There should be a '{}'", c));
    ++at_;
    return true;
  }
  bool next_is(char c) {
    skip_blanks();
    if (peek() != c) return false;
    ++at_;
    return true;
  }

  bool scan_value(int depth) {
    skip_blanks();
    switch (peek()) {
      case '{':
        return depth <= kMaxDepth ? scan_object(depth) : fail("Values are nested too deeply");
      case '[':
        return depth <= kMaxDepth ? scan_array(depth) : fail("Values are nested too deeply");
      case '"':
        return scan_string();
      case 't':
        return scan_word("true");
      case 'f':
        return scan_word("false");
      case 'n':
        return scan_word("null");
      default:
        return scan_number();
    }
  }

  bool scan_object(int depth) {
    ++at_;
    if (next_is('}')) return true;
    do {
      skip_blanks();
      if (peek() != '"') return fail("There should be the name of a member");
      if (!scan_string() || !expect(':') || !scan_value(depth + 1)) return false;
    } while (next_is(','));
    return expect('}');
  }

  bool scan_array(int depth) {
    ++at_;
    if (next_is(']')) return true;
    do {
      if (!scan_value(depth + 1)) return false;
    } while (next_is(','));
    return expect(']');
  }

  bool scan_word(std::string_view word) {
    if (text_.substr(at_, word.size()) != word) return fail("There is an unknown word");
    at_ += word.size();
    return true;
  }

  bool scan_digits() {
    const std::size_t start = at_;
    while (is_digit(peek())) ++at_;
    return at_ > start;
  }

  bool scan_number() {
    const std::size_t start = at_;
    if (peek() == '-') ++at_;
    if (!is_digit(peek())) return fail("There is an unexpected character");
    const bool leading_zero = peek() == '0';
    const std::size_t digits = at_;
    scan_digits();
    if (leading_zero && at_ > digits + 1) return fail_at("A number begins with a zero", digits);
    bool whole = true;
    if (peek() == '.') {
      whole = false;
      ++at_;
      if (!scan_digits()) return fail("A number lacks digits");
    }
    if (peek() == 'e' || peek() == 'E') {
      whole = false;
      ++at_;
      if (peek() == '+' || peek() == '-') ++at_;
      if (!scan_digits()) return fail("A number lacks digits");
    }
    return fits(start, whole) || fail_at("There is a number out of range", start);
  }

  bool fits(std::size_t start, bool whole) const {
    const char* first = text_.data() + start;
    const char* last = text_.data() + at_;
    std::int64_t with_sign = 0;
    std::uint64_t without = 0;
    if (!whole) return fits_as_fraction(first, last);
    return std::from_chars(first, last, with_sign).ec == std::errc() ||
           std::from_chars(first, last, without).ec == std::errc();
  }

  /// A fraction that is too small to tell from zero is zero, here as in simdjson. from_chars would not say
  /// which end was passed; a stream minds the upper one only.
  static bool fits_as_fraction(const char* first, const char* last) {
    double value = 0;
    if (std::from_chars(first, last, value).ec != std::errc::result_out_of_range) return true;
    std::istringstream number(std::string(first, last));
    number.imbue(std::locale::classic());
    number >> value;
    return !number.fail();
  }

  bool scan_string() {
    ++at_;
    while (at_ < text_.size() && peek() != '"') {
      if (static_cast<unsigned char>(peek()) < 0x20) return fail("A text holds a control character");
      if (peek() == '\\') {
        if (!scan_escape()) return false;
      } else {
        ++at_;
      }
    }
    if (at_ >= text_.size()) return fail_at("A text without end", text_.size());
    ++at_;
    return true;
  }

  bool scan_escape() {
    const std::size_t start = at_++;
    if (peek() != 'u') {
      if (at_ >= text_.size()) return fail("");
      if (std::string_view("\"\\/bfnrt").find(peek()) == std::string_view::npos) {
        return fail_at("There is an unknown escape", start);
      }
      ++at_;
      return true;
    }
    const std::optional<unsigned> unit = scan_unit();
    if (!unit) return fail_at("There is a broken \\u escape", start);
    if (*unit == 0) return fail_at("A text holds the character \\u0000", start);
    if (*unit < 0xD800 || *unit > 0xDFFF) return true;
    const bool high = *unit <= 0xDBFF;
    if (!high || text_.substr(at_, 2) != "\\u") return fail_at("There is half of a surrogate pair", start);
    ++at_;
    const std::optional<unsigned> low = scan_unit();
    if (!low || *low < 0xDC00 || *low > 0xDFFF) return fail_at("There is half of a surrogate pair", start);
    return true;
  }

  /// The four digits after `u`, on which it stands.
  std::optional<unsigned> scan_unit() {
    ++at_;
    const std::string_view digits = text_.substr(std::min(at_, text_.size()), 4);
    unsigned unit = 0;
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), unit, 16);
    if (digits.size() < 4 || error != std::errc() || end != digits.data() + 4) return std::nullopt;
    at_ += 4;
    return unit;
  }

  std::string_view text_;
  std::size_t at_ = 0;
  std::optional<std::string> problem_;
};

}  // namespace

std::optional<std::string> first_problem(std::string_view text) {
  return Scanner(text).problem();
}

}  // namespace kempelen::json
