// Question documents from C++ values: what a HIT asks, what a qualification test asks, and how a test grades
// itself. `to_xml` gives the text for `question`, `test` and `answer_key`; the service checks what it means.
//
//   .question = to_xml(HtmlQuestion{.html = page}),
//
// Texts are UTF-8; control characters that XML cannot carry are left out.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace kempelen::client {

/// A page that the service shows. Its form posts to `${turkSubmitTo}/mturk/externalSubmit`.
struct HtmlQuestion {
  std::string html;
  int frame_height = 0;  // pixels; 0 fills the worker's window
};

/// A page at an address of yours.
struct ExternalQuestion {
  std::string url;
  int frame_height = 0;
};

// The parts of a QuestionForm, which the worker site itself shows.

struct Title {
  std::string text;
};
struct Text {
  std::string text;
};
struct Bullets {
  std::vector<std::string> items;
};
/// Markup of the XHTML subset, as text: `<p>Look at the <b>photo</b>.</p>`.
struct FormattedContent {
  std::string xhtml;
};
/// A picture, a sound or a film.
struct Media {
  std::string type;  // `image`, `audio` or `video`
  std::string url;
  std::string alt_text;
  std::string sub_type{};  // `jpeg`
};
using Content = std::variant<Title, Text, Bullets, FormattedContent, Media>;

/// What a text must look like.
struct Pattern {
  std::string regex;
  std::string error_text{};
  std::string flags{};  // `i`: upper and lower case are the same
};

struct Numeric {
  std::optional<std::int32_t> min{};
  std::optional<std::int32_t> max{};
};

/// A text to be typed.
struct FreeText {
  std::optional<Numeric> numeric{};
  std::optional<std::int64_t> min_length{};
  std::optional<std::int64_t> max_length{};
  std::vector<Pattern> patterns{};
  std::optional<std::string> default_text{};
  std::optional<std::int32_t> lines{};
};

struct Choice {
  std::string identifier;
  std::variant<Text, FormattedContent, Media> shown;
};

/// Some of several things.
struct Selection {
  std::vector<Choice> choices;
  int at_least = 1;
  int at_most = 1;
  std::string style{};  // `radiobutton`, `checkbox`, `list`, `dropdown`, `combobox`, `multichooser`
  std::optional<FreeText> other{};
};

/// A file from the worker's machine; not in tests.
struct FileUpload {
  std::int64_t max_bytes;
  std::int64_t min_bytes = 1;
};

struct Overview {
  std::vector<Content> content;
};

struct FormQuestion {
  std::string identifier;
  std::vector<Content> content;
  std::variant<FreeText, Selection, FileUpload> answer;
  bool required = false;
  std::string display_name{};
};

struct QuestionForm {
  std::vector<std::variant<Overview, FormQuestion>> items;
};

/// How a test of selections grades itself.
struct AnswerKey {
  struct Option {
    std::vector<std::string> selections;  // exactly these were chosen
    std::int32_t score = 0;
  };
  struct Question {
    std::string identifier;
    std::vector<Option> options;
    std::optional<std::int32_t> default_score{};
  };
  struct Percentage {
    std::int32_t maximum_score;
  };
  struct Scale {
    double multiplier;
  };
  struct Range {
    std::int32_t low;
    std::int32_t high;
    std::int32_t value;
  };
  struct Ranges {
    std::vector<Range> ranges;
    std::int32_t otherwise = 0;
  };

  std::vector<Question> questions;
  /// From the sum of the scores to the value of the qualification; the sum itself if nothing is said.
  std::variant<std::monostate, Percentage, Scale, Ranges> mapping{};
};

std::string to_xml(const HtmlQuestion& question);
std::string to_xml(const ExternalQuestion& question);
std::string to_xml(const QuestionForm& form);
std::string to_xml(const AnswerKey& key);

}  // namespace kempelen::client
