// From posted fields to the answer document and back.
#include "domain/answer.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "domain/schemas/schemas.h"

namespace kempelen::domain {
namespace {

constexpr AnswerRules kRules{};
const std::string kHead =
    "<?xml version=\"1.0\" encoding=\"ASCII\"?><QuestionFormAnswers "
    "xmlns=\"http://mechanicalturk.amazonaws.com/"
    "AWSMechanicalTurkDataSchemas/2005-10-01/QuestionFormAnswers.xsd\">";
const std::string kTail = "</QuestionFormAnswers>";

using Form = std::vector<FormField>;
using Fields = std::vector<AnswerField>;

std::string answer(const std::string& name, const std::string& text) {
  return "<Answer><QuestionIdentifier>" + name + "</QuestionIdentifier><FreeText>" + text +
         "</FreeText></Answer>";
}

void expect_valid(const std::string& document) {
  EXPECT_TRUE(std::all_of(document.begin(), document.end(), [](char c) { return c > 0; }));
  const auto parsed = xml::parse(document, {16 * 1024 * 1024, 10});
  ASSERT_TRUE(parsed) << describe(parsed.error());
  const auto problem = question_form_answers_schema().validate(*parsed);
  EXPECT_FALSE(problem) << describe(*problem);
}

TEST(Answer, FieldsKeepTheirOrderAndReservedNamesGo) {
  const auto form = read_form(Form{{"assignmentId", "3ABC"},
                                   {"zeta", "1"},
                                   {"hitId", "H"},
                                   {"alpha", "2"},
                                   {"workerId", "W"},
                                   {"turkSubmitTo", "https://x"}},
                              kRules);
  ASSERT_TRUE(form);
  EXPECT_EQ(form->assignment, AssignmentId{"3ABC"});
  EXPECT_EQ(form->fields, (Fields{{"zeta", {"1"}}, {"alpha", {"2"}}}));
}

TEST(Answer, ReservedNamesCountTheirCase) {
  const auto form = read_form(Form{{"assignmentID", "a"}, {"hitid", "b"}, {"WorkerId", "c"}}, kRules);
  ASSERT_TRUE(form);
  EXPECT_TRUE(form->assignment.empty());
  EXPECT_EQ(form->fields.size(), 3U);
}

TEST(Answer, FirstAssignmentIdCounts) {
  const auto form = read_form(Form{{"assignmentId", "3A"}, {"assignmentId", "3B"}, {"x", ""}}, kRules);
  ASSERT_TRUE(form);
  EXPECT_EQ(form->assignment.text, "3A");
}

TEST(Answer, RepeatedNamesAreGatheredAtTheFirst) {
  const auto form = read_form(Form{{"color", "red"}, {"size", "L"}, {"color", "blue"}}, kRules);
  ASSERT_TRUE(form);
  EXPECT_EQ(form->fields, (Fields{{"color", {"red", "blue"}}, {"size", {"L"}}}));
}

TEST(Answer, NoFieldIsEmpty) {
  EXPECT_EQ(read_form(Form{}, kRules).error(), (Refusal{Code::AnswerEmpty, {}}));
  EXPECT_EQ(
      read_form(Form{{"assignmentId", "3A"}, {"hitId", "3B"}, {"", "x"}, {"\x01", "x"}}, kRules).error(),
      (Refusal{Code::AnswerEmpty, {}}));
}

TEST(Answer, EmptyValuesStay) {
  const auto form = read_form(Form{{"comment", ""}}, kRules);
  ASSERT_TRUE(form);
  EXPECT_EQ(form->fields, (Fields{{"comment", {""}}}));
}

TEST(Answer, LineEndsBecomeLineFeeds) {
  const auto form = read_form(Form{{"a", "1\r\n2\r3\n4\r\r\n5\r"}}, kRules);
  ASSERT_TRUE(form);
  EXPECT_EQ(form->fields[0].values[0], "1\n2\n3\n4\n\n5\n");
}

TEST(Answer, CharactersXmlCannotCarryGo) {
  const auto form = read_form(Form{{std::string("n\0ame", 5), std::string("a\0\x1B[1mb\xFF", 8)}}, kRules);
  ASSERT_TRUE(form);
  EXPECT_EQ(form->fields, (Fields{{"name", {"a[1mb\uFFFD"}}}));
  expect_valid(answers_xml(form->fields));
}

TEST(Answer, TooManyFields) {
  Form form(4, {"x", "1"});
  EXPECT_TRUE(read_form(form, {4, 100}));
  form.push_back({"x", "1"});
  EXPECT_EQ(read_form(form, {4, 100}).error(),
            (Refusal{Code::AnswerInvalid, {"The answer has 5 fields; the limit is 4."}}));
}

TEST(Answer, TooManyBytes) {
  EXPECT_TRUE(read_form(Form{{"name", std::string(6, 'x')}}, {4, 10}));
  EXPECT_EQ(read_form(Form{{"name", std::string(7, 'x')}}, {4, 10}).error(),
            (Refusal{Code::AnswerInvalid, {"The answer has 11 bytes; the limit is 10."}}));
  EXPECT_EQ(read_form(Form{{"a", std::string(1024 * 1024, 'x')}}, kRules).error().code, Code::AnswerInvalid);
}

TEST(AnswersXml, IsOneAnswerPerNameInAscii) {
  const std::string document =
      answers_xml(Fields{{"first name", {"Ad\u00e4 <&> \"\U0001F600\""}}, {"q.1", {""}}});
  EXPECT_EQ(document,
            kHead + answer("first name", "Ad&#228; &lt;&amp;&gt; \"&#128512;\"") + answer("q.1", "") + kTail);
  expect_valid(document);
}

TEST(AnswersXml, RepeatedValuesFollowTheRule) {
  const Fields fields{{"c", {"A", "B", "C"}}};
  EXPECT_EQ(answers_xml(fields), kHead + answer("c", "A|B|C") + kTail);
  EXPECT_EQ(answers_xml(fields, RepeatedNames::Join), kHead + answer("c", "A|B|C") + kTail);
  EXPECT_EQ(answers_xml(fields, RepeatedNames::First), kHead + answer("c", "A") + kTail);
  EXPECT_EQ(answers_xml(fields, RepeatedNames::Last), kHead + answer("c", "C") + kTail);
}

TEST(AnswersXml, EmptyRepeatedValuesAreJoinedToo) {
  EXPECT_EQ(answers_xml(Fields{{"c", {"", "B", ""}}}), kHead + answer("c", "|B|") + kTail);
}

TEST(AnswersXml, LargestAnswerIsValidAndReadBack) {
  std::string text;
  while (text.size() + 4 < kRules.max_bytes - 10) text += "\"&\u20ac\t";
  const auto form = read_form(Form{{"big", text}}, kRules);
  ASSERT_TRUE(form);
  const std::string document = answers_xml(form->fields);
  expect_valid(document);
  const auto back = parse_answers(document);
  ASSERT_TRUE(back) << back.error().words.at(0);
  EXPECT_EQ(*back, form->fields);
}

TEST(AnswersXml, ManyFieldsAreReadInTime) {
  Form form;
  for (int i = 0; i < 10'000; ++i) form.push_back({"field" + std::to_string(i), "v"});
  const auto read = read_form(form, kRules);
  ASSERT_TRUE(read);
  const auto back = parse_answers(answers_xml(read->fields));
  ASSERT_TRUE(back);
  EXPECT_EQ(back->size(), 10'000U);
}

TEST(AnswersXml, WhatWouldBeReadBackIsKnownBefore) {
  const auto form = read_form(
      Form{{"a", "x"}, {"b", ""}, {"a", " y\r\n"}, {"\u00e9 <&>\t", "\"1\" & ]]> \u20ac\x02"}, {"c", "|"}},
      kRules);
  ASSERT_TRUE(form);
  for (const auto repeated : {RepeatedNames::Join, RepeatedNames::First, RepeatedNames::Last}) {
    const std::string document = answers_xml(form->fields, repeated);
    EXPECT_EQ(as_read_back(form->fields, repeated), parse_answers(document).value());
    EXPECT_EQ(read_stored_answers(document), parse_answers(document).value());
  }
  EXPECT_EQ(as_read_back(form->fields).front(), (AnswerField{"a", {"x| y\n"}}));
}

TEST(StoredAnswers, AreReadInAnyFormThatTheSchemaAllows) {
  for (const std::string& document :
       {kHead + answer("a", "&#38;") + kTail, kHead + "\n" + answer("a", "<![CDATA[<]]>") + kTail,
        kHead + answer("a", "x") + "<!-- written by hand -->" + kTail,
        kHead.substr(38) + answer("a", "") + kTail}) {
    EXPECT_EQ(read_stored_answers(document), parse_answers(document).value()) << document;
  }
}

TEST(ParseAnswers, ReadsEveryKindOfAnswer) {
  const std::string id = "<QuestionIdentifier>q</QuestionIdentifier>";
  const auto back = parse_answers(
      kHead + "<Answer>" + id + "</Answer><Answer>" + id +
      "<SelectionIdentifier>a</SelectionIdentifier><SelectionIdentifier>b</SelectionIdentifier>"
      "<OtherSelectionText>c</OtherSelectionText></Answer><Answer>" +
      id + "<FreeText/></Answer><Answer>" + id +
      "<UploadedFileSizeInBytes>7</UploadedFileSizeInBytes><UploadedFileKey>k</UploadedFileKey></Answer>" +
      kTail);
  ASSERT_TRUE(back) << back.error().words.at(0);
  EXPECT_EQ(*back, (Fields{{"q", {}}, {"q", {"a", "b", "c"}}, {"q", {""}}, {"q", {"7", "k"}}}));
}

TEST(ParseAnswers, RefusesWhatTheSchemaDoesNotAllow) {
  const std::string id = "<QuestionIdentifier>q</QuestionIdentifier>";
  for (const std::string& inside :
       {std::string(""), std::string("<Answer/>"), "<Answer>" + id + "<FreeText/><FreeText/></Answer>",
        "<Answer><FreeText/>" + id + "</Answer>",
        "<Answer>" + id + "<FreeText/><SelectionIdentifier/></Answer>",
        "<Answer>" + id +
            "<UploadedFileKey>k</UploadedFileKey><UploadedFileSizeInBytes>7</UploadedFileSizeInBytes></"
            "Answer>"}) {
    const auto back = parse_answers(kHead + inside + kTail);
    ASSERT_FALSE(back) << inside;
    EXPECT_EQ(back.error().code, Code::XmlParseError);
    EXPECT_TRUE(back.error().words.at(0).starts_with("cvc-complex-type.2.4")) << back.error().words.at(0);
  }
}

TEST(ParseAnswers, RefusesWhatIsNotXml) {
  EXPECT_EQ(parse_answers("").error(),
            (Refusal{Code::XmlParseError, {"Premature end of file. (line 1, column 1)", "Answer"}}));
  EXPECT_FALSE(parse_answers("<QuestionFormAnswers/>"));
  EXPECT_FALSE(parse_answers("<!DOCTYPE a>" + kHead.substr(39) + kTail));
}

}  // namespace
}  // namespace kempelen::domain
