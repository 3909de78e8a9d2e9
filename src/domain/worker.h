// A worker as far as rules ask: what he has done, and who he is.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/result.h"
#include "domain/requirement.h"

namespace kempelen::domain {

/// Whether an account may act.
enum class Standing { Good, Suspended };

/// Counters over a whole life, or what one command adds to them.
struct WorkerRecord {
  std::int64_t submitted = 0;
  std::int64_t approved = 0;
  std::int64_t rejected = 0;

  friend bool operator==(const WorkerRecord&, const WorkerRecord&) = default;
};

struct WorkerProfile {
  std::optional<Locale> locale{};  // the registered address, as far as requirements ask
  bool adult = false;              // agreed to see adult content
  bool masters = false;
  std::optional<std::string> email{};

  friend bool operator==(const WorkerProfile&, const WorkerProfile&) = default;
};

/// Refuses a country that is none, a state of the US that is none, and elsewhere a subdivision that is not
/// two capital letters or digits.
Result<Done> check_locale(const Locale& locale);

}  // namespace kempelen::domain
