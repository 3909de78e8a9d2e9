// Inside this module only: a strict, slow reader of JSON that says where a text goes wrong. It runs only when
// simdjson has refused a text, or when a text has \u escapes, whose surrogates simdjson does not check.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace kempelen::json {

/// A sentence about the first problem, with the byte counted from 0; nothing if there is none. Duplicate
/// members are not looked for.
std::optional<std::string> first_problem(std::string_view text);

}  // namespace kempelen::json
