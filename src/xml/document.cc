// The parser's settings. NOENT, DTDLOAD, HUGE and XINCLUDE are deliberately absent: nothing is expanded or
// loaded.
#include "xml/document.h"

#include <fmt/format.h>
#include <libxml/SAX2.h>
#include <libxml/parser.h>
#include <libxml/parserInternals.h>

#include <algorithm>
#include <limits>

#include "base/fault.h"
#include "base/text.h"
#include "xml/problem.h"

namespace kempelen::xml {
namespace {

constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";
constexpr int kOptions = XML_PARSE_NONET | XML_PARSE_NOCDATA | XML_PARSE_IGNORE_ENC | XML_PARSE_COMPACT;

std::string_view view(const xmlChar* text) {
  return text == nullptr ? std::string_view{} : std::string_view(reinterpret_cast<const char*>(text));
}

struct ParseState {
  int max_depth;
  std::optional<Problem> problem;
};

void stop(xmlParserCtxt& context, Problem problem) {
  auto& state = *static_cast<ParseState*>(context._private);
  if (!state.problem) state.problem = std::move(problem);
  xmlStopParser(&context);
}

void on_error(void* data, xmlErrorPtr error) {
  auto& context = *static_cast<xmlParserCtxt*>(data);
  auto& state = *static_cast<ParseState*>(context._private);
  if (error->level >= XML_ERR_ERROR && !state.problem) state.problem = parse_problem(*error, context);
}

void on_doctype(void* data, const xmlChar*, const xmlChar*, const xmlChar*) {
  auto& context = *static_cast<xmlParserCtxt*>(data);
  stop(context,
       {"DOCTYPE is disallowed.", xmlSAX2GetLineNumber(&context), xmlSAX2GetColumnNumber(&context), ""});
}

void on_element(void* data, const xmlChar* name, const xmlChar* prefix, const xmlChar* uri, int namespaces,
                const xmlChar** namespace_list, int attributes, int defaulted,
                const xmlChar** attribute_list) {
  auto& context = *static_cast<xmlParserCtxt*>(data);
  const int max_depth = static_cast<ParseState*>(context._private)->max_depth;
  if (context.nodeNr >= max_depth) {
    stop(context,
         {fmt::format("Elements are nested deeper than {}.", max_depth), xmlSAX2GetLineNumber(&context),
          xmlSAX2GetColumnNumber(&context), std::string(view(name))});
    return;
  }
  xmlSAX2StartElementNs(data, name, prefix, uri, namespaces, namespace_list, attributes, defaulted,
                        attribute_list);
}

struct FreeContext {
  void operator()(xmlParserCtxt* context) const { xmlFreeParserCtxt(context); }
};

std::unique_ptr<xmlParserCtxt, FreeContext> make_context(ParseState& state) {
  static const bool ready = (xmlInitParser(), true);
  std::unique_ptr<xmlParserCtxt, FreeContext> context(ready ? xmlNewParserCtxt() : nullptr);
  if (!context) throw Fault("no memory for an XML parser");
  context->_private = &state;
  context->sax->serror = on_error;
  context->sax->internalSubset = on_doctype;
  context->sax->externalSubset = nullptr;
  context->sax->startElementNs = on_element;
  return context;
}

Problem at_byte(std::string_view text, std::size_t offset, std::string sentence) {
  const std::string_view before = text.substr(0, offset);
  const auto lines = std::count(before.begin(), before.end(), '\n');
  const std::size_t line_start = before.rfind('\n') == std::string_view::npos ? 0 : before.rfind('\n') + 1;
  return {std::move(sentence), static_cast<int>(lines) + 1, static_cast<int>(offset - line_start) + 1, ""};
}

/// The first byte of `text` that does not belong to UTF-8.
std::size_t first_bad_byte(std::string_view text) {
  std::size_t good = 0;
  std::size_t step = text.size();
  while (step > 0) {
    if (good + step <= text.size() && is_utf8(text.substr(good, step))) {
      good += step;
    } else {
      step /= 2;
    }
  }
  return good;
}

std::optional<Problem> check_bytes(std::string_view text, const Limits& limits) {
  if (text.size() > limits.max_bytes) {
    return Problem{fmt::format("The document has {} bytes; the limit is {}.", text.size(), limits.max_bytes),
                   0, 0, ""};
  }
  if (const std::size_t nul = text.find('\0'); nul != std::string_view::npos) {
    return at_byte(text, nul, "An invalid XML character (Unicode: 0x0) was found in the document.");
  }
  if (!is_utf8(text)) {
    const std::size_t bad = first_bad_byte(text);
    return at_byte(
        text, bad,
        fmt::format("Invalid byte 0x{:02X} of a UTF-8 sequence.", static_cast<unsigned char>(text[bad])));
  }
  return std::nullopt;
}

std::string value_of(const xmlAttr& attribute) {
  std::string out;
  for (const xmlNode* part = attribute.children; part != nullptr; part = part->next)
    out += view(part->content);
  return out;
}

}  // namespace

std::string_view Element::name() const {
  return view(node_->name);
}

std::string_view Element::name_space() const {
  return node_->ns == nullptr ? std::string_view{} : view(node_->ns->href);
}

int Element::line() const {
  return static_cast<int>(xmlGetLineNo(node_));
}

std::string Element::text() const {
  xmlChar* const content = xmlNodeGetContent(node_);
  std::string out(view(content));
  xmlFree(content);
  return out;
}

std::vector<Element> Element::children() const {
  std::vector<Element> out;
  for (const xmlNode* node = node_->children; node != nullptr; node = node->next) {
    if (node->type == XML_ELEMENT_NODE) out.emplace_back(node);
  }
  return out;
}

std::vector<Node> Element::content() const {
  std::vector<Node> out;
  for (const xmlNode* node = node_->children; node != nullptr; node = node->next) {
    if (node->type == XML_ELEMENT_NODE) {
      out.emplace_back(Element(node));
    } else if (node->type == XML_TEXT_NODE || node->type == XML_CDATA_SECTION_NODE) {
      out.emplace_back(std::string(view(node->content)));
    }
  }
  return out;
}

std::optional<Element> Element::child(std::string_view local_name) const {
  for (const Element element : children()) {
    if (element.name() == local_name && element.name_space() == name_space()) return element;
  }
  return std::nullopt;
}

std::optional<std::string> Element::attribute(std::string_view local_name) const {
  for (const xmlAttr* attribute = node_->properties; attribute != nullptr; attribute = attribute->next) {
    if (attribute->ns == nullptr && view(attribute->name) == local_name) return value_of(*attribute);
  }
  return std::nullopt;
}

std::vector<Attribute> Element::attributes() const {
  std::vector<Attribute> out;
  for (const xmlAttr* attribute = node_->properties; attribute != nullptr; attribute = attribute->next) {
    if (attribute->ns == nullptr) out.push_back({std::string(view(attribute->name)), value_of(*attribute)});
  }
  return out;
}

Element Document::root() const {
  return Element(xmlDocGetRootElement(document_.get()));
}

void Document::Free::operator()(_xmlDoc* document) const {
  xmlFreeDoc(document);
}

tl::expected<Document, Problem> parse(std::string_view text, const Limits& limits) {
  if (text.starts_with(kByteOrderMark)) text.remove_prefix(kByteOrderMark.size());
  if (auto problem = check_bytes(text, limits)) return tl::unexpected(*std::move(problem));
  KEMPELEN_INVARIANT(text.size() <= static_cast<std::size_t>(std::numeric_limits<int>::max()),
                     "limits keep documents far below two gigabytes");
  ParseState state{limits.max_depth, std::nullopt};
  const auto context = make_context(state);
  xmlDoc* const read = xmlCtxtReadMemory(context.get(), text.data(), static_cast<int>(text.size()), nullptr,
                                         "UTF-8", kOptions);
  Document document(read);
  if (state.problem) return tl::unexpected(*std::move(state.problem));
  const bool namespaces_well_formed = context->nsWellFormed != 0;
  if (read == nullptr || !namespaces_well_formed || xmlDocGetRootElement(read) == nullptr) {
    return tl::unexpected(Problem{"The document is not well-formed.", 0, 0, ""});
  }
  return document;
}

}  // namespace kempelen::xml
