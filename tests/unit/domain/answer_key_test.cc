// AnswerKeys: what is refused, and what answers are worth.
#include "domain/answer_key.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/unit/domain/forms.h"

namespace kempelen::domain {
namespace {

using namespace forms;
using ::testing::HasSubstr;
using ::testing::StartsWith;

const std::string kMany = "<MinSelectionCount>0</MinSelectionCount><MaxSelectionCount>3</MaxSelectionCount>";
const std::string kTest = form(
    question("one", choice("", selection("a") + selection("b"))) + "<Overview><Text>x</Text></Overview>" +
    question("many", choice(kMany, selection("c") + selection("d") + selection("e"))));

std::string key_in(const std::string& space, const std::string& inside) {
  return "<AnswerKey xmlns=\"" + space + "\">" + inside + "</AnswerKey>";
}
std::string key(const std::string& inside) {
  return key_in(kData + "2005-10-01/AnswerKey.xsd", inside);
}
std::string option(const std::vector<std::string>& selections, const std::string& score) {
  std::string out = "<AnswerOption>";
  for (const std::string& one : selections) out += "<SelectionIdentifier>" + one + "</SelectionIdentifier>";
  return out + "<AnswerScore>" + score + "</AnswerScore></AnswerOption>";
}
std::string graded(const std::string& identifier, const std::string& inside) {
  return "<Question><QuestionIdentifier>" + identifier + "</QuestionIdentifier>" + inside + "</Question>";
}
std::string mapping(const std::string& inside) {
  return "<QualificationValueMapping>" + inside + "</QualificationValueMapping>";
}
std::string percentage(const std::string& maximum) {
  return mapping("<PercentageMapping><MaximumSummedScore>" + maximum +
                 "</MaximumSummedScore></PercentageMapping>");
}
std::string scale(const std::string& multiplier) {
  return mapping("<ScaleMapping><SummedScoreMultiplier>" + multiplier +
                 "</SummedScoreMultiplier></ScaleMapping>");
}
std::string range(const std::string& low, const std::string& high, const std::string& value) {
  return "<SummedScoreRange><InclusiveLowerBound>" + low + "</InclusiveLowerBound><InclusiveUpperBound>" +
         high + "</InclusiveUpperBound><QualificationValue>" + value +
         "</QualificationValue></SummedScoreRange>";
}
std::string ranges(const std::string& inside, const std::string& otherwise) {
  return mapping("<RangeMapping>" + inside + "<OutOfRangeQualificationValue>" + otherwise +
                 "</OutOfRangeQualificationValue></RangeMapping>");
}

QuestionForm test_form(const std::string& xml = kTest) {
  const auto parsed = parse_question_form(xml, {.parameter = "Test"});
  EXPECT_TRUE(parsed.has_value());
  return parsed.value_or(QuestionForm{});
}

/// The refusal of a key, its words separated by `|`; `accepted` for a good one.
std::string refusal(const std::string& xml, const std::string& test = kTest) {
  const auto parsed = parse_answer_key(xml, test_form(test));
  if (parsed) return "accepted";
  std::string told;
  for (const std::string& word : parsed.error().words) told += (told.empty() ? "" : "|") + word;
  return told;
}

std::int64_t worth(const std::string& inside, const std::vector<std::string>& one,
                   const std::vector<std::string>& many = {}) {
  const auto parsed = parse_answer_key(key(inside), test_form());
  if (!parsed) {
    ADD_FAILURE() << parsed.error().words.at(0);
    return 0;
  }
  // What is stored is read without its test, and must mean the same.
  EXPECT_EQ(read_stored_answer_key(key(inside)), *parsed);
  const std::vector<FormAnswer> answers = {{"one", Chosen{one}}, {"many", Chosen{many}}};
  return value_of(*parsed, answers);
}

const std::string kOne = graded("one", option({"a"}, "3") + option({"b"}, "-2"));
const std::string kBoth =
    kOne + graded("many", option({"d", "c"}, "10") + option({"e"}, "1") + "<DefaultScore>-7</DefaultScore>");

TEST(AnswerKey, SumsTheScoresOfWhatWasChosen) {
  EXPECT_EQ(worth(kOne, {"a"}), 3);
  EXPECT_EQ(worth(kOne, {"b"}), -2);
  EXPECT_EQ(worth(kOne, {}), 0);  // no default score: 0
  EXPECT_EQ(worth(kBoth, {"a"}, {"e"}), 4);
}

TEST(AnswerKey, WantsTheWholeSetInAnyOrder) {
  EXPECT_EQ(worth(kBoth, {}, {"c", "d"}), 10);
  EXPECT_EQ(worth(kBoth, {}, {"d", "c"}), 10);
  EXPECT_EQ(worth(kBoth, {}, {"c"}), -7);
  EXPECT_EQ(worth(kBoth, {}, {"c", "d", "e"}), -7);
  EXPECT_EQ(worth(kBoth, {}, {}), -7);
}

TEST(AnswerKey, TakesTheFirstOfEqualOptions) {
  EXPECT_EQ(worth(graded("many", option({"c", "d"}, "1") + option({"d", "c", "c"}, "2")), {}, {"c", "d"}), 1);
}

TEST(AnswerKey, IgnoresQuestionsOfTheTestThatItDoesNotName) {
  EXPECT_EQ(worth(kOne, {"a"}, {"c", "d", "e"}), 3);
}

TEST(AnswerKey, MapsToAPercentageRoundedHalfAwayFromZero) {
  EXPECT_EQ(worth(kOne + percentage("3"), {"a"}), 100);
  EXPECT_EQ(worth(kOne + percentage("9"), {"a"}), 33);    // 33.3
  EXPECT_EQ(worth(kOne + percentage("8"), {"a"}), 38);    // 37.5
  EXPECT_EQ(worth(kOne + percentage("16"), {"b"}), -13);  // -12.5
  EXPECT_EQ(worth(kOne + percentage("2"), {"a"}), 150);
  EXPECT_EQ(worth(kOne + percentage("3"), {}), 0);
}

TEST(AnswerKey, MapsByAScaleRoundedHalfAwayFromZero) {
  EXPECT_EQ(worth(kOne + scale("0.5"), {"a"}), 2);    // 1.5
  EXPECT_EQ(worth(kOne + scale("1.25"), {"b"}), -3);  // -2.5
  EXPECT_EQ(worth(kOne + scale("+1E2"), {"a"}), 300);
  EXPECT_EQ(worth(kOne + scale("-.1"), {"a"}), 0);  // -0.3
  EXPECT_EQ(worth(kOne + scale(" 2 "), {"a"}), 6);
  EXPECT_EQ(worth(kOne + scale("1e300"), {"a"}), 2'147'483'647);
  EXPECT_EQ(worth(kOne + scale("1e300"), {"b"}), -2'147'483'648);
}

TEST(AnswerKey, MapsByTheFirstRangeThatHasTheSum) {
  const std::string mapped =
      kOne + ranges(range("-2", "-2", "5") + range("3", "9", "6") + range("0", "9", "7"), "-1");
  EXPECT_EQ(worth(mapped, {"b"}), 5);
  EXPECT_EQ(worth(mapped, {"a"}), 6);
  EXPECT_EQ(worth(mapped, {}), 7);
  EXPECT_EQ(worth(kOne + ranges(range("4", "9", "1"), "-1"), {"a"}), -1);
}

TEST(AnswerKey, HasValuesOf32Bits) {
  const std::string most =
      graded("one", option({"a"}, "2147483647")) + graded("many", option({"c"}, "2147483647"));
  EXPECT_EQ(worth(most, {"a"}, {"c"}), 2'147'483'647);
  const std::string least =
      graded("one", option({"a"}, "-2147483648")) + graded("many", option({"c"}, "-2147483648"));
  EXPECT_EQ(worth(least, {"a"}, {"c"}), -2'147'483'648);
}

TEST(AnswerKey, IsRefusedForQuestionsAndSelectionsThatTheTestLacks) {
  EXPECT_EQ(refusal(key(graded("two", option({"a"}, "1")))),
            "two|AnswerKey|The Test has no Question with this identifier.");
  EXPECT_EQ(refusal(key(graded("one", option({"a"}, "1") + option({"c"}, "1")))),
            "c|AnswerKey|The Question \"one\" of the Test has no Selection with this identifier.");
  EXPECT_EQ(refusal(key(kOne + kOne)), "one|AnswerKey|The AnswerKey has two Questions with this identifier.");
}

TEST(AnswerKey, GradesSelectionsOnly) {
  const std::string text = "and this Question takes a text.";
  EXPECT_THAT(refusal(key(kOne), form(question("one", choice("", selection("a") + selection("b"))) +
                                      question("essay", free_text()))),
              testing::AllOf(StartsWith("essay|AnswerKey|"), HasSubstr(text)));
  EXPECT_THAT(
      refusal(key(kOne),
              form(question("one", choice("", selection("a") + selection("b") + "<OtherSelection/>")))),
      testing::AllOf(StartsWith("one|AnswerKey|"), HasSubstr(text)));
}

TEST(AnswerKey, IsRefusedForMappingsThatMeanNothing) {
  EXPECT_THAT(refusal(key(kOne + percentage("0"))), StartsWith("0|AnswerKey|"));
  EXPECT_THAT(refusal(key(kOne + percentage("-3"))), StartsWith("-3|AnswerKey|"));
  EXPECT_THAT(refusal(key(kOne + ranges(range("2", "1", "0"), "0"))), StartsWith("2|AnswerKey|"));
  for (const char* odd : {"INF", "-INF", "NaN", "1e999"}) {
    EXPECT_EQ(refusal(key(kOne + scale(odd))), "SummedScoreMultiplier|AnswerKey|It must be a finite number.")
        << odd;
  }
}

TEST(AnswerKey, IsRefusedForWhatTheSchemaDoesNotAllow) {
  for (const std::string& bad :
       {key(""), key(percentage("1")), key(kOne + percentage("1") + percentage("1")),
        key(percentage("1") + kOne), key(graded("one", "")), key(graded("one", option({}, "1"))),
        key(graded("one", option({"a"}, "1.5"))), key(graded("one", option({"a"}, "2147483648"))),
        key(kOne + mapping("")), key(kOne + scale("much")), key(kOne + ranges("", "1")),
        key(graded("one", "<DefaultScore>1</DefaultScore>" + option({"a"}, "1")))}) {
    EXPECT_THAT(refusal(bad), HasSubstr("cvc-")) << bad;
  }
}

TEST(AnswerKey, IsRefusedForAnotherRootOrNamespace) {
  EXPECT_THAT(refusal(kTest),
              StartsWith("cvc-elt.1: Cannot find the declaration of element 'QuestionForm'."));
  EXPECT_THAT(refusal(key_in(kSpace, kOne)), StartsWith("cvc-elt.1: "));
  EXPECT_THAT(refusal("<AnswerKey/>"), StartsWith("cvc-elt.1: "));
}

TEST(AnswerKey, IsRefusedForBadXmlAndSizes) {
  EXPECT_EQ(refusal(""), "AnswerKey|1");
  EXPECT_THAT(refusal("<AnswerKey"), HasSubstr("line 1"));
  EXPECT_THAT(refusal(std::string(65'536, ' ')), HasSubstr("It has 65536 bytes; the limit is 65535 bytes."));
  std::string deep;
  for (int i = 0; i < 200; ++i) deep += "<a>";
  for (int i = 0; i < 200; ++i) deep += "</a>";
  EXPECT_NE(refusal(key(deep)), "accepted");
  const std::string bomb = "<!DOCTYPE k [<!ENTITY a \"aaaa\"><!ENTITY b \"&a;&a;\">]>" + key(kOne);
  EXPECT_NE(refusal(bomb), "accepted");
}

}  // namespace
}  // namespace kempelen::domain
