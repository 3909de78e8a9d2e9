// Numbers and spans of time, read whole or not at all.
#include "cli/numbers.h"

#include <charconv>
#include <limits>

namespace kempelen::cli {
namespace {

constexpr std::int64_t kSecondsMax = 315'360'000;

/// Seconds in a unit; 0 if there is no such unit.
std::int64_t unit_of(char letter) {
  switch (letter) {
    case 's':
      return 1;
    case 'm':
      return 60;
    case 'h':
      return 3'600;
    case 'd':
      return 86'400;
    default:
      return 0;
  }
}

}  // namespace

std::optional<std::int64_t> whole_number(std::string_view text, std::int64_t low, std::int64_t high) {
  std::int64_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
  if (value < low || value > high) return std::nullopt;
  return value;
}

std::optional<std::int64_t> seconds(std::string_view text) {
  if (text.empty()) return std::nullopt;
  std::int64_t unit = unit_of(text.back());
  if (unit == 0) {
    unit = 1;
  } else {
    text.remove_suffix(1);
  }
  const auto count = whole_number(text, 1, kSecondsMax);
  if (!count || *count > kSecondsMax / unit) return std::nullopt;
  return *count * unit;
}

}  // namespace kempelen::cli
