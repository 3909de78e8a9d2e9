// The rules that keep one SQL text good for SQLite and PostgreSQL, as a check that any list of statements can
// be put through.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "db/database.h"
#include "db/migrate.h"

namespace kempelen::db {

struct NamedStatement {
  std::string_view name;
  const Sql* sql;
};

/// What the text breaks, one sentence a breach; empty for portable SQL. `text` may hold several statements.
std::vector<std::string> breaches_of_portability(std::string_view text);

/// Breaches of every statement and every migration, each with its name in front; also each statement that
/// SQLite does not prepare against a new database made by the migrations, and each name that is given twice.
std::vector<std::string> check_statements(std::span<const NamedStatement> statements,
                                          std::span<const Migration> migrations);

}  // namespace kempelen::db
