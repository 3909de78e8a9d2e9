// From JSON to structures: conversion, and which refusal comes when.
#include "model/read.h"

#include <gtest/gtest.h>

#include "tests/unit/model/sample.h"

namespace kempelen::model {
namespace {

using sample::Everything;
using sample::Required;

template <typename T = Everything>
Result<T> read_text(std::string_view text) {
  const auto value = json::parse(text);
  if (!value) return refuse(value);
  return read<T>(*value);
}

template <typename T = Everything>
std::string malformed(std::string_view text) {
  const auto result = read_text<T>(text);
  if (result) return "(accepted)";
  EXPECT_EQ(result.error().code, Code::Malformed);
  return result.error().words.at(0);
}

template <typename T = Everything>
std::string breaks(std::string_view text) {
  const auto result = read_text<T>(text);
  if (result) return "(accepted)";
  EXPECT_EQ(result.error().code, Code::BreaksModel) << result.error().words.at(0);
  return result.error().words.at(0);
}

Refusal limit(std::string_view text) {
  const auto result = read_text(text);
  EXPECT_FALSE(result) << text;
  return result ? Refusal{Code::kCount} : result.error();
}

TEST(Read, FillsEveryKind) {
  const auto read = read_text(R"({"Name":"ABC","Title":"t","Colour":"Red","Small":7,"LargeInSeconds":31536000,
    "Flag":true,"Price":"0.1","When":1700000000,"Inner":{"Key":"k","Numbers":[1,2]},
    "Inners":[{"Key":"a"},{"Key":"b"}],"Words":["X","Y"],"Colours":["Green"],
    "Answers":{"q2":["a","b"],"q1":"c"},"Password":"12345678"})");
  ASSERT_TRUE(read);
  EXPECT_EQ(read->name, "ABC");
  EXPECT_EQ(read->title, "t");
  EXPECT_EQ(read->colour, "Red");
  EXPECT_EQ(read->small, 7);
  EXPECT_EQ(read->large, 31536000);
  EXPECT_EQ(read->flag, true);
  EXPECT_EQ(read->price, Money::cents(10));
  EXPECT_EQ(read->when, Instant::from_seconds(1700000000));
  EXPECT_EQ(read->inner->key, "k");
  EXPECT_EQ(read->inner->numbers, (std::vector<std::int32_t>{1, 2}));
  ASSERT_EQ(read->inners.size(), 2U);
  EXPECT_EQ(read->inners[1].key, "b");
  EXPECT_EQ(read->words, (std::vector<std::string>{"X", "Y"}));
  EXPECT_EQ(read->colours, (std::vector<std::string>{"Green"}));
  ASSERT_EQ(read->answers->entries.size(), 2U);
  EXPECT_EQ(read->answers->entries[0].first, "q2");
  EXPECT_EQ(read->answers->entries[0].second, (std::vector<std::string>{"a", "b"}));
  EXPECT_EQ(read->answers->entries[1].second, (std::vector<std::string>{"c"}));
}

TEST(Read, AbsentAndNullAreTheSame) {
  const auto read =
      read_text(R"({"Name":"A","Title":null,"Small":null,"Words":null,"Inner":null,"Answers":null})");
  ASSERT_TRUE(read);
  EXPECT_FALSE(read->title);
  EXPECT_FALSE(read->small);
  EXPECT_TRUE(read->words.empty());
  EXPECT_FALSE(read->inner);
  EXPECT_FALSE(read->answers);
}

TEST(Read, IgnoresUnknownMembers) {
  EXPECT_TRUE(read_text(R"({"Name":"A","Nobody":{"knows":[1]},"name":5})"));
}

TEST(Read, WholeNumbersMayBeWrittenAsExponents) {
  EXPECT_EQ(read_text(R"({"Name":"A","LargeInSeconds":1e3})")->large, 1000);
  EXPECT_EQ(read_text(R"({"Name":"A","Small":7.0})")->small, 7);
}

TEST(Read, RefusesWrongTypesAtOnce) {
  EXPECT_EQ(malformed(R"({"Name":5,"Small":"x"})"), "NUMBER_VALUE cannot be converted to String at 'name'");
  EXPECT_EQ(malformed(R"({"Name":true})"), "TRUE_VALUE cannot be converted to String at 'name'");
  EXPECT_EQ(malformed(R"({"Name":{}})"), "START_OBJECT cannot be converted to String at 'name'");
  EXPECT_EQ(malformed(R"({"Small":"7"})"), "STRING_VALUE cannot be converted to Integer at 'small'");
  EXPECT_EQ(malformed(R"({"Small":1.5})"), "NUMBER_VALUE cannot be converted to Integer at 'small'");
  EXPECT_EQ(malformed(R"({"Small":2147483648})"), "NUMBER_VALUE cannot be converted to Integer at 'small'");
  EXPECT_EQ(malformed(R"({"LargeInSeconds":9223372036854775808})"),
            "NUMBER_VALUE cannot be converted to Long at 'largeInSeconds'");
  EXPECT_EQ(malformed(R"({"LargeInSeconds":1e30})"),
            "NUMBER_VALUE cannot be converted to Long at 'largeInSeconds'");
  EXPECT_EQ(malformed(R"({"Flag":"true"})"), "STRING_VALUE cannot be converted to Boolean at 'flag'");
  EXPECT_EQ(malformed(R"({"Flag":1})"), "NUMBER_VALUE cannot be converted to Boolean at 'flag'");
  EXPECT_EQ(malformed(R"({"Price":0.1})"), "NUMBER_VALUE cannot be converted to String at 'price'");
  EXPECT_EQ(malformed(R"({"When":"tomorrow"})"), "STRING_VALUE cannot be converted to Timestamp at 'when'");
  EXPECT_EQ(malformed(R"({"When":false})"), "FALSE_VALUE cannot be converted to Timestamp at 'when'");
  EXPECT_EQ(malformed(R"({"Inner":[]})"), "START_ARRAY cannot be converted to Structure at 'inner'");
  EXPECT_EQ(malformed(R"({"Words":"X"})"), "STRING_VALUE cannot be converted to List at 'words'");
  EXPECT_EQ(malformed(R"({"Words":[1]})"), "NUMBER_VALUE cannot be converted to String at 'words.1.member'");
  EXPECT_EQ(malformed(R"({"Inners":[{"Key":"a"},{"Key":2}]})"),
            "NUMBER_VALUE cannot be converted to String at 'inners.2.member.key'");
  EXPECT_EQ(malformed(R"({"Answers":[]})"), "START_ARRAY cannot be converted to Map at 'answers'");
  EXPECT_EQ(malformed(R"({"Answers":{"q":5}})"), "NUMBER_VALUE cannot be converted to List at 'answers.q'");
  EXPECT_EQ(malformed(R"({"Answers":{"q":[null]}})"),
            "NULL_VALUE cannot be converted to String at 'answers.q'");
  EXPECT_EQ(malformed("[]"), "START_ARRAY cannot be converted to Structure in the body");
}

TEST(Read, CollectsEveryBrokenConstraint) {
  EXPECT_EQ(
      breaks(R"({"Colour":"Blue","Small":0})"),
      "3 validation errors detected: Value null at 'name' failed to satisfy constraint: Member must not be "
      "null; "
      "Value 'Blue' at 'colour' failed to satisfy constraint: Member must satisfy enum value set: [Red, "
      "Green]; "
      "Value '0' at 'small' failed to satisfy constraint: Member must have value greater than or equal to 1");
  EXPECT_EQ(breaks(R"({"Name":"ABCDEFGHI"})"),
            "1 validation error detected: Value 'ABCDEFGHI' at 'name' failed to satisfy constraint: Member "
            "must have "
            "length less than or equal to 8");
  EXPECT_EQ(
      breaks(R"({"Name":"abc"})"),
      "1 validation error detected: Value 'abc' at 'name' failed to satisfy constraint: Member must satisfy "
      "regular expression pattern: ^[A-Z]+$");
  EXPECT_EQ(breaks(R"({"Name":"A","Small":101})"),
            "1 validation error detected: Value '101' at 'small' failed to satisfy constraint: Member must "
            "have value "
            "less than or equal to 100");
}

TEST(Read, NamesNestedMembersByPath) {
  EXPECT_EQ(breaks(R"({"Name":"A","Inners":[{"Key":"a"},{"Numbers":[1,10]}]})"),
            "2 validation errors detected: Value null at 'inners.2.member.key' failed to satisfy constraint: "
            "Member "
            "must not be null; Value '10' at 'inners.2.member.numbers.2.member' failed to satisfy "
            "constraint: Member "
            "must have value less than or equal to 9");
  EXPECT_EQ(breaks(R"({"Name":"A","Words":["B",null]})"),
            "1 validation error detected: Value null at 'words.2.member' failed to satisfy constraint: "
            "Member must not "
            "be null");
}

TEST(Read, EveryRequiredMemberIsMissed) {
  const std::string message = breaks<Required>("{}");
  for (const char* member : {"number", "flag", "price", "when", "inner", "words"}) {
    EXPECT_NE(message.find("Value null at '" + std::string(member) + "'"), std::string::npos) << member;
  }
  EXPECT_TRUE(message.starts_with("6 validation errors detected: "));
}

TEST(Read, ListsHaveLimitedLength) {
  EXPECT_EQ(breaks(R"({"Name":"A","Inners":[{"Key":"a"},{"Key":"a"},{"Key":"a"}]})"),
            "1 validation error detected: Value '[3 entries]' at 'inners' failed to satisfy constraint: "
            "Member must "
            "have length less than or equal to 2");
  EXPECT_EQ(
      breaks<Required>(R"({"Number":1,"Flag":true,"Price":"1","When":0,"Inner":{"Key":"k"},"Words":[]})"),
      "1 validation error detected: Value '[0 entries]' at 'words' failed to satisfy constraint: Member must "
      "have length greater than or equal to 1");
}

TEST(Read, ManyProblemsAreCountedButNotAllTold) {
  std::string text = R"({"Name":"A","Words":[)";
  for (int i = 0; i < 1000; ++i) text += "\"b\",";
  const std::string message = breaks(text + "\"b\"]}");
  EXPECT_TRUE(message.starts_with("1001 validation errors detected: "));
  EXPECT_LT(message.size(), 4000U);
}

TEST(Read, MoneyFollowsThePattern) {
  for (const char* good : {"5", "5.", "0.1", "0.10", "10000.00", "007"}) {
    EXPECT_TRUE(read_text(R"({"Name":"A","Price":")" + std::string(good) + "\"}")) << good;
  }
  for (const char* bad : {".20", "$1", "1.234", "-1", "", "1,00", "1.0.0", "1e2", " 1"}) {
    EXPECT_EQ(
        breaks(R"({"Name":"A","Price":")" + std::string(bad) + "\"}"),
        "1 validation error detected: Value '" + std::string(bad) +
            "' at 'price' failed to satisfy constraint: Member must satisfy regular expression pattern: "
            "^[0-9]+(\\.)?[0-9]{0,2}$");
  }
}

