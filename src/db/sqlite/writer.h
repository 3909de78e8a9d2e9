// The one connection that writes and checkpoints (docs/decisions/0006-one-writer.md): Debian 12's SQLite has
// a race in resetting the write-ahead log that two writing or checkpointing connections can trigger.
#pragma once

#include <atomic>
#include <cstdint>
#include <exception>
#include <memory>
#include <string_view>
#include <vector>

#include "db/migrate.h"
#include "db/sqlite.h"
#include "db/sqlite/connection.h"
#include "db/sqlite/session.h"
#include "db/write_queue.h"

namespace kempelen::db::sqlite {

class Writer final : public WriteSession, public MigrationTarget {
 public:
  /// Opens the existing file `file` and puts it into WAL mode. `long_reads` counts the reads that no
  /// checkpoint waits for.
  Writer(const std::string& file, const SqliteOptions& options,
         std::shared_ptr<const std::atomic<int>> long_reads);

  void begin() override;
  void commit() override;
  void roll_back() override;
  bool in_transaction() const noexcept override { return connection_.in_transaction(); }
  Transaction& next_job() override;
  bool job_changed() const noexcept override { return connection_.total_changes() != changes_before_job_; }
  std::exception_ptr take_job_failure() noexcept override { return session_.take_failure(); }
  /// Keeps the log bounded: a passive checkpoint each time it has grown by `checkpoint_pages`, and when
  /// readers have kept it from starting over for twice as long, one that waits for them (at most 100 ms),
  /// unless a long read is known to be the reason.
  void tend() override;
  /// Empties the log into the database file.
  void finish() override;

  std::vector<RecordedMigration> recorded() override;
  void apply(const Migration& migration, std::string_view checksum) override;

 private:
  void rewrite_log();
  void checkpoint(int mode);
  static int log_has_grown(void* writer, sqlite3* connection, const char* name, int pages);

  Connection connection_;
  Session session_;
  const std::shared_ptr<const std::atomic<int>> long_reads_;
  const int checkpoint_pages_;
  int log_pages_ = 0;
  int next_checkpoint_;
  std::int64_t changes_before_job_ = 0;
};

}  // namespace kempelen::db::sqlite
