// How messages leave, as the sender sees it; a test has one of its own.
#pragma once

#include <cstdint>
#include <vector>

#include "base/instant.h"
#include "notify/outcome.h"
#include "store/notifications.h"
#include "store/outbox.h"

namespace kempelen::notify {

struct Ended {
  std::uint64_t ticket = 0;
  Outcome outcome{};
};

/// Not thread-safe but for wake(). Many deliveries may be under way at once.
class Transport {
 public:
  virtual ~Transport() = default;

  /// Begins to deliver; how it ended comes from a later wait() under the same ticket, within a bounded time.
  virtual void begin(std::uint64_t ticket, const store::Destination& to, const store::Message& message) = 0;
  /// Returns when something has ended, wake() was called, or the time is over.
  virtual std::vector<Ended> wait(Duration at_most) = 0;
  virtual void wake() = 0;
};

}  // namespace kempelen::notify
