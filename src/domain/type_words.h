// The words by which qualification types are found. A word is a run of letters and digits; every byte of a
// character beyond ASCII counts as a letter. ASCII case does not matter.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "domain/qualification.h"

namespace kempelen::domain {

/// Of name, description and keywords; in byte order, each once, the first 64 bytes of each. Empty for a type
/// that is in no list: one that is being disposed of or gone.
std::vector<std::string> words_of(const QualificationType& type);

/// The words of a query, in the order given.
std::vector<std::string> query_words(std::string_view query);

/// Whether each word of the query begins one of the `words`, which are in byte order.
bool match(const std::vector<std::string>& query, const std::vector<std::string>& words);

}  // namespace kempelen::domain
