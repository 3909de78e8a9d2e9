// The clockwork of a server: runs actions at strictly increasing instants and the timers when they are due.
//
// No command sees a state in which something due has not happened: before a read or write runs at an instant,
// the timers up to that instant have run. So a late scheduler is never a wrong answer, only a slower one.
#pragma once

#include <atomic>
#include <condition_variable>
#include <functional>
#include <memory>
#include <mutex>
#include <thread>

#include "actions/executor.h"
#include "base/clock.h"

namespace kempelen::jobs {

class Runtime final : public actions::Executor {
 public:
  /// All arguments must outlive the runtime. `domain` may jump forward; tell it with wake().
  Runtime(db::Database& database, const Clock& domain, const Clock& wall, const actions::Settings& settings,
          RandomSource& random);
  ~Runtime() override;

  /// Schedules the sweep if this is a new database, and starts the scheduler's thread.
  void start();
  /// Ends the scheduler's thread. The database must not be closed before.
  void stop();

  void read(actions::Caller caller, Reading work, actions::Completion completion) override;
  void write(actions::Caller caller, Writing work, actions::Completion completion) override;

  /// Runs everything that is due, then calls `done` on the writing thread.
  void settle(std::function<void()> done);
  /// The domain clock has jumped.
  void wake();
  /// Has `told` called on the writing thread whenever a commit has put something into the outbox. To be
  /// called before start().
  void tell_of_outbox(std::function<void()> told) { outbox_grew_ = std::move(told); }

  struct Counts {
    std::uint64_t timers_run, timers_failed;
  };
  Counts counts() const;

 private:
  enum class Step { Batch, Single, Postpone };

  bool settled(Instant now) const { return now.micros < next_due_.load(std::memory_order_acquire); }
  void hear_of(Instant due_at);
  void publish();
  void doubt();
  void read_now(const actions::Caller& caller, const Reading& work, const actions::Completion& completion);
  using Done = std::shared_ptr<const std::function<void()>>;
  void settle_step(Step step, const Done& done);
  void settle_further(Step step, const Done& done);
  std::int64_t run_within(actions::WriteContext& ctx, Step step);
  void watch();

  db::Database& database_;
  const Clock& domain_;
  const Clock& wall_;
  const actions::Settings& settings_;
  IdGenerator ids_;
  Timekeeper timekeeper_;  // of the writing thread

  // When the next timer is due, in micros; at 0 the first command looks. The writing thread's own belief runs
  // ahead of its commits; what everybody else goes by grows only once a commit is durable, so that no reader
  // takes a snapshot from before a timer for one from after it.
  std::int64_t horizon_ = 0;
  std::atomic<std::int64_t> next_due_{0};
  std::atomic<std::uint64_t> timers_run_{0};
  std::atomic<std::uint64_t> timers_failed_{0};

  std::function<void()> outbox_grew_;

  std::mutex mutex_;
  std::condition_variable changed_;
  bool stopping_ = false;
  std::thread thread_;
};

}  // namespace kempelen::jobs
