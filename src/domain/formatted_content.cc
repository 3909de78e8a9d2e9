// In the order of the original: wrap the text into an element of XHTML, parse, validate. XHTML's named
// characters are replaced by numeric references first, so that the parser needs no document type.
#include "domain/formatted_content.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <iterator>
#include <span>

#include "base/ascii.h"
#include "base/text.h"
#include "domain/schemas/schemas.h"
#include "domain/xhtml_entities.h"
#include "xml/document.h"

namespace kempelen::domain {
namespace {

constexpr std::string_view kRoot = "FormattedContent";
/// A number is at most half as long again as the name it stands for; questions have 65,535 bytes.
constexpr xml::Limits kLimits{256 * 1024, 100};

auto refuse_markup(xml::Problem problem, const FormattedPlace& place) {
  // Where dozens of elements are allowed, libxml2 names none.
  constexpr std::string_view kNoneAllowed = "cvc-complex-type.2.4.d: ";
  if (problem.text.starts_with(kNoneAllowed)) {
    problem.text = fmt::format(
        "cvc-complex-type.2.4.a: Invalid content was found starting with element '{}'. The "
        "XHTML of FormattedContent does not allow it here.",
        problem.element);
  }
  if (problem.line > 0) problem.line += place.line - 1;
  problem.column = 0;
  if (problem.element.empty()) problem.element = kRoot;
  return refuse(Code::XhtmlParseError, xml::describe(problem), place.parameter);
}

int line_at(std::string_view text, std::size_t offset) {
  return static_cast<int>(
             std::count(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(offset), '\n')) +
         1;
}

/// The name between `&` at the start of `text` and its `;`.
std::string_view reference_name(std::string_view text) {
  std::size_t end = 1;
  while (end < text.size() && is_letter_or_digit(text[end])) ++end;
  return end < text.size() && text[end] == ';' ? text.substr(1, end - 1) : std::string_view{};
}

/// The text with XHTML's named characters as numbers; refuses comments and processing instructions, which the
/// subset does not have and the schema cannot see.
Result<std::string> with_numbers_for_names(std::string_view text, const FormattedPlace& place) {
  constexpr std::string_view kCdata = "<![CDATA[";
  std::string out;
  for (std::size_t i = 0; i < text.size();) {
    const std::string_view rest = text.substr(i);
    if (rest.starts_with("<!--") || rest.starts_with("<?")) {
      const std::string_view what = rest[1] == '?' ? "Processing instructions" : "Comments";
      return refuse_markup(
          {fmt::format("{} are not allowed in FormattedContent.", what), line_at(text, i), 0, ""}, place);
    }
    if (rest.starts_with(kCdata)) {
      const std::size_t end = rest.find("]]>");
      const std::string_view section = rest.substr(0, end == std::string_view::npos ? end : end + 3);
      out += section;
      i += section.size();
      continue;
    }
    if (const std::string_view name = rest.front() == '&' ? reference_name(rest) : ""; !name.empty()) {
      if (const auto code_point = xhtml_entity(name)) {
        fmt::format_to(std::back_inserter(out), "&#{};", *code_point);
        i += name.size() + 2;
        continue;
      }
    }
    out.push_back(rest.front());
    ++i;
  }
  return out;
}

bool is_one_of(std::string_view name, std::span<const std::string_view> names) {
  return std::ranges::find(names, name) != names.end();
}

/// HTML elements that have no end tag.
constexpr auto kVoid = std::to_array<std::string_view>({"br", "hr", "img", "col", "area"});

constexpr auto kElements = std::to_array<std::string_view>(
    {"a",        "area", "b",     "big", "blockquote", "br",     "center", "cite", "code", "col",
     "colgroup", "dd",   "del",   "dl",  "dt",         "em",     "font",   "h1",   "h2",   "h3",
     "h4",       "h5",   "h6",    "hr",  "i",          "img",    "ins",    "li",   "map",  "ol",
     "p",        "pre",  "q",     "s",   "small",      "strike", "strong", "sub",  "sup",  "table",
     "tbody",    "td",   "tfoot", "th",  "thead",      "tr",     "u",      "ul"});

/// Attributes whose values do nothing but describe or adorn. Left out on purpose: `id` and `name`, which can
/// take the place of the page's own variables; `accesskey` and `tabindex`, which the page needs for itself;
/// `target` and `rel`, which are ours to set; addresses, which are looked at one by one.
constexpr auto kAttributes = std::to_array<std::string_view>(
    {"title",    "lang",    "dir",    "align",       "valign",      "char",    "charoff", "clear",
     "datetime", "compact", "size",   "color",       "face",        "noshade", "width",   "height",
     "alt",      "ismap",   "border", "hspace",      "vspace",      "type",    "value",   "start",
     "summary",  "frame",   "rules",  "cellspacing", "cellpadding", "bgcolor", "abbr",    "scope",
     "rowspan",  "colspan", "nowrap", "span",        "shape",       "coords",  "nohref",  "hreflang"});

bool is_web(std::string_view url) {
  return url.starts_with("http://") || url.starts_with("https://");
}

void write_attribute(std::string& out, std::string_view name, std::string_view value) {
  fmt::format_to(std::back_inserter(out), " {}=\"{}\"", name, escape_markup(value));
}

/// Names of image maps in a name space of their own.
void write_map_name(std::string& out, std::string_view attribute, std::string_view value) {
  if (attribute == "usemap") {
    if (!value.starts_with('#')) return;
    write_attribute(out, attribute, fmt::format("#formatted-{}", value.substr(1)));
  } else {
    write_attribute(out, attribute, fmt::format("formatted-{}", value));
  }
}

void write_attributes(std::string& out, const xml::Element& element) {
  const std::string_view tag = element.name();
  const bool leads_away = tag == "a" || tag == "area";
  for (const xml::Attribute& attribute : element.attributes()) {
    if (leads_away && attribute.name == "href") {
      // The schema has seen that it begins with a scheme that runs nothing.
      write_attribute(out, "href", attribute.value);
      out += " target=\"_blank\" rel=\"noopener noreferrer\"";
    } else if (tag == "img" && attribute.name == "src") {
      if (is_web(attribute.value)) write_attribute(out, "src", attribute.value);
    } else if ((tag == "map" && attribute.name == "name") || (tag == "img" && attribute.name == "usemap")) {
      write_map_name(out, attribute.name, attribute.value);
    } else if (is_one_of(attribute.name, kAttributes)) {
      write_attribute(out, attribute.name, attribute.value);
    }
  }
  if (tag == "img") out += " referrerpolicy=\"no-referrer\"";
}

void write_content(std::string& out, const xml::Element& parent);

void write_element(std::string& out, const xml::Element& element) {
  const std::string_view tag = element.name();
  if (!is_one_of(tag, kElements) || element.name_space() != kXhtmlNamespace) return;
  out += '<';
  out += tag;
  write_attributes(out, element);
  out += '>';
  if (is_one_of(tag, kVoid)) return;
  write_content(out, element);
  fmt::format_to(std::back_inserter(out), "</{}>", tag);
}

void write_content(std::string& out, const xml::Element& parent) {
  for (const xml::Node& node : parent.content()) {
    if (const auto* const text = std::get_if<std::string>(&node)) {
      out += escape_markup(*text);
    } else {
      write_element(out, std::get<xml::Element>(node));
    }
  }
}

}  // namespace

Result<std::string> formatted_html(std::string_view text, const FormattedPlace& place) {
  KEMPELEN_TRY(const auto numbered, with_numbers_for_names(text, place));
  const auto document =
      xml::parse(fmt::format("<{0} xmlns=\"{1}\">{2}</{0}>", kRoot, kXhtmlNamespace, numbered), kLimits);
  if (!document) return refuse_markup(document.error(), place);
  if (auto problem = formatted_content_schema().validate(*document)) return refuse_markup(*problem, place);
  std::string out;
  write_content(out, document->root());
  return out;
}

}  // namespace kempelen::domain
