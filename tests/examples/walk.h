// One walk through all operations of the Requester API, in a world whose clock and ids are always the same.
#pragma once

#include <map>
#include <string>

namespace kempelen::examples {

/// A call as it went over the wire; both are JSON.
struct Example {
  std::string request{};
  std::string answer{};
};

/// The first call of each operation, by its name. Throws scenarios::Mismatch when a call is refused.
std::map<std::string, Example> walk_all_operations();

}  // namespace kempelen::examples
