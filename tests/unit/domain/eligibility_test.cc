// Who meets which requirement, and what stands in the way of seeing, previewing and accepting.
#include "domain/eligibility.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <set>

namespace kempelen::domain {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

constexpr const char* kMasters = "2F1QJWKUDD8XADTFD2Q0G6UTO95ALH";
constexpr const char* kSandboxMasters = "2ARFPLSP75KLA8M8DH1HTEQVJT3SY6";
constexpr const char* kApproved = "00000000000000000040";
constexpr const char* kLocale = "00000000000000000071";
constexpr const char* kAdult = "00000000000000000060";
constexpr const char* kPercent = "000000000000000000L0";
constexpr const char* kCustom = "3CUSTOM0000000000000000000000B";

constexpr Comparator kAll[] = {Comparator::LessThan,    Comparator::LessThanOrEqualTo,
                               Comparator::GreaterThan, Comparator::GreaterThanOrEqualTo,
                               Comparator::EqualTo,     Comparator::NotEqualTo,
                               Comparator::Exists,      Comparator::DoesNotExist,
                               Comparator::In,          Comparator::NotIn};

Condition condition(std::string id, Comparator c, std::vector<std::int64_t> values = {},
                    Marketplace marketplace = Marketplace::Live) {
  const Requirement r{.qualification_type_id = std::move(id), .comparator = c, .integers = std::move(values)};
  return conditions_of({r}, marketplace).front();
}

Condition place(Comparator c, std::vector<Locale> places) {
  const Requirement r{.qualification_type_id = kLocale, .comparator = c, .locales = std::move(places)};
  return conditions_of({r}, Marketplace::Live).front();
}

Candidate with_record(std::int64_t submitted, std::int64_t approved, std::int64_t rejected) {
  return {.record = {submitted, approved, rejected}};
}

Candidate living_in(Locale locale) {
  return {.profile = {.locale = std::move(locale)}};
}

Candidate holding(std::int64_t value) {
  return {.held = {{"3CUSTOM0000000000000000000000A", 7},
                   {kCustom, value},
                   {"3CUSTOM0000000000000000000000C", 8}}};
}

/// What the API reference says each comparator means, written down a second time.
bool expected(Comparator c, std::int64_t value, const std::vector<std::int64_t>& wanted) {
  const std::set<std::int64_t> set(wanted.begin(), wanted.end());
  switch (c) {
    case Comparator::LessThan:
      return value < *set.begin();
    case Comparator::LessThanOrEqualTo:
      return value < *set.begin() || set.contains(value);
    case Comparator::GreaterThan:
      return value > *set.begin();
    case Comparator::GreaterThanOrEqualTo:
      return value > *set.begin() || set.contains(value);
    case Comparator::EqualTo:
    case Comparator::In:
      return set.contains(value);
    case Comparator::NotEqualTo:
    case Comparator::NotIn:
      return !set.contains(value);
    case Comparator::Exists:
      return true;
    case Comparator::DoesNotExist:
      return false;
  }
  return false;
}

bool takes_values(Comparator c) {
  return c != Comparator::Exists && c != Comparator::DoesNotExist;
}

TEST(Met, EveryComparatorWithEveryKindOfNumber) {
  for (const Comparator c : kAll) {
    for (const std::int64_t value : {0, 1, 49, 50, 51, 99, 100}) {
      std::vector<std::int64_t> wanted;
      if (takes_values(c)) wanted.push_back(50);
      if (c == Comparator::In || c == Comparator::NotIn) wanted.push_back(100);
      const bool right = expected(c, value, wanted);
      EXPECT_EQ(is_met(condition(kApproved, c, wanted), with_record(0, value, 5)), right)
          << name(c) << ' ' << value;
      EXPECT_EQ(is_met(condition(kCustom, c, wanted), holding(value)), right) << name(c) << ' ' << value;
      // Of a hundred decisions so many were approvals.
      EXPECT_EQ(is_met(condition(kPercent, c, wanted), with_record(100, value, 100 - value)), right)
          << name(c) << ' ' << value;
    }
  }
}

TEST(Met, NegativeValuesOfCustomTypesAreCompared) {
  EXPECT_TRUE(is_met(condition(kCustom, Comparator::LessThan, {-2}), holding(-3)));
  EXPECT_FALSE(is_met(condition(kCustom, Comparator::GreaterThan, {-3}), holding(-3)));
  EXPECT_TRUE(is_met(condition(kCustom, Comparator::In, {-3, 4}), holding(-3)));
}

TEST(Met, WithoutTheQualificationOnlyItsAbsenceIsMet) {
  const Candidate other{.held = {{"3CUSTOM0000000000000000000000A", 1}}};
  for (const Comparator c : kAll) {
    const std::vector<std::int64_t> wanted =
        takes_values(c) ? std::vector<std::int64_t>{0} : std::vector<std::int64_t>{};
    for (const char* id : {kCustom, kMasters, kAdult}) {
      EXPECT_EQ(is_met(condition(id, c, wanted), other), c == Comparator::DoesNotExist) << id << name(c);
    }
  }
}

TEST(Met, ARangeIsATypeNamedTwice) {
  const auto in_range = [](std::int64_t value) {
    return all_met(
        {condition(kCustom, Comparator::GreaterThan, {50}), condition(kCustom, Comparator::LessThan, {90})},
        holding(value));
  };
  EXPECT_FALSE(in_range(50));
  EXPECT_TRUE(in_range(51));
  EXPECT_TRUE(in_range(89));
  EXPECT_FALSE(in_range(90));
}

TEST(Met, PercentIsAHundredUntilAHundredSubmissionsAndCutDown) {
  const auto percent = [](const Candidate& worker, std::int64_t value) {
    return is_met(condition(kPercent, Comparator::EqualTo, {value}), worker);
  };
  EXPECT_TRUE(percent(with_record(0, 0, 0), 100));
  EXPECT_TRUE(percent(with_record(99, 1, 98), 100));
  EXPECT_TRUE(percent(with_record(100, 1, 98), 1));    // 1 of 99: 1.01
  EXPECT_TRUE(percent(with_record(100, 0, 0), 100));   // nothing decided yet
  EXPECT_TRUE(percent(with_record(300, 199, 1), 99));  // 99.5
  EXPECT_TRUE(percent(with_record(300, 200, 0), 100));
  EXPECT_TRUE(percent(with_record(300, 0, 200), 0));
}

TEST(Met, ACountryStandsForAllOfIt) {
  const auto met = [](Comparator c, std::vector<Locale> places, const Locale& home) {
    return is_met(place(c, std::move(places)), living_in(home));
  };
  const Locale ny{"US", "NY"};
  const Locale us{"US", ""};
  EXPECT_TRUE(met(Comparator::EqualTo, {us}, ny));
  EXPECT_TRUE(met(Comparator::EqualTo, {ny}, ny));
  EXPECT_FALSE(met(Comparator::EqualTo, {{"US", "CA"}}, ny));
  EXPECT_FALSE(met(Comparator::EqualTo, {ny}, us));  // somewhere in the US is not known to be New York
  EXPECT_FALSE(met(Comparator::EqualTo, {{"DE", "NY"}}, ny));
  EXPECT_FALSE(met(Comparator::NotEqualTo, {us}, ny));
  EXPECT_TRUE(met(Comparator::NotEqualTo, {{"US", "CA"}}, ny));
  EXPECT_TRUE(met(Comparator::In, {{"DE", ""}, ny}, ny));
  EXPECT_FALSE(met(Comparator::In, {{"DE", ""}, {"US", "CA"}}, ny));
  EXPECT_TRUE(met(Comparator::NotIn, {{"US", "CA"}, {"DE", ""}}, ny));
  EXPECT_FALSE(met(Comparator::NotIn, {{"DE", ""}, us}, ny));
}

TEST(Met, WhosePlaceIsNotKnownMeetsNothingAboutPlaces) {
  for (const Comparator c :
       {Comparator::EqualTo, Comparator::NotEqualTo, Comparator::In, Comparator::NotIn}) {
    EXPECT_FALSE(is_met(place(c, {{"US", ""}}), Candidate{})) << name(c);
  }
}

TEST(Met, MastersAndAdultComeFromTheProfile) {
  const Candidate both{.profile = {.adult = true, .masters = true}};
  EXPECT_TRUE(is_met(condition(kMasters, Comparator::Exists), both));
  EXPECT_FALSE(is_met(condition(kMasters, Comparator::DoesNotExist), both));
  EXPECT_TRUE(is_met(condition(kSandboxMasters, Comparator::Exists, {}, Marketplace::Sandbox), both));
  // The other marketplace's id is a type like any other here.
  EXPECT_FALSE(is_met(condition(kSandboxMasters, Comparator::Exists), both));
  EXPECT_TRUE(is_met(condition(kAdult, Comparator::EqualTo, {1}), both));
  EXPECT_FALSE(is_met(condition(kAdult, Comparator::EqualTo, {0}), both));
  EXPECT_TRUE(is_met(condition(kAdult, Comparator::Exists), both));
  const Candidate adult{.profile = {.adult = true}};
  EXPECT_FALSE(is_met(condition(kMasters, Comparator::Exists), adult));
}

TEST(Met, NobodyMeetsWhatWasWithdrawn) {
  const Candidate everything{.record = {500, 500, 0},
                             .profile = {.locale = Locale{"US", "NY"}, .adult = true, .masters = true},
                             .held = {{"00000000000000000000", 100}}};
  for (const Comparator c : kAll) {
    const std::vector<std::int64_t> wanted =
        takes_values(c) ? std::vector<std::int64_t>{100} : std::vector<std::int64_t>{};
    EXPECT_FALSE(is_met(condition("00000000000000000000", c, wanted), everything)) << name(c);
    EXPECT_FALSE(is_met(condition("2NDP2L92HECWY8NS8H3CK0CP5L9GHO", c, wanted), everything)) << name(c);
  }
}

TEST(Met, PremiumQualificationsAreHeldByAll) {
  // Language Fluency (Basic) - French, live.
  const char* const premium = "35ZCVQVYQ96BLEX64XPM415HA9RSG8";
  EXPECT_TRUE(is_met(condition(premium, Comparator::Exists), Candidate{}));
  EXPECT_TRUE(is_met(condition(premium, Comparator::EqualTo, {1}), Candidate{}));
  EXPECT_FALSE(is_met(condition(premium, Comparator::DoesNotExist), Candidate{}));
}

/// One unmet requirement with that guard, and nothing else in the way.
std::vector<Obstacle> judged(Guard guard, Step step) {
  Condition unmet = condition(kApproved, Comparator::GreaterThan, {5});
  unmet.requirement.guard = guard;
  const Conditions conditions = {unmet};
  const Candidate worker;
  return judge(
      step,
      {.conditions = conditions, .worker = worker, .listed = 1, .places = Places::Open, .under_way_max = 25});
}

TEST(Judge, EachGuardIncludesTheOnesBefore) {
  EXPECT_THAT(judged(Guard::Accept, Step::See), IsEmpty());
  EXPECT_THAT(judged(Guard::Accept, Step::Preview), IsEmpty());
  EXPECT_THAT(judged(Guard::Accept, Step::Accept), ElementsAre(Obstacle::RequirementNotMet));
  EXPECT_THAT(judged(Guard::PreviewAndAccept, Step::See), IsEmpty());
  EXPECT_THAT(judged(Guard::PreviewAndAccept, Step::Preview), ElementsAre(Obstacle::RequirementNotMet));
  EXPECT_THAT(judged(Guard::PreviewAndAccept, Step::Accept), ElementsAre(Obstacle::RequirementNotMet));
  for (const Step step : {Step::See, Step::Preview, Step::Accept}) {
    EXPECT_THAT(judged(Guard::DiscoverPreviewAndAccept, step), ElementsAre(Obstacle::RequirementNotMet));
  }
}

TEST(Judge, EachObstacleStandsAloneWhereItMatters) {
  const Conditions none;
  const Candidate worker;
  const Situation free{
      .conditions = none, .worker = worker, .listed = 1, .places = Places::Open, .under_way_max = 25};
  const auto with = [&](auto change) {
    Situation changed = free;
    change(changed);
    return changed;
  };
  const auto check = [](const Situation& s, Obstacle obstacle, std::set<Step> of) {
    for (const Step step : {Step::See, Step::Preview, Step::Accept}) {
      const auto found = judge(step, s);
      if (of.contains(step)) {
        EXPECT_THAT(found, ElementsAre(obstacle)) << name(obstacle);
      } else {
        EXPECT_THAT(found, IsEmpty()) << name(obstacle);
      }
    }
  };
  const std::set<Step> all = {Step::See, Step::Preview, Step::Accept};
  for (const Step step : all) EXPECT_THAT(judge(step, free), IsEmpty());
  check(with([](Situation& s) { s.worker_standing = Standing::Suspended; }), Obstacle::WorkerSuspended, all);
  check(with([](Situation& s) { s.requester_standing = Standing::Suspended; }), Obstacle::RequesterSuspended,
        all);
  check(with([](Situation& s) { s.block = Block::Blocked; }), Obstacle::Blocked, all);
  check(with([](Situation& s) { s.listed = 0; }), Obstacle::NothingToList, {Step::See});
  check(with([](Situation& s) { s.prior_work = PriorWork::Has; }), Obstacle::AlreadyWorkedOn, {Step::Accept});
  check(with([](Situation& s) { s.under_way = 25; }), Obstacle::QueueFull, {Step::Accept});
  check(with([](Situation& s) { s.under_way = 24; }), Obstacle::QueueFull, {});
  check(with([](Situation& s) { s.places = Places::Expired; }), Obstacle::Expired, {Step::Accept});
  check(with([](Situation& s) { s.places = Places::Taken; }), Obstacle::NoPlaceLeft, {Step::Accept});
}

TEST(Judge, NamesEverythingInTheWayInOrder) {
  const Conditions conditions = {condition(kApproved, Comparator::GreaterThan, {5})};
  const Candidate worker;
  const Situation s{.conditions = conditions,
                    .worker = worker,
                    .block = Block::Blocked,
                    .places = Places::Expired,
                    .prior_work = PriorWork::Has,
                    .under_way = 25,
                    .under_way_max = 25};
  EXPECT_THAT(judge(Step::Accept, s),
              ElementsAre(Obstacle::Blocked, Obstacle::RequirementNotMet, Obstacle::AlreadyWorkedOn,
                          Obstacle::QueueFull, Obstacle::Expired));
}

TEST(Finding, SaysInWordsWhatIsAskedAndWhatIsThere) {
  const auto found = [](const Condition& c, const Candidate& worker) {
    const Finding f = find(c, worker);
    return std::string(name(c.subject)) + ": " + f.required + "; " + f.has + (f.met ? "; met" : "; not met");
  };
  EXPECT_EQ(found(condition(kPercent, Comparator::GreaterThanOrEqualTo, {95}), with_record(100, 90, 10)),
            "Per cent of assignments approved: is at least 95; 90; not met");
  EXPECT_EQ(found(condition(kApproved, Comparator::In, {1, 50}), with_record(60, 50, 0)),
            "Number of assignments approved: is one of 1, 50; 50; met");
  EXPECT_EQ(found(place(Comparator::NotIn, {{"US", "CA"}, {"DE", ""}}), living_in({"US", "NY"})),
            "Location: is none of US-CA, DE; US-NY; met");
  EXPECT_EQ(found(place(Comparator::EqualTo, {{"US", ""}}), Candidate{}),
            "Location: is US; nothing; not met");
  EXPECT_EQ(found(condition(kMasters, Comparator::Exists), Candidate{}),
            "Masters: is there; nothing; not met");
  EXPECT_EQ(found(condition(kCustom, Comparator::DoesNotExist), holding(4)), ": is not there; 4; not met");
}

}  // namespace
}  // namespace kempelen::domain
