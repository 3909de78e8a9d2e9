// A counter that threads take from.
#include "cli/abreast.h"

#include <algorithm>
#include <chrono>
#include <condition_variable>
#include <mutex>
#include <thread>
#include <vector>

namespace kempelen::cli {

void abreast(std::size_t count, int threads, const std::function<bool(std::size_t)>& one,
             const std::function<void()>& look) {
  std::mutex mutex;
  std::condition_variable changed;
  std::size_t next = 0;
  std::size_t at_work = std::min(count, static_cast<std::size_t>(threads));
  const auto take = [&] {
    std::unique_lock lock(mutex);
    while (next < count) {
      const std::size_t mine = next++;
      lock.unlock();
      const bool go_on = one(mine);
      lock.lock();
      if (!go_on) next = count;
    }
    --at_work;
    changed.notify_all();
  };
  std::vector<std::thread> crew;
  for (std::size_t i = at_work; i > 0; --i) crew.emplace_back(take);
  {
    std::unique_lock lock(mutex);
    while (!changed.wait_for(lock, std::chrono::milliseconds(100), [&] { return at_work == 0; })) {
      lock.unlock();
      look();
      lock.lock();
    }
  }
  for (std::thread& thread : crew) thread.join();
}

}  // namespace kempelen::cli
