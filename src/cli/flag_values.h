// Flags whose values are numbers and spans of time, with one sentence for each kind that is none.
#pragma once

#include <cstdint>
#include <string>

#include "cli/command.h"
#include "client/error.h"

namespace kempelen::cli {

/// The flag's value, or `otherwise` if it was not given. Fails with Error::Kind::Request.
client::Result<std::int64_t> number_flag(const Given& given, const std::string& flag, std::int64_t otherwise,
                                         std::int64_t low, std::int64_t high);
/// The same in seconds, of a text as `seconds` reads it; `otherwise` is one, too.
client::Result<std::int64_t> span_flag(const Given& given, const std::string& flag,
                                       const std::string& otherwise);

}  // namespace kempelen::cli
