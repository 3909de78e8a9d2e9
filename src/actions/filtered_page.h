// A page of a list of which a caller wants some entries only: read on, a page's worth at a time, until it is
// full.
#pragma once

#include <cstddef>
#include <utility>
#include <vector>

namespace kempelen::actions {

/// Up to `size` entries for which `wanted(entry)`. `fetch(position, size)` gives the entries behind a
/// position, in order; fewer than asked for means that the list ends there. `position_of(entry)` is where to
/// read on.
template <typename Position, typename Fetch, typename Wanted, typename PositionOf>
auto filtered_page(Position after, std::size_t size, Fetch fetch, Wanted wanted, PositionOf position_of) {
  decltype(fetch(after, size)) found;
  while (found.size() < size) {
    const auto chunk = fetch(after, size);
    for (const auto& entry : chunk) {
      if (found.size() < size && wanted(entry)) found.push_back(entry);
    }
    if (chunk.size() < size) break;
    after = position_of(chunk.back());
  }
  return found;
}

}  // namespace kempelen::actions
