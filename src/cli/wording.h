// Numbers, spans and lists as people read them.
#pragma once

#include <chrono>
#include <cstddef>
#include <span>
#include <string>
#include <string_view>

namespace kempelen::cli {

/// `10,000`.
std::string grouped(std::size_t number);
/// `1 HIT`, `2,000 HITs`.
std::string counted(std::size_t number, std::string_view one, std::string_view many);
/// `8 s`, `3 min`, `2 h 10 min`.
std::string spoken(std::chrono::seconds time);
/// `"a", "b" and "c"`; of more than twelve the first, then `and 3 more`.
std::string enumerated(std::span<const std::string> names);

}  // namespace kempelen::cli
