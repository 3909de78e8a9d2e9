// Patterns of JavaScript as RE2 finds them. What is expected here is what `new RegExp(pattern).test(text)`
// says in a browser.
#include "domain/answer_pattern.h"

#include <gtest/gtest.h>

#include <chrono>
#include <fstream>
#include <sstream>
#include <vector>

namespace kempelen::domain {
namespace {

Search look(const std::string& regex, const std::string& text, LetterCase letters = LetterCase::Counts) {
  SearchSteps steps;
  return search({regex, letters, ""}, text, steps);
}

bool found(const std::string& regex, const std::string& text) {
  const Search result = look(regex, text);
  EXPECT_TRUE(result == Search::Found || result == Search::Missing) << regex;
  return result == Search::Found;
}

TEST(AnswerPattern, MayMatchAnywhere) {
  EXPECT_TRUE(found("b", "abc"));
  EXPECT_FALSE(found("^b", "abc"));
  EXPECT_FALSE(found("b$", "abc"));
  EXPECT_TRUE(found("^[0-9]+$", "50"));
  EXPECT_FALSE(found("^[0-9]+$", "5O"));
  EXPECT_TRUE(found("", ""));
}

TEST(AnswerPattern, DollarIsTheEndAndNotALine) {
  EXPECT_FALSE(found("a$", "a\n"));
  EXPECT_FALSE(found("^b", "a\nb"));
  EXPECT_FALSE(found("a.b", "a\nb"));
  EXPECT_TRUE(found("^a.b$",
                    "a\xC3\xA9"
                    "b"));
}

TEST(AnswerPattern, CaseCountsUnlessTheFlagSaysOtherwise) {
  EXPECT_EQ(look("^abc$", "ABC"), Search::Missing);
  EXPECT_EQ(look("^abc$", "ABC", LetterCase::Ignored), Search::Found);
  EXPECT_EQ(look("^[a-c]\xC3\xA9$", "B\xC3\x89", LetterCase::Ignored), Search::Found);
}

TEST(AnswerPattern, ClassesAndEscapesAreJavaScripts) {
  EXPECT_TRUE(found(R"(^\d{3}-\d{4}$)", "555-0199"));
  EXPECT_FALSE(found(R"(^\d$)", "\xD9\xA1"));
  EXPECT_TRUE(found(R"(^\s$)", "\xC2\xA0"));
  EXPECT_FALSE(found(R"(\S)", " \t\n\v\xE3\x80\x80"));
  EXPECT_TRUE(found(R"(^\S$)", "\xF0\x9F\x98\x80"));
  EXPECT_TRUE(found(R"(^\w\W\D$)", "a-b"));
  EXPECT_TRUE(found(R"(^\u00e9\x41\t\cJ\0$)", std::string("\xC3\xA9"
                                                          "A\t\n\0",
                                                          6)));
  EXPECT_TRUE(found(R"(^\uD83D\uDE00$)", "\xF0\x9F\x98\x80"));
  EXPECT_TRUE(found(R"(^\/\.\_\-\z\Q\A$)", "/._-zQA"));
  EXPECT_TRUE(found(R"(\bword\b)", "a word."));
  EXPECT_TRUE(found(R"(^\xyz$)", "xyz"));
  EXPECT_TRUE(found(R"(^\u12$)", "u12"));
}

TEST(AnswerPattern, BracketsAreJavaScripts) {
  EXPECT_TRUE(found("^[]$|x", "x"));
  EXPECT_FALSE(found("[]", "x"));
  EXPECT_TRUE(found("^[^]$", "\n"));
  EXPECT_TRUE(found("^[[:alpha]+$", "[:alph"));
  EXPECT_TRUE(found("^[a\\-z]+$", "a-z"));
  EXPECT_FALSE(found("^[a\\-z]+$", "b"));
  EXPECT_TRUE(found("^[\\d-x]+$", "1-x"));
  EXPECT_FALSE(found("^[\\d-x]+$", "y"));
  EXPECT_TRUE(found("^[-a]+$", "a-"));
  EXPECT_TRUE(found("^[a-]+$", "a-"));
  EXPECT_TRUE(found("^[^\\s\\d]$", "a"));
  EXPECT_FALSE(found("^[^\\s\\d]$", "\xC2\xA0"));
  EXPECT_TRUE(found("^[\\b]$", "\b"));
  EXPECT_TRUE(found("^[&&^]+$", "&^"));
  EXPECT_TRUE(found("^[\xC3\xA0-\xC3\xBF]$", "\xC3\xA9"));
}

TEST(AnswerPattern, BracesThatAreNoQuantifierAreCharacters) {
  EXPECT_TRUE(found("^a{2,3}$", "aaa"));
  EXPECT_TRUE(found("^a{2,}?$", "aaaa"));
  EXPECT_TRUE(found("^a{x}$", "a{x}"));
  EXPECT_TRUE(found("^a{,2}$", "a{,2}"));
  EXPECT_TRUE(found("^}]$", "}]"));
}

TEST(AnswerPattern, GroupsOfAllKinds) {
  EXPECT_TRUE(found("^(a|b)(?:c)(?<name>d)$", "bcd"));
}

TEST(AnswerPattern, WhatRe2CannotSayIsForTheBrowser) {
  for (const std::string regex : {"(?=a)", "(?!a)", "(?<=a)b", "(?<!a)b", "(a)\\1", "(?<n>a)\\k<n>",
                                  "\\uD83D", "a{1001}", "((a{100}){100}){100}", "(?i:a)", "\\c1"}) {
    EXPECT_EQ(look(regex, "anything"), Search::BrowserOnly) << regex;
    EXPECT_EQ(pattern_size({regex, LetterCase::Counts, ""}), 0) << regex;
  }
}

TEST(AnswerPattern, WhatIsNoPatternIsSaidSo) {
  for (const std::string regex :
       {"(a", "a)", "[a", "a\\", "*a", "a**", "[z-a]", "a{3,2}", "(?P<n>a)", "(?a)", "^*", "\\b+", "${2}"}) {
    EXPECT_EQ(pattern_size({regex, LetterCase::Counts, ""}), std::nullopt) << regex;
  }
  EXPECT_GT(pattern_size({"^a$", LetterCase::Counts, ""}).value(), 0);
}

// Patterns that take a backtracking engine longer than the universe has.
TEST(AnswerPattern, CatastrophicPatternsAreNotCatastrophic) {
  const auto before = std::chrono::steady_clock::now();
  EXPECT_FALSE(found("^(a+)+$", std::string(50'000, 'a') + "b"));
  EXPECT_FALSE(found("^(a|a)*$", std::string(50'000, 'a') + "b"));
  EXPECT_FALSE(found("^(.*a){10}$", std::string(20'000, 'x')));
  EXPECT_LT(std::chrono::steady_clock::now() - before, std::chrono::seconds(10));
}

/// Letters a and b in an order that repeats only after a long time.
std::string disorder(std::size_t length) {
  std::string text;
  for (std::uint32_t state = 1; text.size() < length; state = state * 1664525 + 1013904223) {
    text += (state >> 16) % 2 == 0 ? 'a' : 'b';
  }
  return text;
}

// What would take too long here is the browser's to check.
TEST(AnswerPattern, WorkIsBounded) {
  SearchSteps steps{2000};
  const AnswerPattern pattern{"^[a-z]+$", LetterCase::Counts, ""};
  EXPECT_EQ(search(pattern, "short", steps), Search::Found);
  EXPECT_EQ(search(pattern, std::string(1000, 'a'), steps), Search::BrowserOnly);
  EXPECT_EQ(search(pattern, "short", steps), Search::BrowserOnly);
}

// Each further byte leads such a pattern to a state it has not been in.
TEST(AnswerPattern, PatternsWithEndlesslyManyStatesEndInTime) {
  const auto before = std::chrono::steady_clock::now();
  EXPECT_EQ(look("a(a|b){900}c", disorder(10'000)), Search::Missing);
  EXPECT_EQ(look("a(a|b){900}c", disorder(1'000'000)), Search::BrowserOnly);
  EXPECT_LT(std::chrono::steady_clock::now() - before, std::chrono::seconds(5));
}

// Lengths are often written as patterns.
TEST(AnswerPattern, LengthsAsPatternsAreChecked) {
  EXPECT_EQ(look("^.{10,1000}$", std::string(1000, 'x')), Search::Found);
  EXPECT_EQ(look("^.{10,1000}$", std::string(1001, 'x')), Search::Missing);
  EXPECT_EQ(look("^.{10,1000}$", "short"), Search::Missing);
}

std::vector<std::string> cells(const std::string& line) {
  std::vector<std::string> out;
  std::istringstream stream(line);
  for (std::string cell; std::getline(stream, cell, ',');) out.push_back(cell);
  return out;
}

std::string from_hex(const std::string& digits) {
  std::string bytes;
  for (std::size_t i = 0; i + 1 < digits.size(); i += 2) {
    bytes += static_cast<char>(std::stoi(digits.substr(i, 2), nullptr, 16));
  }
  return bytes;
}

// Patterns put together at random from everything the syntax has, and what V8 said of each for every text: a
// `1` where it was found, `!` for what is no pattern. The first line has the texts; texts and patterns are in
// hexadecimal.
TEST(AnswerPattern, AgreesWithV8) {
  std::ifstream file(KEMPELEN_SOURCE_DIR "/tests/fixtures/patterns/v8.csv");
  std::string line;
  ASSERT_TRUE(std::getline(file, line));
  std::vector<std::string> texts;
  for (const std::string& cell : cells(line)) texts.push_back(from_hex(cell));
  int compared = 0;
  while (std::getline(file, line)) {
    const auto row = cells(line);
    ASSERT_EQ(row.size(), 3U);
    const AnswerPattern pattern{from_hex(row[0]), row[1] == "i" ? LetterCase::Ignored : LetterCase::Counts,
                                ""};
    EXPECT_EQ(pattern_size(pattern).has_value(), row[2] != "!") << pattern.regex;
    if (row[2] == "!") continue;
    std::string found;
    for (const std::string& text : texts) {
      found += look(pattern.regex, text, pattern.letters) == Search::Found ? '1' : '0';
    }
    EXPECT_EQ(found, row[2]) << pattern.regex;
    ++compared;
  }
  EXPECT_GT(compared, 1000);
}

}  // namespace
}  // namespace kempelen::domain
