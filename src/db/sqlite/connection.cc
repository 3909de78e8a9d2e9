// Opening, preparing, binding and stepping. Settings that every connection shares are made in Connection's
// constructor.
#include "db/sqlite/connection.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <optional>

namespace kempelen::db::sqlite {
namespace {

constexpr Duration kLockPatience = Duration::seconds(5);

/// The n of `$n`; nothing for any other form of placeholder.
std::optional<int> placeholder_number(const char* name) {
  if (name == nullptr || name[0] != '$' || name[1] < '1' || name[1] > '9') return std::nullopt;
  const std::string_view digits(name + 1);
  int number = 0;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), number);
  if (error != std::errc() || end != digits.data() + digits.size()) return std::nullopt;
  return number;
}

std::vector<int> resolve_placeholders(sqlite3_stmt* statement, std::string_view text) {
  const int count = sqlite3_bind_parameter_count(statement);
  std::vector<int> indexes(static_cast<std::size_t>(count), 0);
  for (int index = 1; index <= count; ++index) {
    const auto number = placeholder_number(sqlite3_bind_parameter_name(statement, index));
    if (!number || *number > count) {
      throw Fault(fmt::format("Placeholders must be $1 … $n without gaps: {}", text));
    }
    indexes[static_cast<std::size_t>(*number) - 1] = index;
  }
  return indexes;
}

bool is_blank(std::string_view text) {
  return std::all_of(text.begin(), text.end(),
                     [](char c) { return c == ' ' || c == '\n' || c == '\t' || c == ';'; });
}

/// Counting every allocation takes a lock that all reading threads would share. Only has an effect before
/// SQLite's first use in the process; afterwards SQLite ignores it.
void stop_counting_memory() {
  [[maybe_unused]] static const int once = sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
}

void set_flag(sqlite3* connection, int flag, int value) {
  if (sqlite3_db_config(connection, flag, value, nullptr) != SQLITE_OK) {
    throw sqlite_fault(connection, "Configuring the connection");
  }
}

}  // namespace

Fault sqlite_fault(sqlite3* connection, std::string_view doing) {
  return Fault(fmt::format("{}: {} (SQLite error {})", doing, sqlite3_errmsg(connection),
                           sqlite3_extended_errcode(connection)));
}

Statement::Statement(sqlite3* connection, std::string_view text) : text_(text) {
  sqlite3_stmt* statement = nullptr;
  const char* rest = nullptr;
  const int outcome = sqlite3_prepare_v3(connection, text_.c_str(), static_cast<int>(text_.size()) + 1,
                                         SQLITE_PREPARE_PERSISTENT, &statement, &rest);
  handle_.reset(statement);
  if (outcome != SQLITE_OK) throw sqlite_fault(connection, fmt::format("Preparing \"{}\"", text_));
  if (statement == nullptr || !is_blank(rest)) {
    throw Fault(fmt::format("Not exactly one statement: \"{}\"", text_));
  }
  indexes_ = resolve_placeholders(statement, text_);
}

void Statement::bind(std::span<const Value> values) {
  KEMPELEN_INVARIANT(values.size() == indexes_.size(),
                     "a statement gets one value for each of its placeholders");
  for (std::size_t i = 0; i < values.size(); ++i) {
    int outcome = SQLITE_OK;
    if (const auto* integer = std::get_if<std::int64_t>(&values[i])) {
      outcome = sqlite3_bind_int64(handle_.get(), indexes_[i], *integer);
    } else if (const auto* text = std::get_if<std::string_view>(&values[i])) {
      // A null pointer would bind NULL, and an empty view may hold one.
      const char* data = text->empty() ? "" : text->data();
      outcome =
          sqlite3_bind_text64(handle_.get(), indexes_[i], data, text->size(), SQLITE_STATIC, SQLITE_UTF8);
    } else {
      outcome = sqlite3_bind_null(handle_.get(), indexes_[i]);
    }
    if (outcome != SQLITE_OK) throw sqlite_fault(sqlite3_db_handle(handle_.get()), "Binding a value");
  }
}

bool Statement::step() {
  const int outcome = sqlite3_step(handle_.get());
  if (outcome == SQLITE_ROW) return true;
  if (outcome == SQLITE_DONE) return false;
  throw sqlite_fault(sqlite3_db_handle(handle_.get()), fmt::format("Running \"{}\"", text_));
}

bool StatementRow::is_null(int column) const {
  return sqlite3_column_type(statement_, column) == SQLITE_NULL;
}

std::int64_t StatementRow::integer(int column) const {
  KEMPELEN_INVARIANT(sqlite3_column_type(statement_, column) == SQLITE_INTEGER,
                     "the column holds an integer");
  return sqlite3_column_int64(statement_, column);
}

std::string_view StatementRow::text(int column) const {
  KEMPELEN_INVARIANT(sqlite3_column_type(statement_, column) == SQLITE_TEXT, "the column holds a text");
  const void* data = sqlite3_column_text(statement_, column);
  return {static_cast<const char*>(data), static_cast<std::size_t>(sqlite3_column_bytes(statement_, column))};
}

Connection::Connection(const std::string& file, Access access, const char* vfs, int cache_kib) {
  stop_counting_memory();
  sqlite3* connection = nullptr;
  // NOMUTEX: a connection is used by one thread at a time, so SQLite need not lock it.
  const int flags =
      SQLITE_OPEN_NOMUTEX | (access == Access::ReadOnly ? SQLITE_OPEN_READONLY : SQLITE_OPEN_READWRITE);
  const int outcome = sqlite3_open_v2(file.c_str(), &connection, flags, vfs);
  handle_.reset(connection);
  if (outcome != SQLITE_OK) throw sqlite_fault(connection, fmt::format("Opening {}", file));
  sqlite3_extended_result_codes(connection, 1);
  set_flag(connection, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1);
  // Debian's SQLite takes a misspelt "column" for a text; PostgreSQL does not.
  set_flag(connection, SQLITE_DBCONFIG_DQS_DML, 0);
  set_flag(connection, SQLITE_DBCONFIG_DQS_DDL, 0);
  wait_at_most(kLockPatience);
  run(fmt::format("PRAGMA cache_size = -{}; PRAGMA temp_store = MEMORY; PRAGMA mmap_size = 0;", cache_kib));
}

void Connection::run(const std::string& script) {
  if (sqlite3_exec(handle_.get(), script.c_str(), nullptr, nullptr, nullptr) != SQLITE_OK) {
    throw sqlite_fault(handle_.get(), fmt::format("Running \"{}\"", script));
  }
}

std::string Connection::ask(std::string_view query) {
  Statement statement(handle_.get(), query);
  if (!statement.step()) return {};
  const void* data = sqlite3_column_text(statement.handle(), 0);
  std::string answer = data == nullptr ? std::string() : static_cast<const char*>(data);
  // To the end: a PRAGMA that changes the file says so in a row first and commits after it.
  while (statement.step()) {
  }
  return answer;
}

void Connection::wait_at_most(Duration for_locks) noexcept {
  sqlite3_busy_timeout(handle_.get(), static_cast<int>(for_locks.micros / 1000));
}

void Connection::checkpoint_on_close() {
  set_flag(handle_.get(), SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 0);
}

}  // namespace kempelen::db::sqlite
