// Answers: a document that we can read we can write, and what a form posted comes out of its document again.
#include "domain/answer.h"

#include <string>
#include <vector>

#include "base/text.h"
#include "fuzz/target.h"
#include "http/form.h"
#include "http/query.h"

namespace kempelen::fuzz {
namespace {

/// Repeated names are joined when they are written, so that only the first reading may differ.
void check_document(const std::vector<domain::AnswerField>& fields) {
  const std::string xml = domain::answers_xml(fields);
  for (const char c : xml)
    require(c == '\n' || c == '\t' || (c >= ' ' && c < '\x7f'), "an answer document is pure ASCII");
  const auto read = domain::parse_answers(xml);
  require(read.has_value(), "a document that we wrote can be read");
  require(domain::answers_xml(*read) == xml, "reading and writing changes nothing");
  require(domain::as_read_back(fields) == *read, "what would be read back is known before");
  require(domain::read_stored_answers(xml) == *read, "what we wrote is read the quick way, too");
}

std::string encoded(const std::vector<http::NameValue>& fields) {
  std::string text;
  for (const auto& [name, value] : fields) {
    text += (text.empty() ? "" : "&") + percent_encode(name) + "=" + percent_encode(value);
  }
  return text;
}

}  // namespace

void answers(std::string_view input) {
  const auto fields = domain::parse_answers(input);
  if (!fields) {
    require(fields.error().code == Code::XmlParseError, "a refusal is about the document");
    return;
  }
  std::vector<domain::AnswerField> named;
  for (const domain::AnswerField& field : *fields) {
    if (!field.name.empty()) named.push_back(field);
  }
  if (!named.empty()) check_document(named);
}

/// Input: a line with the content type, then the body.
void form_post(std::string_view input) {
  const std::string_view type = trim(take_line(input));
  const auto form = http::parse_form(type, input);
  if (!form) {
    require(form.error().code == Code::Malformed && !form.error().words.front().empty(),
            "a refusal says why");
    return;
  }
  for (const auto& [name, value] : form->fields) require(is_utf8(name) && is_utf8(value), "fields are text");
  const auto again = http::parse_form("application/x-www-form-urlencoded", encoded(form->fields));
  require(again.has_value() && again->fields == form->fields, "fields can be written and read again");
  std::vector<domain::FormField> posted;
  for (const auto& [name, value] : form->fields) posted.push_back({name, value});
  const auto sorted = domain::read_form(posted, {});
  if (sorted) check_document(sorted->fields);
}

}  // namespace kempelen::fuzz
