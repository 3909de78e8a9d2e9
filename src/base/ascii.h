// Kinds of ASCII characters, whatever the locale. Which of them make up a word, a name or a host is each
// format's own rule and stands with it.
#pragma once

namespace kempelen {

constexpr bool is_digit(char c) {
  return '0' <= c && c <= '9';
}
constexpr bool is_letter(char c) {
  return ('a' <= c && c <= 'z') || ('A' <= c && c <= 'Z');
}
constexpr bool is_letter_or_digit(char c) {
  return is_letter(c) || is_digit(c);
}

/// What stands for itself in every part of an address (RFC 3986, 2.3).
constexpr bool is_unreserved(char c) {
  return is_letter_or_digit(c) || c == '-' || c == '.' || c == '_' || c == '~';
}

}  // namespace kempelen
