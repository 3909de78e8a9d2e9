// Which countries there are.
#pragma once

#include <string_view>

#include "base/result.h"

namespace kempelen::domain {

/// Refuses InvalidEnumeratedParameter, with the list, what is no country of ISO 3166-1 (a captured text).
Result<Done> check_country(std::string_view code);

}  // namespace kempelen::domain
