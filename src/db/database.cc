// What every engine shares: waiting for a write.
#include "db/database.h"

#include <condition_variable>
#include <mutex>
#include <utility>

namespace kempelen::db {
namespace {

/// How a write ended, handed from the writing thread to the one that waits. (A std::promise would keep a hold
/// on the exception on both sides.)
class Wait {
 public:
  void end(std::exception_ptr error) {
    const std::lock_guard lock(mutex_);
    error_ = std::move(error);
    ended_ = true;
    ended_now_.notify_one();
  }
  /// The exception; null when all went well.
  std::exception_ptr wait() {
    std::unique_lock lock(mutex_);
    ended_now_.wait(lock, [this] { return ended_; });
    return std::move(error_);
  }

 private:
  std::mutex mutex_;
  std::condition_variable ended_now_;
  bool ended_ = false;
  std::exception_ptr error_;
};

}  // namespace

void Database::write_and_wait(const Work& work) {
  if (on_writing_thread()) throw Fault("A write job or its callback cannot wait for another write.");
  Wait waiting;
  write([&work](Transaction& transaction) { return work(transaction); },
        [&waiting](Ending, std::exception_ptr error) { waiting.end(std::move(error)); });
  if (auto error = waiting.wait()) std::rethrow_exception(std::move(error));
}

}  // namespace kempelen::db
