// Statements for files.
#include "store/files.h"

#include <array>

namespace kempelen::store {
namespace {

constexpr db::Sql kInsert{
    "INSERT INTO files (file_key, assignment_id, question, name, bytes, uploaded_at) "
    "VALUES ($1, $2, $3, $4, $5, $6)"};
constexpr db::Sql kFind{
    "SELECT file_key, assignment_id, question, name, bytes, uploaded_at FROM files WHERE file_key = $1"};
constexpr db::Sql kFindOf{
    "SELECT file_key, assignment_id, question, name, bytes, uploaded_at FROM files "
    "WHERE assignment_id = $1 AND question = $2"};
constexpr db::Sql kListOf{
    "SELECT file_key, assignment_id, question, name, bytes, uploaded_at FROM files WHERE assignment_id = $1"};
constexpr db::Sql kNoteDropped{"INSERT INTO dropped_files (file_key) VALUES ($1)"};
constexpr db::Sql kDelete{"DELETE FROM files WHERE file_key = $1"};
constexpr db::Sql kKeysOfHit{
    "SELECT f.file_key FROM assignments a JOIN files f ON f.assignment_id = a.assignment_id "
    "WHERE a.hit_id = $1"};
constexpr db::Sql kListDropped{"SELECT file_key FROM dropped_files ORDER BY file_key LIMIT $1"};
constexpr db::Sql kIsDropped{"SELECT file_key FROM dropped_files WHERE file_key = $1"};
constexpr db::Sql kNoteRemoved{"DELETE FROM dropped_files WHERE file_key = $1"};

File read_file(const db::Row& row) {
  return {.key = std::string(row.text(0)),
          .assignment = row.id<AssignmentId>(1),
          .question = std::string(row.text(2)),
          .name = std::string(row.text(3)),
          .bytes = row.integer(4),
          .uploaded_at = row.instant(5)};
}

std::string first_text(const db::Row& row) {
  return std::string(row.text(0));
}

}  // namespace

void insert_file(db::Transaction& db, const File& file) {
  db.execute(kInsert, file.key, file.assignment, file.question, file.name, file.bytes, file.uploaded_at);
}

std::optional<File> find_file(db::Reader& db, std::string_view key) {
  return db.find(kFind, read_file, key);
}

std::optional<File> find_file_of(db::Reader& db, const AssignmentId& assignment, std::string_view question) {
  return db.find(kFindOf, read_file, assignment, question);
}

std::vector<File> list_files_of(db::Reader& db, const AssignmentId& assignment) {
  return db.all(kListOf, read_file, assignment);
}

void drop_file(db::Transaction& db, std::string_view key) {
  db.execute(kDelete, key);
  db.execute(kNoteDropped, key);
}

void drop_files_of(db::Transaction& db, const AssignmentId& assignment) {
  for (const File& file : list_files_of(db, assignment)) drop_file(db, file.key);
}

void drop_files_of(db::Transaction& db, const HitId& hit) {
  for (const std::string& key : db.all(kKeysOfHit, first_text, hit)) drop_file(db, key);
}

std::vector<std::string> list_dropped_files(db::Reader& db, std::int64_t count) {
  return db.all(kListDropped, first_text, count);
}

bool is_dropped_file(db::Reader& db, std::string_view key) {
  return db.find(kIsDropped, first_text, key).has_value();
}

void note_file_removed(db::Transaction& db, std::string_view key) {
  db.execute(kNoteRemoved, key);
}

Statements file_statements() {
  static constexpr std::array<const db::Sql*, 10> kAll = {
      &kInsert, &kFind,      &kFindOf,      &kListOf,    &kNoteDropped,
      &kDelete, &kKeysOfHit, &kListDropped, &kIsDropped, &kNoteRemoved};
  return kAll;
}

}  // namespace kempelen::store
