// How question documents are refused: in one form for all kinds of questions, with values shortened to what a
// reader wants to see.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "base/result.h"
#include "xml/document.h"

namespace kempelen::domain {

/// A value as a refusal repeats it. The original repeats whole documents; a reader needs only the start.
std::string echoed(std::string_view value, std::size_t bytes = 1024);

/// InvalidParameterValueBecause; `because` is a sentence.
tl::unexpected<Refusal> refuse_value(std::string_view value, std::string_view parameter,
                                     std::string_view because);

/// XmlParseError about the request's `parameter`, which held the document.
tl::unexpected<Refusal> refuse_xml(const xml::Problem& problem, std::string_view parameter);

/// Refuses a document without a byte (ParameterTooShort) or with more than `max_bytes`
/// (InvalidParameterValueBecause).
Result<Done> check_document_size(std::string_view xml, std::string_view parameter, std::size_t max_bytes);

/// Without the white space of XML at both ends.
std::string_view trim_xml_space(std::string_view text);
/// White space as `xs:anyURI` has it: none at the ends, one blank inside.
std::string collapse_xml_space(std::string_view text);

}  // namespace kempelen::domain
