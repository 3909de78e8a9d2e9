// Many calls of one kind, several at a time.
#pragma once

#include <cstddef>
#include <functional>

namespace kempelen::cli {

/// How many calls are made at once where a command has no flag for it.
inline constexpr int kCallsAtOnce = 8;

/// Calls `one` with 0, 1, … up to `count`, on so many threads, until all are done or one of them has returned
/// false; then no more are begun. `one` must be thread-safe. `look` is called on this thread ten times a
/// second.
void abreast(std::size_t count, int threads, const std::function<bool(std::size_t)>& one,
             const std::function<void()>& look);

}  // namespace kempelen::cli
