// Forms as requesters write them, good and bad, and what each bad one is told.
#include "domain/question_form.h"

#include <gtest/gtest.h>

#include "domain/question.h"
#include "tests/unit/domain/forms.h"

namespace kempelen::domain {
namespace {

using namespace forms;

/// The dossier's specimen, which was checked against the published schema.
const std::string kSpecimen = form(R"(
  <Overview><Title>Street signs</Title>
    <FormattedContent><![CDATA[<p>Look at the <b>photo</b>.</p>]]></FormattedContent></Overview>
  <Question>
    <QuestionIdentifier>colour</QuestionIdentifier>
    <DisplayName>1</DisplayName>
    <IsRequired>true</IsRequired>
    <QuestionContent><Text>Which colour is the sign?</Text></QuestionContent>
    <AnswerSpecification><SelectionAnswer>
      <MinSelectionCount>1</MinSelectionCount><MaxSelectionCount>1</MaxSelectionCount>
      <StyleSuggestion>radiobutton</StyleSuggestion>
      <Selections>
        <Selection><SelectionIdentifier>r</SelectionIdentifier><Text>red</Text></Selection>
        <Selection><SelectionIdentifier>b</SelectionIdentifier><Text>blue</Text></Selection>
        <OtherSelection><NumberOfLinesSuggestion>1</NumberOfLinesSuggestion></OtherSelection>
      </Selections>
    </SelectionAnswer></AnswerSpecification>
  </Question>
  <Question>
    <QuestionIdentifier>limit</QuestionIdentifier>
    <QuestionContent><Text>Speed limit shown?</Text></QuestionContent>
    <AnswerSpecification><FreeTextAnswer>
      <Constraints><IsNumeric minValue="5" maxValue="200"/><Length maxLength="3"/>
        <AnswerFormatRegex regex="^[0-9]+$" errorText="Digits only, please."/></Constraints>
    </FreeTextAnswer></AnswerSpecification>
  </Question>
)",
                                   "2005-10-01");

Refusal refusal_of(const std::string& xml, const FormRules& rules = {}) {
  const auto form = parse_question_form(xml, rules);
  return form ? Refusal{Code::kCount, {"not refused"}} : form.error();
}

Refusal xml_error(const std::string& details) {
  return {Code::XmlParseError, {details, "Question"}};
}

Refusal bad_value(const std::string& value, const std::string& element, const std::string& because) {
  return {Code::InvalidParameterValueBecause, {value, element, because}};
}

FormQuestion only_question(const std::string& xml) {
  const auto form = parse_question_form(xml, {});
  if (!form) {
    ADD_FAILURE() << form.error().words.at(0);
    return {};
  }
  return std::get<FormQuestion>(form->items.back());
}

SelectionAnswer only_choice(const std::string& before, const std::string& selections) {
  return std::get<SelectionAnswer>(only_question(form(question("q", choice(before, selections)))).answer);
}

TEST(QuestionForm, ReadsTheSpecimen) {
  const auto form = parse_question_form(kSpecimen, {});
  ASSERT_TRUE(form) << form.error().words.at(0);
  const ContentPart title{.kind = ContentPart::Kind::Title, .text = "Street signs"};
  const ContentPart look{.kind = ContentPart::Kind::FormattedContent,
                         .text = "<p>Look at the <b>photo</b>.</p>"};
  const SelectionAnswer colours{.min_count = 1,
                                .max_count = 1,
                                .suggestion = SelectionStyle::RadioButton,
                                .selections = {{"r", {.text = "red"}}, {"b", {.text = "blue"}}},
                                .other = FreeText{}};
  const FreeText number{
      .numeric = FreeText::Numeric{5, 200},
      .max_length = 3,
      .patterns = {
          {.regex = "^[0-9]+$", .letters = LetterCase::Counts, .error_text = "Digits only, please."}}};
  const QuestionForm expected{
      {Overview{{title, look}},
       FormQuestion{.identifier = "colour",
                    .display_name = "1",
                    .required = true,
                    .content = {{.text = "Which colour is the sign?"}},
                    .answer = colours},
       FormQuestion{.identifier = "limit", .content = {{.text = "Speed limit shown?"}}, .answer = number}}};
  EXPECT_EQ(*form, expected);
}

TEST(QuestionForm, BothNamespacesAreRead) {
  for (const std::string version : {"2005-10-01", "2017-11-06"}) {
    EXPECT_TRUE(parse_question_form(form(question("q", free_text()), version), {})) << version;
    const auto question = parse_question(form(forms::question("q", free_text()), version), {});
    ASSERT_TRUE(question) << version;
    EXPECT_EQ(question->kind, Question::Kind::Form);
    EXPECT_EQ(question->form,
              parse_question_form(form(forms::question("q", free_text()), version), {}).value());
  }
}

TEST(QuestionForm, OtherRootsAreToldWhatIsExpected) {
  EXPECT_EQ(
      refusal_of("<QuestionForm/>"),
      xml_error("cvc-elt.1: Cannot find the declaration of element 'QuestionForm'. Expected is QuestionForm "
                "in the namespace '" +
                kSpace + "' or '" + kData +
                "2005-10-01/QuestionForm.xsd'. (line 1, element 'QuestionForm')"));
  EXPECT_EQ(refusal_of("<HTMLQuestion xmlns=\"" + kData + "2011-11-11/HTMLQuestion.xsd\"/>").code,
            Code::XmlParseError);
}

TEST(QuestionForm, RefusalsNameTheParameterThatHeldTheForm) {
  EXPECT_EQ(refusal_of("", {.parameter = "Test"}), (Refusal{Code::ParameterTooShort, {"Test", "1"}}));
  EXPECT_EQ(refusal_of("<x", {.parameter = "Test"}).words.at(1), "Test");
  EXPECT_EQ(refusal_of(form(""), {.parameter = "Test"}).words.at(1), "Test");
  const auto formatted = with_content("<FormattedContent><![CDATA[<div/>]]></FormattedContent>");
  EXPECT_EQ(refusal_of(formatted, {.parameter = "Test"}).words.at(1), "Test");
}

TEST(QuestionForm, SizeIsLimitedInBytes) {
  const std::string start = form(question("q", free_text()));
  const std::string full = start + std::string(65'535 - start.size(), ' ');
  EXPECT_TRUE(parse_question_form(full, {}));
  const Refusal refusal = refusal_of(full + " ");
  EXPECT_EQ(refusal.code, Code::InvalidParameterValueBecause);
  EXPECT_EQ(refusal.words.at(2), "It has 65536 bytes; the limit is 65535 bytes.");
}

TEST(QuestionForm, WrongOrderNamesLineAndElement) {
  EXPECT_EQ(
      refusal_of(form("\n<Question>\n<DisplayName>1</DisplayName></Question>")),
      xml_error("cvc-complex-type.2.4.a: Invalid content was found starting with element 'DisplayName'. One "
                "of '{\"" +
                kSpace + "\":QuestionIdentifier}' is expected. (line 3, element 'DisplayName')"));
  EXPECT_TRUE(refusal_of(form(question("q", choice("<MaxSelectionCount>1</MaxSelectionCount>"
                                                   "<MinSelectionCount>1</MinSelectionCount>",
                                                   selection("a")))))
                  .words.at(0)
                  .ends_with("(line 1, element 'MinSelectionCount')"));
}

TEST(QuestionForm, TheSchemaIsStrict) {
  const std::string mime = "<MimeType><Type>image</Type></MimeType>";
  const std::string url = "<DataURL>https://x.org/a.png</DataURL>";
  const std::string alt = "<AltText>a</AltText>";
  const auto code_of = [](const std::string& xml) { return refusal_of(xml).code; };
  EXPECT_EQ(code_of(with_content("<Binary>" + mime + url + alt + "</Binary>")), Code::kCount);
  for (const std::string& content :
       {"<Binary>" + url + mime + alt + "</Binary>", "<Binary>" + mime + url + "</Binary>",
        "<Binary><MimeType><Type>text</Type></MimeType>" + url + alt + "</Binary>",
        "<Binary>" + mime + "<DataURL>ftp://x.org/</DataURL>" + alt + "</Binary>",
        "<Binary>" + mime + "<DataURL>javascript:alert(1)</DataURL>" + alt + "</Binary>",
        std::string("<List/>"), std::string("<Title><b>x</b></Title>"), std::string("<Html>x</Html>"),
        std::string("")}) {
    EXPECT_EQ(code_of(with_content(content)), Code::XmlParseError) << content;
  }
  for (const std::string& answer :
       {constrained("<Length maxLength='5'/><IsNumeric/>"), constrained("<IsNumeric minValue='1.5'/>"),
        constrained("<Length maxLength='0'/>"), constrained("<AnswerFormatRegex errorText='x'/>"),
        free_text("<NumberOfLinesSuggestion>0</NumberOfLinesSuggestion>"), choice("", ""),
        choice("<StyleSuggestion>slider</StyleSuggestion>", selection("a")),
        choice("<MaxSelectionCount>0</MaxSelectionCount>", selection("a")),
        choice("", "<OtherSelection/>" + selection("a")), free_text() + free_text()}) {
    EXPECT_EQ(code_of(form(question("q", answer))), Code::XmlParseError) << answer;
  }
  EXPECT_EQ(code_of(form(question("q", free_text(), "<IsRequired>yes</IsRequired>"))), Code::XmlParseError);
}

TEST(QuestionForm, IsRequiredInAllItsForms) {
  for (const std::string yes : {"true", "1", " true "}) {
    EXPECT_TRUE(
        only_question(form(question("q", free_text(), "<IsRequired>" + yes + "</IsRequired>"))).required);
  }
  for (const std::string no : {"false", "0"}) {
    EXPECT_FALSE(
        only_question(form(question("q", free_text(), "<IsRequired>" + no + "</IsRequired>"))).required);
  }
  EXPECT_FALSE(only_question(form(question("q", free_text()))).required);
}

TEST(QuestionForm, FileUploadsBelongToHits) {
  const std::string upload =
      "<FileUploadAnswer><MaxFileSizeInBytes>2000000000</MaxFileSizeInBytes><MinFileSizeInBytes>1"
      "</MinFileSizeInBytes></FileUploadAnswer>";
  FormRules rules;
  rules.file_uploads = FormRules::FileUploads::Taken;
  for (const std::string version : {"2005-10-01", "2017-11-06"}) {
    const auto taken = parse_question_form(form(question("q", upload), version), rules);
    ASSERT_TRUE(taken);
    const FormQuestion* const found = find_question(*taken, "q");
    ASSERT_NE(found, nullptr);
    EXPECT_EQ(std::get<FileUpload>(found->answer), (FileUpload{2'000'000'000, 1}));
    EXPECT_EQ(find_question(*taken, "r"), nullptr);
    EXPECT_FALSE(parse_question_form(form(question("q", upload), version), {}));
  }
}

TEST(QuestionForm, WithdrawnElementsAreRefusedByName) {
  for (const std::string version : {"2005-10-01", "2017-11-06"}) {
    EXPECT_EQ(
        refusal_of(form("\n" + question("q", "<FileUploadAnswer/>"), version)),
        xml_error(
            "The element 'FileUploadAnswer' was withdrawn from QuestionForm in December 2017 and cannot "
            "be used. (line 2, element 'FileUploadAnswer')"));
  }
  EXPECT_TRUE(refusal_of(with_content("<Application><Flash/></Application>"))
                  .words.at(0)
                  .starts_with("The element 'Application' was withdrawn"));
}

TEST(QuestionForm, IdentifiersAreUniqueAndNotEmpty) {
  EXPECT_EQ(refusal_of(form(question("q", free_text()) + "\n" + question("q", free_text()))),
            bad_value("q", "QuestionIdentifier",
                      "Another question of this form has the same identifier (line 2)."));
  EXPECT_EQ(refusal_of(form(question("", free_text()))),
            bad_value("", "QuestionIdentifier", "It must not be empty (line 1)."));
  EXPECT_EQ(refusal_of(form(question("q", choice("", selection("a") + selection("a"))))),
            bad_value("a", "SelectionIdentifier",
                      "Another selection of this question has the same identifier (line 1)."));
  EXPECT_EQ(refusal_of(form(question("q", choice("", selection(""))))).code,
            Code::InvalidParameterValueBecause);
  // Case counts, and the same identifier in two questions is nobody's harm.
  EXPECT_TRUE(parse_question_form(form(question("q", choice("", selection("a"))) +
                                       question("Q", choice("", selection("a") + selection("A")))),
                                  {}));
}

TEST(QuestionForm, AFormThatAsksNothingIsRefused) {
  EXPECT_EQ(refusal_of(form("<Overview><Text>x</Text></Overview>")),
            bad_value("QuestionForm", "QuestionForm",
                      "The form asks nothing: it needs at least one Question element (line 1)."));
  EXPECT_EQ(refusal_of(form("")).code, Code::XmlParseError);
}

TEST(QuestionForm, BoundsMustNotExcludeEachOther) {
  EXPECT_EQ(refusal_of(form(question("q", constrained("<IsNumeric minValue='6' maxValue='5'/>")))),
            bad_value("6", "IsNumeric", "minValue must not be greater than maxValue (line 1)."));
  EXPECT_EQ(refusal_of(form(question("q", constrained("<Length minLength='6' maxLength='5'/>")))),
            bad_value("6", "Length", "minLength must not be greater than maxLength (line 1)."));
  EXPECT_EQ(refusal_of(form(question(
                "q", choice("<MinSelectionCount>2</MinSelectionCount>", selection("a") + selection("b"))))),
            bad_value("2", "MinSelectionCount",
                      "It must not be greater than MaxSelectionCount, which is 1 (line 1)."));
  EXPECT_EQ(
      refusal_of(form(question("q", choice("<MaxSelectionCount>2</MaxSelectionCount>", selection("a"))))),
      bad_value("2", "MaxSelectionCount", "There are only 1 selections to choose from (line 1)."));
  EXPECT_TRUE(parse_question_form(form(question("q", constrained("<IsNumeric minValue='5' maxValue='5'/>"
                                                                 "<Length minLength='5' maxLength='5'/>"))),
                                  {}));
  // An answer of its own counts as one more.
  EXPECT_EQ(
      only_choice("<MaxSelectionCount>2</MaxSelectionCount>", selection("a") + "<OtherSelection/>").max_count,
      2);
}

TEST(QuestionForm, NumbersBeyondAllBounds) {
  const std::string huge = "99999999999999999999";
  const auto question = only_question(form(forms::question(
      "q", free_text("<Constraints><Length maxLength='" + huge +
                     "'/></Constraints><NumberOfLinesSuggestion>" + huge + "</NumberOfLinesSuggestion>"))));
  EXPECT_EQ(std::get<FreeText>(question.answer).max_length, std::numeric_limits<std::int64_t>::max());
  EXPECT_EQ(std::get<FreeText>(question.answer).lines, 1000);
}

TEST(QuestionForm, PatternsAndFlags) {
  const auto answer = std::get<FreeText>(
      only_question(form(question("q", constrained("<AnswerFormatRegex regex='^a' flags='i'/>"
                                                   "<AnswerFormatRegex regex='(?=x)' flags=''/>"))))
          .answer);
  ASSERT_EQ(answer.patterns.size(), 2U);
  EXPECT_EQ(answer.patterns[0], (AnswerPattern{"^a", LetterCase::Ignored, "Invalid input supplied."}));
  EXPECT_EQ(answer.patterns[1].regex, "(?=x)");
  EXPECT_EQ(refusal_of(form(question("q", constrained("<AnswerFormatRegex regex='a' flags='g'/>")))),
            bad_value("g", "AnswerFormatRegex", "The only flag is i (line 1)."));
  EXPECT_EQ(refusal_of(form(question("q", constrained("<AnswerFormatRegex regex='(a'/>")))),
            bad_value("(a", "AnswerFormatRegex", "It is not a regular expression (line 1)."));
}

TEST(QuestionForm, PatternsTogetherAreBounded) {
  std::string patterns;
  for (int i = 0; i < 60; ++i) patterns += "<AnswerFormatRegex regex='((x{10}y{10}){10}){10}'/>";
  const std::string xml = form(question("q", constrained(patterns)));
  EXPECT_EQ(refusal_of(xml).words.at(2),
            "The regular expressions of this form are too large together (line 1).");
  EXPECT_TRUE(parse_question_form(xml, {.source = FormRules::Source::Store}));
}

TEST(QuestionForm, StylesThatDoNotSuitAreReplaced) {
  const std::string two = selection("a") + selection("b");
  const std::string several = "<MaxSelectionCount>2</MaxSelectionCount>";
  const auto style = [](const std::string& word) {
    return "<StyleSuggestion>" + word + "</StyleSuggestion>";
  };
  EXPECT_EQ(shown_style(only_choice("", two)), SelectionStyle::RadioButton);
  EXPECT_EQ(shown_style(only_choice(several, two)), SelectionStyle::CheckBox);
  EXPECT_EQ(shown_style(only_choice(several + style("radiobutton"), two)), SelectionStyle::CheckBox);
  EXPECT_EQ(shown_style(only_choice(several + style("dropdown"), two)), SelectionStyle::CheckBox);
  EXPECT_EQ(shown_style(only_choice(style("dropdown"), two)), SelectionStyle::DropDown);
  for (const std::string word : {"list", "combobox", "multichooser", "checkbox"}) {
    EXPECT_EQ(name(shown_style(only_choice(style(word), two))), word);
    EXPECT_EQ(name(shown_style(only_choice(several + style(word), two))), word);
  }
  const std::string picture =
      "<Selection><SelectionIdentifier>p</SelectionIdentifier><FormattedContent>x</FormattedContent></"
      "Selection>";
  EXPECT_EQ(shown_style(only_choice(style("list"), picture)), SelectionStyle::RadioButton);
}

TEST(QuestionForm, MediaAreReadAsWritten) {
  const auto form = parse_question_form(
      with_content(
          "<EmbeddedBinary><EmbeddedMimeType><Type>video</Type></EmbeddedMimeType>"
          "<DataURL> https://x.org/a.mp4 </DataURL><AltText>film</AltText><Width>320</Width>"
          "<Height>240</Height><ApplicationParameter><Name>n</Name><Value>v</Value></ApplicationParameter>"
          "</EmbeddedBinary><List><ListItem>a</ListItem><ListItem/></List>"),
      {});
  ASSERT_TRUE(form) << form.error().words.at(0);
  const auto& content = std::get<Overview>(form->items.front()).content;
  EXPECT_EQ(content.at(0).media, (Media{"video", "", "https://x.org/a.mp4", "film", "320", "240"}));
  EXPECT_EQ(content.at(1).items, (std::vector<std::string>{"a", ""}));
}

TEST(QuestionForm, ProblemsOfFormattedContentNameTheLineOfTheDocument) {
  EXPECT_EQ(
      refusal_of(
          with_content("\n<FormattedContent><![CDATA[<p>a</p>\n<script>x</script>]]></FormattedContent>")),
      (Refusal{
          Code::XhtmlParseError,
          {"cvc-complex-type.2.4.a: Invalid content was found starting with element 'script'. The XHTML of "
           "FormattedContent does not allow it here. (line 3, element 'script')",
           "Question"}}));
}

TEST(QuestionForm, MarkupThatIsNotWrappedIsToldOfCdata) {
  EXPECT_TRUE(refusal_of(with_content("<FormattedContent><p>x</p></FormattedContent>"))
                  .words.at(0)
                  .ends_with("Put the XHTML into a CDATA section. (line 1, element 'FormattedContent')"));
}

TEST(QuestionForm, IsRecognisedByItsRoot) {
  EXPECT_TRUE(is_question_form(kSpecimen));
  EXPECT_TRUE(
      is_question_form("<?xml version='1.0'?>\n<!-- <HTMLQuestion> -->\n<q:QuestionForm\nxmlns:q='x'/>"));
  EXPECT_FALSE(is_question_form(
      "<HTMLQuestion xmlns='x'><HTMLContent>&lt;QuestionForm></HTMLContent></HTMLQuestion>"));
  EXPECT_FALSE(is_question_form("<QuestionFormAnswers/>"));
  EXPECT_FALSE(is_question_form(""));
  EXPECT_FALSE(is_question_form("<"));
  EXPECT_FALSE(is_question_form("<!-- "));
}

}  // namespace
}  // namespace kempelen::domain
