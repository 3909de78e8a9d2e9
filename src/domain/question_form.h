// QuestionForm: questions that the worker site itself asks, with what it shows around them and what an answer
// must be like. HITs use it, and qualification tests use nothing else.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "base/result.h"
#include "domain/answer_pattern.h"
#include "xml/document.h"

namespace kempelen::domain {

/// A picture, a sound or a film at an address of the web.
struct Media {
  std::string type;      // `image`, `audio`, `video`; of embedded media anything
  std::string sub_type;  // empty if not given
  std::string url;       // http or https
  std::string alt_text;
  std::string width{};  // of embedded media only, as written
  std::string height{};

  friend bool operator==(const Media&, const Media&) = default;
};

/// One thing to look at.
struct ContentPart {
  enum class Kind : std::uint8_t { Title, Text, List, FormattedContent, Binary, EmbeddedBinary };

  Kind kind = Kind::Text;
  std::string text{};                // Title, Text: as it is; FormattedContent: harmless HTML
  std::vector<std::string> items{};  // List
  Media media{};                     // Binary, EmbeddedBinary

  friend bool operator==(const ContentPart&, const ContentPart&) = default;
};

/// A text to be typed: FreeTextAnswer, and OtherSelection.
struct FreeText {
  struct Numeric {
    std::optional<std::int32_t> low{};
    std::optional<std::int32_t> high{};
    friend bool operator==(const Numeric&, const Numeric&) = default;
  };

  std::optional<Numeric> numeric{};
  std::optional<std::int64_t> min_length{};  // characters
  std::optional<std::int64_t> max_length{};
  std::vector<AnswerPattern> patterns{};  // all must be found
  std::optional<std::string> default_text{};
  std::int32_t lines = 1;  // suggested height

  friend bool operator==(const FreeText&, const FreeText&) = default;
};

struct Selection {
  std::string identifier;
  ContentPart content;

  friend bool operator==(const Selection&, const Selection&) = default;
};

enum class SelectionStyle : std::uint8_t { RadioButton, CheckBox, List, DropDown, ComboBox, MultiChooser };
/// As StyleSuggestion has it: `radiobutton` and so on.
std::string_view name(SelectionStyle style);

struct SelectionAnswer {
  std::int64_t min_count = 1;
  std::int64_t max_count = 1;
  std::optional<SelectionStyle> suggestion{};
  std::vector<Selection> selections{};
  std::optional<FreeText> other{};

  friend bool operator==(const SelectionAnswer&, const SelectionAnswer&) = default;
};

/// The suggestion where it suits: single choices cannot take several, and lists show text only. Otherwise
/// radio buttons for one choice and check boxes for more.
SelectionStyle shown_style(const SelectionAnswer& answer);

/// A file, from the worker's own machine.
struct FileUpload {
  std::int64_t max_bytes = 0;
  std::int64_t min_bytes = 0;

  friend bool operator==(const FileUpload&, const FileUpload&) = default;
};

struct FormQuestion {
  std::string identifier;
  std::optional<std::string> display_name{};
  bool required = false;
  std::vector<ContentPart> content{};
  std::variant<FreeText, SelectionAnswer, FileUpload> answer{};

  friend bool operator==(const FormQuestion&, const FormQuestion&) = default;
};

struct Overview {
  std::vector<ContentPart> content;

  friend bool operator==(const Overview&, const Overview&) = default;
};

struct QuestionForm {
  std::vector<std::variant<Overview, FormQuestion>> items;  // in document order

  friend bool operator==(const QuestionForm&, const QuestionForm&) = default;
};

struct FormRules {
  /// A stored form was checked when it came; its patterns need not be compiled again to be shown.
  enum class Source : std::uint8_t { Request, Store };

  std::string_view parameter = "Question";  // that held the form
  std::size_t max_bytes = 65'535;
  Source source = Source::Request;
  /// FileUploadAnswer belongs to HITs only, not to qualification tests.
  enum class FileUploads : std::uint8_t { Refused, Taken };
  FileUploads file_uploads = FileUploads::Refused;
};

/// The question of that identifier, or null.
const FormQuestion* find_question(const QuestionForm& form, std::string_view identifier);

/// Whether the document's root element is called QuestionForm; for documents that were checked when they
/// came, without parsing them.
bool is_question_form(std::string_view xml);

/// The form in `xml`, or the first refusal of: ParameterTooShort, InvalidParameterValueBecause (too large),
/// XmlParseError (not well-formed, another root, withdrawn elements, not what the schema asks for),
/// XhtmlParseError (a FormattedContent), InvalidParameterValueBecause (identifiers that repeat, bounds that
/// exclude each other, patterns that are none, a form without a Question). Thread-safe.
Result<QuestionForm> parse_question_form(std::string_view xml, const FormRules& rules);
/// The same for a document that is well-formed.
Result<QuestionForm> read_question_form(const xml::Document& document, const FormRules& rules);

}  // namespace kempelen::domain
