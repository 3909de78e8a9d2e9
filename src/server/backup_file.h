// A backup file: an ordinary database that says in its `meta` table what it is.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/instant.h"
#include "base/result.h"
#include "db/database.h"

namespace kempelen::server {

/// What a backup says of itself.
struct BackupLabel {
  std::string version;      // of the program that made it
  std::int64_t schema = 0;  // the number of its last migration
  Instant taken_at;         // domain clock: everything acknowledged before is in it
  Instant recount_at;       // domain clock after the copy was made; as of then it is recounted
};

/// Written into a copy, and taken out of it again when it becomes a store.
void write_label(db::Transaction& db, const BackupLabel& label);
void remove_label(db::Transaction& db);
/// Nothing where the file is a database but no backup.
std::optional<BackupLabel> read_label(db::Reader& db);

/// A file that grows under another name, `<file>.part` with mode 600, and is removed unless it is put in
/// place. What a crash left behind is written over.
class PartialFile {
 public:
  /// Empty. Fault if it cannot be made, or if somebody else is writing it.
  explicit PartialFile(std::string file);
  ~PartialFile();
  PartialFile(const PartialFile&) = delete;
  PartialFile& operator=(const PartialFile&) = delete;

  const std::string& path() const { return part_; }
  enum class Existing { Kept, Replaced };
  /// Gives it its name, durably. Refuses (AdminRefused) when there is such a file that is to be kept.
  Result<Done> put_in_place(Existing existing);

 private:
  std::string file_;
  std::string part_;
  int descriptor_ = -1;
};

}  // namespace kempelen::server
