// The migrations of the database, oldest first, and every statement that src/store runs.
#pragma once

#include <span>
#include <vector>

#include "db/sqlite.h"

namespace kempelen::store {

std::span<const db::Migration> migrations();

/// Every statement of this folder, for the test that prepares each on every engine.
std::vector<const db::Sql*> all_statements();

}  // namespace kempelen::store
