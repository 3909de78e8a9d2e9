// The small text functions, at their edges.
#include "base/text.h"

#include <gtest/gtest.h>

#include <array>
#include <bit>

namespace kempelen {
namespace {

std::string encoded(std::string_view text) {
  return base64url(std::span(std::bit_cast<const std::uint8_t*>(text.data()), text.size()));
}

TEST(Lower, ChangesAsciiOnly) {
  EXPECT_EQ(lower("AbC-\xC3\x84"), "abc-\xC3\x84");
  EXPECT_TRUE(equals_ignoring_case("Content-TYPE", "content-type"));
  EXPECT_FALSE(equals_ignoring_case("a", "ab"));
  // `[` and `{` differ in the same bit as letters do.
  EXPECT_FALSE(equals_ignoring_case("[", "{"));
}

TEST(Trim, TakesBlanksAndTabsFromBothEnds) {
  EXPECT_EQ(trim(" \t a b\t "), "a b");
  EXPECT_EQ(trim(" \t "), "");
  EXPECT_EQ(trim("\na"), "\na");
}

TEST(Hex, HasTwoLowerCaseDigitsPerByte) {
  const std::array<std::uint8_t, 3> bytes = {0x00, 0xAB, 0xFF};
  EXPECT_EQ(hex(bytes), "00abff");
}

TEST(Base64Url, GoesThereAndBack) {
  for (const std::string_view text : {"", "f", "fo", "foo", "foob", "\xFF\xFE\xFD", "~~~???"}) {
    EXPECT_EQ(from_base64url(encoded(text)), text);
  }
  EXPECT_EQ(encoded("foob"), "Zm9vYg");
  EXPECT_EQ(encoded("\xFB\xFF"), "-_8");
}

TEST(Base64Url, RefusesOtherCharacters) {
  for (const char* wrong : {"+", "/", "Zm9v=", "Zm 9v", "Zm9v\n", "\xC3\xA4"})
    EXPECT_FALSE(from_base64url(wrong)) << wrong;
}

// Found by fuzzing page tokens: one more character, or another last one, meant the same.
TEST(Base64Url, RefusesTextsThatMeanWhatAnotherMeans) {
  for (const char* wrong : {"A", "Zm9vY", "Zm9vYh", "Zm9vYv", "-_9"})
    EXPECT_FALSE(from_base64url(wrong)) << wrong;
}

TEST(PercentDecode, LeavesWhatIsNoEscape) {
  EXPECT_EQ(percent_decode("a%41%6a+b", Plus::IsSpace), "aAj b");
  EXPECT_EQ(percent_decode("a+b", Plus::StaysPlus), "a+b");
  EXPECT_EQ(percent_decode("%", Plus::IsSpace), "%");
  EXPECT_EQ(percent_decode("%4", Plus::IsSpace), "%4");
  EXPECT_EQ(percent_decode("%zz%4g", Plus::IsSpace), "%zz%4g");
  EXPECT_EQ(percent_decode("%2541", Plus::IsSpace), "%41");
  EXPECT_EQ(percent_decode("%00", Plus::IsSpace), std::string(1, '\0'));
}

TEST(PercentEncode, KeepsTheUnreserved) {
  EXPECT_EQ(percent_encode("aZ09-._~"), "aZ09-._~");
  EXPECT_EQ(percent_encode(" /+&=%\xC3\xA4"), "%20%2F%2B%26%3D%25%C3%A4");
  EXPECT_EQ(percent_decode(percent_encode("any \xE2\x82\xAC + text"), Plus::IsSpace),
            "any \xE2\x82\xAC + text");
}

TEST(Utf8, AcceptsEveryLengthAtItsEdges) {
  for (const std::string_view good :
       {"", "a", "\x7F", "\xC2\x80", "\xDF\xBF", "\xE0\xA0\x80", "\xED\x9F\xBF", "\xEE\x80\x80",
        "\xEF\xBF\xBF", "\xF0\x90\x80\x80", "\xF4\x8F\xBF\xBF"}) {
    EXPECT_TRUE(is_utf8(good)) << good;
  }
}

TEST(Utf8, RefusesOverlongSurrogatesAndFragments) {
  for (const std::string_view bad :
       {"\x80", "\xBF", "\xC0\x80", "\xC1\xBF", "\xC2", "\xC2\x41", "\xE0\x80\x80", "\xE0\x9F\xBF",
        "\xED\xA0\x80", "\xED\xBF\xBF", "\xE2\x82", "\xF0\x80\x80\x80", "\xF0\x8F\xBF\xBF",
        "\xF4\x90\x80\x80", "\xF5\x80\x80\x80", "\xFF", "\xFE", "a\xE2\x82"}) {
    EXPECT_FALSE(is_utf8(bad));
  }
}

TEST(Utf8, CountsCodePoints) {
  EXPECT_EQ(utf8_length(""), 0u);
  EXPECT_EQ(utf8_length("a\xC3\xA4\xE2\x82\xAC\xF0\x9F\x90\x88"), 4u);
}

// Eight bytes are looked at at once where they are ASCII.
TEST(Utf8, IsTheSameWhereverItStands) {
  for (std::size_t before = 0; before < 20; ++before) {
    for (std::size_t after = 0; after < 20; ++after) {
      const auto between = [&](const std::string& text) {
        return std::string(before, 'a') + text + std::string(after, 'z');
      };
      EXPECT_TRUE(is_utf8(between("\xF0\x9F\x90\x88")));
      EXPECT_EQ(utf8_length(between("\xF0\x9F\x90\x88\xC3\xA4\x7F")), before + 3 + after);
      EXPECT_FALSE(is_utf8(between("\x80")));
      EXPECT_FALSE(is_utf8(between("\xE2\x82")));
    }
  }
}

TEST(EscapeMarkup, ReplacesTheFive) {
  EXPECT_EQ(escape_markup("<a b=\"c\">'&x"), "&lt;a b=&quot;c&quot;&gt;&#39;&amp;x");
}

}  // namespace
}  // namespace kempelen
