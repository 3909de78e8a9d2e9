// Settling before commands, and the thread that settles when nobody calls.
#include "jobs/runtime.h"

#include <spdlog/spdlog.h>

#include <algorithm>
#include <chrono>
#include <future>
#include <limits>
#include <utility>

#include "base/fault.h"
#include "jobs/timers.h"
#include "store/timers.h"

namespace kempelen::jobs {
namespace {

constexpr std::int64_t kTimersPerJob = 100;
/// Also the longest a jump of the machine's clock goes unnoticed.
constexpr Duration kSleepMax = Duration::seconds(5);
constexpr std::int64_t kNever = std::numeric_limits<std::int64_t>::max();

}  // namespace

Runtime::Runtime(db::Database& database, const Clock& domain, const Clock& wall,
                 const actions::Settings& settings, RandomSource& random)
    : database_(database),
      domain_(domain),
      wall_(wall),
      settings_(settings),
      ids_(random),
      timekeeper_(domain) {}

Runtime::~Runtime() {
  stop();
}

void Runtime::start() {
  database_.write_and_wait([this](db::Transaction& tx) {
    const actions::Caller nobody;
    actions::WriteContext ctx(tx, nobody, timekeeper_.next(), settings_, ids_);
    const auto next = store::next_due(tx);
    if (!next) schedule_first_sweep(ctx);
    horizon_ = next ? next->micros : 0;
    next_due_.store(horizon_, std::memory_order_release);
    return db::Verdict::Keep;
  });
  thread_ = std::thread([this] { watch(); });
}

void Runtime::stop() {
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
  }
  changed_.notify_all();
  if (thread_.joinable()) thread_.join();
}

void Runtime::wake() {
  changed_.notify_all();
}

Runtime::Counts Runtime::counts() const {
  return {timers_run_.load(), timers_failed_.load()};
}

/// Inside a write job: a timer was set. Heard of before its commit, which does no harm.
void Runtime::hear_of(Instant due_at) {
  horizon_ = std::min(horizon_, due_at.micros);
  std::int64_t known = next_due_.load(std::memory_order_relaxed);
  while (due_at.micros < known &&
         !next_due_.compare_exchange_weak(known, due_at.micros, std::memory_order_release)) {
  }
  if (due_at.micros < known) changed_.notify_all();
}

/// On the writing thread, after a commit.
void Runtime::publish() {
  next_due_.store(horizon_, std::memory_order_release);
}

/// On the writing thread: timers that a job ran were undone with it, so the next command looks again.
void Runtime::doubt() {
  horizon_ = 0;
  publish();
  changed_.notify_all();
}

void Runtime::read(actions::Caller caller, Reading work, actions::Completion completion) {
  if (settled(domain_.now())) return read_now(caller, work, completion);
  // Whatever could not be settled is put back for later and counted; the caller is answered all the same.
  settle([this, caller = std::move(caller), work = std::move(work), completion = std::move(completion)] {
    read_now(caller, work, completion);
  });
}

void Runtime::read_now(const actions::Caller& caller, const Reading& work,
                       const actions::Completion& completion) {
  actions::Reply reply;
  std::exception_ptr fault;
  try {
    database_.read([&](db::Reader& db) {
      actions::ReadContext ctx{db, caller, domain_.now(), settings_, wall_.now()};
      reply = work(ctx);
    });
  } catch (...) {
    fault = std::current_exception();
  }
  completion(std::move(reply), fault);
}

void Runtime::write(actions::Caller caller, Writing work, actions::Completion completion) {
  if (!settled(domain_.now())) settle([] {});
  struct State {
    actions::Caller caller;
    Writing work;
    actions::Completion completion;
    actions::Reply reply;
    bool ran_before = false;
    bool outbox_grew = false;
  };
  auto state = std::make_shared<State>(
      State{std::move(caller), std::move(work), std::move(completion), {}, false, false});
  database_.write(
      [this, state](db::Transaction& tx) {
        // A second run means that the first one's group was undone, with the timers that ran in it.
        if (std::exchange(state->ran_before, true)) horizon_ = 0;
        actions::WriteContext ctx(tx, state->caller, timekeeper_.next(), settings_, ids_);
        ctx.wall_now = wall_.now();
        bool timers_ran = false;
        while (horizon_ <= ctx.now.micros) {
          if (run_within(ctx, Step::Batch) == 0) break;
          timers_ran = true;
        }
        state->reply = state->work(ctx);
        if (!state->reply) {
          if (timers_ran) horizon_ = 0;  // they are undone with the refused command
          return db::Verdict::Discard;
        }
        hear_of(ctx.earliest_timer);
        state->outbox_grew = ctx.outbox_rows > 0;
        return db::Verdict::Keep;
      },
      [this, state](db::Ending ending, const std::exception_ptr& fault) {
        if (ending == db::Ending::Failed || horizon_ == 0) {
          doubt();
        } else {
          publish();
        }
        if (ending == db::Ending::Done && state->outbox_grew && outbox_grew_) outbox_grew_();
        state->completion(std::move(state->reply), fault);
      });
}

