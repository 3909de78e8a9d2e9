// The original validated with Xerces and passed its sentences on ("cvc-complex-type.2.4.a: …"); people find
// them on the web. libxml2 words things differently and knows less about the place, so sentences are made
// here from its error codes, its parameters and the text around the position of the parser.
#include "xml/problem.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "base/ascii.h"

namespace kempelen::xml {
namespace {

constexpr std::size_t kQuotedBytes = 100;
constexpr std::string_view kNoEnd = "XML document structures must start and end within the same entity.";

std::string_view view(const char* text) {
  return text == nullptr ? "" : text;
}
std::string_view view(const xmlChar* text) {
  return text == nullptr ? "" : reinterpret_cast<const char*>(text);
}

/// A value as quoted in a message: not longer than a reader wants to see.
std::string quoted(std::string_view value) {
  if (value.size() <= kQuotedBytes) return std::string(value);
  std::size_t end = kQuotedBytes;
  while (end > 0 && (static_cast<unsigned char>(value[end]) & 0xC0) == 0x80) --end;
  return std::string(value.substr(0, end)) + "...";
}

/// libxml2 ends its messages with a line feed and sometimes adds lines that show bytes.
std::string_view first_line(std::string_view message) {
  return message.substr(0, message.find('\n'));
}

/// What the parser has read just before its position and what comes next.
struct Place {
  std::string_view before;
  bool at_end = true;
  char next = '\0';
};

Place place_of(const xmlParserCtxt& context) {
  if (context.input == nullptr || context.input->base == nullptr) return {};
  const auto& input = *context.input;
  const auto read = static_cast<std::size_t>(input.cur - input.base);
  Place place{view(input.base).substr(0, 0), input.cur >= input.end, '\0'};
  place.before = {reinterpret_cast<const char*>(input.base), read};
  if (!place.at_end) place.next = static_cast<char>(*input.cur);
  return place;
}

bool is_name_byte(char c) {
  const auto byte = static_cast<unsigned char>(c);
  return byte >= 0x80 || is_letter_or_digit(c) || c == ':' || c == '_' || c == '-' || c == '.';
}

std::string_view take_name(std::string_view text) {
  std::size_t length = 0;
  while (length < text.size() && is_name_byte(text[length])) ++length;
  return text.substr(0, length);
}

/// The start tag the parser is in, as far as it is read: its element, and the attribute begun last.
struct OpenTag {
  std::string_view element;
  std::string_view attribute;
};

OpenTag open_tag(std::string_view before) {
  const std::size_t start = before.rfind('<');
  if (start == std::string_view::npos) return {};
  std::string_view rest = before.substr(start + 1);
  OpenTag tag{take_name(rest), {}};
  rest.remove_prefix(tag.element.size());
  while (!rest.empty() && !tag.element.empty()) {
    const char c = rest.front();
    if (c == '>') return {};
    if (c == '"' || c == '\'') {
      const std::size_t close = rest.find(c, 1);
      if (close == std::string_view::npos) break;
      rest.remove_prefix(close + 1);
    } else if (const std::string_view name = take_name(rest); !name.empty()) {
      tag.attribute = name;
      rest.remove_prefix(name.size());
    } else {
      rest.remove_prefix(1);
    }
  }
  return tag;
}

/// The name after the last `&`.
std::string_view reference_name(std::string_view before) {
  const std::size_t start = before.rfind('&');
  return start == std::string_view::npos ? std::string_view{} : before.substr(start + 1);
}

std::string invalid_character(const xmlError& error, const Place& place) {
  if (view(error.message).starts_with("xmlParseCharRef")) {
    std::string_view name = reference_name(place.before);
    if (name.ends_with(';')) name.remove_suffix(1);
    return fmt::format("Character reference \"&{}\" is an invalid XML character.", quoted(name));
  }
  return fmt::format(
      "An invalid XML character (Unicode: 0x{:x}) was found in the element content of the document.",
      error.int1);
}

std::string unbound_prefix(const xmlError& error) {
  if (error.str3 != nullptr) {
    return fmt::format(
        "The prefix \"{0}\" for attribute \"{0}:{1}\" associated with an element type \"{2}\" is not bound.",
        view(error.str1), view(error.str2), view(error.str3));
  }
  return fmt::format("The prefix \"{0}\" for element \"{0}:{1}\" is not bound.", view(error.str1),
                     view(error.str2));
}

/// Mistakes inside a start tag.
std::string tag_sentence(const xmlError& error, const Place& place, const OpenTag& tag) {
  switch (error.code) {
    case XML_ERR_LT_IN_ATTRIBUTE:
      return fmt::format(
          "The value of attribute \"{}\" associated with an element type \"{}\" must not contain the '<' "
          "character.",
          tag.attribute, tag.element);
    case XML_ERR_ATTRIBUTE_NOT_STARTED:
      return fmt::format(
          "Open quote is expected for attribute \"{}\" associated with an element type \"{}\".",
          tag.attribute, tag.element);
    case XML_ERR_ATTRIBUTE_WITHOUT_VALUE:
      return fmt::format(
          "Attribute name \"{}\" associated with an element type \"{}\" must be followed by the ' = ' "
          "character.",
          view(error.str1), tag.element);
    case XML_ERR_ATTRIBUTE_REDEFINED:
      return fmt::format("Attribute \"{}\" was already specified for element \"{}\".", view(error.str1),
                         tag.element);
    case XML_ERR_SPACE_REQUIRED:
    case XML_ERR_GT_REQUIRED:
      if (place.at_end || tag.element.empty()) break;
      return fmt::format(
          "Element type \"{}\" must be followed by either attribute specifications, \">\" or \"/>\".",
          tag.element);
    default:
      break;
  }
  return place.at_end ? std::string(kNoEnd) : std::string(first_line(view(error.message)));
}

std::string missing_name(const Place& place, bool inside_root) {
  if (place.before.ends_with('&')) {
    return "The entity name must immediately follow the '&' in the entity reference.";
  }
  return inside_root ? "The content of elements must consist of well-formed character data or markup."
                     : "The markup in the document preceding the root element must be well-formed.";
}

std::string parse_sentence(const xmlError& error, const Place& place, const xmlParserCtxt& context,
                           const OpenTag& tag) {
  switch (error.code) {
    case XML_ERR_DOCUMENT_EMPTY:
      return place.at_end ? "Premature end of file." : "Content is not allowed in prolog.";
    case XML_ERR_DOCUMENT_END:
      return place.next == '<' ? "The markup in the document following the root element must be well-formed."
                               : "Content is not allowed in trailing section.";
    case XML_ERR_INVALID_CHAR:
      return invalid_character(error, place);
    case XML_ERR_ENTITYREF_SEMICOL_MISSING:
      return fmt::format("The reference to entity \"{}\" must end with the ';' delimiter.",
                         quoted(reference_name(place.before)));
    case XML_ERR_UNDECLARED_ENTITY:
    case XML_WAR_UNDECLARED_ENTITY:
      return fmt::format("The entity \"{}\" was referenced, but not declared.", quoted(view(error.str1)));
    case XML_ERR_MISPLACED_CDATA_END:
      return "The character sequence \"]]>\" must not appear in content unless used to mark the end of a "
             "CDATA section.";
    case XML_ERR_RESERVED_XML_NAME:
      return "The processing instruction target matching \"[xX][mM][lL]\" is not allowed.";
    case XML_ERR_NAME_REQUIRED:
      return missing_name(place, context.nameNr > 0);
    case XML_ERR_TAG_NAME_MISMATCH:
      return fmt::format("The element type \"{0}\" must be terminated by the matching end-tag \"</{0}>\".",
                         view(error.str1));
    case XML_ERR_HYPHEN_IN_COMMENT:
      return "The string \"--\" is not permitted within comments.";
    case XML_ERR_UNKNOWN_VERSION:
      return fmt::format("XML version \"{}\" is not supported, only XML 1.0 is supported.",
                         quoted(view(error.str1)));
    case XML_NS_ERR_UNDEFINED_NAMESPACE:
      return unbound_prefix(error);
    case XML_ERR_COMMENT_NOT_FINISHED:
    case XML_ERR_PI_NOT_FINISHED:
    case XML_ERR_CDATA_NOT_FINISHED:
    case XML_ERR_TAG_NOT_FINISHED:
      return std::string(kNoEnd);
    default:
      return tag_sentence(error, place, tag);
  }
}

/// The Xerces code that stands in front of a sentence about the schema.
std::string_view schema_code(int code) {
  struct Row {
    int code;
    std::string_view name;
  };
  constexpr auto kRows = std::to_array<Row>({
      {XML_SCHEMAV_CVC_DATATYPE_VALID_1_2_1, "cvc-datatype-valid.1.2.1"},
      {XML_SCHEMAV_CVC_DATATYPE_VALID_1_2_2, "cvc-datatype-valid.1.2.2"},
      {XML_SCHEMAV_CVC_DATATYPE_VALID_1_2_3, "cvc-datatype-valid.1.2.3"},
      {XML_SCHEMAV_CVC_TYPE_3_1_1, "cvc-type.3.1.1"},
      {XML_SCHEMAV_CVC_TYPE_3_1_2, "cvc-type.3.1.2"},
      {XML_SCHEMAV_CVC_LENGTH_VALID, "cvc-length-valid"},
      {XML_SCHEMAV_CVC_MINLENGTH_VALID, "cvc-minLength-valid"},
      {XML_SCHEMAV_CVC_MAXLENGTH_VALID, "cvc-maxLength-valid"},
      {XML_SCHEMAV_CVC_MININCLUSIVE_VALID, "cvc-minInclusive-valid"},
      {XML_SCHEMAV_CVC_MAXINCLUSIVE_VALID, "cvc-maxInclusive-valid"},
      {XML_SCHEMAV_CVC_PATTERN_VALID, "cvc-pattern-valid"},
      {XML_SCHEMAV_CVC_ENUMERATION_VALID, "cvc-enumeration-valid"},
      {XML_SCHEMAV_CVC_COMPLEX_TYPE_2_1, "cvc-complex-type.2.1"},
      {XML_SCHEMAV_CVC_COMPLEX_TYPE_2_2, "cvc-complex-type.2.2"},
      {XML_SCHEMAV_CVC_COMPLEX_TYPE_2_3, "cvc-complex-type.2.3"},
      {XML_SCHEMAV_CVC_ELT_1, "cvc-elt.1"},
      {XML_SCHEMAV_CVC_ELT_2, "cvc-elt.2"},
      {XML_SCHEMAV_CVC_ELT_3_1, "cvc-elt.3.1"},
      {XML_SCHEMAV_CVC_ELT_4_1, "cvc-elt.4.1"},
      {XML_SCHEMAV_CVC_ELT_4_2, "cvc-elt.4.2"},
      {XML_SCHEMAV_CVC_ELT_4_3, "cvc-elt.4.3"},
      {XML_SCHEMAV_CVC_ATTRIBUTE_3, "cvc-attribute.3"},
      {XML_SCHEMAV_CVC_COMPLEX_TYPE_3_2_1, "cvc-complex-type.3.2.2"},
      {XML_SCHEMAV_CVC_COMPLEX_TYPE_3_2_2, "cvc-complex-type.3.2.2"},
      {XML_SCHEMAV_CVC_COMPLEX_TYPE_4, "cvc-complex-type.4"},
      {XML_SCHEMAV_CVC_IDC, "cvc-identity-constraint"},
  });
  const auto* const row =
      std::find_if(kRows.begin(), kRows.end(), [code](const Row& r) { return r.code == code; });
  return row == kRows.end() ? std::string_view{} : row->name;
}

/// `Expected is one of ( {ns}A, {ns}B )` as `{"ns":A, "ns":B}`; empty if the message expects nothing.
std::string expected_elements(std::string_view message) {
  const std::size_t begin = message.rfind("( ");
  const std::size_t end = message.rfind(" )");
  if (message.find("Expected is") == std::string_view::npos || begin == std::string_view::npos ||
      end == std::string_view::npos || end < begin) {
    return {};
  }
  std::string out = "{";
  for (const char c : message.substr(begin + 2, end - begin - 2)) {
    if (c == '{') {
      out += '"';
    } else if (c == '}') {
      out += "\":";
    } else {
      out += c;
    }
  }
  return out + "}";
}

std::string content_sentence(std::string_view message, std::string_view element) {
  const std::string expected = expected_elements(message);
  if (message.find("Missing child element") != std::string_view::npos) {
    return fmt::format(
        "cvc-complex-type.2.4.b: The content of element '{}' is not complete. One of '{}' is expected.",
        element, expected);
  }
  if (expected.empty()) {
    return fmt::format(
        "cvc-complex-type.2.4.d: Invalid content was found starting with element '{}'. No child element is "
        "expected at this point.",
        element);
  }
  return fmt::format(
      "cvc-complex-type.2.4.a: Invalid content was found starting with element '{}'. One of '{}' is "
      "expected.",
      element, expected);
}

/// libxml2's sentence without the element in front, which we name elsewhere.
std::string_view own_sentence(std::string_view message) {
  if (!message.starts_with("Element '")) return message;
  const std::size_t colon = message.find("': ");
  return colon == std::string_view::npos ? message : message.substr(colon + 3);
}

/// The type in `… atomic type 'xs:integer'.`, without its prefix.
std::string_view type_name(std::string_view message) {
  const std::size_t close = message.rfind('\'');
  if (close == std::string_view::npos || close == 0) return "its type";
  const std::size_t open = message.rfind('\'', close - 1);
  std::string_view name = message.substr(open + 1, close - open - 1);
  if (const std::size_t colon = name.rfind(':'); colon != std::string_view::npos)
    name.remove_prefix(colon + 1);
  return name;
}

std::string schema_sentence(const xmlError& error, std::string_view element) {
  const std::string_view message = first_line(view(error.message));
  const std::string_view code = schema_code(error.code);
  const std::string first = quoted(view(error.str1));
  switch (error.code) {
    case XML_SCHEMAV_ELEMENT_CONTENT:
      return content_sentence(message, element);
    case XML_SCHEMAV_CVC_ELT_1:
      return fmt::format("{}: Cannot find the declaration of element '{}'.", code, element);
    case XML_SCHEMAV_CVC_DATATYPE_VALID_1_2_1:
      return fmt::format("{}: '{}' is not a valid value for '{}'.", code, first, type_name(message));
    case XML_SCHEMAV_CVC_ENUMERATION_VALID:
      return fmt::format("{}: Value '{}' is not facet-valid with respect to enumeration '[{}]'.", code, first,
                         quoted(view(error.str2)));
    case XML_SCHEMAV_CVC_PATTERN_VALID:
      return fmt::format("{}: Value '{}' is not facet-valid with respect to pattern '{}'.", code, first,
                         quoted(view(error.str2)));
    case XML_SCHEMAV_CVC_COMPLEX_TYPE_2_3:
      return fmt::format(
          "{}: Element '{}' cannot have character [children], because the type's content type is "
          "element-only.",
          code, element);
    case XML_SCHEMAV_CVC_TYPE_3_1_2:
      return fmt::format(
          "{}: Element '{}' is a simple type, so it must have no element information item [children].", code,
          element);
    case XML_SCHEMAV_CVC_TYPE_3_1_1:
    case XML_SCHEMAV_CVC_COMPLEX_TYPE_3_2_1:
    case XML_SCHEMAV_CVC_COMPLEX_TYPE_3_2_2:
      return fmt::format("{}: Attribute '{}' is not allowed to appear in element '{}'.", code, first,
                         element);
    case XML_SCHEMAV_CVC_COMPLEX_TYPE_4:
      return fmt::format("{}: Attribute '{}' must appear on element '{}'.", code, first, element);
    default:
      return code.empty() ? quoted(own_sentence(message))
                          : fmt::format("{}: {}", code, quoted(own_sentence(message)));
  }
}

}  // namespace

std::string describe(const Problem& problem) {
  std::string place;
  const auto add = [&place](std::string part) { place += (place.empty() ? "" : ", ") + std::move(part); };
  if (problem.line > 0) add(fmt::format("line {}", problem.line));
  if (problem.column > 0) add(fmt::format("column {}", problem.column));
  if (!problem.element.empty()) add(fmt::format("element '{}'", problem.element));
  return place.empty() ? problem.text : fmt::format("{} ({})", problem.text, place);
}

Problem parse_problem(const xmlError& error, const xmlParserCtxt& context) {
  const Place place = place_of(context);
  const OpenTag tag = open_tag(place.before);
  const std::string_view element = tag.element.empty() ? view(context.name) : tag.element;
  return {parse_sentence(error, place, context, tag), error.line, error.int2, std::string(element)};
}

Problem schema_problem(const xmlError& error) {
  const auto* const node = static_cast<const xmlNode*>(error.node);
  const std::string_view element = node == nullptr ? std::string_view{} : view(node->name);
  return {schema_sentence(error, element), error.line, 0, std::string(element)};
}

}  // namespace kempelen::xml
