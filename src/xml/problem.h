// Inside this module only: what libxml2 reports, put into the words that users of the original search for.
#pragma once

#include <libxml/parser.h>
#include <libxml/xmlerror.h>

#include "xml/document.h"

namespace kempelen::xml {

/// A report of the parser while it stands at `context`.
Problem parse_problem(const xmlError& error, const xmlParserCtxt& context);

/// A report of the schema validator.
Problem schema_problem(const xmlError& error);

}  // namespace kempelen::xml
