// What is known of the files that workers have uploaded; their bytes lie elsewhere.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/ids.h"
#include "base/instant.h"
#include "store/statements.h"

namespace kempelen::store {

struct File {
  std::string key;
  AssignmentId assignment;
  std::string question;
  std::string name;  // as the worker's machine called it
  std::int64_t bytes = 0;
  Instant uploaded_at;
};

void insert_file(db::Transaction& db, const File& file);
std::optional<File> find_file(db::Reader& db, std::string_view key);
std::optional<File> find_file_of(db::Reader& db, const AssignmentId& assignment, std::string_view question);
std::vector<File> list_files_of(db::Reader& db, const AssignmentId& assignment);

/// Forgets files; their bytes are to be removed after the commit.
void drop_file(db::Transaction& db, std::string_view key);
void drop_files_of(db::Transaction& db, const AssignmentId& assignment);
void drop_files_of(db::Transaction& db, const HitId& hit);

/// Up to `count` keys of bytes to remove, whether a key is one of them, and that it has been done.
std::vector<std::string> list_dropped_files(db::Reader& db, std::int64_t count);
bool is_dropped_file(db::Reader& db, std::string_view key);
void note_file_removed(db::Transaction& db, std::string_view key);

Statements file_statements();

}  // namespace kempelen::store
