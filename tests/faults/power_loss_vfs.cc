// The calls of SQLite's file layer, version 2 (with shared memory, without mapped files, which the server
// does not use). Locks are between connections of one process.
#include "tests/faults/power_loss_vfs.h"

#include <sqlite3.h>

#include <array>
#include <atomic>
#include <chrono>
#include <cstdio>
#include <cstring>
#include <mutex>
#include <thread>
#include <vector>

namespace kempelen::faults {
namespace {

/// As SQLite's own layer answers for a Unix file.
constexpr int kSectorSize = 4096;
/// SQLite's own layer cuts off what goes beyond this in one call.
constexpr int kCallBytesMax = 0x1ffff;

struct OpenFile;

/// What the connections to one database share: file locks, and the index of the log.
struct Meeting {
  std::mutex mutex;
  std::atomic<unsigned> barriers{0};
  int shared = 0;
  OpenFile* reserved = nullptr;
  OpenFile* pending = nullptr;
  OpenFile* exclusive = nullptr;
  std::vector<std::unique_ptr<char[]>> regions;
  int mapped = 0;
  std::array<int, SQLITE_SHM_NLOCK> holders{};  // -1: exclusive
};

struct OpenFile {
  Disk* disk = nullptr;
  std::shared_ptr<StoredFile> stored{};
  FileKind kind = FileKind::Other;
  std::shared_ptr<Meeting> meeting{};
  int level = SQLITE_LOCK_NONE;
  Directory directory = Directory::Leave;  // what its next sync does about it
  bool mapped = false;
  unsigned shared_slots = 0, exclusive_slots = 0;
};

struct Handle {
  sqlite3_file base;
  OpenFile* open;
};

OpenFile& of(sqlite3_file* file) {
  return *reinterpret_cast<Handle*>(file)->open;
}

FileKind kind_of(int flags) {
  if ((flags & SQLITE_OPEN_MAIN_DB) != 0) return FileKind::Database;
  if ((flags & SQLITE_OPEN_WAL) != 0) return FileKind::Log;
  if ((flags & SQLITE_OPEN_MAIN_JOURNAL) != 0) return FileKind::Journal;
  return FileKind::Other;
}

int unlock(sqlite3_file* f, int level) {
  OpenFile& file = of(f);
  const std::lock_guard lock(file.meeting->mutex);
  Meeting& meeting = *file.meeting;
  if (file.level <= level) return SQLITE_OK;
  if (meeting.exclusive == &file) meeting.exclusive = nullptr;
  if (meeting.pending == &file) meeting.pending = nullptr;
  if (meeting.reserved == &file) meeting.reserved = nullptr;
  if (level == SQLITE_LOCK_NONE && file.level >= SQLITE_LOCK_SHARED) --meeting.shared;
  file.level = level;
  return SQLITE_OK;
}

int lock_to(Meeting& meeting, OpenFile& file, int level) {
  const auto others = [&](const OpenFile* holder) { return holder != nullptr && holder != &file; };
  if (level == SQLITE_LOCK_SHARED) {
    if (others(meeting.pending) || others(meeting.exclusive)) return SQLITE_BUSY;
    ++meeting.shared;
  } else if (level == SQLITE_LOCK_RESERVED) {
    if (others(meeting.reserved) || others(meeting.pending) || others(meeting.exclusive)) return SQLITE_BUSY;
    meeting.reserved = &file;
  } else {
    if (others(meeting.reserved) || others(meeting.pending) || others(meeting.exclusive)) return SQLITE_BUSY;
    meeting.pending = &file;
    if (meeting.shared > 1) {
      file.level = SQLITE_LOCK_PENDING;
      return SQLITE_BUSY;
    }
    meeting.exclusive = &file;
  }
  file.level = level;
  return SQLITE_OK;
}

int lock(sqlite3_file* f, int level) {
  OpenFile& file = of(f);
  if (const int code = file.disk->check_power(); code != SQLITE_OK) return SQLITE_IOERR_LOCK;
  const std::lock_guard guard(file.meeting->mutex);
  return file.level >= level ? SQLITE_OK : lock_to(*file.meeting, file, level);
}

int check_reserved(sqlite3_file* f, int* out) {
  OpenFile& file = of(f);
  const std::lock_guard guard(file.meeting->mutex);
  *out = file.meeting->reserved != nullptr || file.meeting->exclusive != nullptr ? 1 : 0;
  return SQLITE_OK;
}

int shm_unmap(sqlite3_file* f, int) {
  OpenFile& file = of(f);
  if (!file.mapped) return SQLITE_OK;
  const std::lock_guard guard(file.meeting->mutex);
  file.mapped = false;
  // SQLite's own layer keeps the file, and empties it when the next first connection comes.
  if (--file.meeting->mapped == 0) file.meeting->regions.clear();
  return SQLITE_OK;
}

int shm_map(sqlite3_file* f, int region, int bytes, int extend, void volatile** out) {
  OpenFile& file = of(f);
  *out = nullptr;
  if (const int code = file.disk->map_shared(); code != SQLITE_OK) return code;
  const std::lock_guard guard(file.meeting->mutex);
  auto& regions = file.meeting->regions;
  if (!file.mapped) {
    file.mapped = true;
    ++file.meeting->mapped;
  }
  const auto index = static_cast<std::size_t>(region);
  if (regions.size() <= index && extend == 0) return SQLITE_OK;
  while (regions.size() <= index) {
    regions.push_back(std::make_unique<char[]>(static_cast<std::size_t>(bytes)));
  }
  *out = regions[index].get();
  return SQLITE_OK;
}

void shm_release(Meeting& meeting, OpenFile& file, std::size_t slot) {
  const unsigned bit = 1U << slot;
  if ((file.exclusive_slots & bit) != 0) meeting.holders[slot] = 0;
  if ((file.shared_slots & bit) != 0) --meeting.holders[slot];
  file.exclusive_slots &= ~bit;
  file.shared_slots &= ~bit;
}

int shm_lock(sqlite3_file* f, int offset, int count, int flags) {
  OpenFile& file = of(f);
  const std::lock_guard guard(file.meeting->mutex);
  Meeting& meeting = *file.meeting;
  const auto first = static_cast<std::size_t>(offset), end = first + static_cast<std::size_t>(count);
  if ((flags & SQLITE_SHM_UNLOCK) != 0) {
    for (std::size_t slot = first; slot < end; ++slot) shm_release(meeting, file, slot);
    return SQLITE_OK;
  }
  if (file.disk->check_power() != SQLITE_OK) return SQLITE_IOERR_SHMLOCK;
  const bool exclusive = (flags & SQLITE_SHM_EXCLUSIVE) != 0;
  for (std::size_t slot = first; slot < end; ++slot) {
    const int own = (file.shared_slots >> slot & 1U) != 0 ? 1 : 0;
    const bool mine = (file.exclusive_slots >> slot & 1U) != 0;
    if (!mine && (exclusive ? meeting.holders[slot] - own != 0 : meeting.holders[slot] < 0))
      return SQLITE_BUSY;
  }
  for (std::size_t slot = first; slot < end; ++slot) {
    const unsigned bit = 1U << slot;
    if (exclusive) {
      meeting.holders[slot] = -1;
      file.exclusive_slots |= bit;
      file.shared_slots &= ~bit;
    } else if (((file.shared_slots | file.exclusive_slots) & bit) == 0) {
      ++meeting.holders[slot];
      file.shared_slots |= bit;
    }
  }
  return SQLITE_OK;
}

void shm_barrier(sqlite3_file* f) {
  // A whole barrier, and one that the thread sanitizer understands.
  of(f).meeting->barriers.fetch_add(1, std::memory_order_seq_cst);
  const std::lock_guard guard(of(f).meeting->mutex);
}

int close(sqlite3_file* f) {
  OpenFile& file = of(f);
  unlock(f, SQLITE_LOCK_NONE);
  {
    const std::lock_guard guard(file.meeting->mutex);
    for (std::size_t slot = 0; slot < SQLITE_SHM_NLOCK; ++slot) shm_release(*file.meeting, file, slot);
  }
  shm_unmap(f, 0);
  delete reinterpret_cast<Handle*>(f)->open;
  f->pMethods = nullptr;
  return SQLITE_OK;
}

int read(sqlite3_file* f, void* to, int count, sqlite3_int64 at) {
  if (count > kCallBytesMax) return SQLITE_IOERR_READ;
  return of(f).disk->read(*of(f).stored, of(f).kind, to, static_cast<std::size_t>(count),
                          static_cast<std::size_t>(at));
}

int write(sqlite3_file* f, const void* from, int count, sqlite3_int64 at) {
  if (count > kCallBytesMax) return SQLITE_FULL;
  const std::string_view bytes(static_cast<const char*>(from), static_cast<std::size_t>(count));
  return of(f).disk->write(*of(f).stored, of(f).kind, bytes, static_cast<std::size_t>(at));
}

int truncate(sqlite3_file* f, sqlite3_int64 size) {
  return of(f).disk->truncate(*of(f).stored, of(f).kind, static_cast<std::size_t>(size));
}

/// The first sync of a log or journal that was opened to be created also syncs the directory, as SQLite's own
/// layer does (os_unix.c, UNIXFILE_DIRSYNC).
int sync(sqlite3_file* f, int) {
  OpenFile& file = of(f);
  const int code = file.disk->sync(*file.stored, file.kind, file.directory);
  if (code == SQLITE_OK) file.directory = Directory::Leave;
  return code;
}

int size(sqlite3_file* f, sqlite3_int64* out) {
  *out = static_cast<sqlite3_int64>(of(f).disk->size_of(*of(f).stored));
  return SQLITE_OK;
}

int control(sqlite3_file*, int, void*) {
  return SQLITE_NOTFOUND;
}

int sector_size(sqlite3_file*) {
  return kSectorSize;
}

int device(sqlite3_file*) {
  return SQLITE_IOCAP_POWERSAFE_OVERWRITE;
}

constexpr sqlite3_io_methods kMethods{
    2,       close,       read,   write,   truncate, sync,        size,      lock,    unlock, check_reserved,
    control, sector_size, device, shm_map, shm_lock, shm_barrier, shm_unmap, nullptr, nullptr};

int full_name(sqlite3_vfs*, const char* name, int room, char* out) {
  return std::snprintf(out, static_cast<std::size_t>(room), "%s", name) < room ? SQLITE_OK : SQLITE_CANTOPEN;
}

/// Waits for locks a fiftieth of the time: what holds one here is a thread that computes, not a disk.
int sleep(sqlite3_vfs*, int micros) {
  std::this_thread::sleep_for(std::chrono::microseconds(micros / 50));
  return micros;
}

std::string next_name() {
  static std::atomic<int> count = 0;
  return "kempelen-disk-" + std::to_string(++count);
}

}  // namespace

struct PowerLossVfs::Layer {
  explicit Layer(Disk& on) : disk(on) {}

