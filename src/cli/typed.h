// What was typed, held against the declared shape: texts become numbers, times and truth values where the
// shape asks for them, and names that the shape does not have are refused.
#pragma once

#include <string>

#include "cli/data.h"
#include "client/error.h"
#include "model/shape.h"

namespace kempelen::cli {

/// As the wire carries it. `where` is how messages name the value: `--reward`, `QualificationRequirements`.
/// A single value where a list belongs is a list of one. Fails with Error::Kind::Request.
client::Result<Data> typed(const model::Field& field, const Data& data, const std::string& where);

/// The members of an object that has every one of them checked by `typed`; null members are left out.
client::Result<Data> typed_members(const model::Shape& shape, const Data& object, const std::string& where);

}  // namespace kempelen::cli
