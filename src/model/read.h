// From JSON to an API structure, with every check its descriptors declare.
#pragma once

#include "base/result.h"
#include "json/value.h"
#include "model/shape.h"

namespace kempelen::model {

/// Fills `object`, which must be a value-initialised structure of that shape. See `read`.
Result<Done> read_into(const Shape& shape, json::Value value, void* object);

/// The same for what a service answered: values are taken as they are, since another version of the service
/// may know more of them than we do. Refused with Malformed for a value of the wrong JSON type, and for an
/// amount or a time that is none.
Result<Done> take_into(const Shape& shape, json::Value value, void* object);

/// Reads a structure. Unknown members are ignored, null counts as absent. Refused, in this order, with
///   Malformed     a value of the wrong JSON type: `NUMBER_VALUE cannot be converted to String at 'title'`;
///   BreaksModel   every broken constraint of the service model, in one sentence;
///   ParameterTooShort, ParameterOutOfRange, InvalidParameterValueBecause
///                 the first broken limit of the service, in the order of the fields.
template <typename Structure>
Result<Structure> read(json::Value value) {
  Structure made{};
  if (auto done = read_into(shape_of<Structure>(), value, &made); !done) return refuse(done);
  return made;
}

/// A text as messages may show it: at most 256 characters, an ellipsis when it was longer.
std::string shortened(std::string_view text);

}  // namespace kempelen::model
