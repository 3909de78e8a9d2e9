// Points and spans of time, in microseconds. Not std::chrono: an instant crosses module borders, is stored as
// a BIGINT and must not be mixed up with another clock's.
#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace kempelen {

/// A span of time; may be negative.
struct Duration {
  std::int64_t micros = 0;

  static constexpr Duration seconds(std::int64_t n) { return {n * 1'000'000}; }
  static constexpr Duration millis(std::int64_t n) { return {n * 1'000}; }
  static constexpr Duration days(std::int64_t n) { return seconds(n * 86'400); }
  constexpr std::int64_t whole_seconds() const { return micros / 1'000'000; }
  friend constexpr auto operator<=>(Duration, Duration) = default;
  friend constexpr Duration operator+(Duration a, Duration b) { return {a.micros + b.micros}; }
};

/// Microseconds since 1970-01-01T00:00:00Z.
struct Instant {
  std::int64_t micros = 0;

  static constexpr Instant from_seconds(std::int64_t n) { return {n * 1'000'000}; }
  static constexpr Instant from_millis(std::int64_t n) { return {n * 1'000}; }
  /// Rounded down, also before 1970.
  constexpr std::int64_t epoch_seconds() const { return floor_div(micros, 1'000'000); }
  constexpr std::int64_t epoch_millis() const { return floor_div(micros, 1'000); }

  friend constexpr auto operator<=>(Instant, Instant) = default;
  friend constexpr Instant operator+(Instant at, Duration d) { return {at.micros + d.micros}; }
  friend constexpr Instant operator-(Instant at, Duration d) { return {at.micros - d.micros}; }
  friend constexpr Duration operator-(Instant a, Instant b) { return {a.micros - b.micros}; }

 private:
  static constexpr std::int64_t floor_div(std::int64_t value, std::int64_t by) {
    return value / by - (value % by < 0 ? 1 : 0);
  }
};

/// `20261124T145900Z`, the form of X-Amz-Date.
std::string format_basic(Instant at);
/// The reverse of format_basic; nothing for any other text.
std::optional<Instant> parse_basic(std::string_view text);
/// `Tue, 24 Nov 2026 14:59:00 GMT`, the form of the HTTP Date header.
std::string format_http_date(Instant at);
/// `2026-11-24T14:59:00Z`.
std::string format_iso(Instant at);
/// ISO 8601 with `Z`, optional fraction; nothing for any other text.
std::optional<Instant> parse_iso(std::string_view text);

}  // namespace kempelen
