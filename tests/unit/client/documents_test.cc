// Questions as the server reads them, and answers as it writes them.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "client/answers.h"
#include "client/questions.h"
#include "domain/answer_key.h"
#include "domain/form_answers.h"
#include "domain/question.h"

namespace kempelen::client {
namespace {

domain::Question read(const std::string& xml) {
  auto question = domain::parse_question(xml, {});
  EXPECT_TRUE(question) << xml << "\n" << (question ? "" : question.error().words.at(0));
  return question.value_or(domain::Question{});
}

TEST(Questions, HtmlIsReadAsItWasWritten) {
  const std::string html = "<!DOCTYPE html><p title=\"x\">a &amp; b ]]> ü €</p>";
  const domain::Question question = read(to_xml(HtmlQuestion{.html = html, .frame_height = 600}));
  EXPECT_EQ(question.html, html);
  EXPECT_EQ(question.frame_height, 600);
}

TEST(Questions, CharactersThatXmlCannotCarryAreLeftOut) {
  EXPECT_EQ(read(to_xml(HtmlQuestion{.html = "a\x01\x0b"
                                             "b"}))
                .html,
            "ab");
}

TEST(Questions, ExternalAddressesKeepTheirAmpersands) {
  const domain::Question question = read(to_xml(ExternalQuestion{.url = "https://example.org/s?a=1&b=2"}));
  EXPECT_EQ(question.external_url, "https://example.org/s?a=1&b=2");
}

const Selection kColours{.choices = {{"r", Text{"red"}}, {"b", FormattedContent{"<b>blue</b>"}}},
                         .at_least = 1,
                         .at_most = 2,
                         .style = "checkbox",
                         .other = FreeText{.max_length = 20}};

QuestionForm street_signs() {
  return {.items = {
              Overview{{Title{"Street signs"}, FormattedContent{"<p>Look at the <b>photo</b>.</p>"},
                        Bullets{{"one", "two"}},
                        Media{.type = "image", .url = "https://example.org/a.jpg", .alt_text = "A & B"}}},
              FormQuestion{.identifier = "colour",
                           .content = {Text{"Which < colour?"}},
                           .answer = kColours,
                           .required = true,
                           .display_name = "1"},
              FormQuestion{
                  .identifier = "limit",
                  .content = {Text{"Speed limit?"}},
                  .answer = FreeText{.numeric = Numeric{.min = 5},
                                     .max_length = 3,
                                     .patterns = {{.regex = "^[0-9]+\"?$", .error_text = "Digits\nonly."}},
                                     .default_text = "50",
                                     .lines = 2}},
          }};
}

TEST(Questions, FormsAreReadAsTheyWereWritten) {
  const auto form = read(to_xml(street_signs())).form;
  ASSERT_TRUE(form);
  ASSERT_EQ(form->items.size(), 3U);
  const auto& overview = std::get<domain::Overview>(form->items[0]);
  ASSERT_EQ(overview.content.size(), 4U);
  EXPECT_EQ(overview.content[3].media.alt_text, "A & B");
  const auto& colour = std::get<domain::FormQuestion>(form->items[1]);
  EXPECT_TRUE(colour.required);
  EXPECT_EQ(colour.display_name, "1");
  EXPECT_EQ(colour.content.at(0).text, "Which < colour?");
  const auto& selection = std::get<domain::SelectionAnswer>(colour.answer);
  EXPECT_EQ(selection.max_count, 2);
  EXPECT_EQ(selection.suggestion, domain::SelectionStyle::CheckBox);
  EXPECT_EQ(selection.selections.at(0).identifier, "r");
  ASSERT_TRUE(selection.other);
  EXPECT_EQ(selection.other->max_length, 20);
  const auto& limit = std::get<domain::FreeText>(std::get<domain::FormQuestion>(form->items[2]).answer);
  EXPECT_EQ(limit.numeric, (domain::FreeText::Numeric{.low = 5}));
  EXPECT_EQ(limit.max_length, 3);
  ASSERT_EQ(limit.patterns.size(), 1U);
  EXPECT_EQ(limit.patterns[0].error_text, "Digits\nonly.");
  EXPECT_EQ(limit.default_text, "50");
  EXPECT_EQ(limit.lines, 2);
}

TEST(Questions, AskForFiles) {
  const QuestionForm form{
      .items = {FormQuestion{
          .identifier = "f", .content = {Text{"File?"}}, .answer = FileUpload{.max_bytes = 100}}}};
  const std::string xml = to_xml(form);
  const auto read_form =
      domain::parse_question_form(xml, {.file_uploads = domain::FormRules::FileUploads::Taken});
  // Withdrawn from the current schema, so the server takes it in the older one only.
  EXPECT_THAT(xml, testing::HasSubstr("<FileUploadAnswer><MaxFileSizeInBytes>100</MaxFileSizeInBytes>"
                                      "<MinFileSizeInBytes>1</MinFileSizeInBytes></FileUploadAnswer>"));
  EXPECT_TRUE(read_form) << read_form.error().words.at(0);
}

TEST(Questions, AnswerKeysGradeAsTheySay) {
  QuestionForm test = street_signs();
  test.items.pop_back();
  std::get<Selection>(std::get<FormQuestion>(test.items[1]).answer).other.reset();
  const auto form = domain::parse_question_form(to_xml(test), {});
  ASSERT_TRUE(form);
  AnswerKey key{
      .questions = {{.identifier = "colour",
                     .options = {{.selections = {"r"}, .score = 10}, {.selections = {"r", "b"}, .score = 4}},
                     .default_score = -2}}};
  const std::vector<domain::FormAnswer> both{{"colour", domain::Chosen{{"r", "b"}}}};
  const auto value = [&] {
    return domain::value_of(domain::parse_answer_key(to_xml(key), *form).value(), both);
  };
  EXPECT_EQ(value(), 4);
  key.mapping = AnswerKey::Percentage{10};
  EXPECT_EQ(value(), 40);
  key.mapping = AnswerKey::Scale{2.5};
  EXPECT_EQ(value(), 10);
  key.mapping = AnswerKey::Ranges{.ranges = {{.low = 0, .high = 5, .value = 7}}, .otherwise = 1};
  EXPECT_EQ(value(), 7);
}

TEST(Answers, OfEveryKindAreRead) {
  const std::vector<domain::FormAnswer> given{{"name", std::string("Ann & Ben\n€")},
                                              {"colour", domain::Chosen{{"r", "b"}, "green"}},
                                              {"photo", domain::UploadedFile{"photo", "key-1", 77}},
                                              {"empty", std::string()}};
  const auto answers = parse_answers(domain::form_answers_xml(given));
  ASSERT_TRUE(answers);
  EXPECT_EQ(*answers, (std::vector<Answer>{{.question = "name", .text = "Ann & Ben\n€"},
                                           {.question = "colour", .selections = {"r", "b"}, .other = "green"},
                                           {.question = "photo", .file = UploadedFile{"key-1", 77}},
                                           {.question = "empty", .text = ""}}));
  EXPECT_EQ(text_of(*answers, "name"), "Ann & Ben\n€");
  EXPECT_EQ(text_of(*answers, "colour"), "");
  EXPECT_EQ(text_of(*answers, "nothing"), "");
  EXPECT_EQ(find_answer(*answers, "nothing"), nullptr);
}

TEST(Answers, OfAnAssignmentWithoutAnyAreNone) {
  EXPECT_TRUE(parse_answers("")->empty());
}

TEST(Answers, SayWhatIsWrongWithThem) {
  EXPECT_EQ(parse_answers("<a>").error().kind, Error::Kind::Request);
  EXPECT_THAT(parse_answers("<a>").error().message, testing::HasSubstr("The answer is not XML: "));
  EXPECT_THAT(parse_answers("<QuestionForm/>").error().message,
              testing::HasSubstr("and not the QuestionFormAnswers"));
}

}  // namespace
}  // namespace kempelen::client
