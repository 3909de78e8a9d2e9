// What the kinds Money and Timestamp accept, for the reader and for the description.
#pragma once

#include <cstdint>
#include <string_view>

#include "model/shape.h"

namespace kempelen::model {

/// `^[0-9]+(\.)?[0-9]{0,2}$`: `5`, `5.`, `0.1`, `0.10`.
constexpr bool is_money(std::string_view text) {
  std::size_t at = text.find_first_not_of("0123456789");
  if (at == 0 || text.empty()) return false;
  if (at == std::string_view::npos) return true;
  if (text[at] != '.') return false;
  const std::string_view decimals = text.substr(at + 1);
  return decimals.size() <= 2 && decimals.find_first_not_of("0123456789") == std::string_view::npos;
}

inline constexpr Pattern kMoneyPattern{R"(^[0-9]+(\.)?[0-9]{0,2}$)", &is_money};

/// 0001-01-01T00:00:00Z and 9999-12-31T23:59:59Z, in seconds since 1970.
inline constexpr std::int64_t kFirstSecond = -62'135'596'800;
inline constexpr std::int64_t kLastSecond = 253'402'300'799;

}  // namespace kempelen::model
