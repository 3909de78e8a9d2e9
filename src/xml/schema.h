// Schemas that documents are checked against: compiled once, used by any thread.
#pragma once

#include <memory>
#include <optional>
#include <string_view>

#include "xml/document.h"

extern "C" {
struct _xmlSchema;
}

namespace kempelen::xml {

class Schema {
 public:
  /// Compiles an XSD of ours. One that does not compile is a bug of ours: InvariantBroken.
  explicit Schema(std::string_view xsd);

  /// The first thing in the document that the schema does not allow, with a Xerces code in front
  /// (`cvc-complex-type.2.4.a: …`); nothing for a valid document. Thread-safe.
  std::optional<Problem> validate(const Document& document) const;

 private:
  struct Free {
    void operator()(_xmlSchema* schema) const;
  };
  std::unique_ptr<_xmlSchema, Free> schema_;
};

}  // namespace kempelen::xml
