// A disk and its page cache in memory, with what POSIX promises of files and not more: what was synced is
// there after a power loss, and of everything else each sector on its own is old, new or torn.
//
// The promises, and where each comes from:
//  - fsync(file): its bytes and its size are durable (POSIX). Its name is not: a file that was created since
//    its directory was last synced may be gone, and one that was deleted may be back (Linux, fsync(2)).
//  - fsync(directory): every name in it is durable, and every deletion (fsync(2)). There is one directory,
//    as SQLite keeps a database's files beside each other.
//  - A truncation changes a file's size and not its bytes: it has happened or it has not.
//  - A sector that was being written is new up to some byte and old from there on, or the other way round;
//    where the file was growing it may also hold anything ("Atomic Commit In SQLite", 2.0, which every
//    database file in the world relies on).
//  - Bytes outside of a write do not change, even when power is lost during it. POSIX does not say so; it is
//    SQLITE_IOCAP_POWERSAFE_OVERWRITE, which SQLite's own layer for Unix takes for granted, so this one does.
//  - A failed fsync leaves each sector as a power loss would, and a later fsync that succeeds does not write
//    it again: Linux marks the pages clean. Reads go on seeing what was written.
//  - Processes that die take nothing with them: the cache is the system's.
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "tests/faults/dice.h"

namespace kempelen::faults {

/// One file: what is on the platter, what the cache shows, and the changes between the two.
class StoredFile {
 public:
  StoredFile() = default;
  explicit StoredFile(std::string durable) : durable_(std::move(durable)), shown_(durable_) {}

  /// How many of `count` bytes there were.
  std::size_t read(std::size_t at, std::size_t count, void* to) const;
  std::size_t size() const { return shown_.size(); }
  void write(std::size_t at, std::string_view bytes);
  void truncate(std::size_t size);
  bool is_synced() const { return changes_.empty(); }
  /// Everything shown is durable.
  void sync();
  /// Of each unsynced sector, chance decides what is durable; what is shown stays.
  void half_sync(Dice& dice, std::size_t sector_bytes);
  /// The same, and only what is durable is shown from now on.
  void lose_power(Dice& dice, std::size_t sector_bytes);

 private:
  enum class What { Write, Truncate };
  struct Change {
    What what;
    std::size_t at;  // of a truncation, the new size
    std::string bytes;
    std::size_t truncations_before;
  };
  /// What of the changes to the file as a whole has happened.
  struct Fate {
    std::size_t truncations;  // the first so many
    std::size_t size;
  };

  std::size_t truncations() const;
  std::size_t size_after(std::size_t changes, std::size_t truncations) const;
  Fate draw_fate(Dice& dice, unsigned kept) const;
  std::string sector_after(std::size_t index, std::size_t sector_bytes,
                           const std::vector<std::size_t>& touching, std::size_t writes,
                           std::size_t truncations) const;
  std::string torn(std::string older, const std::string& newer, std::size_t begin, Dice& dice) const;
  std::string surviving(Dice& dice, std::size_t sector_bytes) const;

  std::string durable_;
  std::string shown_;
  std::vector<Change> changes_;
};

enum class FileKind { Database, Log, Journal, Other };

/// Calls that can be made to fail, and that are counted.
enum class Call { Read, Write, Sync, Truncate, Open, Delete, MapShared };
inline constexpr Call kCalls[] = {Call::Read, Call::Write,  Call::Sync,     Call::Truncate,
                                  Call::Open, Call::Delete, Call::MapShared};
std::string_view name(Call call);

enum class Times { Once, ForEver };

/// Whether a call syncs the directory as well.
enum class Directory { Leave, Sync };

/// The `nth` call of a kind from now on fails with SQLite's error `code`; for ever means that all later ones
/// fail, too.
struct Failure {
  Call call = Call::Write;
  std::uint64_t nth = 1;
  Times times = Times::Once;
  int code = 0;
  std::optional<FileKind> file{};  // only calls on such files
};

/// Thread-safe. Every function that a file layer calls answers one of SQLite's codes or what it names.
class Disk {
 public:
  enum class Honesty { Honest, IgnoresSyncs };

  explicit Disk(std::uint64_t seed, std::size_t sector_bytes = 512, Honesty honesty = Honesty::Honest);

  // What goes wrong.

  /// Power goes out during the `calls`-th change from now: a write, sync, truncation, creation or deletion.
  /// From then on every call fails.
  void lose_power_after(std::uint64_t calls);
  void call_off_power_loss();
  /// Power goes out now.
  void lose_power();
  /// Power is back and the machine starts: the files are what survived. Nothing may be open.
  void restore_power();
  bool is_out() const;
  void fail(const Failure& failure);
  /// No more failures, and room again.
  void heal();
  /// Files may not grow beyond `bytes` in all: the disk is full.
  void set_capacity(std::size_t bytes);

  // What was seen.

  bool failure_happened() const;
  std::uint64_t calls(Call call) const;
  std::uint64_t changes() const;
  std::size_t bytes_used() const;
  /// Whether a file of that kind has changes that were not synced.
  bool is_unsynced(FileKind kind) const;
  std::uint64_t syncs(FileKind kind) const;

  // What a file layer does.

  /// A file whose bytes and name are durable, unless it is there.
  void create_durable(const std::string& name, std::string bytes = {});
  /// What a file shows; empty if it is not there.
  std::string bytes_of(const std::string& name) const;
  bool exists(const std::string& name) const;
  struct Opened {
    int code;
    std::shared_ptr<StoredFile> file{};  // none where `code` is an error
  };
  enum class Missing { Refuse, Create };
  Opened open(const std::string& name, FileKind kind, Missing missing);
  int remove(const std::string& name, Directory directory);
  int read(const StoredFile& file, FileKind kind, void* to, std::size_t count, std::size_t at);
  int write(StoredFile& file, FileKind kind, std::string_view bytes, std::size_t at);
  int truncate(StoredFile& file, FileKind kind, std::size_t size);
  int sync(StoredFile& file, FileKind kind, Directory directory);
  int map_shared();
  int check_power() const;
  std::size_t size_of(const StoredFile& file) const;
  /// 0 for a file that is not there.
  std::size_t size_of(const std::string& name) const;

 private:
  using Names = std::map<std::string, std::shared_ptr<StoredFile>>;

  std::optional<int> failing(Call call, FileKind kind);
  bool power_goes_out_now();
  void go_out();
  std::size_t used() const;

  const std::size_t sector_bytes_;
  const Honesty honesty_;
  mutable std::mutex mutex_;
  Dice dice_;
  Names shown_names_;
  Names durable_names_;
  std::map<const StoredFile*, FileKind> kinds_;
  std::optional<std::uint64_t> changes_until_out_;
  bool out_ = false;
  std::optional<Failure> failure_;
  bool failure_happened_ = false;
  std::optional<std::size_t> capacity_;
  std::map<Call, std::uint64_t> calls_;
  std::map<FileKind, std::uint64_t> syncs_;
  std::uint64_t changes_ = 0;
};

}  // namespace kempelen::faults
