// What a HIT asks: the Question documents of the Requester API, read and checked once, before anything is
// stored.
//
// HTML inside an HTMLQuestion is checked for size, encoding and XML form only (DESIGN, decision 17).
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "base/result.h"
#include "domain/question_form.h"

namespace kempelen::domain {

struct Question {
  enum class Kind { Html, External, Form };

  Kind kind = Kind::Html;
  std::string html{};                  // Html: the HTMLContent as an XML parser reads it
  std::string external_url{};          // External: without white space around it
  int frame_height = 0;                // pixels; 0 fills the worker's window
  std::optional<QuestionForm> form{};  // Form

  friend bool operator==(const Question&, const Question&) = default;
};

/// Where questions are stricter or milder. The original wants https everywhere; a sandbox also takes http
/// addresses of the machine itself, since that is where surveys are developed.
struct QuestionRules {
  enum class PlainHttp { Refused, LoopbackOnly };

  PlainHttp plain_http = PlainHttp::Refused;
  std::size_t max_bytes = 65'535;
  FormRules::Source source = FormRules::Source::Request;
};

/// The question in `xml`, or the first refusal of: ParameterTooShort (empty), InvalidParameterValueBecause
/// (too large), XmlParseError (not well-formed, unknown root or namespace, not what the schema asks for; its
/// first word names line and element, the second is `Question`), XhtmlParseError (a FormattedContent of a
/// QuestionForm), InvalidParameterValueBecause (a value that means nothing sensible; the sentence ends with a
/// full stop). Thread-safe.
Result<Question> parse_question(std::string_view xml, const QuestionRules& rules);

}  // namespace kempelen::domain
