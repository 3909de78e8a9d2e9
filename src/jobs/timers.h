// What each timer does, and running those that are due.
#pragma once

#include <cstdint>

#include "actions/context.h"

namespace kempelen::jobs {

/// Runs up to `count` timers that are due at `ctx.now`, oldest first, and says how many. Every handler begins
/// by reading the state anew, so a timer that comes late, twice, or after something else happened does no
/// harm.
std::int64_t run_due(actions::WriteContext& ctx, Instant wall_now, std::int64_t count);

/// Puts the first due timer, which has just failed, back: by a second at first, then twice as long each time.
void postpone_first_due(actions::WriteContext& ctx);

/// Sees to it that the sweep, which deletes what has expired, is scheduled.
void schedule_first_sweep(actions::WriteContext& ctx);

}  // namespace kempelen::jobs
