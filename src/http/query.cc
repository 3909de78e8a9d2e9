// The decoding.
#include "http/query.h"

#include "base/text.h"

namespace kempelen::http {

std::vector<NameValue> parse_query(std::string_view query) {
  std::vector<NameValue> pairs;
  while (!query.empty()) {
    const std::size_t end = query.find('&');
    const std::string_view piece = query.substr(0, end);
    if (!piece.empty()) {
      const std::size_t equals = piece.find('=');
      const std::string_view value = equals == std::string_view::npos ? "" : piece.substr(equals + 1);
      pairs.push_back(
          {percent_decode(piece.substr(0, equals), Plus::IsSpace), percent_decode(value, Plus::IsSpace)});
    }
    if (end == std::string_view::npos) break;
    query.remove_prefix(end + 1);
  }
  return pairs;
}

const std::string* find_value(const std::vector<NameValue>& pairs, std::string_view name) {
  for (const NameValue& pair : pairs) {
    if (pair.name == name) return &pair.value;
  }
  return nullptr;
}

}  // namespace kempelen::http
