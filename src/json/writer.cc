// Commas and escapes.
#include "json/writer.h"

#include <array>
#include <bit>
#include <charconv>
#include <cstring>

namespace kempelen::json {

void Writer::separate() {
  if (after_value_) out_.push_back(',');
  after_value_ = true;
}

Writer& Writer::begin_object() {
  separate();
  out_.push_back('{');
  after_value_ = false;
  return *this;
}

Writer& Writer::end_object() {
  out_.push_back('}');
  after_value_ = true;
  return *this;
}

Writer& Writer::begin_array() {
  separate();
  out_.push_back('[');
  after_value_ = false;
  return *this;
}

Writer& Writer::end_array() {
  out_.push_back(']');
  after_value_ = true;
  return *this;
}

Writer& Writer::key(std::string_view name) {
  separate();
  append_quoted(out_, name);
  out_.push_back(':');
  after_value_ = false;
  return *this;
}

Writer& Writer::plain_key(std::string_view name) {
  out_.append(after_value_ ? ",\"" : "\"").append(name).append("\":");
  after_value_ = false;
  return *this;
}

Writer& Writer::string(std::string_view text) {
  separate();
  append_quoted(out_, text);
  return *this;
}

Writer& Writer::integer(std::int64_t value) {
  separate();
  std::array<char, 24> digits{};
  const auto [end, error] = std::to_chars(digits.data(), digits.data() + digits.size(), value);
  out_.append(digits.data(), end);
  return *this;
}

Writer& Writer::number(std::string_view written) {
  separate();
  out_ += written;
  return *this;
}

Writer& Writer::boolean(bool value) {
  separate();
  out_ += value ? "true" : "false";
  return *this;
}

Writer& Writer::null() {
  separate();
  out_ += "null";
  return *this;
}

namespace {

constexpr std::string_view kHex = "0123456789abcdef";

bool needs_escape(char c) {
  return static_cast<unsigned char>(c) < 0x20 || c == '"' || c == '\\';
}

constexpr std::uint64_t in_every_byte(unsigned char c) {
  return std::uint64_t{0x0101'0101'0101'0101} * c;
}

/// A number whose lowest set bit is in the first byte of `word` that needs an escape; 0 where none does. The
/// usual trick: subtracting borrows from the high bit of exactly the bytes that are smaller, the first of
/// them for certain.
constexpr std::uint64_t escapes_in(std::uint64_t word) {
  const std::uint64_t quote = word ^ in_every_byte('"');
  const std::uint64_t backslash = word ^ in_every_byte('\\');
  const std::uint64_t found = ((word - in_every_byte(0x20)) & ~word) | ((quote - in_every_byte(1)) & ~quote) |
                              ((backslash - in_every_byte(1)) & ~backslash);
  return found & in_every_byte(0x80);
}

/// Where the next character that needs an escape stands, from `from` on; the size of `text` if there is none.
/// Answers carry whole HTML pages, so it looks at eight bytes at once.
std::size_t next_escape(std::string_view text, std::size_t from) {
  if constexpr (std::endian::native == std::endian::little) {
    for (std::uint64_t word = 0; from + sizeof word <= text.size(); from += sizeof word) {
      std::memcpy(&word, text.data() + from, sizeof word);
      const std::uint64_t found = escapes_in(word);
      if (found != 0) return from + static_cast<std::size_t>(std::countr_zero(found)) / 8;
    }
    const std::size_t rest = text.size() - from;
    if (rest != 0 && text.size() >= sizeof(std::uint64_t)) {
      std::uint64_t word = 0;
      std::memcpy(&word, text.data() + text.size() - sizeof word, sizeof word);
      word >>= 8 * (sizeof word - rest);  // what was seen goes, and the zeros that come are found at the end
      return from + static_cast<std::size_t>(std::countr_zero(escapes_in(word))) / 8;
    }
  }
  while (from < text.size() && !needs_escape(text[from])) ++from;
  return from;
}

void append_escaped(std::string& out, char c) {
  switch (c) {
    case '"':
      out += "\\\"";
      return;
    case '\\':
      out += "\\\\";
      return;
    case '\b':
      out += "\\b";
      return;
    case '\f':
      out += "\\f";
      return;
    case '\n':
      out += "\\n";
      return;
    case '\r':
      out += "\\r";
      return;
    case '\t':
      out += "\\t";
      return;
    default:
      break;
  }
  out += "\\u00";
  out.push_back(kHex[static_cast<unsigned char>(c) >> 4]);
  out.push_back(kHex[static_cast<unsigned char>(c) & 0xF]);
}

}  // namespace

void append_quoted(std::string& out, std::string_view text) {
  out.reserve(out.size() + text.size() + 2);
  out.push_back('"');
  std::size_t plain = 0;
  for (std::size_t at = next_escape(text, 0); at < text.size(); at = next_escape(text, plain)) {
    out.append(text, plain, at - plain);
    append_escaped(out, text[at]);
    plain = at + 1;
  }
  out.append(text, plain);
  out.push_back('"');
}

}  // namespace kempelen::json
