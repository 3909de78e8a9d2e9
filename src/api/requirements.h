// What HITs can demand of workers. Apart from qualifications.h because every HIT shape needs it.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "api/scalars.h"
#include "model/field.h"

namespace kempelen::api {

struct Locale {
  std::string country;
  std::optional<std::string> subdivision{};
};

struct QualificationRequirement {
  std::string qualification_type_id;
  std::string comparator;
  std::vector<std::int32_t> integer_values{};
  std::vector<Locale> locale_values{};
  std::optional<bool> required_to_preview{};
  std::optional<std::string> actions_guarded{};
};

}  // namespace kempelen::api

namespace kempelen {

template <>
struct model::ShapeOf<api::Locale> {
  static constexpr Field fields[] = {
      field<&api::Locale::country>("Country", api::kCountryParameters, "Two letters of ISO 3166-1."),
      field<&api::Locale::subdivision>("Subdivision", api::kCountryParameters,
                                       "Two letters of ISO 3166-2, for states of the US."),
  };
  static constexpr Shape shape{"Locale", fields};
};

template <>
struct model::ShapeOf<api::QualificationRequirement> {
  static constexpr Field fields[] = {
      field<&api::QualificationRequirement::qualification_type_id>(
          "QualificationTypeId", "What is compared: a type of the system or of a requester."),
      field<&api::QualificationRequirement::comparator>("Comparator", one_of(api::kComparators),
                                                        "How it is compared."),
      field<&api::QualificationRequirement::integer_values>(
          "IntegerValues", entries(0, 15),
          "With what: one number, up to 15 for In and NotIn, none for Exists and DoesNotExist."),
      field<&api::QualificationRequirement::locale_values>(
          "LocaleValues", entries(0, 30),
          "The same for the locale type: one place, up to 30 for In and NotIn."),
      field<&api::QualificationRequirement::required_to_preview>(
          "RequiredToPreview", "Older form of ActionsGuarded PreviewAndAccept."),
      field<&api::QualificationRequirement::actions_guarded>(
          "ActionsGuarded", one_of(api::kHITAccessActions),
          "What a worker who does not meet it cannot do; Accept when absent."),
  };
  static constexpr Shape shape{"QualificationRequirement", fields};
};

}  // namespace kempelen
