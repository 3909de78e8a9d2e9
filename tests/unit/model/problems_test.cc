// Shortening of echoed values.
#include <gtest/gtest.h>

#include "model/read.h"

namespace kempelen::model {
namespace {

TEST(Shortened, LeavesShortTextsAlone) {
  EXPECT_EQ(shortened(""), "");
  EXPECT_EQ(shortened(std::string(256, 'x')), std::string(256, 'x'));
}

TEST(Shortened, CutsAtCharactersNotBytes) {
  EXPECT_EQ(shortened(std::string(257, 'x')), std::string(256, 'x') + "…");
  std::string text;
  for (int i = 0; i < 257; ++i) text += "😀";
  EXPECT_EQ(shortened(text), text.substr(0, 1024) + "…");
}

}  // namespace
}  // namespace kempelen::model
