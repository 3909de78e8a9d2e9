// The one sender: takes what waits in the outbox to where it goes, at least once and in order for each
// destination.
//
// Each destination with something to send gets a *lane*. A write job fixes its next messages (group_events.h)
// and hands them over; they leave one after another, each when the one before has arrived; then a write job
// takes what arrived out of the outbox, notes what failed, and fixes the next ones. Lanes are independent of
// each other. What fails for good becomes a dead letter, and the lane goes on behind it. What may pass pauses
// its destination; what has not passed for a day becomes a dead letter, too.
#pragma once

#include <atomic>
#include <condition_variable>
#include <cstdint>
#include <deque>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <thread>
#include <vector>

#include "base/clock.h"
#include "db/database.h"
#include "notify/transport.h"

namespace kempelen::notify {

struct SenderParts {
  db::Database& database;
  const Clock& wall;    // of pauses and of the day a message has
  const Clock& domain;  // of events
  RandomSource& random;
  const std::string& source_account;
  Transport& transport;
};

class Sender {
 public:
  /// All parts must outlive the sender.
  explicit Sender(const SenderParts& parts);
  ~Sender();

  void start();
  /// Ends the thread and waits for what it has begun to write; what is under way is sent again after the next
  /// start. The database must not be closed before.
  void stop();
  /// Something has been put into the outbox, or a pause has ended. Any thread.
  void wake();

  /// One round of the thread's work, for tests without the thread: looks, settles, sends, and waits at most
  /// so long for something to happen.
  void turn(Duration patience);
  /// Whether nothing is under way that a turn() could go on with before the next pause ends.
  bool idle();

  /// Messages since the start.
  struct Counts {
    std::uint64_t delivered, events_delivered, failed, dead;
  };
  Counts counts() const;

 private:
  struct Buried {
    std::string message, reason;
  };
  /// What a write job is told about a destination, and tells.
  struct Report {
    std::string destination;
    std::vector<std::string> delivered{};
    std::vector<Buried> dead{};
    std::optional<Buried> failed{};  // the message that may still arrive
    // What the job found, overwritten when it runs twice.
    std::optional<store::Destination> found{};
    std::vector<store::Message> messages{};
    std::int64_t dead_of_age = 0;
  };
  struct Lane {
    store::Destination to{};
    std::deque<store::Message> queue{};
    Report report{};
    bool settling = true;  // a write job has its report
  };
  using Reports = std::shared_ptr<std::vector<Report>>;

  void run();
  void look();
  void settle_finished();
  void settle(Reports reports);
  void settle_in(db::Transaction& tx, Report& report);
  void bury_what_is_old(db::Transaction& tx, const store::Destination& to, Report& report);
  void take_settled();
  void resume(Report& report);
  void send_next(const std::string& id, Lane& lane);
  void note(const Ended& ended);
  Duration patience_until_look() const;

  const SenderParts parts_;
  IdGenerator ids_;

  // The sending thread's own.
  std::map<std::string, Lane> lanes_;  // by destination id
  std::map<std::uint64_t, std::string> flights_;
  std::uint64_t tickets_ = 0;
  Instant next_look_{};
  Instant not_before_{};  // so that looking takes a small part of the time
  std::vector<Reports> unwritten_;

  std::atomic<bool> woken_{true};
  std::atomic<std::uint64_t> delivered_{0}, events_delivered_{0}, failed_{0}, dead_{0};

  std::mutex mutex_;  // guards the three below
  std::condition_variable written_;
  std::vector<Reports> settled_;
  int writing_ = 0;
  std::atomic<bool> stopping_{false};
  std::thread thread_;
};

}  // namespace kempelen::notify
