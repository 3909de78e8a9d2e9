// Threads that take one seed after another.
#include "tests/faults/campaign.h"

#include <algorithm>
#include <mutex>
#include <thread>
#include <vector>

namespace kempelen::faults {
namespace {

// A database that has grown is slower to check, so careers end and new ones begin.
constexpr int kEvents = 25;

}  // namespace

Tally campaign(std::uint64_t first, const std::function<void(Career&)>& live,
               const std::function<bool(const Tally&)>& enough) {
  std::mutex mutex;  // guards all below
  Tally total;
  std::uint64_t next = first;
  bool done = false;
  const auto work = [&] {
    while (true) {
      std::uint64_t seed = 0;
      {
        const std::lock_guard lock(mutex);
        if (done) return;
        seed = next++;
      }
      Career career(seed);
      live(career);
      const std::lock_guard lock(mutex);
      total.add(career.tally());
      done = done || enough(total) || !total.problems.empty();
    }
  };
  std::vector<std::jthread> threads(std::max(1U, std::thread::hardware_concurrency()));
  for (auto& thread : threads) thread = std::jthread(work);
  threads.clear();
  return total;
}

void live_with_power_losses(Career& career) {
  for (int i = 0; i < kEvents && !career.has_problems(); ++i) career.lose_power();
}

void live_with_everything(Career& career) {
  for (int i = 0; i < kEvents && !career.has_problems(); ++i) {
    if (i % 2 == 0) {
      career.fail_somehow();
    } else {
      career.lose_power();
    }
  }
}

}  // namespace kempelen::faults