TEST(Read, MoneyHasLimits) {
  EXPECT_EQ(
      limit(R"({"Name":"A","Price":"0.00"})"),
      (Refusal{Code::InvalidParameterValueBecause, {"0.00", "Price", "The amount must be at least 0.01."}}));
  EXPECT_EQ(limit(R"({"Name":"A","Price":"99999999999999999999"})"),
            (Refusal{Code::InvalidParameterValueBecause,
                     {"99999999999999999999", "Price", "The amount is too large."}}));
}

TEST(Read, TimesComeInManyForms) {
  const auto when = [](std::string_view number) {
    return read_text(R"({"Name":"A","When":)" + std::string(number) + "}")->when;
  };
  EXPECT_EQ(when("0"), Instant{});
  EXPECT_EQ(when("-1"), Instant::from_seconds(-1));
  EXPECT_EQ(when("1804136767.891"), Instant::from_millis(1804136767891));
  EXPECT_EQ(when("1.558393704E9"), Instant::from_seconds(1558393704));
  EXPECT_EQ(when("-0.5"), Instant::from_millis(-500));
  EXPECT_EQ(when("253402300799"), Instant::from_seconds(253402300799));
  EXPECT_EQ(when("\"2026-11-24T14:59:00Z\""), Instant::from_seconds(1795532340));
  EXPECT_EQ(when("\"2026-11-24T14:59:00.250Z\""), Instant::from_millis(1795532340250));
}

