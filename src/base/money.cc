// Text forms of amounts, and multiplication that notices overflow.
#include "base/money.h"

#include <fmt/format.h>

#include "base/ascii.h"

namespace kempelen {
namespace {

constexpr std::int64_t kMicrosPerDollar = 1'000'000;

/// Also of the smallest number, which has no positive counterpart.
std::uint64_t magnitude_of(Money amount) {
  const auto bits = static_cast<std::uint64_t>(amount.micros);
  return amount.micros < 0 ? 0 - bits : bits;
}

}  // namespace

std::optional<Money> times(Money amount, std::int64_t count) {
  std::int64_t product = 0;
  if (__builtin_mul_overflow(amount.micros, count, &product)) return std::nullopt;
  return Money{product};
}

std::optional<Money> parse_money(std::string_view text) {
  std::size_t at = 0;
  std::int64_t dollars = 0;
  for (; at < text.size() && is_digit(text[at]); ++at) {
    dollars = dollars * 10 + (text[at] - '0');
    if (dollars > kAmountMax.micros / kMicrosPerDollar) return std::nullopt;
  }
  if (at == 0) return std::nullopt;
  if (at < text.size() && text[at] == '.') ++at;
  const std::string_view decimals = text.substr(at);
  if (decimals.size() > 2) return std::nullopt;
  std::int64_t cents = 0;
  for (std::size_t i = 0; i < 2; ++i) {
    if (i < decimals.size() && !is_digit(decimals[i])) return std::nullopt;
    cents = cents * 10 + (i < decimals.size() ? decimals[i] - '0' : 0);
  }
  const Money amount = Money::dollars(dollars) + Money::cents(cents);
  return amount <= kAmountMax ? std::optional(amount) : std::nullopt;
}

std::string format_money(Money amount) {
  const bool negative = amount.micros < 0;
  const std::uint64_t cents = magnitude_of(amount) / 10'000;
  return fmt::format("{}{}.{:02}", negative && cents > 0 ? "-" : "", cents / 100, cents % 100);
}

std::string format_exact(Money amount) {
  const std::uint64_t micros = magnitude_of(amount);
  std::string text =
      fmt::format("{}{}.{:06}", amount.micros < 0 ? "-" : "", micros / 1'000'000, micros % 1'000'000);
  const std::size_t shortest = text.size() - 4;
  while (text.size() > shortest && text.back() == '0') text.pop_back();
  return text;
}

}  // namespace kempelen
