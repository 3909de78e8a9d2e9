// Submissions held against a form, rule by rule, and the document they become.
#include "domain/form_answers.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "domain/schemas/schemas.h"
#include "tests/unit/domain/forms.h"

namespace kempelen::domain {
namespace {

using namespace forms;

QuestionForm parsed(const std::string& items) {
  const auto made = parse_question_form(form(items), {});
  if (made) return *made;
  ADD_FAILURE() << made.error().words.at(0);
  return {};
}

/// The sentence a submission is refused with, or the answer document.
std::string told(const std::string& items, const FormSubmission& submission) {
  const auto checked = check_form_answers(parsed(items), submission);
  if (checked) {
    const std::string document = form_answers_xml(*checked);
    EXPECT_EQ(as_read_back(*checked), parse_answers(document).value()) << document;
    EXPECT_EQ(read_stored_answers(document), parse_answers(document).value()) << document;
    return document;
  }
  EXPECT_EQ(checked.error().code, Code::AnswerInvalid);
  return checked.error().words.at(0);
}

std::string to_text(const std::string& answer, const std::string& text, const std::string& required = "") {
  return told(question("q", answer, required), {{{"q", {text}}}});
}

std::string to_choice(const std::string& answer, std::vector<std::string> chosen,
                      const std::string& required = "") {
  return told(question("q", answer, required), {{{"q", std::move(chosen)}}});
}

std::string document(const std::string& answers) {
  return "<?xml version=\"1.0\" encoding=\"ASCII\"?><QuestionFormAnswers xmlns=\"" + kData +
         "2005-10-01/QuestionFormAnswers.xsd\">" + answers + "</QuestionFormAnswers>";
}

std::string answered(const std::string& inside) {
  return document("<Answer><QuestionIdentifier>q</QuestionIdentifier>" + inside + "</Answer>");
}

std::string text(const std::string& inside) {
  return answered("<FreeText>" + inside + "</FreeText>");
}

const std::string kThree = selection("a") + selection("b") + selection("c");
const std::string kSeveral =
    "<MinSelectionCount>2</MinSelectionCount><MaxSelectionCount>2</MaxSelectionCount>";

TEST(FormAnswers, BecomeADocumentInTheOrderOfTheForm) {
  const std::string items = question("text", free_text()) + "<Overview><Text>x</Text></Overview>" +
                            question("choice", choice(kSeveral, kThree)) +
                            question("other", choice("", kThree + "<OtherSelection/>")) +
                            question("skipped", choice("", kThree)) + question("blank", free_text());
  const FormSubmission submission{{{"choice", {"c", "a"}}, {"text", {"1 < 2 & \xC3\xA9\r\n"}}},
                                  {{"other", {"teal"}}}};
  const std::string xml = told(items, submission);
  EXPECT_EQ(xml,
            document("<Answer><QuestionIdentifier>text</QuestionIdentifier><FreeText>1 &lt; 2 &amp; "
                     "&#233;\n</FreeText></Answer>"
                     "<Answer><QuestionIdentifier>choice</QuestionIdentifier><SelectionIdentifier>a"
                     "</SelectionIdentifier><SelectionIdentifier>c</SelectionIdentifier></Answer>"
                     "<Answer><QuestionIdentifier>other</QuestionIdentifier><OtherSelectionText>teal"
                     "</OtherSelectionText></Answer>"
                     "<Answer><QuestionIdentifier>skipped</QuestionIdentifier></Answer>"
                     "<Answer><QuestionIdentifier>blank</QuestionIdentifier><FreeText></FreeText></Answer>"));
  const auto read = xml::parse(xml, {65'535, 10});
  ASSERT_TRUE(read);
  EXPECT_FALSE(question_form_answers_schema().validate(*read));
  const auto back = parse_answers(xml);
  ASSERT_TRUE(back);
  EXPECT_EQ(*back, (std::vector<AnswerField>{{"text", {"1 < 2 & \xC3\xA9\n"}},
                                             {"choice", {"a", "c"}},
                                             {"other", {"teal"}},
                                             {"skipped", {}},
                                             {"blank", {""}}}));
}

TEST(FormAnswers, QuestionsThatAreNotThereAreRefused) {
  EXPECT_EQ(told(question("q", free_text()), {{{"p", {"x"}}}}), "The form has no question \"p\".");
  EXPECT_EQ(told(question("q", free_text()), {{}, {{"p", {"x"}}}}), "The form has no question \"p\".");
  // Names that pages reserve are ordinary here.
  EXPECT_EQ(
      told(question("hitId", free_text()), {{{"hitId", {"x"}}}}),
      document("<Answer><QuestionIdentifier>hitId</QuestionIdentifier><FreeText>x</FreeText></Answer>"));
}

TEST(FormAnswers, RefusalsNameTheQuestion) {
  const auto refused = check_form_answers(parsed(question("q", free_text(), kRequired)), {});
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error(), (Refusal{Code::AnswerInvalid, {"Question \"q\": An answer is required.", "q"}}));
}

TEST(FormAnswers, RequiredTexts) {
  EXPECT_EQ(to_text(free_text(), "", kRequired), "Question \"q\": An answer is required.");
  EXPECT_EQ(told(question("q", free_text(), kRequired), {}), "Question \"q\": An answer is required.");
  EXPECT_EQ(to_text(free_text(), " ", kRequired), text(" "));
  EXPECT_EQ(to_text(free_text(), ""), text(""));
  EXPECT_EQ(told(question("q", free_text()), {{{"q", {"a", "b"}}}}), "Question \"q\": It takes one text.");
  EXPECT_EQ(told(question("q", free_text()), {{}, {{"q", {"a"}}}}),
            "Question \"q\": It has no other selection.");
}

TEST(FormAnswers, DefaultTextIsTheAnswerOfWhatWasLeftUntouched) {
  const std::string answer = free_text("<DefaultText>as ever</DefaultText>");
  EXPECT_EQ(told(question("q", answer, kRequired), {}), text("as ever"));
  EXPECT_EQ(to_text(answer, ""), text(""));
  EXPECT_EQ(to_text(answer, "new"), text("new"));
}

TEST(FormAnswers, Numbers) {
  const std::string any = constrained("<IsNumeric/>");
  for (const std::string good : {"5", "-5", "+5", "0.25", ".5", "5.", "1e3", "-1.5E-3", " 7 ", "007"}) {
    EXPECT_EQ(to_text(any, good), text(good));
  }
  for (const std::string bad : {"five", "1,5", "0x10", "inf", "nan", "1e", "--1", "+-1", "1 2", "-", ".",
                                "e5", "\xD9\xA1", "1e999"}) {
    EXPECT_EQ(to_text(any, bad), "Question \"q\": The answer must be a number.") << bad;
  }
  EXPECT_EQ(to_text(any, ""), text(""));
  const std::string bounded = constrained("<IsNumeric minValue='5' maxValue='200'/>");
  EXPECT_EQ(to_text(bounded, "4.999"), "Question \"q\": The number must be at least 5.");
  EXPECT_EQ(to_text(bounded, "200.5"), "Question \"q\": The number must be at most 200.");
  EXPECT_EQ(to_text(bounded, "5"), text("5"));
  EXPECT_EQ(to_text(bounded, "200.0"), text("200.0"));
  EXPECT_EQ(to_text(constrained("<IsNumeric maxValue='0'/>"), "-2147483649"), text("-2147483649"));
}

TEST(FormAnswers, LengthCountsCharacters) {
  const std::string bounded = constrained("<Length minLength='2' maxLength='3'/>");
  EXPECT_EQ(to_text(bounded, "\xC3\xA9"), "Question \"q\": The answer must have at least 2 characters.");
  EXPECT_EQ(to_text(bounded, "\xC3\xA9 \xC3\xA9"), text("&#233; &#233;"));
  EXPECT_EQ(to_text(bounded, "abcd"), "Question \"q\": The answer must have at most 3 characters.");
  // A least length makes an optional question one to answer; a greatest one does not.
  EXPECT_EQ(to_text(bounded, ""), "Question \"q\": An answer is required.");
  EXPECT_EQ(to_text(constrained("<Length minLength='0' maxLength='3'/>"), ""), text(""));
}

TEST(FormAnswers, PatternsAllMustMatch) {
  const std::string answer = constrained(
      "<AnswerFormatRegex regex='^[A-Z]' errorText='Begin with a capital.'/>"
      "<AnswerFormatRegex regex='stop$' flags='i'/><AnswerFormatRegex regex='(?=impossible)'/>");
  EXPECT_EQ(to_text(answer, "A STOP"), text("A STOP"));
  EXPECT_EQ(to_text(answer, "a stop"), "Question \"q\": Begin with a capital.");
  EXPECT_EQ(to_text(answer, "A go"), "Question \"q\": Invalid input supplied.");
  EXPECT_EQ(to_text(answer, ""), text(""));
}

TEST(FormAnswers, SelectionsMustExist) {
  EXPECT_EQ(to_choice(choice("", kThree), {"b"}), answered("<SelectionIdentifier>b</SelectionIdentifier>"));
  EXPECT_EQ(to_choice(choice("", kThree), {"d"}), "Question \"q\": It has no selection \"d\".");
  EXPECT_EQ(to_choice(choice("", kThree), {""}), "Question \"q\": It has no selection \"\".");
  EXPECT_EQ(to_choice(choice(kSeveral, kThree), {"b", "b"}),
            "Question \"q\": Selection \"b\" is there twice.");
}

TEST(FormAnswers, SelectionsAreCounted) {
  EXPECT_EQ(to_choice(choice("", kThree), {"a", "b"}), "Question \"q\": Choose at most 1.");
  EXPECT_EQ(to_choice(choice(kSeveral, kThree), {"a"}), "Question \"q\": Choose at least 2.");
  EXPECT_EQ(to_choice(choice(kSeveral, kThree), {"a", "b", "c"}), "Question \"q\": Choose at most 2.");
  // The least number binds those who answer, and everyone where an answer is required.
  EXPECT_EQ(to_choice(choice(kSeveral, kThree), {}), answered(""));
  EXPECT_EQ(to_choice(choice(kSeveral, kThree), {}, kRequired), "Question \"q\": Choose at least 2.");
  EXPECT_EQ(to_choice(choice("", kThree), {}, kRequired), "Question \"q\": An answer is required.");
  EXPECT_EQ(told(question("q", choice("", kThree), kRequired), {}), "Question \"q\": An answer is required.");
  EXPECT_EQ(to_choice(choice("<MinSelectionCount>0</MinSelectionCount>", kThree), {}, kRequired),
            answered(""));
}

TEST(FormAnswers, OtherIsOneOfTheChoices) {
  const std::string answer =
      choice("", kThree +
                     "<OtherSelection><Constraints><Length maxLength='4'/></Constraints>"
                     "</OtherSelection>");
  const std::string items = question("q", answer, kRequired);
  EXPECT_EQ(told(items, {{}, {{"q", {"teal"}}}}), answered("<OtherSelectionText>teal</OtherSelectionText>"));
  EXPECT_EQ(told(items, {{}, {{"q", {""}}}}), "Question \"q\": An answer is required.");
  EXPECT_EQ(told(items, {{}, {{"q", {"violet"}}}}),
            "Question \"q\": The answer must have at most 4 characters.");
  EXPECT_EQ(told(items, {{}, {{"q", {"a", "b"}}}}), "Question \"q\": It takes one text.");
  EXPECT_EQ(told(items, {{{"q", {"a"}}}, {{"q", {"teal"}}}}), "Question \"q\": Choose at most 1.");
  EXPECT_EQ(told(question("q", choice("", kThree)), {{}, {{"q", {"x"}}}}),
            "Question \"q\": It has no other selection.");
  EXPECT_EQ(
      told(question("q", choice(kSeveral, kThree + "<OtherSelection/>")), {{{"q", {"a"}}}, {{"q", {"x"}}}}),
      answered("<SelectionIdentifier>a</SelectionIdentifier><OtherSelectionText>x</OtherSelectionText>"));
}

/// What comes of a question for a file of 10 to 20 bytes when one of so many was uploaded, or none.
std::string to_file(bool required, std::optional<std::int64_t> bytes, FormSubmission sent = {}) {
  QuestionForm form;
  form.items.emplace_back(FormQuestion{
      .identifier = "q", .required = required, .answer = FileUpload{.max_bytes = 20, .min_bytes = 10}});
  if (bytes) sent.files = {{"another", "other-key", 15}, {"q", "key", *bytes}};
  const auto checked = check_form_answers(form, sent);
  return checked ? form_answers_xml(*checked) : checked.error().words.at(0);
}

TEST(FormAnswers, FilesAreThoseThatWereUploaded) {
  const std::string file =
      answered("<UploadedFileSizeInBytes>15</UploadedFileSizeInBytes><UploadedFileKey>key</UploadedFileKey>");
  EXPECT_EQ(to_file(true, 15), file);
  EXPECT_EQ(to_file(true, 15, {{{"q", {"key"}}}}), file);
  EXPECT_EQ(to_file(true, 15, {{{"q", {""}}}}), file);
  EXPECT_EQ(to_file(true, 15, {{{"q", {"other-key"}}}}),
            "Question \"q\": The file that was sent for it is not this one.");
  EXPECT_EQ(to_file(true, 15, {{}, {{"q", {"x"}}}}), "Question \"q\": It has no other selection.");
  EXPECT_EQ(to_file(true, std::nullopt), "Question \"q\": A file is required.");
  EXPECT_EQ(to_file(false, std::nullopt), text(""));
  EXPECT_EQ(to_file(false, std::nullopt, {{{"q", {"key"}}}}),
            "Question \"q\": The file that was sent for it is not this one.");
  EXPECT_EQ(to_file(true, 9), "Question \"q\": The file must have 10 to 20 bytes.");
  EXPECT_EQ(to_file(true, 21), "Question \"q\": The file must have 10 to 20 bytes.");
}

TEST(FormAnswers, TextsCarryOnlyWhatXmlCan) {
  EXPECT_EQ(to_text(free_text(), std::string("a\0b\x01\r\nc", 7)), text("ab\nc"));
}

}  // namespace
}  // namespace kempelen::domain
