// The queue against an engine made of a number: group forming, undoing, and every way to fail.
#include "db/write_queue.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <future>
#include <map>

#include "base/fault.h"

namespace kempelen::db {
namespace {

using testing::HasSubstr;
using testing::ThrowsMessage;

constexpr Sql kAdd{"ADD"};
constexpr Sql kBreak{"BREAK"};
constexpr Sql kEndTransaction{"END"};

struct EngineState {
  std::mutex mutex;
  std::int64_t value = 0;      // as of now
  std::int64_t committed = 0;  // as of the last commit
  bool open = false;
  int begins = 0, commits = 0, roll_backs = 0, tends = 0, finishes = 0;
  bool fail_begin = false, fail_commit = false, fail_roll_back = false, fail_tend = false,
       fail_finish = false;

  std::int64_t stored() {
    const std::lock_guard lock(mutex);
    return committed;
  }
};

/// Adds numbers: `ADD` adds its value, `BREAK` fails, `END` loses the transaction as a full disk does.
class FakeSession final : public WriteSession, public Transaction {
 public:
  explicit FakeSession(EngineState& state) : state_(state) {}

  void begin() override {
    const std::lock_guard lock(state_.mutex);
    ++state_.begins;
    if (state_.fail_begin) throw Fault("begin failed");
    state_.open = true;
  }
  void commit() override {
    const std::lock_guard lock(state_.mutex);
    ++state_.commits;
    if (state_.fail_commit) throw Fault("commit failed");
    state_.committed = state_.value;
    state_.open = false;
  }
  void roll_back() override {
    const std::lock_guard lock(state_.mutex);
    ++state_.roll_backs;
    if (state_.fail_roll_back) throw Fault("rollback failed");
    state_.value = state_.committed;
    state_.open = false;
  }
  bool in_transaction() const noexcept override { return state_.open; }
  Transaction& next_job() override {
    failure_ = nullptr;
    changed_ = false;
    return *this;
  }
  bool job_changed() const noexcept override { return changed_; }
  std::exception_ptr take_job_failure() noexcept override { return std::exchange(failure_, nullptr); }
  void tend() override {
    ++state_.tends;
    if (state_.fail_tend) throw Fault("checkpoint failed");
  }
  void finish() override {
    ++state_.finishes;
    if (state_.fail_finish) throw Fault("last checkpoint failed");
  }
  std::vector<std::string> damage(std::size_t) override { return {}; }

 private:
  void visit(const Sql&, std::span<const Value>, const std::function<bool(const Row&)>&) override {}
  std::int64_t change(const Sql& sql, std::span<const Value> values) override {
    if (&sql == &kBreak) {
      failure_ = std::make_exception_ptr(Fault("broken statement"));
      throw Fault("broken statement");
    }
    if (&sql == &kEndTransaction) {
      state_.value = state_.committed;
      state_.open = false;
      return 0;
    }
    changed_ = true;
    state_.value += std::get<std::int64_t>(values[0]);
    return 1;
  }

  EngineState& state_;
  bool changed_ = false;
  std::exception_ptr failure_;
};

/// Keeps the writing thread busy until it is opened, so that what is pushed meanwhile becomes one group.
class Gate {
 public:
  Database::Work work() {
    return [this](Transaction&) {
      entered_.set_value();
      opened_.get_future().wait();
      return Verdict::Keep;
    };
  }
  void wait_until_entered() { entered_.get_future().wait(); }
  void open() { opened_.set_value(); }

 private:
  std::promise<void> entered_, opened_;
};

struct Told {
  Ending ending;
  std::string error;
};

std::string words(const std::exception_ptr& error) {
  if (!error) return "";
  try {
    std::rethrow_exception(error);
  } catch (const std::exception& e) {
    return e.what();
  } catch (int number) {
    return std::to_string(number);
  }
}

class WriteQueueTest : public testing::Test {
 protected:
  void start(WriteQueueOptions options = {}) {
    queue_ = std::make_unique<WriteQueue>(std::make_unique<FakeSession>(state_), std::move(options));
  }
  void hold() {
    queue_->push(gate_.work(), [](Ending, const std::exception_ptr&) {});
    gate_.wait_until_entered();
  }
  void push(const std::string& name, Database::Work work) {
    queue_->push(std::move(work), [this, name](Ending ending, const std::exception_ptr& error) {
      told_.emplace(name, Told{ending, words(error)});
    });
  }
  void push_add(const std::string& name, std::int64_t amount) {
    push(name, [this, name, amount](Transaction& transaction) {
      ++runs_[name];
      transaction.execute(kAdd, amount);
      return Verdict::Keep;
    });
  }
  void release_and_close() {
    gate_.open();
    queue_->close();
  }
  void expect_done(const std::string& name) {
    ASSERT_EQ(told_.count(name), 1u) << name;
    EXPECT_EQ(told_.at(name).ending, Ending::Done) << name << ": " << told_.at(name).error;
  }
  void expect_failed(const std::string& name, const std::string& part) {
    ASSERT_EQ(told_.count(name), 1u) << name;
    EXPECT_EQ(told_.at(name).ending, Ending::Failed) << name;
    EXPECT_THAT(told_.at(name).error, HasSubstr(part)) << name;
  }

