// Comparators, canonical texts and the ids of system qualifications.
#include "domain/requirement.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>
#include <charconv>

#include "base/fault.h"
#include "domain/country.h"

namespace kempelen::domain {
namespace {

constexpr std::array<std::string_view, 10> kComparators = {"LessThan",    "LessThanOrEqualTo",
                                                           "GreaterThan", "GreaterThanOrEqualTo",
                                                           "EqualTo",     "NotEqualTo",
                                                           "Exists",      "DoesNotExist",
                                                           "In",          "NotIn"};
constexpr std::array<std::string_view, 3> kGuards = {"Accept", "PreviewAndAccept",
                                                     "DiscoverPreviewAndAccept"};

constexpr std::size_t kIntegersMax = 15;
constexpr std::size_t kLocalesMax = 30;

template <std::size_t N>
std::optional<std::size_t> index_of(const std::array<std::string_view, N>& names, std::string_view name) {
  const auto found = std::ranges::find(names, name);
  if (found == names.end()) return std::nullopt;
  return static_cast<std::size_t>(found - names.begin());
}

bool wants_no_value(Comparator c) {
  return c == Comparator::Exists || c == Comparator::DoesNotExist;
}
bool takes_several(Comparator c) {
  return c == Comparator::In || c == Comparator::NotIn;
}
bool fits_locales(Comparator c) {
  return c == Comparator::EqualTo || c == Comparator::NotEqualTo || takes_several(c);
}

std::string text(const Locale& locale) {
  return locale.subdivision.empty() ? locale.country : locale.country + "-" + locale.subdivision;
}

std::string listed(const std::vector<Locale>& locales) {
  std::vector<std::string> texts;
  for (const Locale& locale : locales) texts.push_back(text(locale));
  return fmt::format("{}", fmt::join(texts, ","));
}

std::vector<std::string_view> split(std::string_view whole, char by) {
  std::vector<std::string_view> parts;
  for (std::size_t from = 0; from <= whole.size();) {
    const std::size_t to = std::min(whole.find(by, from), whole.size());
    parts.push_back(whole.substr(from, to - from));
    from = to + 1;
  }
  return parts;
}

std::int64_t number(std::string_view digits) {
  std::int64_t value = 0;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), value);
  KEMPELEN_INVARIANT(error == std::errc() && end == digits.data() + digits.size(),
                     "stored requirements hold numbers");
  return value;
}

/// A captured text: several locales with EqualTo, and locales with another type, were both answered so.
tl::unexpected<Refusal> refuse_locales(const Requirement& r) {
  return refuse(
      Code::InvalidParameterValueBecause, listed(r.locales), "LocaleValue",
      fmt::format("LocaleValue must be null when used with the {} comparator.", name(r.comparator)));
}

Result<Done> check_locales(const Requirement& r) {
  const std::string comparator(name(r.comparator));
  if (!r.integers.empty()) {
    return refuse(Code::InvalidParameterValueBecause, std::to_string(r.integers.front()), "IntegerValue",
                  "IntegerValue must be null when used with a locale Qualification type.");
  }
  if (!fits_locales(r.comparator)) {
    return refuse(Code::InvalidParameterValueBecause, comparator, "Comparator",
                  "A locale can be compared with EqualTo, NotEqualTo, In and NotIn only.");
  }
  if (r.locales.empty()) {
    return refuse(Code::InvalidParameterValueBecause, "", "LocaleValue",
                  fmt::format("LocaleValue must not be null when used with the {} comparator.", comparator));
  }
  const std::size_t allowed = takes_several(r.comparator) ? kLocalesMax : 1;
  if (r.locales.size() > allowed) return refuse_locales(r);
  for (const Locale& locale : r.locales) {
    if (auto known = check_country(locale.country); !known) return known;
  }
  return Done{};
}

}  // namespace

std::string_view name(Comparator comparator) {
  return kComparators[static_cast<std::size_t>(comparator)];
}

std::optional<Comparator> comparator_named(std::string_view name) {
  const auto index = index_of(kComparators, name);
  return index ? std::optional(static_cast<Comparator>(*index)) : std::nullopt;
}

std::string_view name(Guard guard) {
  return kGuards[static_cast<std::size_t>(guard)];
}

std::optional<Guard> guard_named(std::string_view name) {
  const auto index = index_of(kGuards, name);
  return index ? std::optional(static_cast<Guard>(*index)) : std::nullopt;
}