void Runtime::settle(std::function<void()> done) {
  settle_step(Step::Batch, std::make_shared<const std::function<void()>>(std::move(done)));
}

/// Inside a write job. Leaves horizon_ at what the table says after it.
std::int64_t Runtime::run_within(actions::WriteContext& ctx, Step step) {
  std::int64_t run = 1;
  if (step == Step::Postpone) {
    postpone_first_due(ctx);
  } else {
    run = run_due(ctx, wall_.now(), step == Step::Batch ? kTimersPerJob : 1);
  }
  const auto next = store::next_due(ctx.db);
  horizon_ = next ? next->micros : kNever;
  return run;
}

/// Batches while all goes well. When one fails, its timers are run singly, and the one that fails alone is
/// put back.
void Runtime::settle_step(Step step, const Done& done) {
  auto run = std::make_shared<std::int64_t>(0);
  auto more = std::make_shared<bool>(false);
  auto outbox = std::make_shared<bool>(false);
  database_.write(
      [this, step, run, more, outbox](db::Transaction& tx) {
        const actions::Caller nobody;
        actions::WriteContext ctx(tx, nobody, timekeeper_.next(), settings_, ids_);
        *run = run_within(ctx, step);
        *more = horizon_ <= ctx.now.micros;
        *outbox = ctx.outbox_rows > 0;
        return db::Verdict::Keep;
      },
      [this, step, run, more, outbox, done](db::Ending ending, const std::exception_ptr& fault) {
        if (ending == db::Ending::Done) {
          publish();
          if (*outbox && outbox_grew_) outbox_grew_();
          if (step != Step::Postpone) timers_run_ += static_cast<std::uint64_t>(*run);
          return *more ? settle_further(Step::Batch, done) : (*done)();
        }
        doubt();  // what the failed job believed is void
        if (database_.failed()) return (*done)();
        spdlog::error("timers failed step={} reason=\"{}\"", step == Step::Batch ? "batch" : "single",
                      text_of(fault));
        if (step == Step::Batch) return settle_further(Step::Single, done);
        ++timers_failed_;
        if (step == Step::Single) return settle_further(Step::Postpone, done);
        (*done)();
      });
}

/// The next step from within the writing thread, which must not see an exception: with a full queue the rest
/// waits for the scheduler's next turn.
void Runtime::settle_further(Step step, const Done& done) {
  try {
    settle_step(step, done);
  } catch (const Fault& busy) {
    spdlog::warn("timers wait reason=\"{}\"", busy.what());
    (*done)();
  }
}

void Runtime::watch() {
  std::unique_lock lock(mutex_);
  while (!stopping_) {
    const Instant now = domain_.now();
    if (settled(now)) {
      const std::int64_t due = next_due_.load(std::memory_order_acquire);
      const std::int64_t sleep = std::clamp<std::int64_t>(due - now.micros, 0, kSleepMax.micros);
      changed_.wait_for(lock, std::chrono::microseconds(sleep));
      continue;
    }
    lock.unlock();
    std::promise<void> finished;
    try {
      settle([&finished] { finished.set_value(); });
      finished.get_future().wait();
    } catch (const Fault& fault) {
      // The queue is full or closing; the next turn tries again.
      spdlog::warn("timers wait reason=\"{}\"", fault.what());
      lock.lock();
      changed_.wait_for(lock, std::chrono::seconds(1));
      lock.unlock();
    }
    lock.lock();
  }
}

}  // namespace kempelen::jobs
