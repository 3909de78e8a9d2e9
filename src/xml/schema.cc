// A compiled schema is only read while documents are validated: each validation has a context of its own, and
// since a schema is given, libxml2 does not follow the xsi:schemaLocation of a document.
#include "xml/schema.h"

#include <libxml/parser.h>
#include <libxml/xmlschemas.h>
#include <libxml/xmlschemastypes.h>

#include "base/fault.h"
#include "xml/problem.h"

namespace kempelen::xml {
namespace {

void on_error(void* data, xmlErrorPtr error) {
  auto& problem = *static_cast<std::optional<Problem>*>(data);
  if (error->level >= XML_ERR_ERROR && !problem) problem = schema_problem(*error);
}

/// libxml2 builds its table of simple types on first use without a lock of its own; the first schema builds
/// it here.
void prepare_library() {
  static const bool ready = (xmlInitParser(), xmlSchemaInitTypes(), true);
  KEMPELEN_INVARIANT(ready, "libxml2 is initialised");
}

struct FreeParser {
  void operator()(xmlSchemaParserCtxt* context) const { xmlSchemaFreeParserCtxt(context); }
};
struct FreeValidator {
  void operator()(xmlSchemaValidCtxt* context) const { xmlSchemaFreeValidCtxt(context); }
};

}  // namespace

Schema::Schema(std::string_view xsd) {
  prepare_library();
  const std::unique_ptr<xmlSchemaParserCtxt, FreeParser> parser(
      xmlSchemaNewMemParserCtxt(xsd.data(), static_cast<int>(xsd.size())));
  if (!parser) throw Fault("no memory for a schema");
  std::optional<Problem> problem;
  xmlSchemaSetParserStructuredErrors(parser.get(), on_error, &problem);
  schema_.reset(xmlSchemaParse(parser.get()));
  KEMPELEN_INVARIANT(schema_ != nullptr && !problem, "our own schemas compile");
}

void Schema::Free::operator()(_xmlSchema* schema) const {
  xmlSchemaFree(schema);
}

std::optional<Problem> Schema::validate(const Document& document) const {
  const std::unique_ptr<xmlSchemaValidCtxt, FreeValidator> validator(xmlSchemaNewValidCtxt(schema_.get()));
  if (!validator) throw Fault("no memory for a schema validator");
  std::optional<Problem> problem;
  xmlSchemaSetValidStructuredErrors(validator.get(), on_error, &problem);
  const int result = xmlSchemaValidateDoc(validator.get(), document.document_.get());
  if (result < 0) throw Fault("the schema validator failed");
  if (result > 0 && !problem) return Problem{"The document does not match its schema.", 0, 0, ""};
  return problem;
}

}  // namespace kempelen::xml
