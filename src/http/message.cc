// Looking up a header.
#include "http/message.h"

#include "base/text.h"

namespace kempelen::http {

std::optional<std::string_view> Request::header(std::string_view name) const {
  for (const Header& candidate : headers) {
    if (candidate.name.size() == name.size() && equals_ignoring_case(candidate.name, name))
      return candidate.value;
  }
  return std::nullopt;
}

}  // namespace kempelen::http
