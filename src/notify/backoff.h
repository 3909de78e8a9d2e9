// How long a destination is left alone after a failure.
#pragma once

#include <cstdint>

#include "base/instant.h"
#include "base/random.h"

namespace kempelen::notify {

/// After so many failures in a row (1 and more): doubling from two seconds to a quarter of an hour, and of
/// that a random part between half and all, so that many destinations that failed together do not come back
/// together. So 1 second at least and 15 minutes at most.
Duration pause_after(std::int64_t failures, RandomSource& random);

}  // namespace kempelen::notify
