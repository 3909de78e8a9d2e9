// Copies of a whole database in one file: made beside a writer, then read and changed by nobody but us.
#pragma once

#include <functional>
#include <string>

#include "db/sqlite/connection.h"

namespace kempelen::db::sqlite {

/// Copies what `source` sees in one snapshot into the empty file `file` and syncs it. Fault when it cannot,
/// or when `stop` says true.
void copy(Connection& source, const std::string& file, const std::function<bool()>& stop);

}  // namespace kempelen::db::sqlite
