// CSV: what is accepted means one thing, and what is not is refused with a place.
#include "cli/csv.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace kempelen::cli {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

Csv read(std::string_view text) {
  auto csv = parse_csv(text, "t.csv");
  EXPECT_TRUE(csv) << csv.error().message;
  return csv.value_or(Csv{});
}

std::string refusal(std::string_view text, ShortRows short_rows = ShortRows::Refused) {
  const auto csv = parse_csv(text, "t.csv", short_rows);
  if (csv) return "accepted";
  EXPECT_EQ(csv.error().kind, client::Error::Kind::Request);
  return csv.error().message;
}

TEST(Csv, ReadsHeaderAndRows) {
  const Csv csv = read("a,b\n1,2\n3,\n");
  EXPECT_THAT(csv.header, ElementsAre("a", "b"));
  EXPECT_THAT(csv.rows, ElementsAre(CsvRow{2, {"1", "2"}}, CsvRow{3, {"3", ""}}));
  EXPECT_EQ(csv.column("b"), 1U);
  EXPECT_EQ(csv.column("B"), std::nullopt);
}

TEST(Csv, MarkAndLineEndsOfEverySystemAreFine) {
  const Csv wanted = read("a,b\n1,2\n");
  EXPECT_EQ(read("\xEF\xBB\xBF"
                 "a,b\r\n1,2\r\n"),
            wanted);
  EXPECT_EQ(read("a,b\n1,2"), wanted);
  EXPECT_EQ(read("a,b\r\n1,2\r\n\r\n\n"), wanted);
}

TEST(Csv, QuotedCellsHoldAnything) {
  const Csv csv = read("\"a,\"\"x\",b\r\n\"1\r\n2\n3\",\",\"\r\n\"\",\n");
  EXPECT_THAT(csv.header, ElementsAre("a,\"x", "b"));
  // The line is where a row begins, however many the rows before it took.
  EXPECT_THAT(csv.rows, ElementsAre(CsvRow{2, {"1\r\n2\n3", ","}}, CsvRow{5, {"", ""}}));
}

TEST(Csv, QuotesInsideUnquotedCellsAreText) {
  EXPECT_THAT(read("a\n<b class=\"x\">\n").rows, ElementsAre(CsvRow{2, {"<b class=\"x\">"}}));
}

TEST(Csv, OneColumnMayBeEmptyInQuotesOnly) {
  EXPECT_THAT(read("a\n\"\"\nx\n").rows, ElementsAre(CsvRow{2, {""}}, CsvRow{3, {"x"}}));
  EXPECT_EQ(refusal("a\n\nx\n"), "t.csv, line 2: the line is empty; take it out.");
}

TEST(Csv, RefusalsSayWhere) {
  EXPECT_THAT(refusal(""), HasSubstr("is empty"));
  EXPECT_THAT(refusal("\n\n"), HasSubstr("is empty"));
  EXPECT_THAT(refusal("a,b\n"), HasSubstr("a header and no rows"));
  EXPECT_THAT(refusal("a,b\n\"1\n\n\",2\n3\n"),
              HasSubstr("line 5: the row has 1 of 2 cells; the first one missing is \"b\""));
  EXPECT_THAT(refusal("a,b\n1,2,3\n"), HasSubstr("line 2: the row has 3 cells and the header 2"));
  EXPECT_THAT(refusal("a,b\n1,\"2\n3"),
              HasSubstr("line 2 in column \"b\": the quote that opens the cell is never"));
  EXPECT_THAT(refusal("a,b\n1,\"2\nx\" y\n"),
              HasSubstr("line 3 in column \"b\": there is text behind the closing"));
  EXPECT_THAT(refusal("a,b\n1,\"2\"\"\n"), HasSubstr("never closed"));
  EXPECT_THAT(refusal("a\rb\r"), HasSubstr("line 1: a line ends with a carriage return alone"));
  EXPECT_THAT(refusal("a,b\n1,2\n\n3,4\n"), HasSubstr("line 3: the line is empty"));
  EXPECT_THAT(refusal("a,,b\n1,2,3\n"), HasSubstr("line 1: column 2 has no name"));
  EXPECT_THAT(refusal("a,b,a\n1,2,3\n"), HasSubstr("line 1: there are two columns \"a\""));
}

TEST(Csv, BytesThatAreNoTextAreNamedWithTheirLine) {
  EXPECT_THAT(refusal("a\nx\ny\xFF\n"), HasSubstr("line 3: the byte 0xFF is no UTF-8"));
  EXPECT_THAT(refusal(std::string_view("a\nx\0\n", 5)), HasSubstr("line 2: there is a NUL byte"));
  EXPECT_THAT(refusal("\xFF\xFE"
                      "a"),
              HasSubstr("is text in UTF-16"));
  EXPECT_THAT(refusal("\xFE\xFF"
                      "a"),
              HasSubstr("is text in UTF-16"));
}

TEST(Csv, ShortRowsAreFilledWhereThatIsAsked) {
  const auto csv = parse_csv("a,b,c\n1\n1,2,3\n", "t.csv", ShortRows::Filled);
  ASSERT_TRUE(csv);
  EXPECT_THAT(csv->rows[0].cells, ElementsAre("1", "", ""));
  EXPECT_THAT(refusal("a,b\n1,2,3\n", ShortRows::Filled), HasSubstr("the row has 3 cells"));
}

TEST(Csv, WritesEveryCellInQuotes) {
  const std::vector<std::string> cells = {"a", "", "say \"x\"", "1\n2"};
  EXPECT_EQ(csv_line(cells), "\"a\",\"\",\"say \"\"x\"\"\",\"1\n2\"\r\n");
}

}  // namespace
}  // namespace kempelen::cli
