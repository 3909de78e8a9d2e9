// The C API, called as plainly as it can be.
#include "benchmarks/tools/raw_database.h"

#include <cstdlib>
#include <iostream>

#include "base/fault.h"

namespace kempelen::bench {
namespace {

class RawRow final : public db::Row {
 public:
  explicit RawRow(sqlite3_stmt* statement) : statement_(statement) {}
  bool is_null(int column) const override { return sqlite3_column_type(statement_, column) == SQLITE_NULL; }
  std::int64_t integer(int column) const override { return sqlite3_column_int64(statement_, column); }
  std::string_view text(int column) const override {
    const void* data = sqlite3_column_text(statement_, column);
    return {static_cast<const char*>(data),
            static_cast<std::size_t>(sqlite3_column_bytes(statement_, column))};
  }

 private:
  sqlite3_stmt* statement_;
};

Kept keep(const db::Value& value) {
  if (const auto* integer = std::get_if<std::int64_t>(&value)) return *integer;
  if (const auto* text = std::get_if<std::string_view>(&value)) return std::string(*text);
  return nullptr;
}

}  // namespace

void check(sqlite3* connection, int outcome) {
  if (outcome == SQLITE_OK || outcome == SQLITE_ROW || outcome == SQLITE_DONE) return;
  std::cerr << "SQLite: " << sqlite3_errmsg(connection) << '\n';
  std::exit(1);
}

RawDatabase::RawDatabase(const std::string& file, const db::SqliteOptions& like)
    : checkpoint_pages_(like.checkpoint_pages) {
  sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
  sqlite3* connection = nullptr;
  const int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX;
  const int outcome = sqlite3_open_v2(file.c_str(), &connection, flags, nullptr);
  connection_.reset(connection);
  check(connection, outcome);
  run("PRAGMA journal_mode = WAL");
  run("PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON; PRAGMA temp_store = MEMORY; PRAGMA mmap_size = 0;"
      "PRAGMA wal_autocheckpoint = 0; PRAGMA cache_size = -" +
      std::to_string(like.writer_cache_kib));
  begin_ = prepare("BEGIN IMMEDIATE");
  commit_ = prepare("COMMIT");
  sqlite3_wal_hook(
      connection,
      [](void* self, sqlite3*, const char*, int pages) {
        static_cast<RawDatabase*>(self)->log_pages_ = pages;
        return SQLITE_OK;
      },
      this);
}

StatementHandle RawDatabase::prepare(std::string_view text) const {
  sqlite3_stmt* statement = nullptr;
  check(handle(), sqlite3_prepare_v3(handle(), text.data(), static_cast<int>(text.size()),
                                     SQLITE_PREPARE_PERSISTENT, &statement, nullptr));
  return StatementHandle(statement);
}

void RawDatabase::run(const std::string& script) const {
  check(handle(), sqlite3_exec(handle(), script.c_str(), nullptr, nullptr, nullptr));
}

void RawDatabase::begin() {
  run_through(handle(), begin_.get());
}

void RawDatabase::commit() {
  run_through(handle(), commit_.get());
  if (log_pages_ < checkpoint_pages_) return;
  check(handle(), sqlite3_wal_checkpoint_v2(handle(), "main", SQLITE_CHECKPOINT_PASSIVE, nullptr, nullptr));
  log_pages_ = 0;
}

void bind_value(sqlite3_stmt* statement, int index, const Kept& value) {
  int outcome = SQLITE_OK;
  if (const auto* integer = std::get_if<std::int64_t>(&value)) {
    outcome = sqlite3_bind_int64(statement, index, *integer);
  } else if (const auto* text = std::get_if<std::string>(&value)) {
    outcome = sqlite3_bind_text64(statement, index, text->data(), text->size(), SQLITE_STATIC, SQLITE_UTF8);
  } else {
    outcome = sqlite3_bind_null(statement, index);
  }
  check(sqlite3_db_handle(statement), outcome);
}

void run_through(sqlite3* connection, sqlite3_stmt* statement) {
  int outcome = SQLITE_ROW;
  while (outcome == SQLITE_ROW) outcome = sqlite3_step(statement);
  check(connection, outcome);
  sqlite3_reset(statement);
}

StatementHandle Recorder::start(const db::Sql& sql, std::span<const db::Value> values) {
  Recorded& one = recorded_.emplace_back(Recorded{std::string(sql.text), {}});
  for (const db::Value& value : values) one.values.push_back(keep(value));
  auto statement = database_.prepare(sql.text);
  for (std::size_t i = 0; i < one.values.size(); ++i) {
    const std::string name = "$" + std::to_string(i + 1);
    const int index = sqlite3_bind_parameter_index(statement.get(), name.c_str());
    int outcome = SQLITE_OK;
    if (const auto* text = std::get_if<std::string>(&one.values[i])) {
      // The record may move when it grows, so SQLite gets a copy.
      outcome = sqlite3_bind_text64(statement.get(), index, text->data(), text->size(), SQLITE_TRANSIENT,
                                    SQLITE_UTF8);
      check(database_.handle(), outcome);
    } else {
      bind_value(statement.get(), index, one.values[i]);
    }
  }
  return statement;
}

std::vector<std::string> Recorder::damage(std::size_t) {
  throw Fault("A recorder does not look for damage.");
}

void Recorder::visit(const db::Sql& sql, std::span<const db::Value> values,
                     const std::function<bool(const db::Row&)>& each) {
  const auto statement = start(sql, values);
  const RawRow row(statement.get());
  int outcome = SQLITE_ROW;
  while ((outcome = sqlite3_step(statement.get())) == SQLITE_ROW) {
    if (!each(row)) return;
  }
  check(database_.handle(), outcome);
}

std::int64_t Recorder::change(const db::Sql& sql, std::span<const db::Value> values) {
  const auto statement = start(sql, values);
  run_through(database_.handle(), statement.get());
  return sqlite3_changes64(database_.handle());
}

}  // namespace kempelen::bench
