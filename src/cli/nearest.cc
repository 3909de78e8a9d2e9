// Levenshtein's distance, a row at a time.
#include "cli/nearest.h"

#include <algorithm>
#include <numeric>
#include <vector>

#include "base/text.h"

namespace kempelen::cli {
namespace {

std::size_t distance(std::string_view a, std::string_view b) {
  std::vector<std::size_t> row(b.size() + 1);
  std::iota(row.begin(), row.end(), std::size_t{0});
  for (std::size_t i = 1; i <= a.size(); ++i) {
    std::size_t diagonal = row[0];
    row[0] = i;
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const std::size_t replaced = diagonal + (lower(a[i - 1]) == lower(b[j - 1]) ? 0 : 1);
      diagonal = row[j];
      row[j] = std::min({replaced, row[j] + 1, row[j - 1] + 1});
    }
  }
  return row.back();
}

}  // namespace

std::optional<std::string> nearest(std::string_view typed, std::span<const std::string> names) {
  std::optional<std::string> found;
  std::size_t least = 0;
  for (const std::string& name : names) {
    const std::size_t changes = distance(typed, name);
    if (changes * 3 > std::max(name.size(), std::size_t{3}) || (found && changes >= least)) continue;
    found = name;
    least = changes;
  }
  return found;
}

}  // namespace kempelen::cli
