// Values out of range are told the range.
#include "cli/flag_values.h"

#include <fmt/format.h>

#include "cli/misuse.h"
#include "cli/numbers.h"

namespace kempelen::cli {

client::Result<std::int64_t> number_flag(const Given& given, const std::string& flag, std::int64_t otherwise,
                                         std::int64_t low, std::int64_t high) {
  const auto text = given.text(flag);
  if (!text) return otherwise;
  const auto read = whole_number(*text, low, high);
  if (!read) {
    return misuse(fmt::format("--{} is a whole number from {} to {}, not \"{}\".", flag, low, high, *text));
  }
  return *read;
}

client::Result<std::int64_t> span_flag(const Given& given, const std::string& flag,
                                       const std::string& otherwise) {
  const std::string text = given.text_or(flag, otherwise);
  const auto read = seconds(text);
  if (!read) {
    return misuse(fmt::format("--{} is a span of time such as 90s, 15m, 36h or 7d, not \"{}\".", flag, text));
  }
  return *read;
}

}  // namespace kempelen::cli
