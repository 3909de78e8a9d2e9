// Which requirements make sense, and how they are written down.
#include "domain/requirement.h"

#include <gtest/gtest.h>

#include <algorithm>

namespace kempelen::domain {
namespace {

constexpr const char* kMasters = "2F1QJWKUDD8XADTFD2Q0G6UTO95ALH";
constexpr const char* kSandboxMasters = "2ARFPLSP75KLA8M8DH1HTEQVJT3SY6";
constexpr const char* kApproved = "00000000000000000040";
constexpr const char* kLocale = "00000000000000000071";
constexpr const char* kAdult = "00000000000000000060";
constexpr const char* kPercent = "000000000000000000L0";

Requirement numbers(const char* id, Comparator c, std::vector<std::int64_t> values) {
  return {.qualification_type_id = id, .comparator = c, .integers = std::move(values)};
}

Requirement places(Comparator c, std::vector<Locale> values) {
  return {.qualification_type_id = kLocale, .comparator = c, .locales = std::move(values)};
}

bool fine(const Requirement& r) {
  return check(r, Marketplace::Live).has_value();
}

TEST(SystemQualification, HasItsIdsInBothMarketplaces) {
  EXPECT_EQ(system_qualification(kMasters, Marketplace::Live), SystemQualification::Masters);
  EXPECT_EQ(system_qualification(kSandboxMasters, Marketplace::Sandbox), SystemQualification::Masters);
  EXPECT_FALSE(system_qualification(kMasters, Marketplace::Sandbox));
  EXPECT_FALSE(system_qualification(kSandboxMasters, Marketplace::Live));
  for (const Marketplace m : {Marketplace::Live, Marketplace::Sandbox}) {
    EXPECT_EQ(system_qualification(kApproved, m), SystemQualification::NumberApproved);
    EXPECT_EQ(system_qualification(kLocale, m), SystemQualification::Locale);
    EXPECT_EQ(system_qualification(kAdult, m), SystemQualification::Adult);
    EXPECT_EQ(system_qualification(kPercent, m), SystemQualification::PercentApproved);
    EXPECT_FALSE(system_qualification("3CUSTOM", m));
  }
}

TEST(WithdrawnQualification, HasItsIdsInBothMarketplaces) {
  for (const char* id :
       {"00000000000000000000", "00000000000000000070", "000000000000000000E0", "000000000000000000S0"}) {
    EXPECT_TRUE(is_withdrawn_qualification(id, Marketplace::Live)) << id;
    EXPECT_TRUE(is_withdrawn_qualification(id, Marketplace::Sandbox)) << id;
    EXPECT_FALSE(system_qualification(id, Marketplace::Live)) << id;
  }
  for (const char* id : {"2NDP2L92HECWY8NS8H3CK0CP5L9GHO", "21VZU98JHSTLZ5BPP4A9NOBJEK3DPG"}) {
    EXPECT_TRUE(is_withdrawn_qualification(id, Marketplace::Live)) << id;
    EXPECT_FALSE(is_withdrawn_qualification(id, Marketplace::Sandbox)) << id;
  }
  for (const char* id : {"2F1KVCNHMVHV8E9PBUB2A4J79LU20F", "2TGBB6BFMFFOM08IBMAFGGESC1UWJX"}) {
    EXPECT_TRUE(is_withdrawn_qualification(id, Marketplace::Sandbox)) << id;
    EXPECT_FALSE(is_withdrawn_qualification(id, Marketplace::Live)) << id;
  }
  EXPECT_FALSE(is_withdrawn_qualification(kMasters, Marketplace::Live));
  EXPECT_FALSE(is_withdrawn_qualification("", Marketplace::Live));
}

TEST(RequirementCheck, NumbersOfValuesFitTheComparator) {
  for (const Comparator c : {Comparator::LessThan, Comparator::LessThanOrEqualTo, Comparator::GreaterThan,
                             Comparator::GreaterThanOrEqualTo, Comparator::EqualTo, Comparator::NotEqualTo}) {
    EXPECT_TRUE(fine(numbers(kApproved, c, {1}))) << name(c);
    EXPECT_FALSE(fine(numbers(kApproved, c, {}))) << name(c);
    EXPECT_FALSE(fine(numbers(kApproved, c, {1, 2}))) << name(c);
  }
  for (const Comparator c : {Comparator::In, Comparator::NotIn}) {
    EXPECT_TRUE(fine(numbers(kApproved, c, {1}))) << name(c);
    EXPECT_TRUE(fine(numbers(kApproved, c, std::vector<std::int64_t>(15, 1)))) << name(c);
    EXPECT_FALSE(fine(numbers(kApproved, c, std::vector<std::int64_t>(16, 1)))) << name(c);
    EXPECT_FALSE(fine(numbers(kApproved, c, {}))) << name(c);
  }
  for (const Comparator c : {Comparator::Exists, Comparator::DoesNotExist}) {
    EXPECT_TRUE(fine(numbers("3CUSTOM", c, {}))) << name(c);
    EXPECT_FALSE(fine(numbers("3CUSTOM", c, {1}))) << name(c);
  }
}

TEST(RequirementCheck, LocalesGoWithLocalesOnly) {
  EXPECT_TRUE(fine(places(Comparator::EqualTo, {{"US", ""}})));
  EXPECT_TRUE(fine(places(Comparator::NotEqualTo, {{"US", "NY"}})));
  EXPECT_TRUE(fine(places(Comparator::In, std::vector<Locale>(30, {"US", ""}))));
  EXPECT_FALSE(fine(places(Comparator::In, std::vector<Locale>(31, {"US", ""}))));
  EXPECT_FALSE(fine(places(Comparator::EqualTo, {{"US", ""}, {"CA", ""}})));
  EXPECT_FALSE(fine(places(Comparator::EqualTo, {})));
  EXPECT_FALSE(fine(places(Comparator::GreaterThan, {{"US", ""}})));
  EXPECT_FALSE(fine(numbers(kLocale, Comparator::EqualTo, {1})));
  Requirement wrong = places(Comparator::EqualTo, {{"US", ""}});
  wrong.qualification_type_id = kApproved;
  EXPECT_FALSE(fine(wrong));
}

TEST(RequirementCheck, RefusalsNameTheMember) {
  const auto refused = check(places(Comparator::EqualTo, {{"US", ""}, {"CA", "ON"}}), Marketplace::Live);
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, Code::InvalidParameterValueBecause);
  EXPECT_EQ(refused.error().words,
            (std::vector<std::string>{"US,CA-ON", "LocaleValue",
                                      "LocaleValue must be null when used with the EqualTo comparator."}));
}

TEST(RequirementText, IsReadBack) {
  const Requirements given = {
      numbers(kApproved, Comparator::In, {-3, 5, 100}),
      {.qualification_type_id = kMasters,
       .comparator = Comparator::Exists,
       .guard = Guard::DiscoverPreviewAndAccept},
      places(Comparator::NotIn, {{"CA", ""}, {"US", "NY"}}),
  };
  const Requirements read = decode(encode(given));
  EXPECT_EQ(encode(read), encode(given));
  ASSERT_EQ(read.size(), 3u);
  for (const Requirement& r : given) EXPECT_NE(std::find(read.begin(), read.end(), r), read.end());
  EXPECT_TRUE(decode(encode({})).empty());
}

TEST(RequirementText, DoesNotDependOnOrder) {
  const Requirement a = places(Comparator::In, {{"US", ""}, {"CA", ""}});
  const Requirement b = places(Comparator::In, {{"CA", ""}, {"US", ""}});
  const Requirement c = numbers(kApproved, Comparator::GreaterThan, {5});
  EXPECT_EQ(encode({a, c}), encode({c, b}));
  EXPECT_NE(encode({a}), encode({a, c}));
}

TEST(Names, AreReadBack) {
  for (int i = 0; i < 10; ++i) {
    const auto c = static_cast<Comparator>(i);
    EXPECT_EQ(comparator_named(name(c)), c);
  }
  for (int i = 0; i < 3; ++i) {
    const auto g = static_cast<Guard>(i);
    EXPECT_EQ(guard_named(name(g)), g);
  }
  EXPECT_FALSE(comparator_named("Like"));
  EXPECT_FALSE(guard_named(""));
}

}  // namespace
}  // namespace kempelen::domain
