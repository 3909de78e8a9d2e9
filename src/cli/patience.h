// Going as slowly as the service asks.
#pragma once

#include <algorithm>

#include "cli/surroundings.h"

namespace kempelen::cli {

/// `call()`, a Result, and again after a while for as long as it is refused as one call too many; until the
/// user has asked to stop.
template <typename Call>
auto patiently(Surroundings& at, const Call& call) -> decltype(call()) {
  constexpr Duration kFirst = Duration::millis(500);
  constexpr Duration kMost = Duration::seconds(10);
  for (Duration pause = kFirst;; pause = std::min(pause + pause, kMost)) {
    auto answered = call();
    if (answered || !answered.error().is(Code::Throttled) || !at.pause(pause)) return answered;
  }
}

}  // namespace kempelen::cli
