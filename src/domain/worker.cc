// What a profile may say.
#include "domain/worker.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>

#include "domain/country.h"

namespace kempelen::domain {
namespace {

/// ISO 3166-2:US: states, the district and outlying areas.
constexpr std::array<std::string_view, 57> kStates = {
    "AK", "AL", "AR", "AS", "AZ", "CA", "CO", "CT", "DC", "DE", "FL", "GA", "GU", "HI", "IA",
    "ID", "IL", "IN", "KS", "KY", "LA", "MA", "MD", "ME", "MI", "MN", "MO", "MP", "MS", "MT",
    "NC", "ND", "NE", "NH", "NJ", "NM", "NV", "NY", "OH", "OK", "OR", "PA", "PR", "RI", "SC",
    "SD", "TN", "TX", "UM", "UT", "VA", "VI", "VT", "WA", "WI", "WV", "WY"};
static_assert(std::ranges::is_sorted(kStates));

constexpr std::string_view kSubdivisions = "Locale ISO 3166-2 Subdivision Codes";

bool has_form_of_subdivision(std::string_view text) {
  return text.size() == 2 &&
         std::ranges::all_of(text, [](char c) { return ('A' <= c && c <= 'Z') || ('0' <= c && c <= '9'); });
}

}  // namespace

Result<Done> check_locale(const Locale& locale) {
  if (const auto country = check_country(locale.country); !country) return country;
  const std::string& subdivision = locale.subdivision;
  if (subdivision.empty()) return Done{};
  if (locale.country == "US") {
    if (std::ranges::binary_search(kStates, subdivision)) return Done{};
    return refuse(Code::InvalidEnumeratedParameter, subdivision, std::string(kSubdivisions),
                  fmt::format("{}", fmt::join(kStates, ", ")));
  }
  if (has_form_of_subdivision(subdivision)) return Done{};
  return refuse(Code::InvalidEnumeratedParameter, subdivision, std::string(kSubdivisions),
                "two capital letters or digits");
}

}  // namespace kempelen::domain
