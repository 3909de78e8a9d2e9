// The short form of structures, as scripts for the vendor's tool write it.
#include "cli/shorthand.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace kempelen::cli {
namespace {

std::string read(std::string_view text) {
  const auto data = parse_shorthand(text);
  return data ? json_of(*data) : data.error().message;
}

TEST(Shorthand, TextsListsAndStructures) {
  EXPECT_EQ(read("Name=colour,Value=green"), R"({"Name":"colour","Value":"green"})");
  EXPECT_EQ(read("Comparator=In,LocaleValues=[{Country=US},{Country=CA,Subdivision=QC}]"),
            R"({"Comparator":"In","LocaleValues":[{"Country":"US"},{"Country":"CA","Subdivision":"QC"}]})");
  EXPECT_EQ(read("Outer={Inner={Deep=1}},Last=2"), R"({"Outer":{"Inner":{"Deep":"1"}},"Last":"2"})");
  EXPECT_EQ(read("Empty=[],Nothing="), R"({"Empty":[],"Nothing":""})");
}

TEST(Shorthand, CommasMakeAListUntilTheNextKey) {
  EXPECT_EQ(read("IntegerValues=1,2,3,Comparator=In"),
            R"({"IntegerValues":["1","2","3"],"Comparator":"In"})");
}

TEST(Shorthand, QuotesAndBackslashesKeepWhatTheyHold) {
  EXPECT_EQ(read(R"(Value="a, b=c]",Name='it''s')"),
            "at character 26 of Value=\"a, b=c]\",Name='it''s', a comma "
            "is missing: there is \"'\"");
  EXPECT_EQ(read(R"(Value="a, b=c] \"q\"",Name=x\,y)"), R"({"Value":"a, b=c] \"q\"","Name":"x,y"})");
}

TEST(Shorthand, WhatCannotBeReadIsNamedWithItsPlace) {
  EXPECT_THAT(read("Name"), testing::HasSubstr("\"=\" behind a name is missing"));
  EXPECT_THAT(read("=a"), testing::HasSubstr("at character 1 of =a"));
  EXPECT_THAT(read("A=[1,2"), testing::HasSubstr("a comma or \"]\" is missing: the text ends"));
  EXPECT_THAT(read("A={B=1"), testing::HasSubstr("a comma or \"}\" is missing: the text ends"));
  EXPECT_THAT(read("A=1]"), testing::HasSubstr("at character 4"));
  EXPECT_THAT(read("A=\"1"), testing::HasSubstr("the closing quote is missing"));
  EXPECT_THAT(read(""), testing::HasSubstr("\"=\" behind a name is missing: the text ends"));
}

TEST(Shorthand, DepthIsLimited) {
  std::string text;
  for (int i = 0; i < 100; ++i) text += "A={";
  EXPECT_THAT(read(text), testing::HasSubstr("a simpler structure"));
}

}  // namespace
}  // namespace kempelen::cli