  std::shared_ptr<Meeting> meeting_at(const std::string& name) {
    const std::lock_guard lock(mutex);
    auto& known = meetings[name];
    auto meeting = known.lock();
    if (!meeting) known = meeting = std::make_shared<Meeting>();
    return meeting;
  }

  static Layer& of(sqlite3_vfs* vfs) { return *static_cast<Layer*>(vfs->pAppData); }

  static int open(sqlite3_vfs* vfs, const char* name, sqlite3_file* f, int flags, int* flags_out) {
    Layer& layer = of(vfs);
    f->pMethods = nullptr;
    const FileKind kind = kind_of(flags);
    const bool create = (flags & SQLITE_OPEN_CREATE) != 0;
    auto* const file = new OpenFile{.disk = &layer.disk, .kind = kind};
    if (name == nullptr) {
      // Temporary: nothing of it outlives its connection.
      file->stored = std::make_shared<StoredFile>();
      file->meeting = std::make_shared<Meeting>();
    } else {
      const auto opened = layer.disk.open(name, kind, create ? Disk::Missing::Create : Disk::Missing::Refuse);
      if (!opened.file) {
        delete file;
        return opened.code;
      }
      file->stored = opened.file;
      file->meeting = layer.meeting_at(name);
    }
    if (create && (kind == FileKind::Log || kind == FileKind::Journal)) file->directory = Directory::Sync;
    reinterpret_cast<Handle*>(f)->open = file;
    f->pMethods = &kMethods;
    if (flags_out != nullptr) *flags_out = flags;
    return SQLITE_OK;
  }

