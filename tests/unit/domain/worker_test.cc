// What a profile may say.
#include "domain/worker.h"

#include <gtest/gtest.h>

namespace kempelen::domain {
namespace {

TEST(Locale, IsACountryPerhapsWithASubdivision) {
  EXPECT_TRUE(check_locale({"US", ""}));
  EXPECT_TRUE(check_locale({"US", "CA"}));
  EXPECT_TRUE(check_locale({"CA", "ON"}));
  EXPECT_TRUE(check_locale({"FR", "75"}));
  EXPECT_FALSE(check_locale({"XX", ""}));
  EXPECT_FALSE(check_locale({"", "CA"}));
  EXPECT_FALSE(check_locale({"US", "ON"}));  // a province of Canada
  EXPECT_FALSE(check_locale({"US", "ca"}));
  EXPECT_FALSE(check_locale({"CA", "on"}));
  EXPECT_FALSE(check_locale({"GB", "ENG"}));  // requirements have room for two characters
}

}  // namespace
}  // namespace kempelen::domain
