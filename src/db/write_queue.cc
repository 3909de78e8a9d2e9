// The writing thread: take, run, commit, tell. The ways a group can end are spelled out in run_together and
// run_alone.
#include "db/write_queue.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "base/fault.h"

namespace kempelen::db {
namespace {

/// Of the exception being handled.
std::string what_went_wrong() {
  try {
    throw;
  } catch (const std::exception& e) {
    return e.what();
  } catch (...) {
    return "an exception that is no std::exception";
  }
}

/// A new Fault whose text no other exception shares by the time it is told, so that only its receiver frees
/// it.
std::exception_ptr fault_of_its_own(const std::string& text) {
  return std::make_exception_ptr(Fault(text));
}

}  // namespace

WriteQueue::WriteQueue(std::unique_ptr<WriteSession> session, WriteQueueOptions options)
    : session_(std::move(session)), options_(std::move(options)) {
  batch_.reserve(options_.batch_max);
  outcomes_.reserve(options_.batch_max);
  // Held until thread_id_ is set, so that the thread's own jobs find it set.
  const std::lock_guard lock(mutex_);
  thread_ = std::thread([this] { run(); });
  thread_id_ = thread_.get_id();
}

WriteQueue::~WriteQueue() {
  try {
    close();
  } catch (const Fault&) {
    // The last checkpoint failed. Everything acknowledged is in the log, which the next start reads.
  }
}

void WriteQueue::push(Database::Work work, Database::Done done) {
  {
    const std::lock_guard lock(mutex_);
    if (failed()) throw Fault("The database has failed and accepts no more writes; restart the server.");
    if (closing_) throw Fault("The database is closed for writing.");
    if (queue_.size() >= options_.queue_max) {
      throw Fault(fmt::format("The write queue is full ({} jobs wait); try again.", options_.queue_max));
    }
    queue_.push_back({std::move(work), std::move(done)});
  }
  ready_.notify_one();
}

void WriteQueue::close() {
  if (on_writing_thread()) throw Fault("The writing thread cannot wait for itself to end.");
  {
    const std::lock_guard lock(mutex_);
    closing_ = true;
  }
  ready_.notify_one();
  const std::lock_guard lock(closing_mutex_);
  if (thread_.joinable()) thread_.join();
  if (finish_error_) std::rethrow_exception(std::exchange(finish_error_, nullptr));
}

Database::Counts WriteQueue::counts() const {
  const std::lock_guard lock(mutex_);
  return {commits_.load(std::memory_order_relaxed), jobs_.load(std::memory_order_relaxed),
          discarded_.load(std::memory_order_relaxed), retried_.load(std::memory_order_relaxed),
          queue_.size()};
}

void WriteQueue::run() {
  while (!failed() && take()) {
    run_together();
    batch_.clear();
    tend();
  }
  if (failed()) return;
  try {
    session_->finish();
  } catch (...) {
    finish_error_ = std::current_exception();  // read after the thread is joined
  }
}

bool WriteQueue::take() {
  std::unique_lock lock(mutex_);
  ready_.wait(lock, [this] { return !queue_.empty() || closing_; });
  const auto count = static_cast<std::ptrdiff_t>(std::min(queue_.size(), options_.batch_max));
  std::move(queue_.begin(), queue_.begin() + count, std::back_inserter(batch_));
  queue_.erase(queue_.begin(), queue_.begin() + count);
  return !batch_.empty();
}

void WriteQueue::run_together() {
  if (batch_.size() == 1) {
    run_alone(0);
    return;
  }
  if (!begin(0, batch_.size())) return;
  outcomes_.clear();
  bool changed = false;
  for (const Job& job : batch_) {
    outcomes_.push_back(attempt(job));
    changed = changed || outcomes_.back().changed;
    if (outcomes_.back().to_undo) {
      if (!roll_back(0)) return;
      retried_.fetch_add(1, std::memory_order_relaxed);
      run_singly();
      return;
    }
  }
  if (!commit(0, changed)) return;
  for (std::size_t i = 0; i < batch_.size(); ++i) tell(i, outcomes_[i]);
}

void WriteQueue::run_singly() {
  for (std::size_t i = 0; i < batch_.size(); ++i) {
    if (!run_alone(i)) return;
  }
}

/// Runs one job in its own transaction. False when the queue has failed; the jobs from `index` on have then
/// been told.
bool WriteQueue::run_alone(std::size_t index) {
  if (!begin(index, index + 1)) return !failed();
  Outcome outcome = attempt(batch_[index]);
  const bool ended = outcome.to_undo ? roll_back(index) : commit(index, outcome.changed);
  if (!ended) return false;
  tell(index, outcome);
  return true;
}

WriteQueue::Outcome WriteQueue::attempt(const Job& job) {
  Outcome outcome;
  inside_job_ = true;
  try {
    Transaction& transaction = session_->next_job();
    outcome.attempt = job.work(transaction) == Verdict::Keep ? Attempt::Kept : Attempt::Discarded;
  } catch (...) {
    outcome = {Attempt::Threw, std::current_exception()};
  }
  inside_job_ = false;
  // A job that goes on after a failed statement would keep half of its changes on one engine and none on
  // another.
  auto failure = session_->take_job_failure();
  if (outcome.attempt != Attempt::Threw && failure) outcome = {Attempt::Threw, std::move(failure)};
  outcome.changed = session_->job_changed();
  outcome.to_undo = !session_->in_transaction() || (outcome.attempt != Attempt::Kept && outcome.changed);
  if (outcome.to_undo && outcome.attempt == Attempt::Kept) {
    outcome = {Attempt::Threw, std::make_exception_ptr(Fault("The database ended the transaction.")), true,
               false};
  }
  return outcome;
}

/// False when no transaction was begun; the jobs [from, to) have then been told. A failed begin has changed
/// nothing, so only these jobs fail, unless a transaction stands that should not.
bool WriteQueue::begin(std::size_t from, std::size_t to) {
  try {
    session_->begin();
    return true;
  } catch (...) {
    const std::string why = what_went_wrong();
    if (session_->in_transaction()) {
      fail(from, why);
    } else {
      for (std::size_t i = from; i < to; ++i) tell_failed(batch_[i], fault_of_its_own(why));
    }
    return false;
  }
}

/// False when it failed; the jobs from `from` on have then been told.
bool WriteQueue::roll_back(std::size_t from) {
  try {
    session_->roll_back();
    return true;
  } catch (...) {
    fail(from, what_went_wrong());
    return false;
  }
}

bool WriteQueue::commit(std::size_t from, bool anything_changed) {
  try {
    session_->commit();
  } catch (...) {
    fail(from, what_went_wrong());
    return false;
  }
  if (anything_changed) commits_.fetch_add(1, std::memory_order_relaxed);
  return true;
}

void WriteQueue::tell(std::size_t index, Outcome& outcome) {
  if (outcome.attempt == Attempt::Threw) {
    tell_failed(batch_[index], std::move(outcome.error));
    return;
  }
  jobs_.fetch_add(1, std::memory_order_relaxed);
  if (outcome.attempt == Attempt::Discarded) discarded_.fetch_add(1, std::memory_order_relaxed);
  batch_[index].done(Ending::Done, nullptr);
}

void WriteQueue::tell_failed(const Job& job, std::exception_ptr error) {
  jobs_.fetch_add(1, std::memory_order_relaxed);
  job.done(Ending::Failed, std::move(error));
}

/// The database is in doubt: nothing is acknowledged from here on.
void WriteQueue::fail(std::size_t from, const std::string& why) {
  std::deque<Job> waiting;
  {
    const std::lock_guard lock(mutex_);
    failed_.store(true, std::memory_order_release);
    waiting.swap(queue_);
  }
  const std::string text = "The database failed: " + why;
  for (std::size_t i = from; i < batch_.size(); ++i) tell_failed(batch_[i], fault_of_its_own(text));
  for (const Job& job : waiting) tell_failed(job, fault_of_its_own(text));
  if (options_.on_fatal) options_.on_fatal(why);
}

void WriteQueue::tend() {
  if (failed()) return;
  try {
    session_->tend();
  } catch (...) {
    fail(batch_.size(), what_went_wrong());
  }
}

}  // namespace kempelen::db
