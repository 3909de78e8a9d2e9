// Passwords: argon2id hashes, made and checked on threads of their own, since one costs tens of milliseconds
// and 19 MiB.
#pragma once

#include <condition_variable>
#include <deque>
#include <functional>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

namespace kempelen::site {

class Passwords {
 public:
  explicit Passwords(unsigned threads = 1);
  ~Passwords();

  /// A hash with its salt and parameters, for storing.
  void hash(std::string password, std::function<void(std::string hash)> done);
  /// Whether `password` is the one behind `hash`. An empty hash costs the same time and is never right, so
  /// that the time an answer takes does not tell whether a user exists.
  enum class Verdict { Right, Wrong };
  void verify(std::string hash, std::string password, std::function<void(Verdict)> done);

  /// More than this many waiting is refused by hash() and verify() with a Fault.
  static constexpr std::size_t kWaitingMax = 64;

 private:
  void enqueue(std::function<void()> work);
  void run();

  std::string nobody_;
  std::mutex mutex_;
  std::condition_variable changed_;
  std::deque<std::function<void()>> waiting_;
  bool stopping_ = false;
  std::vector<std::thread> threads_;
};

/// The same, on the calling thread.
std::string hash_password(const std::string& password);

}  // namespace kempelen::site
