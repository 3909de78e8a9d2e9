// A word begins at a capital that a small letter stands before or behind.
#include "model/kebab.h"

#include "base/text.h"

namespace kempelen::model {
namespace {

bool is_capital(char c) {
  return 'A' <= c && c <= 'Z';
}

bool begins_word(std::string_view name, std::size_t at) {
  if (at == 0 || !is_capital(name[at])) return false;
  const bool ends_capitals = at + 1 < name.size() && !is_capital(name[at + 1]);
  return ends_capitals || !is_capital(name[at - 1]);
}

}  // namespace

std::string kebab(std::string_view name) {
  std::string words(name);
  // The plural is one word: `list-hits-for-qualification-type`.
  if (const std::size_t plural = words.find("HITs"); plural != std::string::npos) {
    words.replace(plural, 4, "Hits");
  }
  std::string text;
  for (std::size_t i = 0; i < words.size(); ++i) {
    if (begins_word(words, i)) text.push_back('-');
    text.push_back(lower(words[i]));
  }
  return text;
}

}  // namespace kempelen::model
