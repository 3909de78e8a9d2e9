// Shortening never cuts a character in two.
#include "domain/question_refusal.h"

#include <fmt/format.h>

#include "xml/writer.h"

namespace kempelen::domain {
namespace {

constexpr std::string_view kXmlSpace = " \t\r\n";

}  // namespace

std::string echoed(std::string_view value, std::size_t bytes) {
  if (value.size() <= bytes) return std::string(value);
  std::size_t end = bytes;
  while (end > 0 && (static_cast<unsigned char>(value[end]) & 0xC0) == 0x80) --end;
  return std::string(value.substr(0, end)) + "...";
}

tl::unexpected<Refusal> refuse_value(std::string_view value, std::string_view parameter,
                                     std::string_view because) {
  return refuse(Code::InvalidParameterValueBecause, echoed(value), parameter, because);
}

tl::unexpected<Refusal> refuse_xml(const xml::Problem& problem, std::string_view parameter) {
  return refuse(Code::XmlParseError, xml::describe(problem), parameter);
}

Result<Done> check_document_size(std::string_view xml, std::string_view parameter, std::size_t max_bytes) {
  if (xml.empty()) return refuse(Code::ParameterTooShort, parameter, "1");
  if (xml.size() > max_bytes) {
    return refuse(Code::InvalidParameterValueBecause, echoed(xml::carriable(xml.substr(0, 200)), 100),
                  parameter, fmt::format("It has {} bytes; the limit is {} bytes.", xml.size(), max_bytes));
  }
  return Done{};
}

std::string_view trim_xml_space(std::string_view text) {
  const std::size_t first = text.find_first_not_of(kXmlSpace);
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(kXmlSpace) - first + 1);
}

std::string collapse_xml_space(std::string_view text) {
  std::string out;
  for (const char c : trim_xml_space(text)) {
    const bool space = kXmlSpace.find(c) != std::string_view::npos;
    if (!space) {
      out.push_back(c);
    } else if (out.back() != ' ') {
      out.push_back(' ');
    }
  }
  return out;
}

}  // namespace kempelen::domain
