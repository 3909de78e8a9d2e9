// The texts that steps name by number.
#include <fmt/format.h>

#include <algorithm>

#include "tests/simulation/predict.h"

namespace kempelen::simulation {
namespace {

constexpr std::string_view kLayoutHtml = R"(<form>${word}<input name="comment"/></form>)";

std::string form_text(std::int64_t question) {
  constexpr std::string_view kShort =
      R"(<FreeTextAnswer><Constraints><Length maxLength="6"/></Constraints></FreeTextAnswer>)";
  const std::string file = fmt::format(
      R"(<Question><QuestionIdentifier>{}</QuestionIdentifier><IsRequired>true</IsRequired>)"
      R"(<QuestionContent><Text>A picture</Text></QuestionContent><AnswerSpecification><FileUploadAnswer>)"
      R"(<MaxFileSizeInBytes>{}</MaxFileSizeInBytes><MinFileSizeInBytes>{}</MinFileSizeInBytes>)"
      R"(</FileUploadAnswer></AnswerSpecification></Question>)",
      kFileQuestion, kFileBytesMax, kFileBytesMin);
  return fmt::format(
      R"(<QuestionForm xmlns="http://mechanicalturk.amazonaws.com/AWSMechanicalTurkDataSchemas/2017-11-06/)"
      R"(QuestionForm.xsd"><Question><QuestionIdentifier>comment</QuestionIdentifier>)"
      R"(<IsRequired>true</IsRequired><QuestionContent><Text>A word</Text></QuestionContent>)"
      R"(<AnswerSpecification>{}</AnswerSpecification></Question>{}</QuestionForm>)",
      question == kShortForm ? kShort : "<FreeTextAnswer/>", question == kFileForm ? file : "");
}

std::vector<std::string> words_in(std::string_view text) {
  std::vector<std::string> words(1);
  for (const char c : text) {
    const char low = 'A' <= c && c <= 'Z' ? static_cast<char>(c + 'a' - 'A') : c;
    const bool in_word = ('a' <= low && low <= 'z') || ('0' <= low && low <= '9');
    if (in_word) words.back() += low;
    if (!in_word && !words.back().empty()) words.emplace_back();
  }
  if (words.back().empty()) words.pop_back();
  return words;
}

}  // namespace

std::string_view layout_html() {
  return kLayoutHtml;
}

std::string term_text(std::int64_t term) {
  constexpr std::string_view kTexts[kTerms] = {"",     "skill",  "SK",     "skill 3",
                                               "note", "2 note", "task 2", "PICTURES"};
  return std::string(kTexts[term]);
}

bool words_match(std::string_view query, std::string_view texts) {
  const auto words = words_in(texts);
  return std::ranges::all_of(words_in(query), [&](const std::string& wanted) {
    return std::ranges::any_of(words, [&](const std::string& word) { return word.starts_with(wanted); });
  });
}

std::string title_text(std::int64_t title) {
  return fmt::format("Task {}", title);
}

std::string question_text(std::int64_t question) {
  if (is_form(question)) return form_text(question);
  if (question % 2 == 1) {
    return fmt::format(
        R"(<ExternalQuestion xmlns="http://mechanicalturk.amazonaws.com/AWSMechanicalTurkDataSchemas/2006-07-14/)"
        R"(ExternalQuestion.xsd">)"
        R"(<ExternalURL>https://survey.example/{}</ExternalURL><FrameHeight>400</FrameHeight></ExternalQuestion>)",
        question);
  }
  return fmt::format(
      R"(<HTMLQuestion xmlns="http://mechanicalturk.amazonaws.com/AWSMechanicalTurkDataSchemas/2011-11-11/HTMLQuestion.xsd">)"
      R"(<HTMLContent><![CDATA[<form><input name="comment"/>{}</form>]]></HTMLContent>)"
      R"(<FrameHeight>0</FrameHeight></HTMLQuestion>)",
      question);
}

std::string note_text(std::int64_t note) {
  return note == 0 ? std::string() : fmt::format("note {}", note);
}

std::string qualification_name(std::int64_t name) {
  return fmt::format("Skill {}", name);
}

std::string test_text(std::int64_t test) {
  return fmt::format(
      R"(<QuestionForm xmlns="http://mechanicalturk.amazonaws.com/AWSMechanicalTurkDataSchemas/2017-11-06/)"
      R"(QuestionForm.xsd"><Question><QuestionIdentifier>q</QuestionIdentifier><QuestionContent>)"
      R"(<Text>Test {}</Text></QuestionContent><AnswerSpecification><SelectionAnswer><Selections>)"
      R"(<Selection><SelectionIdentifier>a</SelectionIdentifier><Text>Yes</Text></Selection>)"
      R"(<Selection><SelectionIdentifier>b</SelectionIdentifier><Text>No</Text></Selection>)"
      R"(</Selections></SelectionAnswer></AnswerSpecification></Question></QuestionForm>)",
      test);
}

std::string answer_key_text(std::int64_t key) {
  constexpr std::string_view kMappings[] = {
      "",
      "<PercentageMapping><MaximumSummedScore>8</MaximumSummedScore></PercentageMapping>",
      "<ScaleMapping><SummedScoreMultiplier>0.5</SummedScoreMultiplier></ScaleMapping>",
      "<RangeMapping><SummedScoreRange><InclusiveLowerBound>4</InclusiveLowerBound>"
      "<InclusiveUpperBound>7</InclusiveUpperBound><QualificationValue>2</QualificationValue>"
      "</SummedScoreRange><OutOfRangeQualificationValue>-1</OutOfRangeQualificationValue></RangeMapping>",
  };
  return fmt::format(
      R"(<AnswerKey xmlns="http://mechanicalturk.amazonaws.com/AWSMechanicalTurkDataSchemas/2005-10-01/)"
      R"(AnswerKey.xsd"><Question><QuestionIdentifier>q</QuestionIdentifier><AnswerOption>)"
      R"(<SelectionIdentifier>a</SelectionIdentifier><AnswerScore>7</AnswerScore></AnswerOption>)"
      R"(<DefaultScore>3</DefaultScore></Question>{}</AnswerKey>)",
      key == 1
          ? std::string()
          : fmt::format("<QualificationValueMapping>{}</QualificationValueMapping>", kMappings[key - 1]));
}

/// As they are; of eight, 87.5 and 37.5 in a hundred, half up; by a half, away from zero; by ranges.
std::int64_t value_by_key(std::int64_t key, bool right) {
  constexpr std::int64_t kRight[] = {7, 88, 4, 2}, kWrong[] = {3, 38, 2, -1};
  return right ? kRight[key - 1] : kWrong[key - 1];
}

std::string queue_text(std::int64_t queue) {
  return fmt::format("https://sqs.us-east-1.amazonaws.com/123456789012/queue-{}", queue);
}

std::string answer_text(std::int64_t answer) {
  return fmt::format("word {}", answer);
}

}  // namespace kempelen::simulation
