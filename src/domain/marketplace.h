// The two marketplaces of one server. Money, HITs, workers and qualifications belong to one of them; a
// requester and his access keys are the same in both.
#pragma once

#include <string_view>

namespace kempelen::domain {

/// The numbers are stored.
enum class Marketplace { Sandbox = 0, Live = 1 };

constexpr std::string_view name(Marketplace marketplace) {
  return marketplace == Marketplace::Live ? "live" : "sandbox";
}

}  // namespace kempelen::domain
