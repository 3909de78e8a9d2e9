// What scripts and pages are made of; that shells run them is tested from outside.
#include "cli/completion.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "cli/manual.h"

namespace kempelen::cli {
namespace {

const Node kTree{.name = "kempelen",
                 .doc = "The program.",
                 .detail = "",
                 .flags = {},
                 .nodes = {{.name = "do-it",
                            .doc = "Does 'it'. And more.",
                            .detail = ".Begins like a command of roff",
                            .flags = {{"how", "{well,badly}", "How: [well]."},
                                      {"from", "FILE", "Where from."},
                                      {"twice", "", "Again."}},
                            .nodes = {}}}};

TEST(Completion, EveryShellHasCommandsFlagsAndWords) {
  for (const std::string shell : {"bash", "zsh", "fish"}) {
    const std::string script = completion_script(kTree, shell).value();
    for (const char* word : {"do-it", "how", "twice", "well", "badly"}) {
      EXPECT_THAT(script, testing::HasSubstr(word)) << shell;
    }
  }
  EXPECT_EQ(completion_script(kTree, "tcsh"), std::nullopt);
}

TEST(Manual, APageForEachCommand) {
  const auto pages = manual_pages(kTree, "1.2");
  ASSERT_EQ(pages.size(), 2U);
  EXPECT_EQ(pages[0].name, "kempelen.1");
  EXPECT_THAT(pages[0].text, testing::HasSubstr("\\fBkempelen\\-do\\-it\\fR(1)"));
  EXPECT_EQ(pages[1].name, "kempelen-do-it.1");
  EXPECT_THAT(pages[1].text, testing::HasSubstr("\n\\&.Begins like a command"));
  EXPECT_THAT(pages[1].text, testing::HasSubstr("\\fB\\-\\-from\\fR \\fIFILE\\fR\nWhere from."));
  EXPECT_THAT(pages[1].text, testing::HasSubstr(".SH EXIT STATUS"));
}

}  // namespace
}  // namespace kempelen::cli
