// Transactions, migrations and checkpoints on the writing connection.
#include "db/sqlite/writer.h"

#include <fmt/format.h>

#include <algorithm>
#include <string>
#include <utility>

namespace kempelen::db::sqlite {
namespace {

constexpr Sql kBegin{"BEGIN IMMEDIATE"};
constexpr Sql kCommit{"COMMIT"};
constexpr Sql kRollBack{"ROLLBACK"};
constexpr Sql kRecorded{"SELECT number, name, checksum FROM migrations ORDER BY number"};
constexpr Sql kRecord{"INSERT INTO migrations (number, name, checksum) VALUES ($1, $2, $3)"};

constexpr const char* kMigrationsTable =
    "CREATE TABLE IF NOT EXISTS migrations (number BIGINT PRIMARY KEY, name TEXT NOT NULL, checksum TEXT NOT "
    "NULL)";

/// A log that readers made longer than this is cut back at the next chance.
constexpr int kLogBytesKept = 64 * 1024 * 1024;
constexpr int kPatientCheckpointFactor = 2;
constexpr Duration kReaderPatience = Duration::millis(100);
constexpr Duration kFinishPatience = Duration::seconds(5);
/// The most that SQLite itself asks of its file layer at once: the largest page.
constexpr sqlite3_int64 kRewriteBytes = 64 * 1024;

}  // namespace

Writer::Writer(const std::string& file, const SqliteOptions& options,
               std::shared_ptr<const std::atomic<int>> long_reads)
    : connection_(file, Access::ReadWrite, options.vfs, options.writer_cache_kib),
      session_(connection_),
      long_reads_(std::move(long_reads)),
      checkpoint_pages_(options.checkpoint_pages),
      next_checkpoint_(options.checkpoint_pages) {
  const std::string mode = connection_.ask("PRAGMA journal_mode = WAL");
  if (mode != "wal")
    throw Fault(fmt::format("{}: no write-ahead log on this file system (\"{}\").", file, mode));
  rewrite_log();
  connection_.run("PRAGMA synchronous = FULL");
  connection_.run("PRAGMA foreign_keys = ON");
  connection_.run(fmt::format("PRAGMA journal_size_limit = {}", kLogBytesKept));
  // Instead of SQLite's own automatic checkpoint, which hides its errors and delays the commit that starts
  // it.
  sqlite3_wal_hook(connection_.handle(), &Writer::log_has_grown, this);
}

/// Writes what an earlier process left in the log once more, byte for byte, and syncs it. Its last sync may
/// have failed, and what that left unwritten no later sync would write (Linux takes such pages for clean),
/// though every read shows it: a power loss would then tear a hole into the log in front of everything that
/// this process acknowledges.
void Writer::rewrite_log() {
  connection_.ask("SELECT COUNT(*) FROM sqlite_schema");  // opens the log
  sqlite3_file* log = nullptr;
  sqlite3_int64 size = 0;
  if (sqlite3_file_control(connection_.handle(), "main", SQLITE_FCNTL_JOURNAL_POINTER, &log) != SQLITE_OK ||
      log == nullptr || log->pMethods == nullptr || log->pMethods->xFileSize(log, &size) != SQLITE_OK) {
    throw Fault("The write-ahead log cannot be read.");
  }
  std::string bytes;
  for (sqlite3_int64 at = 0; at < size; at += kRewriteBytes) {
    const auto count = static_cast<int>(std::min(kRewriteBytes, size - at));
    bytes.resize(static_cast<std::size_t>(count));
    if (log->pMethods->xRead(log, bytes.data(), count, at) != SQLITE_OK ||
        log->pMethods->xWrite(log, bytes.data(), count, at) != SQLITE_OK) {
      throw Fault("The write-ahead log cannot be written again.");
    }
  }
  if (size > 0 && log->pMethods->xSync(log, SQLITE_SYNC_NORMAL) != SQLITE_OK) {
    throw Fault("The write-ahead log cannot be synced.");
  }
}

int Writer::log_has_grown(void* writer, sqlite3*, const char*, int pages) {
  auto& self = *static_cast<Writer*>(writer);
  if (pages < self.log_pages_) self.next_checkpoint_ = self.checkpoint_pages_;  // the log started over
  self.log_pages_ = pages;
  return SQLITE_OK;
}

void Writer::begin() {
  session_.control(kBegin);
}

void Writer::commit() {
  session_.control(kCommit);
}

void Writer::roll_back() {
  if (in_transaction()) session_.control(kRollBack);
}

Transaction& Writer::next_job() {
  changes_before_job_ = connection_.total_changes();
  session_.take_failure();
  return session_;
}

void Writer::tend() {
  if (log_pages_ < next_checkpoint_) return;
  if (log_pages_ < kPatientCheckpointFactor * checkpoint_pages_ || long_reads_->load() > 0) {
    checkpoint(SQLITE_CHECKPOINT_PASSIVE);
  } else {
    connection_.wait_at_most(kReaderPatience);
    checkpoint(SQLITE_CHECKPOINT_RESTART);
    connection_.wait_at_most(kFinishPatience);
  }
  next_checkpoint_ = log_pages_ + checkpoint_pages_;
}

void Writer::finish() {
  connection_.wait_at_most(kFinishPatience);
  checkpoint(SQLITE_CHECKPOINT_TRUNCATE);
  connection_.checkpoint_on_close();  // the last connection then removes the log
}

void Writer::checkpoint(int mode) {
  const int outcome = sqlite3_wal_checkpoint_v2(connection_.handle(), "main", mode, nullptr, nullptr);
  // Busy: a reader still needs the log. It stays as it is, and the next checkpoint tries again.
  if (outcome != SQLITE_OK && (outcome & 0xff) != SQLITE_BUSY) {
    throw sqlite_fault(connection_.handle(), "Checkpointing the write-ahead log");
  }
}

std::vector<RecordedMigration> Writer::recorded() {
  connection_.run(kMigrationsTable);
  begin();
  const auto rows = static_cast<Reader&>(session_).all(kRecorded, [](const Row& row) {
    return RecordedMigration{static_cast<int>(row.integer(0)), std::string(row.text(1)),
                             std::string(row.text(2))};
  });
  roll_back();
  return rows;
}

void Writer::apply(const Migration& migration, std::string_view checksum) {
  begin();
  try {
    connection_.run(std::string(migration.text));
    if (!in_transaction()) throw Fault("the migration ends its transaction itself");
    session_.execute(kRecord, migration.number, migration.name, checksum);
    commit();
  } catch (const Fault& fault) {
    roll_back();
    throw Fault(fmt::format("Migration {} (\"{}\") failed and was undone: {}", migration.number,
                            migration.name, fault.what()));
  }
}

}  // namespace kempelen::db::sqlite
