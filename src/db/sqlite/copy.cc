// SQLite's own online copy, page by page. The source stands in a read transaction from before the first page
// to after the last, so that commits meanwhile neither show nor make the copy begin again
// (docs/decisions/0020-backup-by-copying-pages.md).
#include "db/sqlite/copy.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include <memory>

#include "base/files.h"
#include "db/sqlite.h"
#include "db/sqlite/session.h"

namespace kempelen::db {
namespace sqlite {
namespace {

constexpr int kPagesAtOnce = 1'000;
constexpr int kCacheKib = 16 * 1024;
constexpr Sql kBegin{"BEGIN"};
constexpr Sql kCommit{"COMMIT"};

struct Finish {
  void operator()(sqlite3_backup* copying) const noexcept { sqlite3_backup_finish(copying); }
};

void sync_file(const std::string& file) {
  const Descriptor opened(::open(file.c_str(), O_RDONLY | O_CLOEXEC));
  if (opened.number() < 0 || ::fsync(opened.number()) != 0) throw file_fault("sync", file);
}

void copy_pages(Connection& source, Connection& target, const std::function<bool()>& stop) {
  const std::unique_ptr<sqlite3_backup, Finish> copying(
      sqlite3_backup_init(target.handle(), "main", source.handle(), "main"));
  if (!copying) throw sqlite_fault(target.handle(), "Beginning the copy");
  for (int outcome = SQLITE_OK; outcome != SQLITE_DONE;) {
    if (stop && stop()) throw Fault("The copy was stopped before its end.");
    outcome = sqlite3_backup_step(copying.get(), kPagesAtOnce);
    if (outcome != SQLITE_OK && outcome != SQLITE_DONE) {
      throw Fault(
          fmt::format("Copying the database: {} (SQLite error {})", sqlite3_errstr(outcome), outcome));
    }
  }
}

/// Ends the snapshot however the copy ends.
class HeldSnapshot {
 public:
  explicit HeldSnapshot(Connection& connection) : connection_(connection) {
    connection_.run("BEGIN");
    connection_.ask("SELECT name FROM sqlite_schema");  // the first read takes the snapshot
  }
  ~HeldSnapshot() { sqlite3_exec(connection_.handle(), "ROLLBACK", nullptr, nullptr, nullptr); }
  HeldSnapshot(const HeldSnapshot&) = delete;
  HeldSnapshot& operator=(const HeldSnapshot&) = delete;

 private:
  Connection& connection_;
};

}  // namespace

void copy(Connection& source, const std::string& file, const std::function<bool()>& stop) {
  {
    Connection target(file, Access::ReadWrite, nullptr, kCacheKib);
    // A copy cut short is thrown away, so nothing protects it before the one sync at its end.
    target.run("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF;");
    const HeldSnapshot snapshot(source);
    copy_pages(source, target, stop);
  }
  // The copy says of itself that it has a log beside it, as its source does; one file is to be all.
  Connection target(file, Access::ReadWrite, nullptr, kCacheKib);
  const std::string mode = target.ask("PRAGMA journal_mode = DELETE");
  if (mode != "delete") throw Fault(fmt::format("{} keeps its log (\"{}\").", file, mode));
  sync_file(file);
}

}  // namespace sqlite

void read_copy(const std::string& file, const std::function<void(Reader&)>& work) {
  sqlite::Connection connection(file, sqlite::Access::ReadOnly, nullptr, sqlite::kCacheKib);
  sqlite::Session session(connection);
  // Not ended by a COMMIT, which a damaged file refuses: there is nothing to keep.
  const sqlite::HeldSnapshot snapshot(connection);
  work(session);
}

void change_copy(const std::string& file, const std::function<void(Transaction&)>& work) {
  {
    sqlite::Connection connection(file, sqlite::Access::ReadWrite, nullptr, sqlite::kCacheKib);
    connection.run("PRAGMA journal_mode = OFF");
    sqlite::Session session(connection);
    session.control(sqlite::kBegin);
    work(session);
    session.control(sqlite::kCommit);
  }
  sqlite::sync_file(file);
}

}  // namespace kempelen::db
