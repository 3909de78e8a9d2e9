// What the program asks of a database: statements with `$1` placeholders, read snapshots, and write jobs that
// are committed in groups. Nothing above this folder names an engine.
#pragma once

#include <concepts>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "base/fault.h"
#include "base/ids.h"
#include "base/instant.h"
#include "base/money.h"

namespace kempelen::db {

/// One statement with placeholders `$1` … `$n`, a constant with static storage: its address is the key of the
/// prepared-statement cache.
struct Sql {
  std::string_view text;
};

using Value = std::variant<std::nullptr_t, std::int64_t, std::string_view>;

inline Value to_value(std::nullptr_t) {
  return nullptr;
}
inline Value to_value(bool v) {
  return std::int64_t{v ? 1 : 0};
}
template <std::integral T>
  requires(!std::same_as<T, bool>)
Value to_value(T v) {
  return static_cast<std::int64_t>(v);
}
inline Value to_value(std::string_view v) {
  return v;
}
inline Value to_value(const std::string& v) {
  return std::string_view(v);
}
inline Value to_value(const char* v) {
  return std::string_view(v);
}
inline Value to_value(Instant v) {
  return v.micros;
}
inline Value to_value(Duration v) {
  return v.micros;
}
inline Value to_value(Money v) {
  return v.micros;
}
template <typename Kind>
Value to_value(const Id<Kind>& v) {
  return std::string_view(v.text);
}
template <typename T>
Value to_value(const std::optional<T>& v) {
  return v ? to_value(*v) : Value(nullptr);
}

/// The current row of a running query; it and its text views live until the function that got the row
/// returns. Asking for an integer or a text where the column holds something else (also NULL) is a broken
/// invariant.
class Row {
 public:
  virtual ~Row() = default;
  virtual bool is_null(int column) const = 0;
  virtual std::int64_t integer(int column) const = 0;
  virtual std::string_view text(int column) const = 0;

  bool flag(int column) const { return integer(column) != 0; }
  Instant instant(int column) const { return {integer(column)}; }
  Duration duration(int column) const { return {integer(column)}; }
  Money money(int column) const { return {integer(column)}; }
  template <typename IdType>
  IdType id(int column) const {
    return IdType{std::string(text(column))};
  }
  std::optional<std::string> maybe_text(int column) const {
    return is_null(column) ? std::nullopt : std::optional(std::string(text(column)));
  }
  std::optional<std::int64_t> maybe_integer(int column) const {
    return is_null(column) ? std::nullopt : std::optional(integer(column));
  }
  std::optional<Instant> maybe_instant(int column) const {
    return is_null(column) ? std::nullopt : std::optional(instant(column));
  }
  template <typename IdType>
  std::optional<IdType> maybe_id(int column) const {
    return is_null(column) ? std::nullopt : std::optional(id<IdType>(column));
  }
};

/// Reads within one snapshot. Every function may throw Fault.
class Reader {
 public:
  virtual ~Reader() = default;

  /// Calls `each(row)` for every row.
  template <typename Each, typename... Values>
  void for_each(const Sql& sql, Each&& each, const Values&... values) {
    const Value bound[] = {to_value(values)..., nullptr};
    visit(sql, std::span(bound, sizeof...(values)), [&](const Row& row) {
      each(row);
      return true;
    });
  }
  /// The first row turned into a value by `read(row)`; nothing when there is no row.
  template <typename Read, typename... Values>
  auto find(const Sql& sql, Read&& read, const Values&... values)
      -> std::optional<decltype(read(std::declval<const Row&>()))> {
    std::optional<decltype(read(std::declval<const Row&>()))> found;
    const Value bound[] = {to_value(values)..., nullptr};
    visit(sql, std::span(bound, sizeof...(values)), [&](const Row& row) {
      found.emplace(read(row));
      return false;
    });
    return found;
  }
  /// Every row turned into a value.
  template <typename Read, typename... Values>
  auto all(const Sql& sql, Read&& read, const Values&... values)
      -> std::vector<decltype(read(std::declval<const Row&>()))> {
    std::vector<decltype(read(std::declval<const Row&>()))> rows;
    for_each(sql, [&](const Row& row) { rows.push_back(read(row)); }, values...);
    return rows;
  }

