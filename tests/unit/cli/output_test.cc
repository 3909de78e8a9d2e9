// Answers as people and scripts see them.
#include "cli/output.h"

#include <gtest/gtest.h>

#include "json/value.h"

namespace kempelen::cli {
namespace {

Data data(std::string_view json) {
  return data_of(json::parse(json).value());
}

TEST(Output, JsonIsIndentedAsTheVendorDoes) {
  EXPECT_EQ(
      indented_json(data(R"({"A":"x","B":[1,2],"C":{},"D":[],"E":{"F":true}})")),
      "{\n    \"A\": \"x\",\n    \"B\": [\n        1,\n        2\n    ],\n    \"C\": {},\n    \"D\": [],\n"
      "    \"E\": {\n        \"F\": true\n    }\n}\n");
}

// What `aws … --output text` prints for the same answers.
TEST(Output, TextHasALineForEachStructure) {
  EXPECT_EQ(text_lines(data(R"({"AvailableBalance":"10000.00"})")), "10000.00\n");
  EXPECT_EQ(
      text_lines(data(R"({"NumResults":2,"HITs":[{"Title":"b","HITId":"1"},{"HITId":"2","Extra":true}]})")),
      "2\nHITS\t\t1\tb\nHITS\tTrue\t2\t\n");
  EXPECT_EQ(text_lines(data(R"({"HIT":{"HITId":"1","Needs":[{"Ids":[3,4],"Name":"n"}]}})")),
            "HIT\t1\nNEEDS\tn\nIDS\t3\nIDS\t4\n");
}

TEST(Output, TablesHaveAHeadAndShortenWhatIsLong) {
  const Data list =
      data(R"({"NumResults":2,"Blocks":[{"WorkerId":"A1","Reason":"ä\nb"},{"WorkerId":"A22"}]})");
  EXPECT_EQ(tables(list, 80),
            "NumResults  2\n\nBlocks\nWorkerId  Reason\n--------  ------\nA1        ä b\nA22       \n");
  EXPECT_EQ(tables(list, 12), "NumResults  2\n\nBlocks\nWorkerId  A1\nReason    ä…\n\nWorkerId  A…\n");
  EXPECT_EQ(tables(data(R"({"Blocks":[]})"), 80), "Blocks\n(none)\n");
}

}  // namespace
}  // namespace kempelen::cli
