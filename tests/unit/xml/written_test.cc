// What Writer writes is read; anything else is left where it stands.
#include "xml/written.h"

#include <gtest/gtest.h>

#include "xml/document.h"
#include "xml/writer.h"

namespace kempelen::xml {
namespace {

const std::string kHead = written_head("r", "urn:x");

std::string written(const std::string& text) {
  Writer writer("r", "urn:x");
  writer.element("e", text);
  return writer.finish();
}

TEST(Written, EveryCharacterComesBack) {
  std::string all;
  for (std::uint32_t point = 1; point < 0x110000; point += point < 0x3000 ? 1 : 251) {
    std::string one;
    if (point < 0x80) {
      one = static_cast<char>(point);
    } else if (point < 0x800) {
      one = {static_cast<char>(0xC0 | (point >> 6)), static_cast<char>(0x80 | (point & 0x3F))};
    } else if (point < 0x10000) {
      one = {static_cast<char>(0xE0 | (point >> 12)), static_cast<char>(0x80 | ((point >> 6) & 0x3F)),
             static_cast<char>(0x80 | (point & 0x3F))};
    } else {
      one = {static_cast<char>(0xF0 | (point >> 18)), static_cast<char>(0x80 | ((point >> 12) & 0x3F)),
             static_cast<char>(0x80 | ((point >> 6) & 0x3F)), static_cast<char>(0x80 | (point & 0x3F))};
    }
    if (point >= 0xD800 && point < 0xE000) continue;
    all += carriable(one);
  }
  const std::string document = written(all);
  WrittenReader in(document, kHead);
  EXPECT_EQ(in.any_element(), all);
  EXPECT_TRUE(in.close("r"));
  EXPECT_TRUE(in.at_end());
  const auto parsed = parse(document, {1 << 22, 8});
  ASSERT_TRUE(parsed);
  EXPECT_EQ(parsed->root().children().front().text(), all);
}

TEST(Written, ElementsAreToldApartByTheirNames) {
  const std::string document = kHead + "<a><b>1</b><b></b></a></r>";
  WrittenReader in(document, kHead);
  EXPECT_FALSE(in.open("b"));
  EXPECT_FALSE(in.close("a"));
  EXPECT_FALSE(in.any_element());  // it holds others
  EXPECT_TRUE(in.open("a"));
  EXPECT_EQ(in.element("b"), "1");
  EXPECT_FALSE(in.element("a"));
  EXPECT_EQ(in.any_element(), "");
  EXPECT_FALSE(in.any_element());
  EXPECT_TRUE(in.close("a"));
  EXPECT_FALSE(in.at_end());
  EXPECT_TRUE(in.close("r"));
  EXPECT_TRUE(in.at_end());
}

TEST(Written, WhatWriterDoesNotWriteIsNotRead) {
  for (const char* inside : {"<e>&quot;</e>",
                             "<e>&#65;</e>",
                             "<e>&#x41;</e>",
                             "<e>&#55296;</e>",
                             "<e>&#1114112;</e>",
                             "<e>&#65534;</e>",
                             "<e>&#233</e>",
                             "<e>&#99999999999999;</e>",
                             "<e>&</e>",
                             "<e>></e>",
                             "<e>\r</e>",
                             "<e>\xC3\xA9</e>",
                             "<e>\x7F</e>",
                             "<e a='1'></e>",
                             "<e/>",
                             "<>x</>",
                             "<e>x</f>",
                             "<e>x",
                             "<!--x-->",
                             " <e></e>"}) {
    const std::string document = kHead + inside;
    WrittenReader in(document, kHead);
    EXPECT_FALSE(in.any_element()) << inside;
    EXPECT_FALSE(in.at_end()) << inside;
  }
}

TEST(Written, AnotherHeadIsNothingRead) {
  WrittenReader in("<r></r>", kHead);
  EXPECT_FALSE(in.close("r"));
  EXPECT_FALSE(in.at_end());
}

}  // namespace
}  // namespace kempelen::xml
