// Amounts of US dollars as whole micro-dollars. On the wire an amount is a text with two decimals.
#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace kempelen {

struct Money {
  std::int64_t micros = 0;

  static constexpr Money cents(std::int64_t n) { return {n * 10'000}; }
  static constexpr Money dollars(std::int64_t n) { return {n * 1'000'000}; }
  friend constexpr auto operator<=>(Money, Money) = default;
  friend constexpr Money operator+(Money a, Money b) { return {a.micros + b.micros}; }
  friend constexpr Money operator-(Money a, Money b) { return {a.micros - b.micros}; }
  friend constexpr Money operator-(Money a) { return {-a.micros}; }
};

/// No single amount is larger, so that 64 bits hold the sum of nine million of them. The original's limit is
/// unknown.
constexpr Money kAmountMax = Money::dollars(1'000'000);

/// This many times the amount; nothing where 64 bits do not hold it.
std::optional<Money> times(Money amount, std::int64_t count);

/// `5`, `5.`, `0.1`, `0.10` (the model's pattern `^[0-9]+(\.)?[0-9]{0,2}$`), up to kAmountMax.
std::optional<Money> parse_money(std::string_view text);

/// Two decimals, rounded toward zero: `10000.00`, `-0.05`.
std::string format_money(Money amount);

/// As many decimals as the amount has, at least two: `0.125`, `5.00`, `-0.000001`.
std::string format_exact(Money amount);

}  // namespace kempelen
