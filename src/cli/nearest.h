// What somebody may have meant who typed a name that is none.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace kempelen::cli {

/// The name that takes the fewest changes of a character; nothing where all of them take more than a third of
/// its length. Upper and lower case are the same.
std::optional<std::string> nearest(std::string_view typed, std::span<const std::string> names);

}  // namespace kempelen::cli
