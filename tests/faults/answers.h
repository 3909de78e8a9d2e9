// Reading the answers that simulated clients get.
#pragma once

#include <string>
#include <string_view>

namespace kempelen::faults {

/// A text member of a member of an answer, such as the HITId of HIT; without `object`, of the answer itself.
std::string id_in(const std::string& answer, std::string_view object, std::string_view member);

}  // namespace kempelen::faults
