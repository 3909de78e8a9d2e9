// Puts the parts together: lock, file, migrations, writing thread, readers.
#include <fmt/format.h>

#include <atomic>
#include <filesystem>
#include <memory>
#include <string>
#include <utility>

#include "db/sqlite.h"
#include "db/sqlite/lock_file.h"
#include "db/sqlite/reader_pool.h"
#include "db/sqlite/writer.h"
#include "db/write_queue.h"

namespace kempelen::db {
namespace {

/// Symbolic links resolved, so that two names of one file have one lock.
std::string real_name(const std::string& file) {
  std::error_code failed;
  auto name = std::filesystem::absolute(file, failed);
  if (!failed) name = std::filesystem::weakly_canonical(name, failed);
  if (failed)
    throw Fault(fmt::format("Not a usable database file name: \"{}\" ({})", file, failed.message()));
  return name.string();
}

std::unique_ptr<sqlite::Writer> open_writer(const std::string& file, const SqliteOptions& options,
                                            std::span<const Migration> migrations,
                                            std::shared_ptr<const std::atomic<int>> long_reads) {
  sqlite::create_private_file(file);
  auto writer = std::make_unique<sqlite::Writer>(file, options, std::move(long_reads));
  migrate(*writer, migrations);
  return writer;
}

class LongRead {
 public:
  explicit LongRead(std::atomic<int>& count) : count_(count) { ++count_; }
  ~LongRead() { --count_; }
  LongRead(const LongRead&) = delete;
  LongRead& operator=(const LongRead&) = delete;

 private:
  std::atomic<int>& count_;
};

class SqliteDatabase final : public Database {
 public:
  SqliteDatabase(const std::string& file, const SqliteOptions& options, std::span<const Migration> migrations)
      : lock_(file + ".lock"),
        queue_(open_writer(file, options, migrations, long_reads_),
               WriteQueueOptions{options.queue_max, options.batch_max, options.on_fatal}),
        readers_(std::make_unique<sqlite::ReaderPool>(file, options.vfs, options.reader_cache_kib)) {}

  ~SqliteDatabase() override {
    try {
      queue_.close();
    } catch (const Fault&) {
      // As in ~WriteQueue: nothing acknowledged is lost.
    }
    readers_.reset();  // before the writer, so that the last to close removes the log
  }
  SqliteDatabase(const SqliteDatabase&) = delete;
  SqliteDatabase& operator=(const SqliteDatabase&) = delete;

  void write(Work work, Done done) override { queue_.push(std::move(work), std::move(done)); }

  void read(const std::function<void(Reader&)>& work) override {
    if (queue_.inside_job()) throw Fault("A write job reads through its Transaction.");
    readers_->read(work);
  }

  void read_at_length(const std::function<void(Reader&)>& work) override {
    const LongRead reading(*long_reads_);
    read(work);
  }

  void copy_to(const std::string& file, const std::function<bool()>& stop) override {
    if (queue_.inside_job()) throw Fault("A write job cannot wait for a copy.");
    const LongRead reading(*long_reads_);
    readers_->copy_to(file, stop);
  }

  bool failed() const override { return queue_.failed(); }
  void close() override { queue_.close(); }
  Counts counts() const override { return queue_.counts(); }

 protected:
  bool on_writing_thread() const override { return queue_.on_writing_thread(); }

 private:
  const sqlite::LockFile lock_;
  const std::shared_ptr<std::atomic<int>> long_reads_ = std::make_shared<std::atomic<int>>(0);
  WriteQueue queue_;
  std::unique_ptr<sqlite::ReaderPool> readers_;
};

}  // namespace

std::unique_ptr<Database> open_sqlite(const SqliteOptions& options, std::span<const Migration> migrations) {
  return std::make_unique<SqliteDatabase>(real_name(options.file), options, migrations);
}

}  // namespace kempelen::db