std::optional<SystemQualification> system_qualification(std::string_view id, Marketplace marketplace) {
  if (id == "00000000000000000040") return SystemQualification::NumberApproved;
  if (id == "00000000000000000071") return SystemQualification::Locale;
  if (id == "00000000000000000060") return SystemQualification::Adult;
  if (id == "000000000000000000L0") return SystemQualification::PercentApproved;
  const std::string_view masters =
      marketplace == Marketplace::Live ? "2F1QJWKUDD8XADTFD2Q0G6UTO95ALH" : "2ARFPLSP75KLA8M8DH1HTEQVJT3SY6";
  if (id == masters) return SystemQualification::Masters;
  return std::nullopt;
}

bool is_withdrawn_qualification(std::string_view id, Marketplace marketplace) {
  static constexpr std::array<std::string_view, 4> kPercentages = {
      "00000000000000000000",   // assignments submitted
      "00000000000000000070",   // abandoned
      "000000000000000000E0",   // returned
      "000000000000000000S0"};  // rejected
  // Categorization and Photo Moderation Masters.
  static constexpr std::array<std::string_view, 2> kLive = {"2NDP2L92HECWY8NS8H3CK0CP5L9GHO",
                                                            "21VZU98JHSTLZ5BPP4A9NOBJEK3DPG"};
  static constexpr std::array<std::string_view, 2> kSandbox = {"2F1KVCNHMVHV8E9PBUB2A4J79LU20F",
                                                               "2TGBB6BFMFFOM08IBMAFGGESC1UWJX"};
  const auto& masters = marketplace == Marketplace::Live ? kLive : kSandbox;
  return std::ranges::find(kPercentages, id) != kPercentages.end() ||
         std::ranges::find(masters, id) != masters.end();
}

Result<Done> check(const Requirement& r, Marketplace marketplace) {
  if (system_qualification(r.qualification_type_id, marketplace) == SystemQualification::Locale) {
    return check_locales(r);
  }
  if (!r.locales.empty()) return refuse_locales(r);
  if (wants_no_value(r.comparator)) {
    if (r.integers.empty()) return Done{};
    return refuse(
        Code::InvalidParameterValueBecause, std::to_string(r.integers.front()), "IntegerValue",
        fmt::format("IntegerValue must be null when used with the {} comparator.", name(r.comparator)));
  }
  const std::size_t allowed = takes_several(r.comparator) ? kIntegersMax : 1;
  if (r.integers.empty() || r.integers.size() > allowed) {
    return refuse(Code::InvalidParameterValueBecause, fmt::format("{}", fmt::join(r.integers, ",")),
                  "IntegerValue",
                  fmt::format("The {} comparator takes {}.", name(r.comparator),
                              allowed == 1 ? "exactly one value" : "1 to 15 values"));
  }
  return Done{};
}

std::string encode(Requirements requirements) {
  for (Requirement& r : requirements) {
    std::ranges::sort(r.integers);
    std::ranges::sort(r.locales);
  }
  std::ranges::sort(requirements);
  std::vector<std::string> lines;
  for (const Requirement& r : requirements) {
    lines.push_back(fmt::format("{} {} {} {} {}", r.qualification_type_id, name(r.comparator), name(r.guard),
                                fmt::join(r.integers, ","), listed(r.locales)));
  }
  return fmt::format("{}", fmt::join(lines, "\n"));
}

Requirements decode(std::string_view encoded) {
  Requirements requirements;
  if (encoded.empty()) return requirements;
  for (const std::string_view line : split(encoded, '\n')) {
    const auto parts = split(line, ' ');
    KEMPELEN_INVARIANT(parts.size() == 5, "a stored requirement has five parts");
    Requirement r{.qualification_type_id = std::string(parts[0]),
                  .comparator = comparator_named(parts[1]).value(),
                  .guard = guard_named(parts[2]).value()};
    for (const std::string_view item : split(parts[3], ',')) {
      if (!item.empty()) r.integers.push_back(number(item));
    }
    for (const std::string_view item : split(parts[4], ',')) {
      if (item.empty()) continue;
      r.locales.push_back(
          {std::string(item.substr(0, 2)), std::string(item.substr(std::min<std::size_t>(3, item.size())))});
    }
    requirements.push_back(std::move(r));
  }
  return requirements;
}

bool requires_masters(const Requirements& requirements, Marketplace marketplace) {
  return std::ranges::any_of(requirements, [&](const Requirement& r) {
    return system_qualification(r.qualification_type_id, marketplace) == SystemQualification::Masters &&
           r.comparator == Comparator::Exists;
  });
}

}  // namespace kempelen::domain
