// Exponential, with jitter.
#include "notify/backoff.h"

#include <algorithm>
#include <array>

namespace kempelen::notify {
namespace {

constexpr std::int64_t kMostSeconds = 15 * 60;
constexpr std::int64_t kDoublings = 10;

}  // namespace

Duration pause_after(std::int64_t failures, RandomSource& random) {
  const std::int64_t doublings = std::clamp<std::int64_t>(failures, 1, kDoublings);
  const Duration most = Duration::seconds(std::min(std::int64_t{1} << doublings, kMostSeconds));
  std::array<std::uint8_t, 4> bytes{};
  random.fill(bytes);
  std::int64_t drawn = 0;
  for (const std::uint8_t byte : bytes) drawn = drawn << 8 | byte;
  const std::int64_t half = most.micros / 2;
  return {half + drawn % (half + 1)};
}

}  // namespace kempelen::notify