  static int remove(sqlite3_vfs* vfs, const char* name, int sync_directory) {
    return of(vfs).disk.remove(name, (sync_directory & 1) != 0 ? Directory::Sync : Directory::Leave);
  }

  /// An empty file does not count as there, as in SQLite's own layer.
  static int access(sqlite3_vfs* vfs, const char* name, int flags, int* out) {
    Layer& layer = of(vfs);
    *out = layer.disk.exists(name) && (flags != SQLITE_ACCESS_EXISTS || layer.disk.size_of(name) > 0) ? 1 : 0;
    return layer.disk.check_power() == SQLITE_OK ? SQLITE_OK : SQLITE_IOERR_ACCESS;
  }

  Disk& disk;
  std::mutex mutex;
  std::map<std::string, std::weak_ptr<Meeting>> meetings;
  sqlite3_vfs vfs{};
};

PowerLossVfs::PowerLossVfs(Disk& disk) : name_(next_name()), layer_(std::make_unique<Layer>(disk)) {
  sqlite3_vfs& vfs = layer_->vfs;
  vfs = *sqlite3_vfs_find("unix");  // its clock and randomness serve
  vfs.pNext = nullptr;
  vfs.zName = name_.c_str();
  vfs.szOsFile = sizeof(Handle);
  vfs.pAppData = layer_.get();
  vfs.xOpen = Layer::open;
  vfs.xDelete = Layer::remove;
  vfs.xAccess = Layer::access;
  vfs.xFullPathname = full_name;
  vfs.xSleep = sleep;
  sqlite3_vfs_register(&vfs, 0);
}

PowerLossVfs::~PowerLossVfs() {
  sqlite3_vfs_unregister(&layer_->vfs);
}

}  // namespace kempelen::faults
