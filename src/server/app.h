// A running server: its parts put together, started and stopped.
#pragma once

#include <optional>

#include "server/config.h"
#include "server/stand_in.h"

namespace kempelen::server {

/// Serves until SIGINT or SIGTERM, with `stand_in` also under the original's names; returns the process's
/// exit code. What goes wrong before the listeners answer stands on standard error.
int serve(const LoadedConfig& loaded, const std::optional<StandInWishes>& stand_in = std::nullopt);

}  // namespace kempelen::server
