// Malformed input first, as the order of checks has it; then the family that knows the operation.
// Requirements that steps name by number are here, too; texts are in texts.cc.
#include "tests/simulation/predict.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/fault.h"

namespace kempelen::simulation {
namespace {

constexpr std::string_view kInTheUs = R"([{"QualificationTypeId":"00000000000000000071","Comparator":"In",)"
                                      R"("LocaleValues":[{"Country":"US"}]}])";
constexpr std::string_view kTwoApproved =
    R"([{"QualificationTypeId":"00000000000000000040","Comparator":"GreaterThan","IntegerValues":[1]}])";
constexpr std::string_view kShownInTheUs =
    R"([{"QualificationTypeId":"00000000000000000071","Comparator":"EqualTo",)"
    R"("LocaleValues":[{"Country":"US"}],"ActionsGuarded":"DiscoverPreviewAndAccept"}])";
constexpr std::string_view kPreviewOneApproved =
    R"([{"QualificationTypeId":"00000000000000000040","Comparator":"GreaterThanOrEqualTo",)"
    R"("IntegerValues":[1],"RequiredToPreview":true}])";
constexpr std::string_view kMastersLive =
    R"([{"QualificationTypeId":"2F1QJWKUDD8XADTFD2Q0G6UTO95ALH","Comparator":"Exists"}])";
constexpr std::string_view kMastersSandbox =
    R"([{"QualificationTypeId":"2ARFPLSP75KLA8M8DH1HTEQVJT3SY6","Comparator":"Exists"}])";
constexpr std::string_view kElsewhereAndFew =
    R"([{"QualificationTypeId":"00000000000000000071","Comparator":"NotIn",)"
    R"("LocaleValues":[{"Country":"US"}]},)"
    R"({"QualificationTypeId":"00000000000000000040","Comparator":"LessThan","IntegerValues":[3]}])";
constexpr std::string_view kFewAndElsewhere =
    R"([{"QualificationTypeId":"00000000000000000040","Comparator":"LessThan","IntegerValues":[3],)"
    R"("ActionsGuarded":"Accept"},)"
    R"({"QualificationTypeId":"00000000000000000071","Comparator":"NotIn",)"
    R"("LocaleValues":[{"Country":"US"}]}])";

constexpr std::string_view kAdultsOnly =
    R"([{"QualificationTypeId":"00000000000000000060","Comparator":"EqualTo","IntegerValues":[1],)"
    R"("ActionsGuarded":"DiscoverPreviewAndAccept"}])";
constexpr std::string_view kInCalifornia =
    R"([{"QualificationTypeId":"00000000000000000071","Comparator":"EqualTo",)"
    R"("LocaleValues":[{"Country":"US","Subdivision":"CA"}]}])";
constexpr std::string_view kNoMastersLive =
    R"([{"QualificationTypeId":"2F1QJWKUDD8XADTFD2Q0G6UTO95ALH","Comparator":"DoesNotExist"}])";
constexpr std::string_view kNoMastersSandbox =
    R"([{"QualificationTypeId":"2ARFPLSP75KLA8M8DH1HTEQVJT3SY6","Comparator":"DoesNotExist"}])";
constexpr std::string_view kPremiumLive =
    R"([{"QualificationTypeId":"31I5O1WRTD0HYRQ57GF9YAJ9BZSSPO","Comparator":"Exists"}])";
constexpr std::string_view kPremiumSandbox =
    R"([{"QualificationTypeId":"3DUWYN247KLA7MVH3492QD8FQANM5Y","Comparator":"Exists"}])";

std::string_view about_the_system(std::int64_t require, bool live) {
  switch (require) {
    case 1:
      return kInTheUs;
    case 2:
      return kTwoApproved;
    case 3:
      return kShownInTheUs;
    case 4:
      return kPreviewOneApproved;
    case 5:
      return live ? kMastersLive : kMastersSandbox;
    case 6:
      return kElsewhereAndFew;
    case 7:
      return kFewAndElsewhere;
    case 12:
      return kAdultsOnly;
    case 13:
      return kInCalifornia;
    case 14:
      return live ? kNoMastersLive : kNoMastersSandbox;
    case kPremiumSet:
      return live ? kPremiumLive : kPremiumSandbox;
    default:
      return "";
  }
}

std::string about_qualification(std::int64_t require, std::string_view qualification) {
  constexpr std::string_view kSets[] = {
      R"("Comparator":"GreaterThanOrEqualTo","IntegerValues":[2])",
      R"("Comparator":"Exists","ActionsGuarded":"DiscoverPreviewAndAccept")",
      R"("Comparator":"DoesNotExist")",
      R"("Comparator":"In","IntegerValues":[1,7],"ActionsGuarded":"PreviewAndAccept")",
  };
  return fmt::format(R"([{{"QualificationTypeId":"{}",{}}}])", qualification,
                     kSets[require - kFirstOfQualification]);
}

bool makes_hits_or_types(Op op) {
  return op == Op::CreateHITType || op == Op::CreateHIT || op == Op::CreateHITWithHITType;
}

/// What is wrong with the input of a step that says so; requests.cc breaks it.
std::string_view fault_of(const Step& step) {
  switch (step.get(Arg::Bad)) {
    case 1:  // a duration or lifetime that is too short; else an id of a wrong form, a page that is too large
      return makes_hits_or_types(step.op) ? "AWS.ParameterOutOfRange" : kValidation;
    case 2:  // a required member is missing
      return kValidation;
    case 3:  // no JSON
      return kSerialization;
    case 4:
      return "AWS.MissingParameters";
    case 5:
      return "AWS.MechanicalTurk.XMLParseError";
    case 6:
      return "AWS.MechanicalTurk.InvalidParameterCombination";
    default:
      return "";
  }
}

}  // namespace

Prediction predict(Book& book, const Step& step) {
  if (const auto refusal = fault_of(step); !refusal.empty()) return Prediction::refused(refusal);
  for (const auto family :
       {&predict_hits, &predict_life, &predict_assignments, &predict_money, &predict_lists, &predict_work,
        &predict_search, &predict_qualification_types, &predict_qualifications, &predict_asking,
        &predict_people, &predict_reviews, &predict_profiles, &predict_files}) {
    if (auto prediction = family(book, step)) return *std::move(prediction);
  }
  KEMPELEN_INVARIANT(false, "every operation has a prediction");
  return {};
}

std::string requirements_json(std::int64_t require, bool live, std::string_view qualification) {
  if (is_of_qualification(require)) return about_qualification(require, qualification);
  return std::string(about_the_system(require, live));
}

std::size_t requirements_count(std::int64_t require) {
  return require == 0 ? 0 : require == 6 || require == 7 ? 2 : 1;
}

/// Six and seven are one set in two orders.
bool same_requirements(std::int64_t a, std::int64_t b) {
  return a == b || ((a == 6 || a == 7) && (b == 6 || b == 7));
}

bool needs_masters(std::int64_t require) {
  return require == 5;
}

/// A worker whose country nobody knows fails every comparison with it.
bool meets_requirements(std::int64_t require, int guard, const Candidate& worker) {
  const auto& [country, subdivision, adult, master, approved, value] = worker;
  switch (require) {
    case 1:
      return guard > 0 || country == "US";
    case 2:
      return guard > 0 || approved > 1;
    case 3:
      return country == "US";
    case 4:
      return guard > 1 || approved >= 1;
    case 5:
      return guard > 0 || master;
    case 6:
    case 7:
      return guard > 0 || (!country.empty() && country != "US" && approved < 3);
    case 8:
      return guard > 0 || (value && *value >= 2);
    case 9:
      return value.has_value();
    case 10:
      return guard > 0 || !value;
    case 11:
      return guard > 1 || (value && (*value == 1 || *value == 7));
    case 12:
      return adult;
    case 13:
      return guard > 0 || (country == "US" && subdivision == "CA");
    case 14:
      return guard > 0 || !master;
    default:
      return true;
  }
}

}  // namespace kempelen::simulation
