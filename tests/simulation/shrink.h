// A failing run made small: steps are left out as long as the same mistake shows.
#pragma once

#include <functional>
#include <vector>

#include "tests/simulation/simulation.h"

namespace kempelen::simulation {

struct Shrunken {
  std::vector<Step> steps{};
  Finding finding;
};

/// Delta debugging: `steps` fail as `finding` says. `go_on` is asked before every try.
Shrunken shrink(std::uint64_t seed, std::vector<Step> steps, Finding finding,
                const std::function<bool()>& go_on);

}  // namespace kempelen::simulation
