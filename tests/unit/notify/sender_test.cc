// The sender over a real database and a transport that does what each test says: order, retries, dead
// letters, and what a crash leaves.
#include "notify/sender.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <functional>

#include "base/clock.h"
#include "json/value.h"
#include "tests/unit/store/store_test.h"

namespace kempelen::notify {
namespace {

/// What was begun, and what becomes of it.
class TestTransport final : public Transport {
 public:
  struct Sent {
    std::string address, document, body;
  };
  /// Nothing: no answer comes.
  using Answering = std::function<std::optional<Outcome>(const Sent&)>;

  void begin(std::uint64_t ticket, const store::Destination& to, const store::Message& message) override {
    sent.push_back({to.address.text, message.document_id, message.body});
    if (auto outcome = answering(sent.back())) {
      ended_.push_back({ticket, *std::move(outcome)});
    } else {
      ++hanging;
    }
  }
  std::vector<Ended> wait(Duration at_most) override {
    last_wait = at_most;
    if (!ended_.empty()) return std::exchange(ended_, {});
    if (impatient) return {};
    std::unique_lock lock(mutex_);
    changed_.wait_for(lock, std::chrono::microseconds(at_most.micros), [this] { return woken_; });
    woken_ = false;
    return {};
  }
  void wake() override {
    const std::lock_guard lock(mutex_);
    woken_ = true;
    changed_.notify_all();
  }

  std::vector<std::string> addresses() const {
    std::vector<std::string> all;
    for (const Sent& one : sent) all.push_back(one.address);
    return all;
  }

  Answering answering = [](const Sent&) { return Outcome{}; };
  std::vector<Sent> sent;
  std::atomic<int> hanging = 0;
  Duration last_wait{};
  bool impatient = false;  // a wait() is over at once

 private:
  std::vector<Ended> ended_;
  std::mutex mutex_;
  std::condition_variable changed_;
  bool woken_ = false;
};

class SenderTest : public store::StoreTest {
 protected:
  SenderTest() { restart(); }
  ~SenderTest() override { sender_.reset(); }

  /// As after a crash: what the old one had under way is forgotten.
  void restart() {
    sender_.reset();
    transport_ = std::make_unique<TestTransport>();
    sender_ = std::make_unique<Sender>(
        SenderParts{*database_, wall_, domain_, system_random_, no_account_, *transport_});
  }

  std::string destination(const std::string& address, const std::string& owner = "AR",
                          domain::Transport transport = domain::Transport::Webhook) {
    std::string id;
    write([&](db::Transaction& tx) {
      id = store::find_or_insert_destination(tx, {.owner = {owner}, .transport = transport, .text = address},
                                             ids_.notification_destination(kNow));
    });
    return id;
  }

  void event(const std::string& to, const std::string& hit, const std::string& type = "3T") {
    write([&](db::Transaction& tx) {
      store::insert_event(tx, to,
                          {.id = ids_.notification(domain_.now(), events_++),
                           .type = domain::EventType::HITCreated,
                           .happened_at = domain_.now(),
                           .hit = {hit},
                           .hit_type = {type}});
    });
    sender_->wake();
  }

  void message(const std::string& to, const std::string& document, store::Rank rank) {
    write([&](db::Transaction& tx) {
      store::insert_message(tx, {.id = ids_.notification(domain_.now(), events_++),
                                 .destination = to,
                                 .rank = rank,
                                 .document_id = document,
                                 .subject = "s",
                                 .body = document,
                                 .group = "3T",
                                 .events = 1,
                                 .created_at = domain_.now()});
    });
    sender_->wake();
  }

  /// Turns until nothing can go on. Each turn is a hundredth of a second of wall time.
  void drain(int turns = 2'000) {
    for (int i = 0; i < turns && !sender_->idle(); ++i) {
      sender_->turn(Duration::millis(1));
      wall_.advance(Duration::millis(10));
    }
  }
  /// The same while something hangs, so that it never gets idle.
  void turn(int turns) {
    for (int i = 0; i < turns; ++i) {
      sender_->turn(Duration::millis(2));
      wall_.advance(Duration::millis(10));
    }
  }

