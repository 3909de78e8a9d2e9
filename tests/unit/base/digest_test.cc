// Digests and seals.
#include "base/digest.h"

#include <gtest/gtest.h>

namespace kempelen {
namespace {

TEST(Digest, IsBlake2bOf256Bits) {
  // The known digest of the empty text.
  EXPECT_EQ(digest(""), "0e5751c026e543b2e8ab2eb06099daa1d1e5df47778f7787faab45cdf12fe3a8");
  EXPECT_NE(digest("a"), digest("b"));
  EXPECT_EQ(digest("a").size(), 64u);
}

TEST(Authenticate, DependsOnKeyAndText) {
  const MacKey key(32, 'k');
  const std::string tag = authenticate(key, "text");
  EXPECT_EQ(tag.size(), 22u);
  EXPECT_EQ(tag, authenticate(key, "text"));
  EXPECT_NE(tag, authenticate(key, "texu"));
  EXPECT_NE(tag, authenticate(MacKey(32, 'l'), "text"));
  EXPECT_EQ(tag.find_first_not_of("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"),
            std::string::npos);
}

TEST(EqualInConstantTime, ComparesWholeTexts) {
  EXPECT_TRUE(equal_in_constant_time("", ""));
  EXPECT_TRUE(equal_in_constant_time("same", "same"));
  EXPECT_FALSE(equal_in_constant_time("same", "samf"));
  EXPECT_FALSE(equal_in_constant_time("same", "sam"));
  EXPECT_FALSE(equal_in_constant_time("", "x"));
}

}  // namespace
}  // namespace kempelen
