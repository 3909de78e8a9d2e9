// What the parser accepts, and the words and places of what it does not.
#include "xml/document.h"

#include <gtest/gtest.h>

#include <string>

namespace kempelen::xml {
namespace {

constexpr Limits kLimits{65'535, 100};

Problem problem_of(std::string_view text) {
  const auto document = parse(text, kLimits);
  return document ? Problem{"no problem", 0, 0, ""} : document.error();
}

std::string described(std::string_view text) {
  return describe(problem_of(text));
}

TEST(XmlDocument, GivesNamesTextAndLines) {
  const auto document =
      parse("<?xml version=\"1.0\"?>\n<q xmlns=\"urn:n\" a=\"x&amp;y\">\n<one>1</one>\n<two/></q>", kLimits);
  ASSERT_TRUE(document);
  const Element root = document->root();
  EXPECT_EQ(root.name(), "q");
  EXPECT_EQ(root.name_space(), "urn:n");
  EXPECT_EQ(root.attribute("a"), "x&y");
  EXPECT_EQ(root.attribute("b"), std::nullopt);
  ASSERT_EQ(root.children().size(), 2U);
  EXPECT_EQ(root.child("one")->text(), "1");
  EXPECT_EQ(root.child("one")->line(), 3);
  EXPECT_EQ(root.child("two")->text(), "");
  EXPECT_FALSE(root.child("three"));
}

TEST(XmlDocument, ChildMustBeInTheSameNamespace) {
  const auto document = parse("<q xmlns=\"urn:n\"><one xmlns=\"urn:other\"/></q>", kLimits);
  ASSERT_TRUE(document);
  EXPECT_FALSE(document->root().child("one"));
}

TEST(XmlDocument, TextJoinsCdataAndLeavesCommentsOut) {
  const auto document =
      parse("<q>a<![CDATA[<b>]]]]><![CDATA[>&amp;]]><!-- no --><?no no?>&lt;&#233;&#x1F600;</q>", kLimits);
  ASSERT_TRUE(document);
  EXPECT_EQ(document->root().text(), "a<b>]]>&amp;<\u00e9\U0001F600");
}

TEST(XmlDocument, ByteOrderMarkIsSkipped) {
  const auto document = parse("\xEF\xBB\xBF<?xml version='1.0'?><q>\u00e9</q>", kLimits);
  ASSERT_TRUE(document);
  EXPECT_EQ(document->root().text(), "\u00e9");
}

TEST(XmlDocument, DeclaredEncodingDoesNotMatter) {
  for (const std::string encoding : {"UTF-16", "ISO-8859-1", "ASCII", "no-such-thing"}) {
    const auto document = parse("<?xml version='1.0' encoding='" + encoding + "'?><q>\u00e9</q>", kLimits);
    ASSERT_TRUE(document) << encoding;
    EXPECT_EQ(document->root().text(), "\u00e9") << encoding;
  }
}

TEST(XmlDocument, Utf16BytesAreRefused) {
  const std::string utf16("\xFF\xFE<\0q\0/\0>\0", 10);
  EXPECT_FALSE(parse(utf16, kLimits));
  const std::string without_mark("<\0q\0/\0>\0", 8);
  EXPECT_EQ(described(without_mark),
            "An invalid XML character (Unicode: 0x0) was found in the document. (line 1, column 2)");
}

TEST(XmlDocument, NulNamesItsPlace) {
  const std::string text("<q>\nab\0</q>", 11);
  EXPECT_EQ(described(text),
            "An invalid XML character (Unicode: 0x0) was found in the document. (line 2, column 3)");
}

TEST(XmlDocument, BadUtf8NamesItsPlace) {
  EXPECT_EQ(described("<q>\n\u00e9\xFF</q>"), "Invalid byte 0xFF of a UTF-8 sequence. (line 2, column 3)");
  EXPECT_EQ(described("<q>\xC3"), "Invalid byte 0xC3 of a UTF-8 sequence. (line 1, column 4)");
}

TEST(XmlDocument, SizeLimitCountsBytes) {
  EXPECT_TRUE(parse("<q>12</q>", {9, 10}));
  EXPECT_EQ(describe(parse("<q>123</q>", {9, 10}).error()), "The document has 10 bytes; the limit is 9.");
}

TEST(XmlDocument, DepthLimitCountsTheRoot) {
  EXPECT_TRUE(parse("<a><b><c/></b></a>", {100, 3}));
  const auto refused = parse("<a><b><c><d/></c></b></a>", {100, 3});
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().text, "Elements are nested deeper than 3.");
  EXPECT_EQ(refused.error().element, "d");
}

TEST(XmlDocument, VeryDeepNestingIsRefusedQuickly) {
  std::string deep;
  for (int i = 0; i < 20'000; ++i) deep += "<a>";
  EXPECT_EQ(problem_of(deep).text, "Elements are nested deeper than 100.");
}

TEST(XmlDocument, DoctypeIsRefused) {
  EXPECT_EQ(problem_of("<!DOCTYPE q><q/>").text, "DOCTYPE is disallowed.");
  EXPECT_EQ(problem_of("<?xml version='1.0'?>\n<!DOCTYPE q SYSTEM 'http://127.0.0.1:1/q.dtd'><q/>").text,
            "DOCTYPE is disallowed.");
  EXPECT_EQ(problem_of("<?xml version='1.0'?>\n<!DOCTYPE q>\n<q/>").line, 2);
}

TEST(XmlDocument, EntityBombIsRefusedBeforeItExpands) {
  std::string bomb = "<!DOCTYPE q [<!ENTITY a0 \"ha\">";
  for (int i = 1; i < 40; ++i) {
    const std::string previous = "&a" + std::to_string(i - 1) + ";";
    bomb += "<!ENTITY a" + std::to_string(i) + " \"" + previous + previous + previous + "\">";
  }
  bomb += "]><q>&a39;</q>";
  EXPECT_EQ(problem_of(bomb).text, "DOCTYPE is disallowed.");
}

TEST(XmlDocument, ExternalEntityIsNotRead) {
  const auto refused = parse("<!DOCTYPE q [<!ENTITY x SYSTEM \"file:///etc/hostname\">]><q>&x;</q>", kLimits);
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().text, "DOCTYPE is disallowed.");
}

TEST(XmlDocument, ParameterEntityIsRefused) {
  EXPECT_EQ(problem_of("<!DOCTYPE q [<!ENTITY % p SYSTEM 'file:///etc/passwd'>%p;]><q/>").text,
            "DOCTYPE is disallowed.");
}

TEST(XmlDocument, UndeclaredEntityIsNamed) {
  EXPECT_EQ(described("<q>\n<r>a&nbsp;b</r></q>"),
            "The entity \"nbsp\" was referenced, but not declared. (line 2, column 11, element 'r')");
}

struct Case {
  std::string_view xml;
  std::string_view text;
  std::string_view element;
};

class XmlMistake : public testing::TestWithParam<Case> {};

TEST_P(XmlMistake, IsToldInTheOriginalsWords) {
  const Problem problem = problem_of(GetParam().xml);
  EXPECT_EQ(problem.text, GetParam().text);
  EXPECT_EQ(problem.element, GetParam().element);
  EXPECT_GT(problem.line, 0);
}

constexpr std::string_view kNoEnd = "XML document structures must start and end within the same entity.";

INSTANTIATE_TEST_SUITE_P(
    All, XmlMistake,
    testing::Values(
        Case{"", "Premature end of file.", ""}, Case{"  \n ", "Premature end of file.", ""},
        Case{"hello", "Content is not allowed in prolog.", ""},
        Case{"{\"json\": true}", "Content is not allowed in prolog.", ""},
        Case{"<!-- only -->", "Premature end of file.", ""},
        Case{"<q/><r/>", "The markup in the document following the root element must be well-formed.", ""},
        Case{"<q/>tail", "Content is not allowed in trailing section.", ""},
        Case{" <?xml version='1.0'?><q/>",
             "The processing instruction target matching \"[xX][mM][lL]\" is not allowed.", ""},
        Case{"<q>a & b</q>", "The entity name must immediately follow the '&' in the entity reference.", "q"},
        Case{"<q><u>https://x/?a=1&tx=2</u></q>",
             "The reference to entity \"tx\" must end with the ';' delimiter.", "u"},
        Case{"<q><u href='?a=1&tx=2'/></q>",
             "The reference to entity \"tx\" must end with the ';' delimiter.", "u"},
        Case{"<q>\x01</q>",
             "An invalid XML character (Unicode: 0x1) was found in the element content of the document.",
             "q"},
        Case{"<q>\xEF\xBF\xBE</q>",
             "An invalid XML character (Unicode: 0xfffe) was found in the element content of the document.",
             "q"},
        Case{"<q>&#1;</q>", "Character reference \"&#1\" is an invalid XML character.", "q"},
        Case{"<q>&#xD800;</q>", "Character reference \"&#xD800\" is an invalid XML character.", "q"},
        Case{"<q>x]]>y</q>",
             "The character sequence \"]]>\" must not appear in content unless used to mark the end of a "
             "CDATA section.",
             "q"},
        Case{"<q><![CDATA[<p>a]]>b]]></q>",
             "The character sequence \"]]>\" must not appear in content unless used to mark the end of a "
             "CDATA section.",
             "q"},
        Case{"<q><![CDATA[<p></q>", kNoEnd, "q"}, Case{"<q><r>", kNoEnd, "r"}, Case{"<q><!-- ", kNoEnd, "q"},
        Case{"<q a='1", kNoEnd, "q"},
        Case{"<q a",
             "Attribute name \"a\" associated with an element type \"q\" must be followed by the ' = ' "
             "character.",
             "q"},
        Case{"<q><r></q>", "The element type \"r\" must be terminated by the matching end-tag \"</r>\".",
             "r"},
        Case{"<q a=1/>", "Open quote is expected for attribute \"a\" associated with an element type \"q\".",
             "q"},
        Case{"<q a='1' b='x' a='2'/>", "Attribute \"a\" was already specified for element \"q\".", "q"},
        Case{"<q a='1' b='<'/>",
             "The value of attribute \"b\" associated with an element type \"q\" must not contain the '<' "
             "character.",
             "q"},
        Case{"<q a='1'b='2'/>",
             "Element type \"q\" must be followed by either attribute specifications, \">\" or \"/>\".", "q"},
        Case{"<q>1 < 2</q>", "The content of elements must consist of well-formed character data or markup.",
             "q"},
        Case{"<1/>", "The markup in the document preceding the root element must be well-formed.", ""},
        Case{"<q><!-- a -- b --></q>", "The string \"--\" is not permitted within comments.", "q"},
        Case{"<p:q/>", "The prefix \"p\" for element \"p:q\" is not bound.", "p:q"},
        Case{"<q p:a='1'/>",
             "The prefix \"p\" for attribute \"p:a\" associated with an element type \"q\" is not bound.",
             "q"},
        Case{"<?xml version='2.0'?><q/>", "XML version \"2.0\" is not supported, only XML 1.0 is supported.",
             ""}));

TEST(XmlDocument, DescribeLeavesOutWhatIsNotKnown) {
  EXPECT_EQ(describe({"Oh.", 0, 0, ""}), "Oh.");
  EXPECT_EQ(describe({"Oh.", 3, 0, "FrameHeight"}), "Oh. (line 3, element 'FrameHeight')");
  EXPECT_EQ(describe({"Oh.", 3, 7, "FrameHeight"}), "Oh. (line 3, column 7, element 'FrameHeight')");
}

TEST(XmlDocument, ManyAttributesAreReadInTime) {
  std::string text = "<q";
  for (int i = 0; i < 7'000; ++i) text += " a" + std::to_string(i) + "=''";
  text += "/>";
  const auto document = parse(text, {200'000, 10});
  ASSERT_TRUE(document);
  EXPECT_EQ(document->root().attribute("a6999"), "");
}

/// Whatever this process writes to its standard error while it lives.
class CapturedStderr {
 public:
  CapturedStderr() { testing::internal::CaptureStderr(); }
  std::string text() { return testing::internal::GetCapturedStderr(); }
};

TEST(XmlDocument, NothingIsPrinted) {
  CapturedStderr captured;
  for (const std::string_view text : {"<q>", "<p:q/>", "<q xmlns='relative'/>",
                                      "<!DOCTYPE q [<!ENTITY a SYSTEM 'x'>]><q>&a;</q>", "<q>&a;</q>"}) {
    const auto ignored = parse(text, kLimits);
    static_cast<void>(ignored);
  }
  EXPECT_EQ(captured.text(), "");
}

TEST(XmlDocument, ContentKeepsTextsAndElementsInOrder) {
  const auto document = parse("<a>one<b>two</b><!-- x -->three<![CDATA[<4>]]><c/></a>", {65'535, 100});
  ASSERT_TRUE(document);
  std::string seen;
  for (const Node& node : document->root().content()) {
    if (const auto* const text = std::get_if<std::string>(&node)) {
      seen += *text + "|";
    } else {
      seen += "(" + std::string(std::get<Element>(node).name()) + ")|";
    }
  }
  EXPECT_EQ(seen, "one|(b)|three<4>|(c)|");
}

TEST(XmlDocument, AttributesComeInOrderWithoutThoseOfOtherNamespaces) {
  const auto document = parse("<a z='1 &amp; 2' x:b='3' a='' xmlns:x='urn:x' xml:lang='en'/>", {65'535, 100});
  ASSERT_TRUE(document);
  std::string seen;
  for (const Attribute& attribute : document->root().attributes()) {
    seen += attribute.name + "=" + attribute.value + "|";
  }
  EXPECT_EQ(seen, "z=1 & 2|a=|");
}

}  // namespace
}  // namespace kempelen::xml
