// Splitting and folding.
#include "domain/type_words.h"

#include <algorithm>

#include "base/ascii.h"
#include "base/text.h"

namespace kempelen::domain {
namespace {

constexpr std::size_t kWordBytes = 64;

bool in_word(char c) {
  const auto byte = static_cast<unsigned char>(c);
  return byte >= 0x80 || is_letter_or_digit(c);
}

/// The first bytes of a word, without half a character at their end.
std::string shortened(std::string_view word) {
  if (word.size() <= kWordBytes) return lower(word);
  std::size_t end = kWordBytes;
  while (end > 0 && (static_cast<unsigned char>(word[end]) & 0xC0) == 0x80) --end;
  return lower(word.substr(0, end));
}

void add_words(std::string_view text, std::vector<std::string>& words) {
  for (std::size_t at = 0; at < text.size();) {
    std::size_t end = at;
    while (end < text.size() && in_word(text[end])) ++end;
    if (end > at) words.push_back(shortened(text.substr(at, end - at)));
    at = end + 1;
  }
}

}  // namespace

std::vector<std::string> words_of(const QualificationType& type) {
  std::vector<std::string> words;
  if (type.state >= QualificationTypeState::Disposing) return words;
  for (const std::string* const text : {&type.name, &type.description, &type.keywords}) {
    add_words(*text, words);
  }
  std::ranges::sort(words);
  words.erase(std::unique(words.begin(), words.end()), words.end());
  return words;
}

std::vector<std::string> query_words(std::string_view query) {
  std::vector<std::string> words;
  add_words(query, words);
  return words;
}

bool match(const std::vector<std::string>& query, const std::vector<std::string>& words) {
  return std::ranges::all_of(query, [&](const std::string& wanted) {
    const auto found = std::ranges::lower_bound(words, wanted);
    return found != words.end() && found->starts_with(wanted);
  });
}

}  // namespace kempelen::domain
