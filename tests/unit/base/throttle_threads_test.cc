// One bucket, many threads: exactly the burst is allowed.
#include <gtest/gtest.h>

#include <atomic>
#include <thread>
#include <vector>

#include "base/throttle.h"

namespace kempelen {
namespace {

TEST(Throttle, GivesOutEachTokenOnce) {
  Throttle throttle({.per_second = 1, .burst = 500});
  std::atomic<int> allowed{0};
  std::vector<std::thread> threads;
  for (int t = 0; t < 8; ++t) {
    threads.emplace_back([&] {
      for (int i = 0; i < 1'000; ++i) allowed += throttle.allow("a", Instant::from_seconds(1)) ? 1 : 0;
    });
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(allowed, 500);
}

}  // namespace
}  // namespace kempelen
