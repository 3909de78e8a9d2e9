// The embedded engine: one thread and one connection for every write and every checkpoint, read-only
// connections (one a thread, made on first use) for reads.
#pragma once

#include <functional>
#include <memory>
#include <span>
#include <string>

#include "db/database.h"
#include "db/migrate.h"

namespace kempelen::db {

struct SqliteOptions {
  std::string file;
  std::size_t queue_max = 1024;
  std::size_t batch_max = 64;
  const char* vfs = nullptr;  // another VFS, for fault tests
  /// Called once, on the writing thread, after a commit, sync or checkpoint failed and every waiting job was
  /// told so. The process has to stop; the text says why. Must not close or destroy the database.
  std::function<void(const std::string&)> on_fatal;
  /// The write-ahead log is checkpointed each time it has grown by this many pages (of 4 KiB). Writes wait
  /// meanwhile, so this bounds how long they wait: measured in turns under a full load, the slowest hundredth
  /// of CreateHIT took 11 times the median at 16,000 pages, 6.5 times at 8,000, 4.4 times here, at the same
  /// rate.
  int checkpoint_pages = 4'000;
  /// Page caches, in KiB: of the writing connection and of each reading one (there is one for each thread
  /// that reads). A reader's should hold the inner pages of the trees, some 12 MiB at a million HITs. Mapping
  /// the file into memory instead was tried: faster alone, slower beside a writer, and the whole file counts
  /// as the process's memory.
  int writer_cache_kib = 64 * 1024;
  int reader_cache_kib = 16 * 1024;
};

/// Opens or creates the file (mode 600), takes the exclusive lock `<file>.lock` (Fault naming the holder's
/// pid when it is taken), applies the migrations that are missing, each in one transaction and recorded with
/// a checksum, and starts the writer. Refuses with a Fault a file from a newer program or with a changed
/// migration.
///
/// The database may be destroyed while threads that have read from it live on. It waits for reads that are
/// running; no thread may call it once its destructor has begun.
std::unique_ptr<Database> open_sqlite(const SqliteOptions& options, std::span<const Migration> migrations);

/// Reads a copy that copy_to() made and that nothing else has open, without leaving anything beside it. Fault
/// for a file that is no database.
void read_copy(const std::string& file, const std::function<void(Reader&)>& work);

/// Changes such a copy in one transaction and syncs it. A crash meanwhile spoils the copy.
void change_copy(const std::string& file, const std::function<void(Transaction&)>& work);

}  // namespace kempelen::db
