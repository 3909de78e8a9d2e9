// Layouts: what a placeholder is, and what a HIT's question becomes.
#include "domain/layout.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/random.h"
#include "domain/question.h"

namespace kempelen::domain {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

using Values = std::vector<LayoutValue>;

constexpr QuestionRules kRules{};

/// The page a worker gets, read back from the question as it is stored; or the refusal's words.
std::string page(const std::string& html, const Values& values) {
  EXPECT_EQ(layout_problem(html), std::nullopt);
  const auto made = make_question(html, values);
  if (!made) return "refused: " + made.error().words.at(0) + " " + made.error().words.at(1);
  const auto question = parse_question(*made, kRules);
  if (!question) return "not a question: " + question.error().words.at(0);
  EXPECT_EQ(question->kind, Question::Kind::Html);
  EXPECT_EQ(question->frame_height, 0);
  return question->html;
}

Refusal refusal(const std::string& html, const Values& values) {
  const auto made = make_question(html, values);
  return made ? Refusal{Code::kCount, {*made}} : made.error();
}

Refusal because(const std::string& value, const std::string& parameter, const std::string& why) {
  return {Code::InvalidParameterValueBecause, {value, parameter, why}};
}

TEST(Layout, PlaceholdersAreListedOnceInOrder) {
  EXPECT_THAT(placeholders("${b} ${a} ${b}${C_3}"), ElementsAre("b", "a", "C_3"));
  EXPECT_THAT(placeholders("no variable"), IsEmpty());
  EXPECT_THAT(placeholders(""), IsEmpty());
}

TEST(Layout, NamesHaveLettersDigitsUnderscoresHyphensAndDots) {
  EXPECT_THAT(placeholders("${source-id}${a.b}${_}${-}${.}${007}${gr\u00f6\u00dfe}"),
              ElementsAre("source-id", "a.b", "_", "-", ".", "007", "gr\u00f6\u00dfe"));
}

TEST(Layout, EverythingElseIsText) {
  for (const char* text : {"$", "${", "${}", "${a b}", "${ a}", "${a }", "${a", "$ {a}", "$a", "{a}",
                           "${a+b}", "${f(x)}", "${a/b}", "${a\n}", "$$", "${a:b}", "${'a'}"}) {
    EXPECT_THAT(placeholders(text), IsEmpty()) << text;
    EXPECT_EQ(page(text, {}), text);
  }
}

TEST(Layout, APlaceholderMayStandBehindTextThatLooksLikeOne) {
  EXPECT_THAT(placeholders("${${a}"), ElementsAre("a"));
  EXPECT_EQ(page("${${a}}$${a}${", {{"a", "1"}}), "${1}$1${");
  EXPECT_EQ(page("${a${b}", {{"b", "1"}}), "${a1");
}

TEST(Layout, ValuesGoInAsTheyAre) {
  EXPECT_EQ(page("<p title='${a}'>${b}</p>${a}", {{"b", "<b>&amp; \"x\"</b>"}, {"a", ""}}),
            "<p title=''><b>&amp; \"x\"</b></p>");
}

TEST(Layout, AValueIsNotLookedAtForPlaceholders) {
  EXPECT_EQ(page("${a}${b}", {{"a", "${b}"}, {"b", "${a}"}}), "${b}${a}");
  EXPECT_EQ(page("$${a}", {{"a", "{a}"}}), "${a}");
  EXPECT_EQ(page("${a}b}", {{"a", "${"}}), "${b}");
}

TEST(Layout, NothingEndsTheCdataSection) {
  for (const char* value :
       {"]]>", "]]]>", "]]>]]>", "]]", "]", ">", "<![CDATA[x]]>", "&lt;", "</HTMLContent>"}) {
    const std::string text(value);
    EXPECT_EQ(page("a${x}>", {{"x", text}}), "a" + text + ">");
    EXPECT_EQ(page("]]${x}]]>", {{"x", text}}), "]]" + text + "]]>");
    EXPECT_EQ(page("]${x}${x}", {{"x", text}}), "]" + text + text);
  }
}

TEST(Layout, AnyMixtureComesBack) {
  SeededRandom random(7);
  const std::vector<std::string> parts = {"]", "]]",   ">", "<",  "&",       "${",
                                          "}", "${a}", "$", "x ", "\u00e9 ", "<!["};
  const auto any = [&] {
    std::string text;
    std::uint8_t bytes[6];
    random.fill(bytes);
    for (const std::uint8_t byte : bytes) text += parts[byte % parts.size()];
    return text;
  };
  for (int i = 0; i < 2'000; ++i) {
    const std::string before = any(), value = any(), after = any();
    const Values given = {{"a", "!"}, {"place-of-the-value", value}};
    const std::string expected =
        page("${a}" + before + "|", {{"a", "!"}}) + value + page("|" + after + "${a}", {{"a", "!"}});
    EXPECT_EQ(page("${a}" + before + "|${place-of-the-value}|" + after + "${a}", given), expected);
  }
}

TEST(Layout, ValuesAndPlaceholdersMustMatch) {
  const std::string html = "${one} ${two}";
  const auto missing = [](const std::string& name) {
    return because(name, "HITLayoutParameters", "The layout has this variable, and it is given no value.");
  };
  EXPECT_EQ(refusal(html, {{"one", "1"}}), missing("two"));
  EXPECT_EQ(refusal(html, {}), missing("one"));
  EXPECT_EQ(refusal(html, {{"One", "1"}, {"two", "2"}}), missing("one"));
  EXPECT_EQ(refusal(html, {{"one", "1"}, {"two", "2"}, {"three", "3"}}),
            because("three", "HITLayoutParameters", "The layout has no such variable."));
  EXPECT_EQ(refusal("<p>", {{"", "1"}}),
            because("", "HITLayoutParameters", "The layout has no such variable."));
}

TEST(Layout, ALongNameIsShownInPart) {
  const std::string name = std::string(199, 'n') + "\u00e9" + std::string(1'000, 'm');
  EXPECT_EQ(refusal("<p>", {{name, "1"}}).words.at(0), std::string(199, 'n') + "...");
}

TEST(Layout, DoubledNamesAndUncarriableValuesAreRefusedAtOnce) {
  EXPECT_TRUE(check_values({}));
  EXPECT_TRUE(check_values(Values{{"a", "tab\tline\r\n\u00e9\U0001F600"}, {"A", ""}}));
  EXPECT_EQ(check_values(Values{{"a", "1"}, {"b", "2"}, {"a", "1"}}).error(),
            because("a", "HITLayoutParameters", "The variable is given twice."));
  for (const char* bad : {"\x01", "a\x0b", "\x1f", "\uFFFE", "\uFFFF"}) {
    EXPECT_EQ(
        check_values(Values{{"a", bad}}).error(),
        because("a", "HITLayoutParameters", "Its value holds a control character, which XML cannot carry."));
  }
}

TEST(Layout, TheQuestionKeepsTheLimitToTheByte) {
  const std::size_t wrapped = make_question("x", {})->size() - 1;
  const auto length = [&](std::size_t bytes) { return std::string(bytes - wrapped - 1, 'v'); };
  EXPECT_EQ(make_question("x${v}", Values{{"v", length(65'535)}})->size(), 65'535u);
  const Refusal over = refusal("x${v}", {{"v", length(65'536)}});
  EXPECT_EQ(over.words.at(1), "Question");
  EXPECT_THAT(over.words.at(2), HasSubstr("more than 65535 bytes"));
  EXPECT_EQ(over.words.at(0), "x" + std::string(99, 'v') + "...");
  // What is in front of `]]>` counts as well.
  EXPECT_EQ(refusal("]]>${v}", {{"v", length(65'530)}}).code, Code::InvalidParameterValueBecause);
}

TEST(Layout, ManyPlaceholdersWithALargeValueCostNothing) {
  std::string html;
  for (int i = 0; i < 10'000; ++i) html += "${v}";
  EXPECT_EQ(refusal(html, {{"v", std::string(1'000'000, 'v')}}).words.at(1), "Question");
}

TEST(Layout, AQuestionIsNotBlank) {
  EXPECT_EQ(refusal(" ${v}\n", {{"v", "\t"}}),
            because(" \t\n", "Question", "Made from the layout it has no content."));
}

TEST(Layout, WhatCannotBeALayout) {
  for (const char* blank : {"", " \r\n\t"}) EXPECT_THAT(*layout_problem(blank), HasSubstr("is empty"));
  EXPECT_THAT(*layout_problem("\xff"), HasSubstr("UTF-8"));
  EXPECT_THAT(*layout_problem("a\x01"), HasSubstr("control characters"));
  EXPECT_THAT(*layout_problem(std::string("a\0", 2)), HasSubstr("control characters"));
  EXPECT_EQ(layout_problem("<p>\t\r\n${x}"), std::nullopt);
}

TEST(Layout, ALayoutThatFitsNoHitIsRefusedWhenItIsMade) {
  const std::size_t wrapped = make_question("x", {})->size() - 1;
  const std::string fits(65'535 - wrapped, 'x');
  EXPECT_EQ(layout_problem(fits + "${a-long-name-that-does-not-count}"), std::nullopt);
  EXPECT_TRUE(make_question(fits + "${n}", Values{{"n", ""}}));
  EXPECT_THAT(*layout_problem(fits + "x"), HasSubstr("65536 bytes"));
  EXPECT_THAT(*layout_problem("]]>" + fits.substr(3)), HasSubstr("bytes"));
}

}  // namespace
}  // namespace kempelen::domain