  EngineState state_;
  Gate gate_;
  std::map<std::string, Told> told_;  // written by the queue's thread, read after it has ended
  std::map<std::string, int> runs_;
  std::unique_ptr<WriteQueue> queue_;
};

TEST_F(WriteQueueTest, CommitsWhatWaitsTogether) {
  start();
  hold();
  for (int i = 0; i < 10; ++i) push_add("job" + std::to_string(i), 1);
  release_and_close();
  EXPECT_EQ(state_.committed, 10);
  EXPECT_EQ(state_.commits, 2);  // the gate's, and one for the ten
  EXPECT_EQ(queue_->counts().commits, 1u);
  EXPECT_EQ(queue_->counts().jobs, 11u);
  for (int i = 0; i < 10; ++i) expect_done("job" + std::to_string(i));
}

TEST_F(WriteQueueTest, TakesNoMoreThanBatchMaxAtOnce) {
  start({.queue_max = 100, .batch_max = 4, .on_fatal = {}});
  hold();
  for (int i = 0; i < 10; ++i) push_add("job" + std::to_string(i), 1);
  release_and_close();
  EXPECT_EQ(queue_->counts().commits, 3u);
  EXPECT_EQ(state_.committed, 10);
}

TEST_F(WriteQueueTest, TellsOfAJobOnlyAfterItsCommit) {
  start();
  std::promise<std::int64_t> seen;
  queue_->push(
      [](Transaction& transaction) {
        transaction.execute(kAdd, 5);
        return Verdict::Keep;
      },
      [&](Ending, const std::exception_ptr&) { seen.set_value(state_.stored()); });
  EXPECT_EQ(seen.get_future().get(), 5);
}

TEST_F(WriteQueueTest, DiscardsAJobWithoutChangesWithoutUndoingItsNeighbours) {
  start();
  hold();
  push_add("before", 1);
  push("refused", [](Transaction&) { return Verdict::Discard; });
  push("thrower", [](Transaction&) -> Verdict { throw std::runtime_error("no"); });
  push_add("after", 2);
  release_and_close();
  EXPECT_EQ(state_.committed, 3);
  EXPECT_EQ(state_.roll_backs, 0);
  EXPECT_EQ(runs_["before"], 1);
  expect_done("refused");
  expect_failed("thrower", "no");
  EXPECT_EQ(queue_->counts().jobs_discarded, 1u);
  EXPECT_EQ(queue_->counts().batches_retried, 0u);
}

TEST_F(WriteQueueTest, UndoesExactlyTheJobThatDiscardsItsChanges) {
  start();
  hold();
  push_add("before", 1);
  push("discarded", [](Transaction& transaction) {
    transaction.execute(kAdd, 100);
    return Verdict::Discard;
  });
  push_add("after", 2);
  release_and_close();
  EXPECT_EQ(state_.committed, 3);
  EXPECT_EQ(runs_["before"], 2);
  EXPECT_EQ(runs_["after"], 1);
  expect_done("before");
  expect_done("discarded");
  expect_done("after");
  EXPECT_EQ(queue_->counts().batches_retried, 1u);
  EXPECT_EQ(queue_->counts().jobs_discarded, 1u);
}

TEST_F(WriteQueueTest, UndoesExactlyTheJobThatThrowsAfterChanges) {
  start();
  hold();
  push_add("before", 1);
  push("thrower", [](Transaction& transaction) -> Verdict {
    transaction.execute(kAdd, 100);
    throw 42;
  });
  push_add("after", 2);
  release_and_close();
  EXPECT_EQ(state_.committed, 3);
  expect_done("before");
  expect_failed("thrower", "42");
  expect_done("after");
}

TEST_F(WriteQueueTest, FailsAJobThatSwallowsAFailedStatement) {
  start();
  hold();
  push("swallower", [](Transaction& transaction) {
    transaction.execute(kAdd, 100);
    try {
      transaction.execute(kBreak);
    } catch (const Fault&) {
    }
    return Verdict::Keep;
  });
  push_add("after", 2);
  release_and_close();
  EXPECT_EQ(state_.committed, 2);
  expect_failed("swallower", "broken statement");
  expect_done("after");
}

TEST_F(WriteQueueTest, RunsTheGroupAgainWhenTheEngineEndedTheTransaction) {
  start();
  hold();
  push_add("before", 1);
  push("ender", [](Transaction& transaction) {
    transaction.execute(kEndTransaction);
    return Verdict::Keep;
  });
  push_add("after", 2);
  release_and_close();
  EXPECT_EQ(state_.committed, 3);
  expect_done("before");
  expect_failed("ender", "ended the transaction");
  expect_done("after");
}

TEST_F(WriteQueueTest, AcknowledgesNothingAfterAFailedCommit) {
  std::vector<std::string> fatal;
  start(
      {.queue_max = 100, .batch_max = 4, .on_fatal = [&](const std::string& why) { fatal.push_back(why); }});
  hold();
  for (int i = 0; i < 10; ++i) push_add("job" + std::to_string(i), 1);
  state_.fail_commit = true;
  gate_.open();
  queue_->close();
  EXPECT_TRUE(queue_->failed());
  for (int i = 0; i < 10; ++i) expect_failed("job" + std::to_string(i), "commit failed");
  EXPECT_EQ(fatal, std::vector<std::string>{"commit failed"});
  EXPECT_EQ(state_.commits, 1);  // not tried again
  EXPECT_EQ(state_.finishes, 0);
  EXPECT_THAT([&] { push_add("late", 1); }, ThrowsMessage<Fault>(HasSubstr("has failed")));
}

TEST_F(WriteQueueTest, FailsWhenRollingBackFails) {
  start();
  hold();
  push_add("before", 1);
  push("discarded", [](Transaction& transaction) {
    transaction.execute(kAdd, 100);
    return Verdict::Discard;
  });
  state_.fail_roll_back = true;
  release_and_close();
  EXPECT_TRUE(queue_->failed());
  EXPECT_EQ(state_.committed, 0);
  expect_failed("before", "rollback failed");
  expect_failed("discarded", "rollback failed");
}

TEST_F(WriteQueueTest, GoesOnAfterABeginThatChangedNothing) {
  start();
  state_.fail_begin = true;
  std::promise<Ending> first;
  queue_->push([](Transaction&) { return Verdict::Keep; },
               [&](Ending ending, const std::exception_ptr&) { first.set_value(ending); });
  EXPECT_EQ(first.get_future().get(), Ending::Failed);
  EXPECT_FALSE(queue_->failed());
  {
    const std::lock_guard lock(state_.mutex);
    state_.fail_begin = false;
  }
  push_add("second", 1);
  queue_->close();
  expect_done("second");
}

TEST_F(WriteQueueTest, FailsWhenACheckpointFails) {
  state_.fail_tend = true;
  start();
  push_add("acknowledged", 1);
  queue_->close();
  EXPECT_TRUE(queue_->failed());
  expect_done("acknowledged");
}

TEST_F(WriteQueueTest, RefusesAJobWhenFull) {
  start({.queue_max = 3, .batch_max = 64, .on_fatal = {}});
  hold();
  for (int i = 0; i < 3; ++i) push_add("job" + std::to_string(i), 1);
  EXPECT_EQ(queue_->counts().queue_length, 3u);
  EXPECT_THAT([&] { push_add("fourth", 1); }, ThrowsMessage<Fault>(HasSubstr("full (3 jobs wait)")));
  release_and_close();
  EXPECT_EQ(state_.committed, 3);
  EXPECT_EQ(told_.count("fourth"), 0u);
}

TEST_F(WriteQueueTest, DrainsWhenClosedAndRefusesAfterwards) {
  start();
  hold();
  for (int i = 0; i < 200; ++i) push_add("job" + std::to_string(i), 1);
  release_and_close();
  EXPECT_EQ(state_.committed, 200);
  EXPECT_EQ(told_.size(), 200u);
  EXPECT_EQ(state_.finishes, 1);
  EXPECT_THAT([&] { push_add("late", 1); }, ThrowsMessage<Fault>(HasSubstr("closed")));
  queue_->close();
  EXPECT_EQ(state_.finishes, 1);
}

TEST_F(WriteQueueTest, ThrowsTheFaultOfTheLastCheckpointOnce) {
  state_.fail_finish = true;
  start();
  EXPECT_THAT([&] { queue_->close(); }, ThrowsMessage<Fault>(HasSubstr("last checkpoint failed")));
  EXPECT_NO_THROW(queue_->close());
}

TEST_F(WriteQueueTest, CannotBeClosedByItsOwnThread) {
  start();
  std::promise<std::string> refused;
  queue_->push([](Transaction&) { return Verdict::Keep; },
               [&](Ending, const std::exception_ptr&) {
                 try {
                   queue_->close();
                   refused.set_value("");
                 } catch (const Fault& fault) {
                   refused.set_value(fault.what());
                 }
               });
  EXPECT_THAT(refused.get_future().get(), HasSubstr("cannot wait for itself"));
}

TEST_F(WriteQueueTest, AcceptsANewJobFromACallback) {
  start();
  std::promise<void> second;
  queue_->push([](Transaction&) { return Verdict::Keep; },
               [&](Ending, const std::exception_ptr&) {
                 queue_->push([](Transaction&) { return Verdict::Keep; },
                              [&](Ending, const std::exception_ptr&) { second.set_value(); });
               });
  second.get_future().wait();
}

}  // namespace
}  // namespace kempelen::db
