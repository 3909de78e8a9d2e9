// A database in a directory of its own, with one small table, for the storage tests.
#pragma once

#include <gtest/gtest.h>

#include <filesystem>
#include <memory>
#include <string>

#include "db/sqlite.h"

namespace kempelen::db {

inline constexpr Migration kItemsMigration[] = {
    {1, "items",
     "CREATE TABLE items (id BIGINT PRIMARY KEY, label TEXT, amount BIGINT);"
     "CREATE TABLE parts (id BIGINT PRIMARY KEY, item BIGINT NOT NULL REFERENCES items (id));"},
};
inline constexpr Sql kInsertItem{"INSERT INTO items (id, label, amount) VALUES ($1, $2, $3)"};
inline constexpr Sql kCountItems{"SELECT COUNT(id) FROM items"};
inline constexpr Sql kItemLabel{"SELECT label FROM items WHERE id = $1"};
inline constexpr Sql kItemIds{"SELECT id FROM items ORDER BY id"};

/// Removed with everything in it at the end.
class TemporaryDirectory {
 public:
  TemporaryDirectory() {
    std::string pattern = std::filesystem::temp_directory_path() / "kempelen-storage-XXXXXX";
    path_ = ::mkdtemp(pattern.data());
  }
  ~TemporaryDirectory() { std::filesystem::remove_all(path_); }
  TemporaryDirectory(const TemporaryDirectory&) = delete;
  TemporaryDirectory& operator=(const TemporaryDirectory&) = delete;
  std::string file(const std::string& name) const { return path_ / name; }

 private:
  std::filesystem::path path_;
};

class StorageTest : public testing::Test {
 protected:
  SqliteOptions options() const {
    SqliteOptions made;
    made.file = directory_.file("test.db");
    return made;
  }
  void open() { open(options()); }
  void open(const SqliteOptions& with) { database_ = open_sqlite(with, kItemsMigration); }

  void insert(std::int64_t id, const std::string& label = "label") {
    database_->write_and_wait([&](Transaction& transaction) {
      transaction.execute(kInsertItem, id, label, 0);
      return Verdict::Keep;
    });
  }
  std::int64_t count() {
    std::int64_t found = -1;
    database_->read([&](Reader& reader) {
      found = *reader.find(kCountItems, [](const Row& row) { return row.integer(0); });
    });
    return found;
  }
  bool exists(std::int64_t id) {
    bool found = false;
    database_->read([&](Reader& reader) {
      found = reader.find(kItemLabel, [](const Row& row) { return row.is_null(0); }, id).has_value();
    });
    return found;
  }

  TemporaryDirectory directory_;
  std::unique_ptr<Database> database_;
};

}  // namespace kempelen::db
