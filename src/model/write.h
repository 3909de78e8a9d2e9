// From an API structure to compact JSON: absent members left out, money with two decimals, times in whole
// seconds.
#pragma once

#include <string>

#include "json/writer.h"
#include "model/shape.h"

namespace kempelen::model {

void write_object(const Shape& shape, const void* object, json::Writer& writer);

/// Appends the structure to `out`.
template <typename Structure>
void write(const Structure& value, std::string& out) {
  json::Writer writer(out);
  write_object(shape_of<Structure>(), &value, writer);
}

}  // namespace kempelen::model
