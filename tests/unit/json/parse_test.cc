// What JSON is let in and what is refused, with the place named.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <limits>
#include <memory>
#include <string>
#include <thread>

#include "json/scan.h"
#include "json/value.h"

namespace kempelen::json {
namespace {

using ::testing::HasSubstr;

std::string refusal_of(std::string_view text) {
  const auto parsed = parse(text);
  if (parsed) return "(accepted)";
  EXPECT_EQ(parsed.error().code, Code::Malformed);
  EXPECT_EQ(parsed.error().words.size(), 1U);
  return parsed.error().words.at(0);
}

Value member(std::string_view text, std::string_view name) {
  const auto parsed = parse(text);
  EXPECT_TRUE(parsed) << text;
  const auto found = parsed->find(name);
  EXPECT_TRUE(found) << name;
  return *found;
}

std::string nested(int depth) {
  const auto count = static_cast<std::size_t>(depth);
  return std::string(count, '[') + std::string(count, ']');
}

TEST(Parse, NothingIsAnEmptyObject) {
  const auto parsed = parse("");
  ASSERT_TRUE(parsed);
  EXPECT_EQ(parsed->type(), Type::Object);
  EXPECT_TRUE(parsed->members().empty());
}

TEST(Parse, ReadsEveryKind) {
  const std::string text =
      R"({"n":null,"t":true,"f":false,"i":-7,"d":1.5,"s":"ä\u00e4\n","a":[1,"x"],"o":{"p":2}})";
  const auto parsed = parse(text);
  ASSERT_TRUE(parsed);
  EXPECT_EQ(parsed->find("n")->type(), Type::Null);
  EXPECT_TRUE(parsed->find("t")->boolean());
  EXPECT_FALSE(parsed->find("f")->boolean());
  EXPECT_EQ(parsed->find("i")->integer(), -7);
  EXPECT_EQ(parsed->find("d")->number(), 1.5);
  EXPECT_EQ(parsed->find("s")->string(), "ää\n");
  ASSERT_EQ(parsed->find("a")->items().size(), 2U);
  EXPECT_EQ(parsed->find("a")->items()[1].string(), "x");
  EXPECT_EQ(parsed->find("o")->find("p")->integer(), 2);
  EXPECT_FALSE(parsed->find("q"));
  ASSERT_EQ(parsed->members().size(), 8U);
  EXPECT_EQ(parsed->members()[7].name, "o");
}

TEST(Parse, KeepsIntegersExact) {
  EXPECT_EQ(member(R"({"v":9223372036854775807})", "v").integer(), 9223372036854775807);
  EXPECT_EQ(member(R"({"v":-9223372036854775808})", "v").integer(), std::numeric_limits<std::int64_t>::min());
  EXPECT_EQ(member(R"({"v":9007199254740993})", "v").integer(), 9007199254740993);
}

TEST(Parse, LargerIntegersAreDoubles) {
  EXPECT_EQ(member(R"({"v":9223372036854775808})", "v").type(), Type::Double);
  EXPECT_EQ(member(R"({"v":9223372036854775808})", "v").number(), 9223372036854775808.0);
}

TEST(Parse, ExponentsAreDoubles) {
  EXPECT_EQ(member(R"({"v":1e3})", "v").type(), Type::Double);
  EXPECT_EQ(member(R"({"v":1e3})", "v").number(), 1000.0);
  EXPECT_EQ(member(R"({"v":1.558393704E9})", "v").number(), 1558393704.0);
}

TEST(Parse, RefusesNumbersOutOfRange) {
  EXPECT_EQ(refusal_of(R"({"v":99999999999999999999999})"), "There is a number out of range at byte 5.");
  EXPECT_EQ(refusal_of(R"({"v":1e999})"), "There is a number out of range at byte 5.");
}

// Found by fuzzing: the strict reader, which looks at every text with an escape, took them for too large.
TEST(Parse, TakesNumbersTooSmallToTellFromZero) {
  for (const char* text : {R"({"v":2e-541})", R"({"v":2e-541,"a":"\u0041"})"}) {
    EXPECT_EQ(member(text, "v").number(), 0.0) << text;
  }
  EXPECT_EQ(refusal_of(R"({"v":1e999,"a":"\u0041"})"), "There is a number out of range at byte 5.");
}

TEST(Parse, RefusesBadNumbers) {
  EXPECT_EQ(refusal_of(R"({"v":01})"), "A number begins with a zero at byte 5.");
  EXPECT_EQ(refusal_of(R"({"v":1.})"), "A number lacks digits at byte 7.");
  EXPECT_EQ(refusal_of(R"({"v":1e})"), "A number lacks digits at byte 7.");
  EXPECT_EQ(refusal_of(R"({"v":+1})"), "There is an unexpected character at byte 5.");
  EXPECT_EQ(refusal_of(R"({"v":.5})"), "There is an unexpected character at byte 5.");
  EXPECT_EQ(refusal_of(R"({"v":NaN})"), "There is an unexpected character at byte 5.");
}

TEST(Parse, RefusesBadUtf8AndSaysWhere) {
  EXPECT_EQ(refusal_of("{\"v\":\"\xff\"}"), "The body is not UTF-8 at byte 6.");
  EXPECT_EQ(refusal_of("{\"v\":\"ä\xc0\xaf\"}"), "The body is not UTF-8 at byte 8.");
  EXPECT_EQ(refusal_of("{\"v\":\"\xed\xa0\x80\"}"), "The body is not UTF-8 at byte 6.");
  EXPECT_EQ(refusal_of("{\"v\":\"\xf4\x90\x80\x80\"}"), "The body is not UTF-8 at byte 6.");
  EXPECT_EQ(refusal_of("{\"v\":\"\xe2\x82"), "The body is not UTF-8 at byte 6.");
}

TEST(Parse, RefusesTruncatedText) {
  EXPECT_EQ(refusal_of("{"), "The JSON text ends too early.");
  EXPECT_EQ(refusal_of("   "), "The JSON text ends too early.");
  EXPECT_EQ(refusal_of(R"({"v":"abc)"), "The JSON text ends too early.");
  EXPECT_EQ(refusal_of(R"({"v":"abc\)"), "The JSON text ends too early.");
  EXPECT_EQ(refusal_of(R"({"v":[1,2)"), "The JSON text ends too early.");
}

TEST(Parse, RefusesGarbage) {
  EXPECT_EQ(refusal_of("{} x"), "There is something after the end of the JSON value at byte 3.");
  EXPECT_EQ(refusal_of("{}{}"), "There is something after the end of the JSON value at byte 2.");
  EXPECT_EQ(refusal_of("\xef\xbb\xbf{}"), "There is an unexpected character at byte 0.");
  EXPECT_EQ(refusal_of("<xml/>"), "There is an unexpected character at byte 0.");
  EXPECT_EQ(refusal_of("{'a':1}"), "There should be the name of a member at byte 1.");
  EXPECT_EQ(refusal_of(R"({"a":1,})"), "There should be the name of a member at byte 7.");
  EXPECT_EQ(refusal_of(R"([1 2])"), "There should be a ']' at byte 3.");
  EXPECT_EQ(refusal_of(R"({"a":tru})"), "There is an unknown word at byte 5.");
  EXPECT_EQ(refusal_of("{\"a\":\"x\ny\"}"), "A text holds a control character at byte 7.");
  EXPECT_EQ(refusal_of(std::string("{\"a\":\"x\0y\"}", 11)), "A text holds a control character at byte 7.");
  EXPECT_EQ(refusal_of(std::string("{}\0", 3)),
            "There is something after the end of the JSON value at byte 2.");
}

TEST(Parse, RefusesEscapesNobodyNeeds) {
  EXPECT_EQ(refusal_of(R"({"a":"x\u0000"})"), "A text holds the character \\u0000 at byte 7.");
  EXPECT_EQ(refusal_of(R"({"a\u0000":1})"), "A text holds the character \\u0000 at byte 3.");
  EXPECT_EQ(refusal_of(R"({"a":"\ud83d"})"), "There is half of a surrogate pair at byte 6.");
  EXPECT_EQ(refusal_of(R"({"a":"\ude00"})"), "There is half of a surrogate pair at byte 6.");
  EXPECT_EQ(refusal_of(R"({"a":"\ud83dxxxxxx"})"), "There is half of a surrogate pair at byte 6.");
  EXPECT_EQ(refusal_of(R"({"a":"\ud83d\u0041"})"), "There is half of a surrogate pair at byte 6.");
  EXPECT_EQ(refusal_of(R"({"a":"\ud83d\ud83d"})"), "There is half of a surrogate pair at byte 6.");
  EXPECT_EQ(refusal_of(R"({"a":"\x41"})"), "There is an unknown escape at byte 6.");
  EXPECT_EQ(refusal_of(R"({"a":"\u12g4"})"), "There is a broken \\u escape at byte 6.");
}

TEST(Parse, ReadsSurrogatePairsAndEscapedBackslashes) {
  EXPECT_EQ(member(R"({"a":"\ud83d\ude00"})", "a").string(), "😀");
  EXPECT_EQ(member(R"({"a":"\\u0000"})", "a").string(), "\\u0000");
  EXPECT_EQ(member(R"({"a":"\\ud800 \u0041"})", "a").string(), "\\ud800 A");
}

TEST(Parse, RefusesDuplicatesByName) {
  EXPECT_EQ(refusal_of(R"({"Title":1,"Title":2})"), "The member 'Title' occurs twice.");
  EXPECT_EQ(refusal_of(R"({"a":[{"b":{"Key":1,"x":2,"Key":1}}]})"), "The member 'Key' occurs twice.");
  EXPECT_EQ(refusal_of(R"({"Title":1,"\u0054itle":2})"), "The member 'Title' occurs twice.");
}

TEST(Parse, FindsDuplicatesInLargeObjects) {
  std::string text = "{";
  for (int i = 0; i < 1000; ++i) text += "\"m" + std::to_string(i) + "\":0,";
  EXPECT_TRUE(parse(text + "\"last\":0}"));
  EXPECT_EQ(refusal_of(text + "\"m500\":0}"), "The member 'm500' occurs twice.");
}

TEST(Parse, TheSameNameInTwoObjectsIsFine) {
  EXPECT_TRUE(parse(R"([{"a":1},{"a":{"a":2}}])"));
}

TEST(Parse, LimitsDepth) {
  EXPECT_TRUE(parse(nested(kMaxDepth)));
  EXPECT_THAT(refusal_of(nested(kMaxDepth + 1)), HasSubstr("nested"));
  EXPECT_THAT(refusal_of(nested(100'000)), HasSubstr("nested"));
  EXPECT_THAT(refusal_of(std::string(100'000, '[')), HasSubstr("nested"));
}

TEST(Parse, TextMayGoAwayAfterwards) {
  auto text = std::make_unique<std::string>(R"({"a":"a long enough text to live on the heap"})");
  const auto parsed = parse(*text);
  text.reset();
  ASSERT_TRUE(parsed);
  EXPECT_EQ(parsed->find("a")->string(), "a long enough text to live on the heap");
}

TEST(Parse, ThreadsDoNotDisturbEachOther) {
  const auto mine = parse(R"({"a":"mine"})");
  std::thread([] { EXPECT_TRUE(parse(R"({"a":"other"})")); }).join();
  EXPECT_EQ(mine->find("a")->string(), "mine");
}

/// The scanner explains what simdjson refuses, so it must not be more lenient.
TEST(Scan, AgreesWithTheParserOnTruncationsAndMutations) {
  const std::string text = R"({"a":[1,-2.5e3,true,null],"b":{"c":"x\n\u0041\ud83d\ude00"},"d":"ä€😀"})";
  for (std::size_t cut = 1; cut < text.size(); ++cut) {
    EXPECT_TRUE(first_problem(text.substr(0, cut))) << cut;
    EXPECT_FALSE(parse(text.substr(0, cut))) << cut;
  }
  for (std::size_t i = 0; i < text.size(); ++i) {
    for (int byte = 0; byte < 256; ++byte) {
      std::string changed = text;
      changed[i] = static_cast<char>(byte);
      const auto problem = first_problem(changed);
      const auto parsed = parse(changed);
      if (parsed) {
        EXPECT_FALSE(problem) << changed;
      } else {
        EXPECT_THAT(parsed.error().words.at(0), ::testing::Not(HasSubstr("not JSON:"))) << changed;
      }
    }
  }
}

}  // namespace
}  // namespace kempelen::json
