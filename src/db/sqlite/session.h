// A connection with its prepared statements, as the Reader or Transaction that the rest of the program sees.
#pragma once

#include <cstdint>
#include <exception>
#include <functional>
#include <memory>
#include <span>
#include <unordered_map>
#include <utility>
#include <vector>

#include "db/database.h"
#include "db/sqlite/connection.h"

namespace kempelen::db::sqlite {

/// Prepares each Sql constant once.
class StatementCache {
 public:
  /// A statement that is in use until the lease ends, which resets it.
  class Lease {
   public:
    Lease(Statement& statement, bool& in_use) : statement_(&statement), in_use_(&in_use) { in_use = true; }
    explicit Lease(std::unique_ptr<Statement> own) : own_(std::move(own)), statement_(own_.get()) {}
    Lease(Lease&& other) noexcept;
    ~Lease();
    Lease& operator=(Lease&&) = delete;
    Statement& operator*() const { return *statement_; }
    Statement* operator->() const { return statement_; }

   private:
    std::unique_ptr<Statement> own_;
    Statement* statement_;
    bool* in_use_ = nullptr;
  };

  explicit StatementCache(sqlite3* connection) : connection_(connection) {}
  /// A statement within its own rows (a loop over a query that runs the same query again) gets a second copy.
  Lease lease(const Sql& sql);

 private:
  struct Entry {
    std::unique_ptr<Statement> statement;
    bool in_use = false;
  };
  sqlite3* connection_;
  std::unordered_map<const Sql*, Entry> entries_;
};

/// On a read-only connection it is handed out as a Reader only, and SQLite refuses writes as well.
class Session final : public Transaction {
 public:
  explicit Session(Connection& connection) : connection_(connection), cache_(connection.handle()) {}

  /// What the first failed statement since the last call threw.
  std::exception_ptr take_failure() noexcept { return std::exchange(failure_, nullptr); }

  /// Runs a statement without values or rows, such as BEGIN.
  void control(const Sql& sql);

  std::vector<std::string> damage(std::size_t at_most) override;

 private:
  void visit(const Sql& sql, std::span<const Value> values,
             const std::function<bool(const Row&)>& each) override;
  std::int64_t change(const Sql& sql, std::span<const Value> values) override;
  bool step(Statement& statement);
  StatementCache::Lease start(const Sql& sql, std::span<const Value> values);

  Connection& connection_;
  StatementCache cache_;
  std::exception_ptr failure_;
};

}  // namespace kempelen::db::sqlite
