// Each thread holds its slots; the pool only knows them weakly, so that a slot dies with its thread. A slot's
// mutex settles the one race there is: a thread's read, or end, against the end of the pool.
#include "db/sqlite/reader_pool.h"

#include <atomic>
#include <utility>

#include "db/sqlite/connection.h"
#include "db/sqlite/copy.h"
#include "db/sqlite/session.h"

namespace kempelen::db::sqlite {
namespace {

constexpr Sql kBegin{"BEGIN DEFERRED"};
constexpr Sql kCommit{"COMMIT"};
constexpr int kCopyCacheKib = 1024;

struct ReadConnection {
  ReadConnection(const std::string& file, const char* vfs, int cache_kib)
      : connection(file, Access::ReadOnly, vfs, cache_kib), session(connection) {}
  Connection connection;
  Session session;
};

/// One read snapshot: begun here, ended when the scope is left in any way.
class Snapshot {
 public:
  explicit Snapshot(ReadConnection& reading) : reading_(reading) { reading_.session.control(kBegin); }
  ~Snapshot() {
    try {
      if (reading_.connection.in_transaction()) reading_.session.control(kCommit);
    } catch (const Fault&) {
      end_anyhow();
    }
  }
  Snapshot(const Snapshot&) = delete;
  Snapshot& operator=(const Snapshot&) = delete;

 private:
  void end_anyhow() noexcept {
    sqlite3_exec(reading_.connection.handle(), "ROLLBACK", nullptr, nullptr, nullptr);
  }
  ReadConnection& reading_;
};

/// Says, for as long as it lives, that the thread is reading.
class Reading {
 public:
  explicit Reading(bool& flag) : flag_(flag) {
    if (flag_) throw Fault("A read within a read would see another snapshot; pass the Reader on instead.");
    flag_ = true;
  }
  ~Reading() { flag_ = false; }
  Reading(const Reading&) = delete;
  Reading& operator=(const Reading&) = delete;

 private:
  bool& flag_;
};

std::vector<std::shared_ptr<ReaderSlot>>& slots_held_by_this_thread() {
  thread_local std::vector<std::shared_ptr<ReaderSlot>> slots;
  return slots;
}

}  // namespace

struct ReaderSlot {
  explicit ReaderSlot(const ReaderPool* of) : owner(of) {}
  std::mutex mutex;                            // guards connection
  std::unique_ptr<ReadConnection> connection;  // null before the first read and after the pool's end
  std::atomic<const ReaderPool*> owner;        // null after the pool's end
  bool reading = false;                        // the thread's own
};

ReaderPool::ReaderPool(std::string file, const char* vfs, int cache_kib)
    : file_(std::move(file)), vfs_(vfs), cache_kib_(cache_kib) {}

ReaderPool::~ReaderPool() {
  const std::lock_guard lock(mutex_);
  for (const auto& weak : slots_) {
    const auto slot = weak.lock();
    if (!slot) continue;
    const std::lock_guard slot_lock(slot->mutex);
    slot->connection.reset();
    slot->owner.store(nullptr);
  }
}

ReaderSlot& ReaderPool::slot_of_this_thread() {
  auto& held = slots_held_by_this_thread();
  for (const auto& slot : held) {
    if (slot->owner.load(std::memory_order_relaxed) == this) return *slot;
  }
  std::erase_if(held, [](const auto& slot) { return slot->owner.load() == nullptr; });
  held.push_back(std::make_shared<ReaderSlot>(this));
  const std::lock_guard lock(mutex_);
  std::erase_if(slots_, [](const auto& weak) { return weak.expired(); });
  slots_.push_back(held.back());
  return *held.back();
}

void ReaderPool::read(const std::function<void(Reader&)>& work) {
  ReaderSlot& slot = slot_of_this_thread();
  const Reading reading(slot.reading);
  const std::lock_guard lock(slot.mutex);
  if (!slot.connection) slot.connection = std::make_unique<ReadConnection>(file_, vfs_, cache_kib_);
  const Snapshot snapshot(*slot.connection);
  work(slot.connection->session);
}

void ReaderPool::copy_to(const std::string& file, const std::function<bool()>& stop) const {
  // A connection for this one use: a copy does not fill the cache of a thread that answers requests.
  Connection source(file_, Access::ReadOnly, vfs_, kCopyCacheKib);
  copy(source, file, stop);
}

std::size_t ReaderPool::open_connections() const {
  const std::lock_guard lock(mutex_);
  std::size_t count = 0;
  for (const auto& weak : slots_) count += weak.expired() ? 0 : 1;
  return count;
}

}  // namespace kempelen::db::sqlite
