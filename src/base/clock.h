// Where time comes from. Two clocks run in a server (docs/internals/time.md): the *wall* clock for
// signatures, `Date`, sessions and throttling, and the *domain* clock, wall plus an offset that tests can
// advance, for everything MTurk means.
#pragma once

#include <atomic>

#include "base/instant.h"

namespace kempelen {

/// Thread-safe.
class Clock {
 public:
  virtual ~Clock() = default;
  virtual Instant now() const = 0;
};

/// The machine's real-time clock. The only place in the program that reads it.
class SystemClock final : public Clock {
 public:
  Instant now() const override;
};

/// Another clock plus an offset that only grows.
class OffsetClock final : public Clock {
 public:
  OffsetClock(const Clock& base, Duration offset) : base_(base), offset_micros_(offset.micros) {}
  Instant now() const override { return base_.now() + offset(); }
  Duration offset() const { return {offset_micros_.load(std::memory_order_relaxed)}; }
  void advance(Duration by) { offset_micros_.fetch_add(by.micros, std::memory_order_relaxed); }

 private:
  const Clock& base_;
  std::atomic<std::int64_t> offset_micros_;
};

/// Stands still until it is set; for tests.
class ManualClock final : public Clock {
 public:
  explicit ManualClock(Instant at) : micros_(at.micros) {}
  Instant now() const override { return {micros_.load(std::memory_order_relaxed)}; }
  void set(Instant at) { micros_.store(at.micros, std::memory_order_relaxed); }
  void advance(Duration by) { micros_.fetch_add(by.micros, std::memory_order_relaxed); }

 private:
  std::atomic<std::int64_t> micros_;
};

/// Hands out instants that strictly increase, one per command, so that they can serve as an order.
/// Not thread-safe: it belongs to the writing thread.
class Timekeeper {
 public:
  explicit Timekeeper(const Clock& clock) : clock_(clock) {}
  Instant next() {
    const Instant now = clock_.now();
    last_ = now > last_ ? now : last_ + Duration{1};
    return last_;
  }

 private:
  const Clock& clock_;
  Instant last_{};
};

}  // namespace kempelen
