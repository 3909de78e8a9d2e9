// Qualification requirements of a HIT type: their rules and their canonical text. Who meets them is in
// eligibility.h.
//
// Rules and system qualification types are those of the API reference and of captures (requester-api
// dossier 4.6, 7.1).
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "domain/marketplace.h"

namespace kempelen::domain {

/// What a requirement keeps unqualified workers from. Each value includes the ones before it.
enum class Guard { Accept, PreviewAndAccept, DiscoverPreviewAndAccept };

struct Locale {
  std::string country;      // ISO 3166-1, two letters
  std::string subdivision;  // ISO 3166-2 after the dash, or empty

  friend auto operator<=>(const Locale&, const Locale&) = default;
};

enum class Comparator {
  LessThan,
  LessThanOrEqualTo,
  GreaterThan,
  GreaterThanOrEqualTo,
  EqualTo,
  NotEqualTo,
  Exists,
  DoesNotExist,
  In,
  NotIn
};

struct Requirement {
  std::string qualification_type_id;
  Comparator comparator = Comparator::Exists;
  std::vector<std::int64_t> integers{};
  std::vector<Locale> locales{};
  Guard guard = Guard::Accept;

  friend auto operator<=>(const Requirement&, const Requirement&) = default;
};

using Requirements = std::vector<Requirement>;

std::string_view name(Comparator comparator);
std::optional<Comparator> comparator_named(std::string_view name);
std::string_view name(Guard guard);
std::optional<Guard> guard_named(std::string_view name);

enum class SystemQualification { Masters, NumberApproved, Locale, Adult, PercentApproved };

/// The system type with that id in that marketplace. The Masters id differs between the two.
std::optional<SystemQualification> system_qualification(std::string_view id, Marketplace marketplace);

/// Types that the original gave up and old programs still name. They are taken, and met by nobody.
bool is_withdrawn_qualification(std::string_view id, Marketplace marketplace);

/// Refuses a comparator with the wrong number or kind of values (exact texts where one was captured).
Result<Done> check(const Requirement& requirement, Marketplace marketplace);

/// One text for equal sets of requirements, whatever their order; read back by `decode`.
std::string encode(Requirements requirements);
Requirements decode(std::string_view text);

/// Masters is required, which costs five per cent more.
bool requires_masters(const Requirements& requirements, Marketplace marketplace);

}  // namespace kempelen::domain
