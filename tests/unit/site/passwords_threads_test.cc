// The pool is asked from many threads and answers each call once.
#include <gtest/gtest.h>

#include <atomic>
#include <thread>
#include <vector>

#include "site/passwords.h"

namespace kempelen::site {
namespace {

TEST(Passwords, AnswersEveryCallOnce) {
  std::atomic<int> right{0};
  std::atomic<int> wrong{0};
  const std::string hash = hash_password("correct horse");
  {
    Passwords passwords(2);
    std::vector<std::thread> threads;
    for (int t = 0; t < 4; ++t) {
      threads.emplace_back([&, t] {
        for (int i = 0; i < 3; ++i) {
          passwords.verify(hash, t % 2 == 0 ? "correct horse" : "wrong",
                           [&](Passwords::Verdict v) { ++(v == Passwords::Verdict::Right ? right : wrong); });
        }
      });
    }
    for (std::thread& thread : threads) thread.join();
    while (right + wrong < 12) std::this_thread::yield();
  }
  EXPECT_EQ(right, 6);
  EXPECT_EQ(wrong, 6);
}

}  // namespace
}  // namespace kempelen::site
