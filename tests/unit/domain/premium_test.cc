// Spot checks of the table of premium qualifications, and its form.
#include "domain/premium.h"

#include <gtest/gtest.h>

namespace kempelen::domain {
namespace {

TEST(Premium, EachMarketplaceHasItsOwnIds) {
  EXPECT_EQ(premium_price("31I5O1WRTD0HYRQ57GF9YAJ9BZSSPO", Marketplace::Live), Money::cents(5));
  EXPECT_FALSE(premium_price("31I5O1WRTD0HYRQ57GF9YAJ9BZSSPO", Marketplace::Sandbox));
  EXPECT_EQ(premium_price("3DUWYN247KLA7MVH3492QD8FQANM5Y", Marketplace::Sandbox), Money::cents(5));
  EXPECT_EQ(premium_price("3FWY9OFI9302ZS90N2UV3APJC2AVXZ", Marketplace::Live), Money::cents(65));
  EXPECT_EQ(premium_price("3O3C9VE8V1CPLASHO374P1HIP94SH7", Marketplace::Live), Money::dollars(1));
  // Two facts have one id in both.
  EXPECT_EQ(premium_price("3ZA6VN4RCNNAUKDJ130LXNQBVABXQN", Marketplace::Live), Money::cents(50));
  EXPECT_EQ(premium_price("3ZA6VN4RCNNAUKDJ130LXNQBVABXQN", Marketplace::Sandbox), Money::cents(50));
}

TEST(Premium, OneWasNeverInTheSandbox) {
  EXPECT_EQ(premium_price("37U3YJ2MMPUB0PMBI2W22O67KNZCLC", Marketplace::Live), Money::cents(10));
  EXPECT_FALSE(premium_price("37U3YJ2MMPUB0PMBI2W22O67KNZCLC", Marketplace::Sandbox));
  EXPECT_FALSE(premium_price("", Marketplace::Sandbox));
}

}  // namespace
}  // namespace kempelen::domain
