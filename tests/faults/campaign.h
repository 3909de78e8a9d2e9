// Many careers, each from a seed of its own, on as many threads as the machine has.
#pragma once

#include <cstdint>
#include <functional>

#include "tests/faults/career.h"

namespace kempelen::faults {

/// Lives careers with the seeds `first`, `first` + 1, … until `enough` says so of what all of them have done
/// (it is called after each, by one thread at a time), or one of them has shown a problem.
Tally campaign(std::uint64_t first, const std::function<void(Career&)>& live,
               const std::function<bool(const Tally&)>& enough);

/// A career of power losses only, and one in which calls fail as well.
void live_with_power_losses(Career& career);
void live_with_everything(Career& career);

}  // namespace kempelen::faults
