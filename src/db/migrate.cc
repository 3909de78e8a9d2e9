// The comparison of recorded and known migrations, and the sentences for an operator whose database does not
// fit.
#include "db/migrate.h"

#include <fmt/format.h>

#include "base/digest.h"
#include "base/fault.h"

namespace kempelen::db {
namespace {

void check_known(std::span<const Migration> known) {
  for (std::size_t i = 0; i < known.size(); ++i) {
    if (known[i].number != static_cast<int>(i) + 1) {
      throw Fault(
          fmt::format("This program is built wrong: its migration \"{}\" has number {} where {} is due. "
                      "Build it again from a clean checkout.",
                      known[i].name, known[i].number, i + 1));
    }
  }
}

void check_recorded(const RecordedMigration& recorded, const Migration& known, const std::string& checksum) {
  if (recorded.number != known.number) {
    throw Fault(
        fmt::format("The database has no record of migration {} (\"{}\") but of later ones. Its record was "
                    "changed by hand; restore a backup.",
                    known.number, known.name));
  }
  if (recorded.checksum != checksum || recorded.name != known.name) {
    throw Fault(
        fmt::format("Migration {} (\"{}\") is not the one this database was made with (\"{}\"). Start the "
                    "release that made the database, or restore a backup made by this one.",
                    known.number, known.name, recorded.name));
  }
}

}  // namespace

std::string migration_checksum(std::string_view text) {
  return digest(text);
}

std::span<const Migration> missing_migrations(std::span<const RecordedMigration> recorded,
                                              std::span<const Migration> known) {
  check_known(known);
  if (!recorded.empty() && recorded.back().number > static_cast<int>(known.size())) {
    throw Fault(
        fmt::format("The database was last used by a newer release (its schema is number {}, this program "
                    "knows up to {}). Start the newer release, or restore a backup made before the update.",
                    recorded.back().number, known.size()));
  }
  for (std::size_t i = 0; i < recorded.size(); ++i) {
    check_recorded(recorded[i], known[i], migration_checksum(known[i].text));
  }
  return known.subspan(recorded.size());
}

int migrate(MigrationTarget& target, std::span<const Migration> known) {
  const auto recorded = target.recorded();
  const auto missing = missing_migrations(recorded, known);
  for (const Migration& migration : missing) {
    target.apply(migration, migration_checksum(migration.text));
  }
  return static_cast<int>(missing.size());
}

}  // namespace kempelen::db
