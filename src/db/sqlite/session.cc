// Runs statements and remembers the first failure, so that a job cannot go on after one unnoticed.
#include "db/sqlite/session.h"

#include <fmt/format.h>

#include <utility>

namespace kempelen::db::sqlite {

StatementCache::Lease::Lease(Lease&& other) noexcept
    : own_(std::move(other.own_)),
      statement_(std::exchange(other.statement_, nullptr)),
      in_use_(std::exchange(other.in_use_, nullptr)) {}

StatementCache::Lease::~Lease() {
  if (statement_ != nullptr) statement_->reset();
  if (in_use_ != nullptr) *in_use_ = false;
}

StatementCache::Lease StatementCache::lease(const Sql& sql) {
  Entry& entry = entries_[&sql];
  if (entry.in_use) return Lease(std::make_unique<Statement>(connection_, sql.text));
  // The comparison guards against an Sql that is no constant and whose address came back with another text.
  if (!entry.statement || entry.statement->text() != sql.text) {
    entry.statement = std::make_unique<Statement>(connection_, sql.text);
  }
  return Lease(*entry.statement, entry.in_use);
}

StatementCache::Lease Session::start(const Sql& sql, std::span<const Value> values) {
  try {
    // SQLite ends a transaction by itself on some errors; what follows would then commit on its own.
    if (!connection_.in_transaction()) throw Fault("The transaction has ended.");
    auto lease = cache_.lease(sql);
    lease->bind(values);
    return lease;
  } catch (const Fault&) {
    if (!failure_) failure_ = std::current_exception();
    throw;
  }
}

bool Session::step(Statement& statement) {
  try {
    return statement.step();
  } catch (const Fault&) {
    if (!failure_) failure_ = std::current_exception();
    throw;
  }
}

void Session::visit(const Sql& sql, std::span<const Value> values,
                    const std::function<bool(const Row&)>& each) {
  const auto statement = start(sql, values);
  const StatementRow row(statement->handle());
  while (step(*statement)) {
    if (!each(row)) return;
  }
}

std::int64_t Session::change(const Sql& sql, std::span<const Value> values) {
  const auto statement = start(sql, values);
  while (step(*statement)) {
  }
  return statement->is_read_only() ? 0 : sqlite3_changes64(connection_.handle());
}

std::vector<std::string> Session::damage(std::size_t at_most) {
  std::vector<std::string> found;
  try {
    // Pragmas take no placeholders, so these statements are prepared for this one use.
    Statement whole(connection_.handle(), fmt::format("PRAGMA integrity_check({})", at_most));
    while (step(whole)) {
      std::string finding(StatementRow(whole.handle()).text(0));
      if (finding != "ok") found.push_back(fmt::format("SQLite: {}.", finding));
    }
    Statement references(connection_.handle(), "PRAGMA foreign_key_check");
    while (found.size() < at_most && step(references)) {
      const StatementRow row(references.handle());
      found.push_back(fmt::format("A row of {} refers to a row of {} that does not exist (row {}).",
                                  row.text(0), row.text(2),
                                  row.is_null(1) ? std::string("unknown") : std::to_string(row.integer(1))));
    }
  } catch (const Fault& fault) {
    // Some damage ends the check itself.
    if ((sqlite3_errcode(connection_.handle()) & 0xff) != SQLITE_CORRUPT) throw;
    found.push_back(fmt::format("SQLite: {}.", fault.what()));
  }
  return found;
}

void Session::control(const Sql& sql) {
  const auto statement = cache_.lease(sql);
  statement->step();
}

}  // namespace kempelen::db::sqlite
