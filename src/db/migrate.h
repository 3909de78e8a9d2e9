// Forward-only schema migrations, for any engine: which of the program's migrations a database still lacks,
// and when a database must be refused instead. The engine only says what it has recorded and applies one
// migration at a time.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace kempelen::db {

/// One step of the schema. Numbers run 1, 2, 3 … without gaps; a released migration is never edited.
struct Migration {
  int number;
  std::string_view name;
  std::string_view text;  // one or more statements
};

/// A migration as a database remembers it.
struct RecordedMigration {
  int number = 0;
  std::string name;
  std::string checksum;
};

/// Changes with every byte of the text: 64 hexadecimal digits.
std::string migration_checksum(std::string_view text);

/// The migrations that `recorded` (in ascending order) lacks, in order. Throws Fault with a sentence that
/// says what to do when the database is newer than the program, when a recorded migration differs from the
/// program's, and when either list has a gap.
std::span<const Migration> missing_migrations(std::span<const RecordedMigration> recorded,
                                              std::span<const Migration> known);

/// What migrating needs of an engine. Every function may throw Fault.
class MigrationTarget {
 public:
  virtual ~MigrationTarget() = default;
  /// Ascending by number; empty for a new database.
  virtual std::vector<RecordedMigration> recorded() = 0;
  /// Runs the text and records it in one transaction: afterwards both have happened, or neither.
  virtual void apply(const Migration& migration, std::string_view checksum) = 0;
};

/// Applies what is missing, each migration in its own transaction. Returns how many were applied.
int migrate(MigrationTarget& target, std::span<const Migration> known);

}  // namespace kempelen::db
