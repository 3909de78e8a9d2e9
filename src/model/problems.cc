// The words of ValidationException are those of the framework the original was built on; the words of the
// limits are the service's own, as far as anybody quoted them.
#include "model/problems.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/text.h"
#include "model/read.h"
#include "model/scalars.h"

namespace kempelen::model {
namespace {

constexpr std::size_t kEchoedCharacters = 256;
/// A request with thousands of problems is not answered with all of them.
constexpr std::size_t kListedViolations = 20;

std::string length_at_most(std::int64_t high) {
  return fmt::format("Member must have length less than or equal to {}", high);
}

std::string length_at_least(std::int64_t low) {
  return fmt::format("Member must have length greater than or equal to {}", low);
}

std::string must_match(const Pattern& pattern) {
  return fmt::format("Member must satisfy regular expression pattern: {}", pattern.text);
}

bool has_control_characters(std::string_view text) {
  return std::ranges::any_of(text, [](char c) {
    return static_cast<unsigned char>(c) < 0x20 && c != '\t' && c != '\n' && c != '\r';
  });
}

std::string shown(const Field& field, std::string_view value) {
  return field.secrecy == Secrecy::Secret ? std::string("***") : shortened(value);
}

}  // namespace

std::string Path::text() const {
  if (parent == nullptr) return {};
  const std::string before = parent->text();
  if (entry > 0) return fmt::format("{}.{}.member", before, entry);
  std::string own = shortened(name);
  if (!own.empty()) own.front() = lower(own.front());
  return before.empty() ? own : before + "." + own;
}

void Problems::missing(const Path& path) {
  add_violation(path, "null", "Member must not be null");
}

void Problems::check_text(const Field& field, const Path& path, std::string_view text) {
  const Constraints& constraints = field.constraints;
  const auto length = static_cast<std::int64_t>(utf8_length(text));
  if (!constraints.values.empty() &&
      std::ranges::find(constraints.values, text) == constraints.values.end()) {
    violated(path, shown(field, text),
             fmt::format("Member must satisfy enum value set: [{}]", fmt::join(constraints.values, ", ")));
  }
  if (constraints.length.has_high() && length > constraints.length.high) {
    violated(path, shown(field, text), length_at_most(constraints.length.high));
  }
  if (constraints.length.has_low() && length < constraints.length.low) {
    violated(path, shown(field, text), length_at_least(constraints.length.low));
  }
  if (constraints.pattern != nullptr && !constraints.pattern->matches(text)) {
    violated(path, shown(field, text), must_match(*constraints.pattern));
  }
  check_text_limits(field, text, length);
}

void Problems::check_text_limits(const Field& field, std::string_view text, std::int64_t length) {
  const Limits& limits = field.limits;
  const auto bytes = static_cast<std::int64_t>(text.size());
  if (limits.characters.has_low() && length < limits.characters.low) {
    limited({Code::ParameterTooShort, {std::string(field.name), std::to_string(limits.characters.low)}});
  }
  if (limits.bytes.has_low() && bytes < limits.bytes.low) {
    limited({Code::ParameterTooShort, {std::string(field.name), std::to_string(limits.bytes.low)}});
  }
  if (limits.characters.has_high() && length > limits.characters.high) {
    limited_because(field, text, fmt::format("At most {} characters are allowed.", limits.characters.high));
  }
  if (limits.bytes.has_high() && bytes > limits.bytes.high) {
    limited_because(field, text, fmt::format("At most {} bytes are allowed.", limits.bytes.high));
  }
  if (limits.audience == Audience::People && has_control_characters(text)) {
    limited_because(field, text, "Control characters are not allowed.");
  }
}

void Problems::check_number(const Field& field, const Path& path, std::int64_t number) {
  const Bounds& range = field.constraints.value;
  if (number > range.high) {
    violated(path, std::to_string(number),
             fmt::format("Member must have value less than or equal to {}", range.high));
  }
  if (number < range.low) {
    violated(path, std::to_string(number),
             fmt::format("Member must have value greater than or equal to {}", range.low));
  }
  const Bounds& limit = field.limits.value;
  if (!limit.contains(number)) {
    limited({Code::ParameterOutOfRange,
             {std::to_string(number), std::string(field.name), std::to_string(limit.low),
              std::to_string(limit.high)}});
  }
}

void Problems::check_entries(const Field& field, const Path& path, std::size_t count) {
  const Bounds& bounds = field.limits.entries;
  const auto number = static_cast<std::int64_t>(count);
  if (number > bounds.high) violated(path, fmt::format("[{} entries]", count), length_at_most(bounds.high));
  if (number < bounds.low) violated(path, fmt::format("[{} entries]", count), length_at_least(bounds.low));
}

std::optional<Money> Problems::check_money(const Field& field, const Path& path, std::string_view text) {
  if (!kMoneyPattern.matches(text)) {
    violated(path, shortened(text), must_match(kMoneyPattern));
    return std::nullopt;
  }
  const auto amount = parse_money(text);
  if (!amount) {
    limited_because(field, text, "The amount is too large.");
    return std::nullopt;
  }
  const Money least{field.limits.amount.low};
  if (*amount < least) {
    limited_because(field, text, fmt::format("The amount must be at least {}.", format_money(least)));
  }
  return amount;
}

void Problems::not_a_time(const Field& field, std::string_view value) {
  // Mostly milliseconds taken for seconds.
  limited_because(field, value, "A time is a number of seconds since 1970, in the years 1 to 9999.");
}

Result<Done> Problems::verdict() && {
  if (violations_ > 0) {
    return refuse(Code::BreaksModel, fmt::format("{} validation error{} detected: {}", violations_,
                                                 violations_ == 1 ? "" : "s", violation_texts_));
  }
  if (refusal_) return tl::unexpected(std::move(*refusal_));
  return Done{};
}

void Problems::violated(const Path& path, std::string_view value, std::string_view constraint) {
  add_violation(path, fmt::format("'{}'", value), constraint);
}

void Problems::add_violation(const Path& path, std::string_view value, std::string_view constraint) {
  ++violations_;
  if (violations_ > kListedViolations) return;
  if (violations_ > 1) violation_texts_ += "; ";
  violation_texts_ +=
      fmt::format("Value {} at '{}' failed to satisfy constraint: {}", value, path.text(), constraint);
}

void Problems::limited(Refusal refusal) {
  if (!refusal_) refusal_ = std::move(refusal);
}

void Problems::limited_because(const Field& field, std::string_view value, std::string sentence) {
  limited({Code::InvalidParameterValueBecause,
           {shown(field, value), std::string(field.name), std::move(sentence)}});
}

std::string shortened(std::string_view text) {
  std::size_t characters = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const bool begins = (static_cast<unsigned char>(text[i]) & 0xC0) != 0x80;
    if (begins && ++characters > kEchoedCharacters) return std::string(text.substr(0, i)) + "…";
  }
  return std::string(text);
}

}  // namespace kempelen::model
