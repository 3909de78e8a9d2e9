// The SQLite C API behind two types that close what they open: a connection and a prepared statement.
// Whatever the API reports as an error becomes a Fault with SQLite's own words.
#pragma once

#include <sqlite3.h>

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "db/database.h"

namespace kempelen::db::sqlite {

/// A prepared statement. Its placeholders must be `$1` … `$n` without gaps; they are matched to SQLite's
/// parameter indexes when it is prepared, since SQLite numbers named parameters by their first appearance.
class Statement {
 public:
  /// Throws Fault for text that is not exactly one valid statement.
  Statement(sqlite3* connection, std::string_view text);

  /// Binds `$1`, `$2`, … without copying: the values must outlive the run. As many as there are placeholders.
  void bind(std::span<const Value> values);
  /// Whether there is a row. Throws Fault.
  bool step();
  /// Ends a run, finished or not.
  void reset() noexcept { sqlite3_reset(handle_.get()); }

  bool is_read_only() const noexcept { return sqlite3_stmt_readonly(handle_.get()) != 0; }
  int placeholders() const noexcept { return static_cast<int>(indexes_.size()); }
  std::string_view text() const noexcept { return text_; }
  sqlite3_stmt* handle() const noexcept { return handle_.get(); }

 private:
  struct Finalize {
    void operator()(sqlite3_stmt* statement) const noexcept { sqlite3_finalize(statement); }
  };
  std::string text_;
  std::unique_ptr<sqlite3_stmt, Finalize> handle_;
  std::vector<int> indexes_;  // SQLite's index of $1, $2, …
};

/// The row a statement stands on.
class StatementRow final : public Row {
 public:
  explicit StatementRow(sqlite3_stmt* statement) : statement_(statement) {}
  bool is_null(int column) const override;
  std::int64_t integer(int column) const override;
  std::string_view text(int column) const override;

 private:
  sqlite3_stmt* statement_;
};

enum class Access { ReadWrite, ReadOnly };

/// One connection, used by one thread at a time.
class Connection {
 public:
  /// Opens an existing file. It never checkpoints when it is closed, unless told by checkpoint_on_close().
  Connection(const std::string& file, Access access, const char* vfs, int cache_kib);

  /// Runs any number of statements without values or results.
  void run(const std::string& script);
  /// The first column of the first row of a query without placeholders; empty without a row.
  std::string ask(std::string_view query);

  bool in_transaction() const noexcept { return sqlite3_get_autocommit(handle_.get()) == 0; }
  std::int64_t total_changes() const noexcept { return sqlite3_total_changes64(handle_.get()); }
  void wait_at_most(Duration for_locks) noexcept;
  void checkpoint_on_close();
  sqlite3* handle() const noexcept { return handle_.get(); }

 private:
  struct Close {
    void operator()(sqlite3* connection) const noexcept { sqlite3_close_v2(connection); }
  };
  std::unique_ptr<sqlite3, Close> handle_;
};

/// A Fault with what was being done and SQLite's message and code.
Fault sqlite_fault(sqlite3* connection, std::string_view doing);

}  // namespace kempelen::db::sqlite
