// What targets have in common.
#include "fuzz/target.h"

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <string>

namespace kempelen::fuzz {

void require(bool holds, std::string_view belief) {
  if (holds) return;
  std::fprintf(stderr, "violated: %s\n", std::string(belief).c_str());
  std::abort();
}

std::string_view take_line(std::string_view& rest) {
  const std::size_t end = std::min(rest.find('\n'), rest.size());
  const std::string_view line = rest.substr(0, end);
  rest.remove_prefix(std::min(end + 1, rest.size()));
  return line;
}

}  // namespace kempelen::fuzz
