// The named characters of XHTML, from a fixed table: no document type is ever read for them.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace kempelen::domain {

/// The code point of `nbsp` and its like; nothing for XML's own five and for names that XHTML does not have.
std::optional<std::uint32_t> xhtml_entity(std::string_view name);

}  // namespace kempelen::domain