  std::vector<std::string> hits_sent() const {
    std::vector<std::string> hits;
    for (const auto& one : transport_->sent) {
      const auto document = json::parse(one.body);
      for (const json::Value& event : document->find("Events")->items()) {
        hits.emplace_back(event.find("HITId")->string());
      }
    }
    return hits;
  }
  store::Destination look_at(const std::string& id) {
    std::optional<store::Destination> found;
    read([&](db::Reader& db) { found = store::find_destination(db, id); });
    return found.value();
  }
  std::vector<store::DeadLetter> dead() {
    std::vector<store::DeadLetter> found;
    read([&](db::Reader& db) { found = store::list_dead_letters(db, "", 1'000); });
    return found;
  }
  std::int64_t waiting() {
    std::int64_t count = 0;
    read([&](db::Reader& db) {
      count = store::waiting_events(db, 10'000).count + store::waiting_messages(db, 10'000).count;
    });
    return count;
  }

  ManualClock wall_{kNow};
  OffsetClock domain_{wall_, Duration{}};
  SystemRandom system_random_;
  const std::string no_account_;
  std::int64_t events_ = 0;
  std::unique_ptr<TestTransport> transport_;
  std::unique_ptr<Sender> sender_;
};

constexpr Outcome kLater() {
  return {Verdict::Later, "busy"};
}

TEST_F(SenderTest, SendsInOrderAndTenEventsAtOnce) {
  const auto to = destination("https://a.test/");
  std::vector<std::string> expected;
  for (int i = 100; i < 225; ++i) {
    expected.push_back("3H" + std::to_string(i));
    event(to, expected.back());
  }
  drain();
  EXPECT_EQ(hits_sent(), expected);
  EXPECT_EQ(transport_->sent.size(), 13u);
  EXPECT_EQ(waiting(), 0);
  EXPECT_EQ(sender_->counts().delivered, 13u);
  EXPECT_EQ(sender_->counts().events_delivered, 125u);
}

TEST_F(SenderTest, TriesAgainWithTheSameBytesAndNothingOvertakes) {
  const auto to = destination("https://a.test/");
  for (int i = 10; i < 25; ++i) event(to, "3H" + std::to_string(i));
  int tries = 0;
  transport_->answering = [&](const auto&) { return ++tries <= 2 ? kLater() : Outcome{}; };
  drain();
  ASSERT_EQ(transport_->sent.size(), 1u);
  EXPECT_EQ(look_at(to).failures, 1);
  EXPECT_EQ(look_at(to).last_failure, "busy");
  EXPECT_GT(look_at(to).paused_until, wall_.now());
  event(to, "3H99");
  drain();
  EXPECT_EQ(transport_->sent.size(), 1u) << "nothing is sent during a pause";
  wall_.advance(Duration::seconds(3));
  sender_->turn({});
  drain();
  ASSERT_EQ(transport_->sent.size(), 2u);
  wall_.advance(Duration::seconds(5));
  sender_->turn({});
  drain();
  ASSERT_EQ(transport_->sent.size(), 5u);
  EXPECT_EQ(transport_->sent[0].body, transport_->sent[1].body);
  EXPECT_EQ(transport_->sent[0].body, transport_->sent[2].body);
  EXPECT_EQ(transport_->sent[0].document, transport_->sent[2].document);
  EXPECT_NE(transport_->sent[2].document, transport_->sent[3].document);
  EXPECT_EQ(look_at(to).failures, 0);
  EXPECT_EQ(look_at(to).last_failure, std::nullopt);
  EXPECT_EQ(waiting(), 0);
}

// It slept on for a minute, by what it knew before it had heard of the failure.
TEST_F(SenderTest, AfterAFailureItSleepsNoLongerThanThePause) {
  const auto to = destination("https://a.test/");
  event(to, "3A");
  transport_->answering = [](const auto&) { return kLater(); };
  transport_->impatient = true;
  while (look_at(to).failures == 0) sender_->turn(Duration::seconds(60));
  wall_.advance(Duration::millis(10));
  while (!sender_->idle()) sender_->turn(Duration::seconds(60));
  sender_->turn(Duration::seconds(60));
  EXPECT_LE(transport_->last_wait, Duration::seconds(2));
}

TEST_F(SenderTest, WhatFailsForGoodIsADeadLetterAndTheNextGoesOn) {
  const auto to = destination("https://a.test/");
  message(to, "bad", store::Rank::Usual);
  message(to, "good", store::Rank::Usual);
  transport_->answering = [](const TestTransport::Sent& one) {
    return one.body == "bad" ? Outcome{Verdict::Never, "gone"} : Outcome{};
  };
  drain();
  EXPECT_EQ(transport_->sent.size(), 2u);
  ASSERT_EQ(dead().size(), 1u);
  EXPECT_EQ(dead().front().message.document_id, "bad");
  EXPECT_EQ(dead().front().failure, "gone");
  EXPECT_EQ(look_at(to).failures, 0);
  EXPECT_EQ(waiting(), 0);
  // The operator sends it again.
  transport_->answering = [](const auto&) { return Outcome{}; };
  const std::string bad = dead().front().message.id;
  write([&](db::Transaction& tx) { store::revive_dead_letter(tx, bad, domain_.now()); });
  sender_->wake();
  drain();
  EXPECT_EQ(transport_->sent.back().document, "bad");
  EXPECT_TRUE(dead().empty());
}

TEST_F(SenderTest, WhatFailsForADayIsADeadLetter) {
  const auto to = destination("https://a.test/");
  event(to, "3OLD");
  transport_->answering = [](const auto&) { return kLater(); };
  for (int quarter = 0; quarter < 4 * 23; ++quarter) {
    sender_->turn({});
    drain();
    wall_.advance(Duration::seconds(15 * 60));
  }
  EXPECT_TRUE(dead().empty()) << "it has not been a day";
  event(to, "3NEW");
  for (int quarter = 0; quarter < 8; ++quarter) {
    sender_->turn({});
    drain();
    wall_.advance(Duration::seconds(15 * 60));
  }
  ASSERT_EQ(dead().size(), 1u);
  EXPECT_NE(dead().front().message.body.find("3OLD"), std::string::npos);
  EXPECT_EQ(dead().front().failure, "busy");
  // What came later has its day before it.
  EXPECT_EQ(waiting(), 1);
  transport_->answering = [](const auto&) { return Outcome{}; };
  drain();
  wall_.advance(Duration::seconds(15 * 60));
  sender_->turn({});
  drain();
  EXPECT_EQ(waiting(), 0);
}

TEST_F(SenderTest, AHangingDestinationDoesNotStopTheOthers) {
  const auto slow = destination("https://slow.test/");
  const auto quick = destination("https://quick.test/");
  transport_->answering = [](const TestTransport::Sent& one) -> std::optional<Outcome> {
    if (one.address == "https://slow.test/") return std::nullopt;
    return Outcome{};
  };
  event(slow, "3S");
  for (int i = 0; i < 30; ++i) event(quick, "3Q");
  turn(200);
  EXPECT_EQ(std::ranges::count(transport_->addresses(), "https://slow.test/"), 1);
  EXPECT_GE(std::ranges::count(transport_->addresses(), "https://quick.test/"), 3);
  read([&](db::Reader& db) { EXPECT_EQ(store::first_events(db, quick, 10).size(), 0u); });
}

TEST_F(SenderTest, OneOwnerCannotTakeAllLanes) {
  transport_->answering = [](const TestTransport::Sent& one) -> std::optional<Outcome> {
    if (one.address.starts_with("https://hang")) return std::nullopt;
    return Outcome{};
  };
  for (int i = 0; i < 60; ++i)
    event(destination("https://hang" + std::to_string(i) + ".test/", "AEVE"), "3E");
  const auto other = destination("https://other.test/", "AANN");
  event(other, "3A");
  turn(200);
  EXPECT_EQ(transport_->hanging, 32);
  EXPECT_EQ(std::ranges::count(transport_->addresses(), "https://other.test/"), 1);
}

TEST_F(SenderTest, AfterACrashTheSameDocumentComesAgain) {
  const auto to = destination("https://a.test/");
  event(to, "3A");
  transport_->answering = [](const auto&) { return std::nullopt; };
  turn(100);
  ASSERT_EQ(transport_->sent.size(), 1u);
  const auto before = transport_->sent.front();
  event(to, "3B");
  restart();
  drain();
  ASSERT_EQ(transport_->sent.size(), 2u);
  EXPECT_EQ(transport_->sent[0].document, before.document);
  EXPECT_EQ(transport_->sent[0].body, before.body);
  EXPECT_NE(transport_->sent[1].document, before.document);
  EXPECT_EQ(waiting(), 0);
}

TEST_F(SenderTest, AnUrgentMessageGoesFirst) {
  const auto to = destination("https://a.test/");
  message(to, "usual", store::Rank::Usual);
  message(to, "urgent", store::Rank::Urgent);
  drain();
  ASSERT_EQ(transport_->sent.size(), 2u);
  EXPECT_EQ(transport_->sent[0].document, "urgent");
}

TEST_F(SenderTest, AQueueThatKeepsOrderGetsOneHitTypeInAMessage) {
  const auto to = destination("https://queues.test/1/q.fifo", "AR", domain::Transport::SQS);
  for (const char* type : {"3T", "3T", "3U", "3T"}) event(to, "3H", type);
  drain();
  EXPECT_EQ(transport_->sent.size(), 3u);
  const auto usual = destination("https://queues.test/1/q", "AR", domain::Transport::SQS);
  for (const char* type : {"3T", "3T", "3U", "3T"}) event(usual, "3H", type);
  drain();
  EXPECT_EQ(transport_->sent.size(), 4u);
}

TEST_F(SenderTest, ATransportThatThrowsIsAFailureThatMayPass) {
  const auto to = destination("https://a.test/");
  event(to, "3A");
  transport_->answering = [](const auto&) -> std::optional<Outcome> { throw Fault("no memory"); };
  drain();
  EXPECT_EQ(look_at(to).last_failure, "no memory");
  EXPECT_EQ(waiting(), 1);
}

TEST_F(SenderTest, AnOrderlyStopMarksWhatHasArrived) {
  const auto to = destination("https://a.test/");
  for (int i = 0; i < 20; ++i) event(to, "3H" + std::to_string(i));
  int tries = 0;
  transport_->answering = [&](const auto&) -> std::optional<Outcome> {
    if (++tries == 2) return std::nullopt;
    return Outcome{};
  };
  sender_->start();
  for (int i = 0; i < 500 && transport_->hanging == 0; ++i) {
    std::this_thread::sleep_for(std::chrono::milliseconds(10));
    wall_.advance(Duration::millis(10));
    sender_->wake();
  }
  sender_->stop();
  EXPECT_EQ(sender_->counts().delivered, 1u);
  EXPECT_EQ(waiting(), 1) << "the second message alone";
}

}  // namespace
}  // namespace kempelen::notify
