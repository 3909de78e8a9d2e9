// Answer documents must be readable by clients that believe the ASCII declaration.
#include "xml/writer.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "base/fault.h"
#include "xml/document.h"

namespace kempelen::xml {
namespace {

TEST(XmlWriter, WritesADocument) {
  Writer writer("root", "urn:n");
  writer.open("a");
  writer.element("b", "x");
  writer.element("c", "");
  writer.close();
  EXPECT_EQ(writer.finish(),
            "<?xml version=\"1.0\" encoding=\"ASCII\"?><root xmlns=\"urn:n\"><a><b>x</b><c></c></a></root>");
}

TEST(XmlWriter, FinishClosesWhatIsOpen) {
  Writer writer("root", "urn:n");
  writer.open("a");
  writer.open("b");
  EXPECT_TRUE(writer.finish().ends_with("<a><b></b></a></root>"));
}

TEST(XmlWriter, EscapesMarkupAndEverythingOutsideAscii) {
  Writer writer("r", "urn:n");
  writer.text("<&>\"' \u00e9\u20ac\U0001F600\x7F\r\n\t");
  EXPECT_TRUE(writer.finish().ends_with(">&lt;&amp;&gt;\"' &#233;&#8364;&#128512;&#127;&#13;\n\t</r>"));
}

TEST(XmlWriter, WhatIsWrittenIsReadBack) {
  std::string text;
  for (char32_t point :
       {U'\t', U'\n', U'\r', U' ', U'~', char32_t{0x7F}, char32_t{0x80}, char32_t{0x7FF}, char32_t{0x800},
        char32_t{0xD7FF}, char32_t{0xE000}, char32_t{0xFFFD}, char32_t{0x10000}, char32_t{0x10FFFF}}) {
    if (point < 0x80) {
      text += static_cast<char>(point);
    } else if (point < 0x800) {
      text += {static_cast<char>(0xC0 | (point >> 6)), static_cast<char>(0x80 | (point & 0x3F))};
    } else if (point < 0x10000) {
      text += {static_cast<char>(0xE0 | (point >> 12)), static_cast<char>(0x80 | ((point >> 6) & 0x3F)),
               static_cast<char>(0x80 | (point & 0x3F))};
    } else {
      text += {static_cast<char>(0xF0 | (point >> 18)), static_cast<char>(0x80 | ((point >> 12) & 0x3F)),
               static_cast<char>(0x80 | ((point >> 6) & 0x3F)), static_cast<char>(0x80 | (point & 0x3F))};
    }
  }
  Writer writer("r", "urn:n");
  writer.text(text);
  const std::string document = writer.finish();
  EXPECT_TRUE(std::all_of(document.begin(), document.end(), [](char c) { return c > 0; }));
  const auto parsed = parse(document, {1000, 2});
  ASSERT_TRUE(parsed);
  EXPECT_EQ(parsed->root().text(), text);
}

TEST(XmlCarriable, KeepsWhatXmlCarries) {
  EXPECT_EQ(carriable("a\t\n\r\u00e9\U0001F600"), "a\t\n\r\u00e9\U0001F600");
  EXPECT_EQ(carriable(""), "");
}

TEST(XmlWriter, Utf8DocumentsHaveNoDeclarationAndNoReferences) {
  Writer writer("r", "urn:n", Charset::Utf8);
  writer.element("a", "é€ < \x7F");
  EXPECT_EQ(writer.finish(), "<r xmlns=\"urn:n\"><a>é€ &lt; \x7F</a></r>");
}

TEST(XmlWriter, AttributesKeepQuotesAndLineEnds) {
  Writer writer("r", "urn:n", Charset::Utf8);
  writer.open("a", {{"x", "\"<&'\n\t"}, {"y", ""}});
  const std::string document = writer.finish();
  EXPECT_EQ(document, "<r xmlns=\"urn:n\"><a x=\"&#34;&lt;&amp;'&#10;&#9;\" y=\"\"></a></r>");
  const auto read = parse(document, {});
  ASSERT_TRUE(read);
  EXPECT_EQ(read->root().child("a")->attribute("x"), "\"<&'\n\t");
}

TEST(XmlWriter, ASectionHoldsWhatWouldEndIt) {
  for (const std::string text : {"<p>a &amp; b</p>", "]]>", "a]]]>b]]>", "]]", ">", ""}) {
    Writer writer("r", "urn:n", Charset::Utf8);
    writer.cdata(text);
    const auto read = parse(writer.finish(), {});
    ASSERT_TRUE(read) << text;
    EXPECT_EQ(read->root().text(), text);
  }
}

TEST(XmlCarriable, DropsControlCodesAndNonCharacters) {
  EXPECT_EQ(carriable(std::string("a\0b\x01\x08\x0B\x0C\x1F\xEF\xBF\xBE\xEF\xBF\xBF"
                                  "c",
                                  15)),
            "abc");
}

TEST(XmlCarriable, ReplacesBytesThatAreNotUtf8) {
  EXPECT_EQ(carriable("a\xFF"
                      "b"),
            "a\uFFFDb");
  EXPECT_EQ(carriable("\xC3"), "\uFFFD");
  EXPECT_EQ(carriable("\xED\xA0\x80"), "\uFFFD\uFFFD\uFFFD");
}

TEST(XmlWriterDeathTest, TextThatXmlCannotCarryIsABrokenInvariant) {
  Writer writer("r", "urn:n");
#ifdef KEMPELEN_INVARIANTS_ABORT
  EXPECT_DEATH(writer.text("\x01"), "only characters XML can carry");
  EXPECT_DEATH(writer.text("\xFF"), "is UTF-8");
#else
  EXPECT_THROW(writer.text("\x01"), InvariantBroken);
  EXPECT_THROW(writer.text("\xFF"), InvariantBroken);
#endif
}

}  // namespace
}  // namespace kempelen::xml
