// The type in which each file of src/store names the statements it owns.
#pragma once

#include <span>

#include "db/database.h"

namespace kempelen::store {

using Statements = std::span<const db::Sql* const>;

}  // namespace kempelen::store
