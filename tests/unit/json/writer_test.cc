// The exact bytes of written JSON.
#include <gtest/gtest.h>

#include <limits>

#include "json/value.h"
#include "json/writer.h"

namespace kempelen::json {
namespace {

TEST(Writer, IsCompactAndPutsCommas) {
  std::string out;
  Writer(out)
      .begin_object()
      .member("a", "x")
      .key("list")
      .begin_array()
      .integer(1)
      .begin_object()
      .end_object()
      .begin_array()
      .end_array()
      .boolean(true)
      .boolean(false)
      .null()
      .end_array()
      .key("o")
      .begin_object()
      .member("b", "y")
      .member("c", "z")
      .end_object()
      .end_object();
  EXPECT_EQ(out, R"({"a":"x","list":[1,{},[],true,false,null],"o":{"b":"y","c":"z"}})");
}

TEST(Writer, PlainKeysAreKeys) {
  std::string out;
  Writer(out).begin_object().plain_key("a").integer(1).plain_key("b").begin_object().plain_key("c").null();
  EXPECT_EQ(out, R"({"a":1,"b":{"c":null)");
}

TEST(Writer, AppendsToWhatIsThere) {
  std::string out = "before:";
  Writer(out).begin_array().integer(1).integer(2).end_array();
  EXPECT_EQ(out, "before:[1,2]");
}

TEST(Writer, WritesIntegersExactly) {
  std::string out;
  Writer(out)
      .begin_array()
      .integer(std::numeric_limits<std::int64_t>::min())
      .integer(0)
      .integer(std::numeric_limits<std::int64_t>::max())
      .end_array();
  EXPECT_EQ(out, "[-9223372036854775808,0,9223372036854775807]");
}

TEST(Writer, EscapesWhatMustBeAndNothingElse) {
  std::string out;
  append_quoted(out, "a\"b\\c/d\b\f\n\r\t\x01\x1f\x7fäö😀");
  EXPECT_EQ(out, "\"a\\\"b\\\\c/d\\b\\f\\n\\r\\t\\u0001\\u001f\x7fäö😀\"");
}

TEST(Writer, WhatItEscapesIsReadBack) {
  std::string text;
  for (char c = 1; c < 127; ++c) text.push_back(c);
  text += "ä€😀";
  std::string out;
  Writer(out).begin_object().member(text, text).end_object();
  const auto parsed = parse(out);
  ASSERT_TRUE(parsed);
  EXPECT_EQ(parsed->members().at(0).name, text);
  EXPECT_EQ(parsed->members().at(0).value.string(), text);
}

// The search looks at eight bytes at once: an escape must be found at every place of a word, whatever stands
// around it.
TEST(Writer, FindsAnEscapeAtEveryPlace) {
  for (const char escaped : {'"', '\\', '\n', '\x01', '\x1f', 'x'}) {
    for (const char around : {'!', '#', '[', ']', '\x7f', ' ', 'a', '\xC3'}) {
      for (std::size_t at = 0; at < 20 * 20; ++at) {
        const std::size_t length = 1 + at / 20, place = at % 20;
        if (place >= length) continue;
        std::string text(length, around);
        text[place] = escaped;
        std::string one_by_one = "\"";
        for (const char c : text) {
          std::string single;
          append_quoted(single, std::string_view(&c, 1));
          one_by_one += single.substr(1, single.size() - 2);
        }
        std::string whole;
        append_quoted(whole, text);
        EXPECT_EQ(whole, one_by_one + "\"") << static_cast<int>(escaped) << " at " << place;
      }
    }
  }
}

}  // namespace
}  // namespace kempelen::json
