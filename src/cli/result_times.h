// Times as results show them.
#pragma once

#include <string>

#include "base/instant.h"

namespace kempelen::cli {

/// `Wed Nov 20 21:03:26 PST 2019`: Pacific time, as the original's results had it. By the rule that has been
/// in force since 2007, so that no time-zone data is needed.
std::string pacific_time(Instant at);

}  // namespace kempelen::cli
