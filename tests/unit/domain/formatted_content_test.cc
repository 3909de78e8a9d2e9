// What of a requester's XHTML reaches the worker page, and what is refused.
#include "domain/formatted_content.h"

#include <gtest/gtest.h>

namespace kempelen::domain {
namespace {

std::string html(const std::string& text) {
  const auto made = formatted_html(text, {1, "Question"});
  return made ? *made : "refused: " + made.error().words.at(0);
}

std::string told(const std::string& text) {
  const auto made = formatted_html(text, {10, "Question"});
  if (made) return "not refused: " + *made;
  EXPECT_EQ(made.error().code, Code::XhtmlParseError);
  EXPECT_EQ(made.error().words.at(1), "Question");
  return made.error().words.at(0);
}

bool is_refused(const std::string& text) {
  return !formatted_html(text, {1, "Question"});
}

TEST(FormattedContent, IsWrittenAnew) {
  EXPECT_EQ(html("<p>One <b>bold</b> &amp; <i>slanted</i> &lt;word&gt;<br/>two</p>"),
            "<p>One <b>bold</b> &amp; <i>slanted</i> &lt;word&gt;<br>two</p>");
  EXPECT_EQ(html("plain"), "plain");
  EXPECT_EQ(html(""), "");
  EXPECT_EQ(html("<p/>"), "<p></p>");
  EXPECT_EQ(html("<![CDATA[<script>]]>"), "&lt;script&gt;");
}

TEST(FormattedContent, KnowsTheNamedCharactersOfXhtml) {
  EXPECT_EQ(html("a&nbsp;b &copy; &hellip; &Alpha;&thetasym; &euro; &quot;"),
            "a\xC2\xA0"
            "b \xC2\xA9 \xE2\x80\xA6 \xCE\x91\xCF\x91 \xE2\x82\xAC &quot;");
  EXPECT_EQ(html("<p title=\"a&nbsp;b\">x</p>"),
            "<p title=\"a\xC2\xA0"
            "b\">x</p>");
  EXPECT_EQ(html("<![CDATA[&nbsp;]]>"), "&amp;nbsp;");
  EXPECT_EQ(told("x\n&bogus;"),
            "The entity \"bogus\" was referenced, but not declared. (line 11, element "
            "'FormattedContent')");
  EXPECT_TRUE(is_refused("a & b"));
  EXPECT_TRUE(is_refused("a &nbsp b"));
}

TEST(FormattedContent, LinksOpenAPageOfTheirOwn) {
  EXPECT_EQ(html("<a href=\"https://x.org/?a=1&amp;b=2\" target=\"_top\" rel=\"opener\">x</a>"),
            "<a href=\"https://x.org/?a=1&amp;b=2\" target=\"_blank\" rel=\"noopener noreferrer\">x</a>");
  EXPECT_EQ(html("<a name=\"top\">x</a>"), "<a>x</a>");
  for (const std::string url :
       {"javascript:alert(1)", "data:text/html,x", "/relative", "#part", "mailto:a@b.org",
        " javascript:alert(1)", "JAVASCRIPT://x", "vbscript://x", ""}) {
    EXPECT_TRUE(is_refused("<a href=\"" + url + "\">x</a>")) << url;
  }
  for (const std::string url : {"http://x.org", "ftp://x.org", "mailto://a@b.org"}) {
    EXPECT_FALSE(is_refused("<a href=\"" + url + "\">x</a>")) << url;
  }
}

TEST(FormattedContent, ImagesComeOverTheWebOnly) {
  EXPECT_EQ(html("<img src=\"https://x.org/a.png\" alt=\"a &quot;b&quot;\" width=\"10\" name=\"cookie\"/>"),
            "<img src=\"https://x.org/a.png\" alt=\"a &quot;b&quot;\" width=\"10\" "
            "referrerpolicy=\"no-referrer\">");
  EXPECT_EQ(html("<img src=\"ftp://x.org/a.png\" alt=\"a\"/>"),
            "<img alt=\"a\" referrerpolicy=\"no-referrer\">");
  EXPECT_TRUE(is_refused("<img src=\"data:image/png;base64,xx\" alt=\"a\"/>"));
  EXPECT_TRUE(is_refused("<img src=\"https://x.org/a.png\"/>"));
}

TEST(FormattedContent, ImageMapsHaveNamesOfTheirOwn) {
  EXPECT_EQ(
      html("<p><map id=\"m\" name=\"m\"><area alt=\"a\" shape=\"rect\" coords=\"0,0,5,5\" "
           "href=\"https://x.org\"/></map><img src=\"https://x.org/a.png\" alt=\"a\" usemap=\"#m\"/></p>"),
      "<p><map name=\"formatted-m\"><area alt=\"a\" shape=\"rect\" coords=\"0,0,5,5\" href=\"https://x.org\" "
      "target=\"_blank\" rel=\"noopener noreferrer\"></map><img src=\"https://x.org/a.png\" alt=\"a\" "
      "usemap=\"#formatted-m\" referrerpolicy=\"no-referrer\"></p>");
  EXPECT_TRUE(is_refused("<map name=\"m\"><area alt=\"a\"/></map>"));
}

TEST(FormattedContent, NothingThatTakesThePageOver) {
  EXPECT_EQ(html("<p><a accesskey=\"s\" tabindex=\"5\" href=\"https://x.org\">x</a></p>"),
            "<p><a href=\"https://x.org\" target=\"_blank\" rel=\"noopener noreferrer\">x</a></p>");
  for (const std::string markup :
       {"<script>x</script>",
        "<style>p{}</style>",
        "<div>x</div>",
        "<span>x</span>",
        "<form/>",
        "<input/>",
        "<iframe src=\"https://x\"/>",
        "<object/>",
        "<link/>",
        "<p onclick=\"x\">x</p>",
        "<p style=\"x\">x</p>",
        "<p class=\"x\">x</p>",
        "<p id=\"x\">x</p>",
        "<P>x</P>",
        "<p>x",
        "</p>",
        "<p><b>x</p></b>",
        "<p align=center>x</p>",
        "<!-- x -->",
        "<?php x ?>",
        "<svg/>",
        "<p><p>x</p></p>",
        "<p>x</p></FormattedContent><FormattedContent xmlns=\"http://www.w3.org/1999/xhtml\">",
        "<svg xmlns=\"http://www.w3.org/2000/svg\"><script>x</script></svg>",
        "<x:p xmlns:x=\"urn:x\">x</x:p>",
        "<!DOCTYPE x>",
        "<a href=\"http://a\"><a href=\"http://b\">x</a></a>",
        "<pre><img src='http://x' alt=''/></pre>",
        "<table><caption>x</caption><tr><td/></tr></table>",
        "<ul>x</ul>",
        "<ul/>",
        "<br>x</br>"}) {
    EXPECT_TRUE(is_refused(markup)) << markup << " gave " << html(markup);
  }
}

TEST(FormattedContent, SourcesOfQuotationsAreLeftOut) {
  EXPECT_EQ(html("<blockquote cite=\"javascript:x\">b</blockquote><q cite=\"x\">q</q>"),
            "<blockquote>b</blockquote><q>q</q>");
}

TEST(FormattedContent, EveryElementOfTheSubsetPasses) {
  const std::string all =
      "<h1>1</h1><h2>2</h2><h3>3</h3><h4>4</h4><h5>5</h5><h6 align=\"center\">6</h6>"
      "<ul type=\"disc\"><li>a</li></ul><ol start=\"3\" type=\"a\"><li value=\"4\">a</li></ol>"
      "<dl compact=\"compact\"><dt>t</dt><dd>d</dd></dl><pre width=\"80\">p</pre><hr><blockquote>b"
      "</blockquote><center>c</center><table border=\"1\" cellpadding=\"2\" rules=\"all\" width=\"50%\"><col "
      "width=\"20\"><thead><tr><th "
      "scope=\"col\">h</th></tr></thead><tfoot><tr><td>f</td></tr></tfoot><tbody><tr "
      "bgcolor=\"#fff\"><td colspan=\"2\" nowrap=\"nowrap\">d</td></tr></tbody></table><p lang=\"en\" "
      "dir=\"ltr\" "
      "title=\"t\"><i>i</i><u>u</u><s>s</s><strike>x</strike><big>b</big><small>s</small><font color=\"red\" "
      "size=\"2\" "
      "face=\"serif\">f</font><em>e</em><strong>s</strong><code>c</code><q>q</q><cite>c</cite><sub>s</sub>"
      "<sup>s</sup><ins datetime=\"2005-10-01T00:00:00\">i</ins><del>d</del><br clear=\"all\"></p>";
  std::string xml = all;
  for (const std::string empty : {"<hr", "<col width=\"20\"", "<br clear=\"all\""}) {
    xml.insert(xml.find(empty + ">") + empty.size(), "/");
  }
  EXPECT_EQ(html(xml), all);
}

TEST(FormattedContent, PreKeepsItsSpace) {
  EXPECT_EQ(html("<pre xml:space=\"preserve\">a\n  b</pre>"), "<pre>a\n  b</pre>");
}

TEST(FormattedContent, WhatIsWrongIsSaidWithItsPlace) {
  EXPECT_EQ(told("a\n<!-- x -->"),
            "Comments are not allowed in FormattedContent. (line 11, element 'FormattedContent')");
  EXPECT_EQ(
      told("<?x?>"),
      "Processing instructions are not allowed in FormattedContent. (line 10, element 'FormattedContent')");
  EXPECT_EQ(
      told("\n\n<p class=\"x\">x</p>"),
      "cvc-complex-type.3.2.2: Attribute 'class' is not allowed to appear in element 'p'. (line 12, element "
      "'p')");
  EXPECT_EQ(
      told("<p>"),
      "The element type \"p\" must be terminated by the matching end-tag \"</p>\". (line 10, element 'p')");
}

TEST(FormattedContent, DeepMarkupEnds) {
  std::string deep;
  for (int i = 0; i < 200; ++i) deep += "<b>";
  for (int i = 0; i < 200; ++i) deep += "</b>";
  EXPECT_TRUE(is_refused(deep));
}

}  // namespace
}  // namespace kempelen::domain