  /// What the engine itself finds wrong in the snapshot, one sentence each and at most about so many: pages,
  /// indexes, constraints, references. Empty when all is well. Reads every page.
  virtual std::vector<std::string> damage(std::size_t at_most) = 0;

 protected:
  /// `each` returns whether it wants another row.
  virtual void visit(const Sql& sql, std::span<const Value> values,
                     const std::function<bool(const Row&)>& each) = 0;
};

/// A Reader that may also change rows.
class Transaction : public Reader {
 public:
  /// The number of rows inserted, updated or deleted.
  template <typename... Values>
  std::int64_t execute(const Sql& sql, const Values&... values) {
    const Value bound[] = {to_value(values)..., nullptr};
    return change(sql, std::span(bound, sizeof...(values)));
  }

 protected:
  virtual std::int64_t change(const Sql& sql, std::span<const Value> values) = 0;
};

/// What becomes of the changes a write job made.
enum class Verdict { Keep, Discard };

/// How a write job ended, told after its commit is durable.
enum class Ending { Done, Failed };

class Database {
 public:
  virtual ~Database() = default;

  /// Queues a job for the single writer. `work` runs inside a transaction shared with its neighbours and may
  /// run a second time after the first run's changes were undone, so it has no effect but on the transaction
  /// and on variables it overwrites. `Discard`, or an exception of any kind, undoes exactly this job's
  /// changes; so does a failed statement, even if `work` catches its Fault. `done` is called on the writing
  /// thread and must not throw: `Done` once the commit is durable (for a job that changed nothing: once
  /// everything it saw is), `Failed` with what went wrong (an exception that `work` threw is passed on). When
  /// a commit fails, every job of the group gets Failed and no later job is run: see `failed()`. Throws Fault
  /// when the queue is full, closed or failed; `done` is then never called.
  using Work = std::function<Verdict(Transaction&)>;
  using Done = std::function<void(Ending, std::exception_ptr)>;
  virtual void write(Work work, Done done) = 0;

  /// Runs `work` on the calling thread within one read snapshot of everything committed. A read within a
  /// read, and a read within a write job (which reads through its Transaction), is a Fault.
  virtual void read(const std::function<void(Reader&)>& work) = 0;

  /// read() for work that takes seconds. The log cannot start over while it lasts; no write waits for that.
  virtual void read_at_length(const std::function<void(Reader&)>& work) = 0;

  /// Copies everything committed, as of one instant, into the empty file `file`, beside reads and writes.
  /// What has been copied is synced when this returns. `stop` is asked now and then; true ends it with a
  /// Fault.
  virtual void copy_to(const std::string& file, const std::function<bool()>& stop) = 0;

  /// write() that waits; rethrows what `work` threw. Not for I/O threads; on the writing thread it is a
  /// Fault.
  void write_and_wait(const Work& work);

  /// True after a commit or sync failed: nothing is acknowledged any more and the process has to stop.
  virtual bool failed() const = 0;

  /// Waits until everything queued has ended, checkpoints and closes the writer. Later writes throw Fault;
  /// reads go on working. Throws Fault when the checkpoint fails (nothing acknowledged is lost then).
  virtual void close() = 0;

  /// `commits` that had something to commit; `jobs` that have ended, of them `jobs_discarded`; groups that
  /// had to be run again job by job; jobs waiting now.
  struct Counts {
    std::uint64_t commits, jobs, jobs_discarded, batches_retried, queue_length;
  };
  virtual Counts counts() const = 0;

 protected:
  virtual bool on_writing_thread() const { return false; }
};

}  // namespace kempelen::db
