// Commands read from a line, and found again in the parser.
#include "cli/line.h"

#include <gtest/gtest.h>

namespace kempelen::cli {
namespace {

const Command kCommand{
    .name = "do",
    .doc = "Does it.",
    .detail = "More of it.",
    .flags = {{"file", "FILE", "What with.", Flag::Need::Required, Flag::Place::Positional},
              {"how", "{well,badly}", "How."},
              {"each", "NAME", "Whom.", Flag::Need::Optional, Flag::Place::Flagged, Flag::Count::Many},
              {"twice", "", "Again."}},
    .calls = Command::Calls::Nobody,
    .run = {}};

class Line : public testing::Test {
 protected:
  Line() { add_command(app_, kCommand, asked_); }

  CLI::App app_{"The program.", "program"};
  Asked asked_;
};

TEST_F(Line, FlagsAndPositionalValuesAreGiven) {
  app_.parse("do tasks.csv --how well --each a b --twice");
  ASSERT_EQ(asked_.command, &kCommand);
  EXPECT_EQ(asked_.given.text("file"), "tasks.csv");
  EXPECT_EQ(asked_.given.text("how"), "well");
  EXPECT_EQ(asked_.given.texts("each"), (std::vector<std::string>{"a", "b"}));
  EXPECT_TRUE(asked_.given.has("twice"));
  EXPECT_FALSE(asked_.given.has("other"));
}

TEST_F(Line, TheLastOfSeveralValuesCounts) {
  app_.parse("do tasks.csv --how well --how badly");
  EXPECT_EQ(asked_.given.text("how"), "badly");
}

// Values of the command line may begin with anything: negative numbers, JSON, an equals sign.
TEST_F(Line, ValuesAreTakenAsTheyAre) {
  // The parser wants the last word first.
  app_.parse(std::vector<std::string>{"{\"a\": [1, 2]}", "--how", "x y", "do"});
  EXPECT_EQ(asked_.given.text("file"), "x y");
  EXPECT_EQ(asked_.given.text("how"), "{\"a\": [1, 2]}");
}

TEST_F(Line, JsonStaysInOnePiece) {
  // The parser wants the last word first.
  app_.parse(std::vector<std::string>{"x", "[{\"b\": 1, \"c\": 2}]", "[1,2]", "--each", "[3,4]", "do"});
  EXPECT_EQ(asked_.given.text("file"), "[3,4]");
  EXPECT_EQ(asked_.given.texts("each"), (std::vector<std::string>{"[1,2]", "[{\"b\": 1, \"c\": 2}]", "x"}));
}

TEST_F(Line, WhatIsMissingIsAnError) {
  EXPECT_THROW(app_.parse("do"), CLI::RequiredError);
  EXPECT_THROW(app_.parse("do a b"), CLI::ExtrasError);
}

TEST_F(Line, TheTreeIsWhatWasDeclared) {
  const Node tree = tree_of(app_);
  EXPECT_EQ(tree.name, "program");
  ASSERT_EQ(tree.nodes.size(), 1U);
  const Node& node = tree.nodes[0];
  EXPECT_EQ(node.doc, "Does it.");
  EXPECT_EQ(node.detail, "More of it.");
  ASSERT_EQ(node.flags.size(), 5U);  // with --help
  for (std::size_t i = 0; i < kCommand.flags.size(); ++i) {
    const Flag& flag = node.flags[i + 1];
    EXPECT_EQ(flag.name, kCommand.flags[i].name);
    EXPECT_EQ(flag.value, kCommand.flags[i].value);
    EXPECT_EQ(flag.place, kCommand.flags[i].place);
    EXPECT_EQ(flag.count, kCommand.flags[i].count);
    EXPECT_EQ(flag.need, kCommand.flags[i].need);
  }
}

}  // namespace
}  // namespace kempelen::cli
