// Comparing header names, which arrive in any case, with names in lower case. A request has some hundred
// letters of them and every one is looked at, so they are looked at eight at a time and never copied.
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string_view>

namespace kempelen::aws {

/// A–Z to a–z in each of eight bytes; every other byte stays.
inline std::uint64_t lower_eight(std::uint64_t bytes) {
  constexpr std::uint64_t kEach = 0x0101010101010101;
  const std::uint64_t low = bytes & (0x7F * kEach);
  const std::uint64_t from_a = low + (0x80 - 'A') * kEach;    // the high bit of a byte says: at least `A`
  const std::uint64_t beyond_z = low + (0x7F - 'Z') * kEach;  // the high bit of a byte says: more than `Z`
  return bytes | ((from_a ^ beyond_z) & ~bytes & (0x80 * kEach)) >> 2;
}

template <typename Word>
Word word_at(std::string_view text, std::size_t position) {
  Word bytes = 0;
  std::memcpy(&bytes, text.data() + position, sizeof bytes);
  return bytes;
}

/// Compares in words; the last one overlaps the one before. `given` and `name` are equally long, and at least
/// a word.
template <typename Word>
bool equal_words(std::string_view given, std::string_view name) {
  const std::size_t last = given.size() - sizeof(Word);
  for (std::size_t i = 0; i < last; i += sizeof(Word)) {
    if (lower_eight(word_at<Word>(given, i)) != word_at<Word>(name, i)) return false;
  }
  return lower_eight(word_at<Word>(given, last)) == word_at<Word>(name, last);
}

/// Whether `given`, in any case, is `name`, which is in lower case.
inline bool is_named(std::string_view given, std::string_view name) {
  if (given.size() != name.size()) return false;
  if (given.size() >= 8) return equal_words<std::uint64_t>(given, name);
  if (given.size() >= 4) return equal_words<std::uint32_t>(given, name);
  return given.empty() || equal_words<std::uint8_t>(given, name);
}

/// Whether the name begins with `x-amz-`, in any case.
inline bool is_aws_header(std::string_view given) {
  // The hyphens first: most names lack them there.
  return given.size() > 6 && given[1] == '-' && given[5] == '-' &&
         equal_words<std::uint32_t>(given.substr(0, 6), "x-amz-");
}

/// Whether every byte is above the blank, so that a header's value needs no trimming and no collapsing.
inline bool has_no_blank(std::string_view text) {
  constexpr std::uint64_t kEach = 0x0101010101010101;
  const auto has = [](std::uint64_t bytes) { return ((bytes - 0x21 * kEach) & ~bytes & 0x80 * kEach) != 0; };
  std::size_t i = 0;
  for (; i + 8 <= text.size(); i += 8) {
    if (has(word_at<std::uint64_t>(text, i))) return false;
  }
  for (; i < text.size(); ++i) {
    if (static_cast<unsigned char>(text[i]) <= ' ') return false;
  }
  return true;
}

}  // namespace kempelen::aws
