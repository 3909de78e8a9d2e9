// Numbers as they are typed.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace kempelen::cli {

/// Decimal digits with an optional minus and nothing else; nothing unless it lies between the two, both
/// belonging to it.
std::optional<std::int64_t> whole_number(std::string_view text, std::int64_t low, std::int64_t high);

/// `90`, `90s`, `15m`, `36h`, `7d`: whole seconds, at least one and at most ten years.
std::optional<std::int64_t> seconds(std::string_view text);

}  // namespace kempelen::cli
