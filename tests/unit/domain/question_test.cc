// Question documents as requesters send them, good and bad, and what each bad one is told.
#include "domain/question.h"

#include <gtest/gtest.h>

#include <atomic>
#include <string>
#include <thread>
#include <vector>

namespace kempelen::domain {
namespace {

constexpr QuestionRules kLive{};
constexpr QuestionRules kSandbox{QuestionRules::PlainHttp::LoopbackOnly, 65'535};

const std::string kData = "http://mechanicalturk.amazonaws.com/AWSMechanicalTurkDataSchemas/";
const std::string kPage = "<!DOCTYPE html><html><body><p>5 &lt; 6 &amp; so on</p></body></html>";

std::string html_question(const std::string& children) {
  return "<HTMLQuestion xmlns=\"" + kData + "2011-11-11/HTMLQuestion.xsd\">" + children + "</HTMLQuestion>";
}

std::string page_question(const std::string& html, const std::string& height = "600") {
  return html_question("<HTMLContent><![CDATA[" + html + "]]></HTMLContent><FrameHeight>" + height +
                       "</FrameHeight>");
}

std::string external_question(const std::string& children) {
  return "<ExternalQuestion xmlns=\"" + kData + "2006-07-14/ExternalQuestion.xsd\">" + children +
         "</ExternalQuestion>";
}

std::string url_question(const std::string& url, const std::string& height = "400") {
  return external_question("<ExternalURL>" + url + "</ExternalURL><FrameHeight>" + height + "</FrameHeight>");
}

Refusal refusal_of(const std::string& xml, const QuestionRules& rules = kLive) {
  const auto question = parse_question(xml, rules);
  return question ? Refusal{Code::kCount, {"not refused"}} : question.error();
}

Refusal xml_error(const std::string& details) {
  return {Code::XmlParseError, {details, "Question"}};
}

Refusal bad_value(const std::string& value, const std::string& parameter, const std::string& because) {
  return {Code::InvalidParameterValueBecause, {value, parameter, because}};
}

TEST(Question, ReadsAnHtmlQuestion) {
  const auto question = parse_question(page_question(kPage), kLive);
  ASSERT_TRUE(question);
  EXPECT_EQ(*question, (Question{Question::Kind::Html, kPage, "", 600}));
}

TEST(Question, HtmlMayBeEscapedInsteadOfCdata) {
  const auto question = parse_question(
      html_question("<HTMLContent>&lt;p&gt;&amp;amp;&lt;/p&gt;</HTMLContent><FrameHeight>0</FrameHeight>"),
      kLive);
  ASSERT_TRUE(question);
  EXPECT_EQ(question->html, "<p>&amp;</p>");
  EXPECT_EQ(question->frame_height, 0);
}

TEST(Question, HtmlMayHoldACdataEndSplitInTwo) {
  const auto question = parse_question(page_question("<script>a[b[0]]]]><![CDATA[>1</script>"), kLive);
  ASSERT_TRUE(question);
  EXPECT_EQ(question->html, "<script>a[b[0]]>1</script>");
}

TEST(Question, HtmlIsNotCheckedAsHtml) {
  const auto question =
      parse_question(page_question("<p>never closed <br> <b><i></b></i> &nbsp; & ${x}"), kLive);
  ASSERT_TRUE(question);
  EXPECT_EQ(question->html, "<p>never closed <br> <b><i></b></i> &nbsp; & ${x}");
}

TEST(Question, ReadsAnExternalQuestion) {
  const auto question =
      parse_question("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n" +
                         url_question("\n  https://study.example.org/start?arm=2&amp;wave=1#top\n ", " +0 "),
                     kLive);
  ASSERT_TRUE(question);
  EXPECT_EQ(*question,
            (Question{Question::Kind::External, "", "https://study.example.org/start?arm=2&wave=1#top", 0}));
}

TEST(Question, PrefixedNamesAreTheSame) {
  const auto question =
      parse_question("<q:ExternalQuestion xmlns:q=\"" + kData +
                         "2006-07-14/ExternalQuestion.xsd\"><q:ExternalURL>https://x.org/"
                         "</q:ExternalURL><q:FrameHeight>1</q:FrameHeight></q:ExternalQuestion>",
                     kLive);
  ASSERT_TRUE(question);
  EXPECT_EQ(question->external_url, "https://x.org/");
}

TEST(Question, ByteOrderMarkAndForeignDeclarationAreTaken) {
  EXPECT_TRUE(parse_question("\xEF\xBB\xBF<?xml version=\"1.0\" encoding=\"utf-16\"?>" + page_question(kPage),
                             kLive));
}

TEST(Question, EmptyTextIsTooShort) {
  EXPECT_EQ(refusal_of(""), (Refusal{Code::ParameterTooShort, {"Question", "1"}}));
}

TEST(Question, LimitCountsBytesOfUtf8) {
  const std::size_t frame = page_question("").size();
  const std::string fits((65'535 - frame) / 2, 'x');
  std::string two_bytes_each;
  for (std::size_t i = 0; i < (65'535 - frame) / 2; ++i) two_bytes_each += "\u00e9";
  EXPECT_TRUE(parse_question(page_question(two_bytes_each), kLive));
  EXPECT_TRUE(parse_question(page_question(std::string(65'535 - frame, 'x')), kLive));
  const std::string too_large = page_question(std::string(65'536 - frame, 'x'));
  EXPECT_EQ(refusal_of(too_large), bad_value(too_large.substr(0, 100) + "...", "Question",
                                             "It has 65536 bytes; the limit is 65535 bytes."));
  EXPECT_EQ(refusal_of(page_question(two_bytes_each + "\u00e9")).code, Code::InvalidParameterValueBecause);
}

TEST(Question, TwoMebibytesAreRefusedWithoutReadingThem) {
  const Refusal refusal = refusal_of(std::string(2 * 1024 * 1024, '<'));
  EXPECT_EQ(refusal, bad_value(std::string(100, '<') + "...", "Question",
                               "It has 2097152 bytes; the limit is 65535 bytes."));
}

TEST(Question, NotXmlAtAll) {
  EXPECT_EQ(refusal_of("hello"), xml_error("Content is not allowed in prolog. (line 1, column 1)"));
  EXPECT_EQ(refusal_of("{\"a\":1}").code, Code::XmlParseError);
  EXPECT_EQ(refusal_of("\n "), xml_error("Premature end of file. (line 2, column 2)"));
}

TEST(Question, RawAmpersandNamesTheReference) {
  EXPECT_EQ(
      refusal_of(external_question(
          "\n<ExternalURL>https://x.org/?a=1&tx=2</ExternalURL><FrameHeight>1</FrameHeight>")),
      xml_error("The reference to entity \"tx\" must end with the ';' delimiter. (line 2, column 35, element "
                "'ExternalURL')"));
}

TEST(Question, UndeclaredEntityOutsideCdata) {
  EXPECT_EQ(refusal_of(html_question("<HTMLContent>a&nbsp;b</HTMLContent><FrameHeight>1</FrameHeight>"))
                .words.at(0)
                .substr(0, 52),
            "The entity \"nbsp\" was referenced, but not declared. ");
}

TEST(Question, CdataEndInsideHtml) {
  EXPECT_EQ(refusal_of(page_question("<script>if (a[b[0]]>1) {}</script>")).code, Code::XmlParseError);
}

TEST(Question, DoctypeEntityBombAndExternalEntity) {
  for (const std::string doctype :
       {"<!DOCTYPE HTMLQuestion>", "<!DOCTYPE x SYSTEM \"http://127.0.0.1:1/x.dtd\">",
        "<!DOCTYPE x [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;&a;\"><!ENTITY c \"&b;&b;&b;&b;\">]>",
        "<!DOCTYPE x [<!ENTITY a SYSTEM \"file:///etc/passwd\">]>"}) {
    const Refusal refusal = refusal_of(doctype + page_question("x"));
    EXPECT_EQ(refusal.code, Code::XmlParseError) << doctype;
    EXPECT_TRUE(refusal.words.at(0).starts_with("DOCTYPE is disallowed.")) << refusal.words.at(0);
  }
}

TEST(Question, NulAndBadUtf8) {
  EXPECT_EQ(refusal_of(page_question(std::string("a\0b", 3))).code, Code::XmlParseError);
  EXPECT_EQ(refusal_of(page_question("a\xFF")).code, Code::XmlParseError);
  EXPECT_EQ(refusal_of(page_question("\xED\xA0\x80")).code, Code::XmlParseError);
  const std::string utf16("\xFF\xFE<\0H\0T\0M\0L\0", 12);
  EXPECT_EQ(refusal_of(utf16).code, Code::XmlParseError);
}

TEST(Question, DeepNesting) {
  std::string deep;
  for (int i = 0; i < 5'000; ++i) deep += "<b>";
  const Refusal refusal = refusal_of(html_question("<HTMLContent>" + deep));
  EXPECT_EQ(refusal.code, Code::XmlParseError);
  EXPECT_TRUE(refusal.words.at(0).starts_with("Elements are nested deeper than 100.")) << refusal.words.at(0);
}

TEST(Question, MissingNamespaceNamesTheExpectedOne) {
  EXPECT_EQ(
      refusal_of("<HTMLQuestion><HTMLContent>x</HTMLContent><FrameHeight>1</FrameHeight></HTMLQuestion>"),
      xml_error(
          "cvc-elt.1: Cannot find the declaration of element 'HTMLQuestion'. It has no namespace; expected "
          "is '" +
          kData + "2011-11-11/HTMLQuestion.xsd'. (line 1, element 'HTMLQuestion')"));
}

TEST(Question, WrongNamespaceNamesBoth) {
  EXPECT_EQ(
      refusal_of("<ExternalQuestion xmlns=\"" + kData + "2005-10-01/ExternalQuestion.xsd\"/>"),
      xml_error("cvc-elt.1: Cannot find the declaration of element 'ExternalQuestion'. Its namespace is '" +
                kData + "2005-10-01/ExternalQuestion.xsd'; expected is '" + kData +
                "2006-07-14/ExternalQuestion.xsd'. (line 1, element 'ExternalQuestion')"));
  EXPECT_EQ(refusal_of("<QuestionForm/>").code, Code::XmlParseError);
}

TEST(Question, UnknownRootNamesTheKnownOnes) {
  EXPECT_EQ(refusal_of("<html/>"),
            xml_error("cvc-elt.1: Cannot find the declaration of element 'html'. Expected is HTMLQuestion, "
                      "ExternalQuestion or QuestionForm. (line 1, element 'html')"));
}

TEST(Question, QuestionFormIsReadAndCheckedAsOne) {
  const std::string form = "<QuestionForm xmlns=\"" + kData +
                           "2017-11-06/QuestionForm.xsd\"><Question><QuestionIdentifier>q"
                           "</QuestionIdentifier><QuestionContent><Text>?</Text></"
                           "QuestionContent><AnswerSpecification><FreeTextAnswer/>"
                           "</AnswerSpecification></Question></QuestionForm>";
  const auto question = parse_question(form, kLive);
  ASSERT_TRUE(question);
  EXPECT_EQ(question->kind, Question::Kind::Form);
  ASSERT_TRUE(question->form);
  EXPECT_EQ(question->form->items.size(), 1U);
  EXPECT_EQ(refusal_of("<QuestionForm xmlns=\"" + kData + "2017-11-06/QuestionForm.xsd\"/>").code,
            Code::XmlParseError);
}

TEST(Question, WrongOrder) {
  EXPECT_EQ(refusal_of(external_question(
                "\n<FrameHeight>1</FrameHeight>\n<ExternalURL>https://x.org/</ExternalURL>")),
            xml_error("cvc-complex-type.2.4.a: Invalid content was found starting with element "
                      "'FrameHeight'. One of '{\"" +
                      kData +
                      "2006-07-14/ExternalQuestion.xsd\":ExternalURL}' is expected. (line 2, element "
                      "'FrameHeight')"));
}

TEST(Question, MissingAndSurplusElements) {
  EXPECT_EQ(
      refusal_of(html_question("<HTMLContent>x</HTMLContent>")),
      xml_error("cvc-complex-type.2.4.b: The content of element 'HTMLQuestion' is not complete. One of '{\"" +
                kData +
                "2011-11-11/HTMLQuestion.xsd\":FrameHeight}' is expected. (line 1, element "
                "'HTMLQuestion')"));
  EXPECT_TRUE(
      refusal_of(html_question(
                     "<HTMLContent>x</HTMLContent><FrameHeight>1</FrameHeight><FrameHeight>1</FrameHeight>"))
          .words.at(0)
          .starts_with("cvc-complex-type.2.4.d: "));
  EXPECT_EQ(refusal_of(html_question("")).code, Code::XmlParseError);
}

TEST(Question, HtmlPastedAsXmlIsToldOfCdata) {
  EXPECT_EQ(refusal_of(html_question("<HTMLContent><p>x</p></HTMLContent><FrameHeight>1</FrameHeight>")),
            xml_error("cvc-type.3.1.2: Element 'HTMLContent' is a simple type, so it must have no element "
                      "information item "
                      "[children]. Put the HTML into a CDATA section. (line 1, element 'HTMLContent')"));
}

TEST(Question, FrameHeightMustBeAnInteger) {
  EXPECT_EQ(
      refusal_of(page_question("x", "600px")),
      xml_error("cvc-datatype-valid.1.2.1: '600px' is not a valid value for 'integer'. (line 1, element "
                "'FrameHeight')"));
  for (const std::string height : {"", "6.5", "1e3", "\u0661", "0x10", "--1"}) {
    EXPECT_EQ(refusal_of(page_question("x", height)).code, Code::XmlParseError) << height;
  }
}

TEST(Question, FrameHeightMustNotBeNegative) {
  EXPECT_EQ(refusal_of(page_question("x", " -1 ")),
            bad_value("-1", "FrameHeight", "This value must not be negative."));
  EXPECT_EQ(refusal_of(url_question("https://x.org/", "-99999999999")),
            bad_value("-99999999999", "FrameHeight", "This value must not be negative."));
  EXPECT_TRUE(parse_question(page_question("x", "-0"), kLive));
}

TEST(Question, FrameHeightMustFit) {
  EXPECT_EQ(parse_question(page_question("x", "+002147483647"), kLive)->frame_height, 2'147'483'647);
  EXPECT_EQ(refusal_of(page_question("x", "2147483648")),
            bad_value("2147483648", "FrameHeight", "This value is too large."));
}

TEST(Question, HtmlContentMustNotBeEmpty) {
  EXPECT_EQ(refusal_of(page_question("")), bad_value("", "HTMLContent", "It must contain an HTML document."));
  EXPECT_EQ(refusal_of(page_question(" \n")),
            bad_value(" \n", "HTMLContent", "It must contain an HTML document."));
}

TEST(Question, ExternalUrlMustBeHttps) {
  for (const std::string url :
       {"http://study.example.org/", "javascript:alert(1)", "ftp://x.org/", "//x.org/", "/relative",
        "study.example.org", "", "data:text/html,x", "http://localhost:5000/x?y=1#z"}) {
    EXPECT_EQ(refusal_of(url_question(url)),
              bad_value(url, "ExternalURL", "This URL must use the HTTPS protocol."))
        << url;
  }
}

TEST(Question, HttpsSchemeMayBeUpperCase) {
  EXPECT_TRUE(parse_question(url_question("HTTPS://x.org/"), kLive));
}

TEST(Question, SandboxTakesHttpOfTheLoopbackOnly) {
  for (const std::string url : {"http://localhost:5000/x?y=1#z", "http://127.0.0.1/", "http://[::1]:80/",
                                "http://a.localhost/", "HTTP://LOCALHOST:5000"}) {
    const auto question = parse_question(url_question(url), kSandbox);
    ASSERT_TRUE(question) << url;
    EXPECT_EQ(question->external_url, url);
  }
  for (const std::string url : {"http://study.example.org/", "http://localhost.example.org/",
                                "http://10.0.0.1/", "http://127.example.org/", "http://example.org/localhost",
                                "http://localhost@example.org/", "javascript:alert(1)"}) {
    EXPECT_EQ(refusal_of(url_question(url), kSandbox),
              bad_value(url, "ExternalURL", "This URL must use the HTTPS protocol."))
        << url;
  }
}

TEST(Question, ExternalUrlMustLeadSomewhere) {
  for (const std::string url :
       {"https://", "https:///path", "https://x.org:99999/", "https://x.org:port/", "https://[::1/"}) {
    const Refusal refusal = refusal_of(url_question(url));
    EXPECT_TRUE(refusal == bad_value(url, "ExternalURL", "This URL is not a valid web address.") ||
                refusal.code == Code::XmlParseError)
        << url;
  }
}

TEST(Question, HostNamesOutsideAsciiAreTaken) {
  const auto question = parse_question(url_question("https://m\u00fcnchen.example/\u00fc?q=\u00e9"), kLive);
  ASSERT_TRUE(question);
  EXPECT_EQ(question->external_url, "https://m\u00fcnchen.example/\u00fc?q=\u00e9");
}

TEST(Question, BlanksInsideTheUrlAreCollapsed) {
  const auto question = parse_question(url_question("https://x.org/?a=b \n c"), kLive);
  ASSERT_TRUE(question);
  EXPECT_EQ(question->external_url, "https://x.org/?a=b c");
}

TEST(Question, ReservedQueryParametersAreRefused) {
  for (const std::string name : {"assignmentId", "hitId", "turkSubmitTo", "workerId"}) {
    for (const std::string& url : {"https://x.org/?" + name + "=1", "https://x.org/p?a=1&" + name,
                                   "https://x.org/p?a&&" + name + "=#f"}) {
      std::string escaped;
      for (const char c : url) escaped += c == '&' ? std::string("&amp;") : std::string(1, c);
      EXPECT_EQ(refusal_of(url_question(escaped)),
                bad_value(url, "ExternalURL",
                          "This URL must not contain the reserved query parameter " + name + "."));
    }
  }
  EXPECT_EQ(refusal_of(url_question("https://x.org/?h%69tId=1")).code, Code::InvalidParameterValueBecause);
}

TEST(Question, NamesLikeReservedOnesAreTaken) {
  for (const std::string url : {"https://x.org/?hitid=1", "https://x.org/hitId", "https://x.org/?x=hitId",
                                "https://x.org/#?hitId=1", "https://x.org/?workerIds=1"}) {
    EXPECT_TRUE(parse_question(url_question(url), kLive)) << url;
  }
}

TEST(Question, SchemaHintsOfGeneratedDocumentsAreIgnored) {
  EXPECT_TRUE(parse_question(
      "<ExternalQuestion xmlns=\"" + kData +
          "2006-07-14/ExternalQuestion.xsd\" "
          "xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\" xsi:schemaLocation=\"a "
          "http://127.0.0.1:1/b.xsd\">"
          "<ExternalURL>https://x.org/</ExternalURL><FrameHeight>1</FrameHeight></ExternalQuestion>",
      kLive));
}

TEST(Question, LongValuesAreCutInRefusals) {
  const std::string url = "http://x.org/" + std::string(5'000, 'a');
  EXPECT_EQ(refusal_of(url_question(url)).words.at(0), url.substr(0, 1024) + "...");
}

TEST(Question, IsReadByManyThreads) {
  std::atomic<int> good = 0;
  std::vector<std::thread> threads;
  for (int t = 0; t < 4; ++t) {
    threads.emplace_back([&good] {
      for (int i = 0; i < 50; ++i) {
        if (parse_question(page_question(kPage), kLive)) ++good;
        if (!parse_question(page_question(kPage, "x"), kLive)) ++good;
        if (parse_question(url_question("https://x.org/"), kLive)) ++good;
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(good, 600);
}

}  // namespace
}  // namespace kempelen::domain
