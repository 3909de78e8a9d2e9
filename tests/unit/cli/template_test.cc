// Templates: values go where the placeholders are, in a form that suits the place.
#include "cli/template.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace kempelen::cli {
namespace {

using testing::ElementsAre;
using testing::EndsWith;
using testing::HasSubstr;

constexpr std::string_view kExternal =
    "http://mechanicalturk.amazonaws.com/AWSMechanicalTurkDataSchemas/2006-07-14/ExternalQuestion.xsd";

Template parse(const std::string& text, TemplateWishes wishes = {}) {
  return Template::parse(text, "t.html", wishes).value();
}

std::string filled(const Template& page, const std::vector<Value>& values) {
  const auto question = page.question(values);
  return question ? *question : "refused: " + question.error().message;
}

TEST(Template, APageBecomesAnHtmlQuestion) {
  const Template page = parse("<p>${a} ${b} ${a} ${} ${c d}</p>", {.frame_height = 450});
  EXPECT_THAT(page.columns(), ElementsAre("a", "b"));
  const std::string question = filled(page, {{"a", "<b>x</b>"}, {"b", "${a}"}});
  EXPECT_THAT(question, HasSubstr("<![CDATA[<p><b>x</b> ${a} <b>x</b> ${} ${c d}</p>]]>"));
  EXPECT_THAT(question, EndsWith("<FrameHeight>450</FrameHeight></HTMLQuestion>"));
}

TEST(Template, ValuesOfAPageCanBeEscaped) {
  const Template page = parse("<p>${a}</p>", {.values = TemplateWishes::Values::Escaped});
  EXPECT_THAT(filled(page, {{"a", "<&>"}}), HasSubstr("<p>&lt;&amp;&gt;</p>"));
}

TEST(Template, ADocumentStaysOne) {
  const std::string text = "<?xml version=\"1.0\"?>\n<!-- x -->\n<ExternalQuestion xmlns=\"" +
                           std::string(kExternal) +
                           "\"><ExternalURL>http://x/?${q}</ExternalURL></ExternalQuestion>";
  const std::string question = filled(parse(text), {{"q", "a=1&b=2"}});
  EXPECT_THAT(question, HasSubstr("<ExternalURL>http://x/?a=1&amp;b=2</ExternalURL>"));
  EXPECT_EQ(question.find("CDATA"), std::string::npos);
}

TEST(Template, ValuesInsideCdataStayAsTheyAre) {
  const std::string text =
      "<HTMLQuestion><HTMLContent><![CDATA[<p>${a}</p>]]></HTMLContent><F>${a}</F></HTMLQuestion>";
  EXPECT_EQ(filled(parse(text), {{"a", "<b>]]></b>"}}),
            "<HTMLQuestion><HTMLContent><![CDATA[<p><b>]]]]><![CDATA[></b></p>]]></HTMLContent>"
            "<F>&lt;b&gt;]]&gt;&lt;/b&gt;</F></HTMLQuestion>");
  EXPECT_THAT(filled(parse(text, {.values = TemplateWishes::Values::Escaped}), {{"a", "<b>"}}),
              HasSubstr("<![CDATA[<p>&lt;b&gt;</p>]]>"));
}

TEST(Template, OnlyTheRootSaysWhatADocumentIs) {
  // A page that talks about questions, and an element whose name only begins so.
  for (const char* text : {"<p><HTMLQuestion></p>", "<HTMLQuestionnaire>x</HTMLQuestionnaire>"}) {
    EXPECT_THAT(filled(parse(text), {}), HasSubstr("<![CDATA["));
  }
}

TEST(Template, WhatIsTooLongIsMeasured) {
  const std::string value(70'000, 'x');
  EXPECT_THAT(filled(parse("<p>${a}</p>"), {{"a", value}}), HasSubstr("the page would have 70007 bytes"));
  EXPECT_THAT(filled(parse("<HTMLQuestion>${a}</HTMLQuestion>"), {{"a", value}}),
              HasSubstr("the question would have 70029 bytes; the limit is 65535."));
}

TEST(Template, WhatCanBeNoQuestionIsRefusedAtOnce) {
  EXPECT_THAT(Template::parse("", "t.html", {}).error().message, HasSubstr("The template t.html is empty."));
  EXPECT_THAT(Template::parse("\xFF", "t.html", {}).error().message, HasSubstr("text in UTF-8"));
  EXPECT_THAT(Template::parse("<HTMLQuestion/>", "t.html", {.frame_height = 1}).error().message,
              HasSubstr("leave --frame-height out"));
  EXPECT_THAT(filled(parse("<p>${a}</p>"), {{"a", "\x01"}}),
              HasSubstr("column \"a\" holds a control character"));
  EXPECT_THAT(filled(parse("${a}"), {{"a", " "}}), HasSubstr("the page would be empty."));
}

}  // namespace
}  // namespace kempelen::cli
