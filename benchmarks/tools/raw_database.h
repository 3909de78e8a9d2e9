// SQLite's C API with the settings of src/db/sqlite and nothing else: what the statements of a CreateHIT cost
// when no program stands around them.
#pragma once

#include <sqlite3.h>

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "db/sqlite.h"

namespace kempelen::bench {

/// Ends the program with SQLite's message unless `outcome` is a good one.
void check(sqlite3* connection, int outcome);

struct FinalizeStatement {
  void operator()(sqlite3_stmt* statement) const { sqlite3_finalize(statement); }
};
using StatementHandle = std::unique_ptr<sqlite3_stmt, FinalizeStatement>;

/// A value that outlives the row or call it came from.
using Kept = std::variant<std::nullptr_t, std::int64_t, std::string>;

/// A statement that ran, with what was bound.
struct Recorded {
  std::string text;
  std::vector<Kept> values;
};

class RawDatabase {
 public:
  RawDatabase(const std::string& file, const db::SqliteOptions& like);

  sqlite3* handle() const { return connection_.get(); }
  StatementHandle prepare(std::string_view text) const;
  void run(const std::string& script) const;
  /// Commits, and checkpoints as often as the server would.
  void begin();
  void commit();

 private:
  struct Close {
    void operator()(sqlite3* connection) const { sqlite3_close_v2(connection); }
  };
  std::unique_ptr<sqlite3, Close> connection_;
  StatementHandle begin_, commit_;
  const int checkpoint_pages_;
  int log_pages_ = 0;
};

void bind_value(sqlite3_stmt* statement, int index, const Kept& value);
/// Runs to the end, as all rows were read, and makes the statement ready for another run.
void run_through(sqlite3* connection, sqlite3_stmt* statement);

/// Runs what an action does and writes it down.
class Recorder final : public db::Transaction {
 public:
  explicit Recorder(RawDatabase& database) : database_(database) {}
  const std::vector<Recorded>& recorded() const { return recorded_; }
  void forget() { recorded_.clear(); }
  /// A Fault: no action that is recorded looks for damage.
  std::vector<std::string> damage(std::size_t at_most) override;

 private:
  void visit(const db::Sql& sql, std::span<const db::Value> values,
             const std::function<bool(const db::Row&)>& each) override;
  std::int64_t change(const db::Sql& sql, std::span<const db::Value> values) override;
  StatementHandle start(const db::Sql& sql, std::span<const db::Value> values);

  RawDatabase& database_;
  std::vector<Recorded> recorded_;
};

}  // namespace kempelen::bench