TEST(Read, MillisecondsAreNoTime) {
  const Refusal refusal = limit(R"({"Name":"A","When":1795532340000})");
  EXPECT_EQ(refusal.code, Code::InvalidParameterValueBecause);
  EXPECT_EQ(refusal.words.at(1), "When");
  EXPECT_EQ(limit(R"({"Name":"A","When":1e300})").code, Code::InvalidParameterValueBecause);
}

TEST(Read, TheServicesOwnLimitsComeInItsOwnWords) {
  EXPECT_EQ(limit(R"({"Name":"A","LargeInSeconds":29})"),
            (Refusal{Code::ParameterOutOfRange, {"29", "LargeInSeconds", "30", "31536000"}}));
  EXPECT_EQ(limit(R"({"Name":"A","Title":""})"), (Refusal{Code::ParameterTooShort, {"Title", "1"}}));
  EXPECT_EQ(limit(R"({"Name":"A","Document":""})"), (Refusal{Code::ParameterTooShort, {"Document", "1"}}));
  EXPECT_EQ(
      limit(R"({"Name":"A","Document":"äääääx"})"),
      (Refusal{Code::InvalidParameterValueBecause, {"äääääx", "Document", "At most 10 bytes are allowed."}}));
}

TEST(Read, CharactersAreCountedNotBytes) {
  std::string title;
  for (int i = 0; i < 300; ++i) title += "ä";
  EXPECT_TRUE(read_text(R"({"Name":"A","Title":")" + title + "\"}"));
  const Refusal refusal = limit(R"({"Name":"A","Title":")" + title + "ä\"}");
  EXPECT_EQ(refusal.code, Code::InvalidParameterValueBecause);
  EXPECT_EQ(refusal.words.at(2), "At most 300 characters are allowed.");
  EXPECT_EQ(refusal.words.at(0), title.substr(0, 512) + "…");
}

