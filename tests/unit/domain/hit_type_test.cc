// When two HIT types are one.
#include "domain/hit_type.h"

#include <gtest/gtest.h>

#include <set>

namespace kempelen::domain {
namespace {

HitTypeProperties properties() {
  return {.title = "Sort",
          .description = "Sort it",
          .keywords = "a, b",
          .reward = Money::cents(10),
          .assignment_duration = Duration::seconds(60),
          .auto_approval_delay = Duration::seconds(120)};
}

TEST(HitTypeIdentity, EveryPropertyCounts) {
  std::set<std::string> seen = {identity(properties())};
  const auto differs = [&](auto change) {
    HitTypeProperties p = properties();
    change(p);
    return seen.insert(identity(p)).second;
  };
  EXPECT_TRUE(differs([](auto& p) { p.title = "sort"; }));
  EXPECT_TRUE(differs([](auto& p) { p.description = "Sort it "; }));
  EXPECT_TRUE(differs([](auto& p) { p.keywords = "a,b"; }));
  EXPECT_TRUE(differs([](auto& p) { p.reward = Money::cents(11); }));
  EXPECT_TRUE(differs([](auto& p) { p.assignment_duration = Duration::seconds(61); }));
  EXPECT_TRUE(differs([](auto& p) { p.auto_approval_delay = Duration::seconds(121); }));
  EXPECT_TRUE(differs([](auto& p) { p.requirements = {{.qualification_type_id = "x"}}; }));
  EXPECT_FALSE(differs([](auto&) {}));
}

TEST(HitTypeIdentity, TextsDoNotRunTogether) {
  HitTypeProperties a = properties(), b = properties();
  a.title = "ab";
  a.description = "c";
  b.title = "a";
  b.description = "bc";
  EXPECT_NE(identity(a), identity(b));
  a = b = properties();
  a.title = "x1:y";
  a.description = "z";
  b.title = "x";
  b.description = "y1:z";
  EXPECT_NE(identity(a), identity(b));
}

TEST(HitTypeIdentity, RequirementsAreASet) {
  HitTypeProperties a = properties(), b = properties();
  const Requirement one{.qualification_type_id = "x", .comparator = Comparator::In, .integers = {1, 2}};
  Requirement same = one;
  same.integers = {2, 1};
  const Requirement two{.qualification_type_id = "y"};
  a.requirements = {one, two};
  b.requirements = {two, same};
  EXPECT_EQ(identity(a), identity(b));
}

}  // namespace
}  // namespace kempelen::domain
