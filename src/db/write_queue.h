// Group commit, independent of the engine: a bounded queue of write jobs and the one thread that runs them.
// It takes whatever waits, runs it in one transaction, commits once, and then tells everyone. No delay is
// ever added: under load the next group forms while the disk is busy with this one.
#pragma once

#include <atomic>
#include <condition_variable>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <exception>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include "db/database.h"

namespace kempelen::db {

/// What the queue needs of an engine: the one connection that writes. Every function is called on the queue's
/// thread, and may throw Fault unless it says otherwise.
class WriteSession {
 public:
  virtual ~WriteSession() = default;

  virtual void begin() = 0;
  /// Once it returns, everything since begin() survives a power loss.
  virtual void commit() = 0;
  /// Undoes everything since begin(); also fine when the engine has already done so by itself.
  virtual void roll_back() = 0;
  /// Whether a transaction stands. An engine may end one by itself, for instance on a full disk.
  virtual bool in_transaction() const noexcept = 0;

  /// Begins a job: forgets the changes and the failure of the job before.
  virtual Transaction& next_job() = 0;
  /// Whether the current job has changed any row.
  virtual bool job_changed() const noexcept = 0;
  /// What a statement of the current job threw, even if the job caught it; null when all went well. Hands it
  /// over: whoever is told owns the exception alone, so that no two threads let go of it at once.
  virtual std::exception_ptr take_job_failure() noexcept = 0;

  /// Called between groups, after everyone has been told: time for a checkpoint when one is due.
  virtual void tend() = 0;
  /// Called once, last, unless the queue has failed.
  virtual void finish() = 0;
};

struct WriteQueueOptions {
  std::size_t queue_max = 1024;
  std::size_t batch_max = 64;
  std::function<void(const std::string&)> on_fatal;
};

/// Jobs run without a savepoint each, which would cost 13 %. A job that discards or throws after changing
/// something therefore undoes its whole group, whose jobs then run again, each in a transaction of its own.
class WriteQueue {
 public:
  WriteQueue(std::unique_ptr<WriteSession> session, WriteQueueOptions options);
  /// Closes; what goes wrong while closing is lost, so call close() first.
  ~WriteQueue();
  WriteQueue(const WriteQueue&) = delete;
  WriteQueue& operator=(const WriteQueue&) = delete;

  /// As Database::write. Throws Fault when the queue is full, closed or failed; `done` is then never called.
  void push(Database::Work work, Database::Done done);

  /// Waits until everything queued has ended and stops the thread. Throws the Fault of
  /// WriteSession::finish(), the first time. May be called from any thread but the writing one (Fault).
  void close();

  bool failed() const { return failed_.load(std::memory_order_acquire); }
  bool on_writing_thread() const { return std::this_thread::get_id() == thread_id_; }
  /// Whether the caller is inside the `work` of a job.
  bool inside_job() const { return on_writing_thread() && inside_job_; }
  Database::Counts counts() const;

 private:
  struct Job {
    Database::Work work;
    Database::Done done;
  };
  enum class Attempt { Kept, Discarded, Threw };
  struct Outcome {
    Attempt attempt = Attempt::Kept;
    std::exception_ptr error;
    bool to_undo = false;
    bool changed = false;
  };

  void run();
  bool take();
  void run_together();
  void run_singly();
  bool run_alone(std::size_t index);
  Outcome attempt(const Job& job);
  bool begin(std::size_t from, std::size_t to);
  bool roll_back(std::size_t from);
  bool commit(std::size_t from, bool anything_changed);
  void tell(std::size_t index, Outcome& outcome);
  void tell_failed(const Job& job, std::exception_ptr error);
  void fail(std::size_t from, const std::string& why);
  void tend();

  const std::unique_ptr<WriteSession> session_;
  const WriteQueueOptions options_;

  mutable std::mutex mutex_;  // guards queue_ and closing_
  std::condition_variable ready_;
  std::deque<Job> queue_;
  bool closing_ = false;

  // The writing thread's own.
  std::vector<Job> batch_;
  std::vector<Outcome> outcomes_;
  bool inside_job_ = false;

  std::atomic<bool> failed_ = false;
  std::atomic<std::uint64_t> commits_ = 0, jobs_ = 0, discarded_ = 0, retried_ = 0;

  std::mutex closing_mutex_;  // guards joining thread_ and reading finish_error_
  std::exception_ptr finish_error_;
  std::thread thread_;
  std::thread::id thread_id_;
};

}  // namespace kempelen::db