TEST(Read, ControlCharactersAreNotForPeople) {
  EXPECT_TRUE(read_text(R"({"Name":"A","Title":"tab\tline\nreturn\r"})"));
  EXPECT_TRUE(read_text(R"({"Name":"A","Document":"\u0001"})"));
  for (const char* bad : {"\\u0001", "\\b", "\\u000b", "\\f", "\\u000e", "\\u001f"}) {
    const Refusal refusal = limit(R"({"Name":"A","Title":"x)" + std::string(bad) + "\"}");
    EXPECT_EQ(refusal.code, Code::InvalidParameterValueBecause) << bad;
    EXPECT_EQ(refusal.words.at(1), "Title");
  }
}

TEST(Read, SecretsAreNeverEchoed) {
  const Refusal refusal = limit(R"({"Name":"A","Password":"correct horse battery staple"})");
  EXPECT_EQ(refusal.words.at(0), "***");
}

TEST(Read, WrongTypesWinOverModelAndModelOverLimits) {
  EXPECT_EQ(limit(R"({"Title":"","Small":0,"Flag":5})").code, Code::Malformed);
  EXPECT_EQ(limit(R"({"Name":"A","Title":"","Small":0})").code, Code::BreaksModel);
  EXPECT_EQ(limit(R"({"Name":"A","LargeInSeconds":1,"Title":""})"),
            (Refusal{Code::ParameterTooShort, {"Title", "1"}}));
}

Result<Everything> take_text(std::string_view text) {
  Everything taken;
  const auto value = json::parse(text);
  if (!value) return refuse(value);
  if (const auto done = take_into(shape_of<Everything>(), *value, &taken); !done) return refuse(done);
  return taken;
}

TEST(Take, ValuesThatAnotherVersionKnowsAreTakenAsTheyAre) {
  constexpr std::string_view kAnswer = R"({"Name":"not a shout, and too long","Colour":"Blue","Small":-5})";
  EXPECT_FALSE(read_text(kAnswer));
  const auto taken = take_text(kAnswer);
  ASSERT_TRUE(taken);
  EXPECT_EQ(taken->colour, "Blue");
  EXPECT_EQ(taken->small, -5);
  EXPECT_TRUE(take_text("{}"));
}

TEST(Take, WhatCannotBeHeldIsRefused) {
  for (const std::string_view text :
       {R"({"Small":"1"})", R"({"Price":"x"})", R"({"Price":1})", R"({"When":1e30})"}) {
    const auto taken = take_text(text);
    ASSERT_FALSE(taken) << text;
    EXPECT_EQ(taken.error().code, Code::Malformed);
  }
}

}  // namespace
}  // namespace kempelen::model
