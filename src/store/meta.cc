// Statements for small facts.
#include "store/meta.h"

#include <array>

namespace kempelen::store {
namespace {

constexpr db::Sql kFind{"SELECT value FROM meta WHERE name = $1"};
constexpr db::Sql kSave{
    "INSERT INTO meta (name, value) VALUES ($1, $2) ON CONFLICT (name) DO UPDATE SET value = excluded.value"};
constexpr db::Sql kDelete{"DELETE FROM meta WHERE name = $1"};

}  // namespace

std::optional<std::string> find_meta(db::Reader& db, std::string_view name) {
  return db.find(kFind, [](const db::Row& row) { return std::string(row.text(0)); }, name);
}

void save_meta(db::Transaction& db, std::string_view name, std::string_view value) {
  db.execute(kSave, name, value);
}

void delete_meta(db::Transaction& db, std::string_view name) {
  db.execute(kDelete, name);
}

Statements meta_statements() {
  static constexpr std::array<const db::Sql*, 3> kAll = {&kFind, &kSave, &kDelete};
  return kAll;
}

}  // namespace kempelen::store
