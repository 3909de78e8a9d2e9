// Read-only connections, one for each thread that reads, made on its first read and closed when the thread
// ends or the pool is destroyed, whichever comes first.
#pragma once

#include <cstddef>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "db/database.h"

namespace kempelen::db::sqlite {

struct ReaderSlot;

class ReaderPool {
 public:
  ReaderPool(std::string file, const char* vfs, int cache_kib);
  /// Closes every connection, after the read that is running on it.
  ~ReaderPool();
  ReaderPool(const ReaderPool&) = delete;
  ReaderPool& operator=(const ReaderPool&) = delete;

  /// As Database::read.
  void read(const std::function<void(Reader&)>& work);
  /// As Database::copy_to.
  void copy_to(const std::string& file, const std::function<bool()>& stop) const;
  std::size_t open_connections() const;

 private:
  ReaderSlot& slot_of_this_thread();

  const std::string file_;
  const char* const vfs_;
  const int cache_kib_;
  mutable std::mutex mutex_;  // guards slots_
  std::vector<std::weak_ptr<ReaderSlot>> slots_;
};

}  // namespace kempelen::db::sqlite
