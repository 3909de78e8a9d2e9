// Small facts about the data directory, by name: the offset of the domain clock and the like.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "store/statements.h"

namespace kempelen::store {

std::optional<std::string> find_meta(db::Reader& db, std::string_view name);
void save_meta(db::Transaction& db, std::string_view name, std::string_view value);
void delete_meta(db::Transaction& db, std::string_view name);

Statements meta_statements();

}  // namespace kempelen::store
