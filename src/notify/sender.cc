// Lanes, and the write jobs between their messages.
#include "notify/sender.h"

#include <spdlog/spdlog.h>

#include <algorithm>

#include "actions/notifications/group_events.h"
#include "base/fault.h"
#include "notify/backoff.h"

namespace kempelen::notify {
namespace {

/// Messages that a lane sends between two write jobs, so that marking them is one commit for many.
constexpr std::int64_t kMessagesAhead = 10;
/// A hanging destination holds its lane for a time-out; so many may hang at once, and so many of one owner,
/// who must not take the others' lanes.
constexpr std::size_t kLanesMax = 256, kLanesOfOwnerMax = 32;
/// Messages that become dead letters together.
constexpr std::int64_t kBuriedAtOnce = 100;
constexpr Duration kLife = Duration::days(1);
constexpr Duration kLookEvery = Duration::seconds(60);
constexpr Duration kAfterTrouble = Duration::seconds(1);
/// Looking costs two reads for each destination that has something to send: at most a fifth of the time.
constexpr std::int64_t kRestPerLook = 4;
constexpr Duration kRestMin = Duration::millis(2);

}  // namespace

Sender::Sender(const SenderParts& parts) : parts_(parts), ids_(parts.random) {}

Sender::~Sender() {
  stop();
}

void Sender::start() {
  thread_ = std::thread([this] { run(); });
}

void Sender::stop() {
  stopping_ = true;
  parts_.transport.wake();
  if (thread_.joinable()) thread_.join();
  std::unique_lock lock(mutex_);
  written_.wait(lock, [this] { return writing_ == 0; });
}

void Sender::wake() {
  // Every commit with an event calls. Who has been woken and has not looked yet need not be woken again.
  if (!woken_.exchange(true)) parts_.transport.wake();
}

Sender::Counts Sender::counts() const {
  return {delivered_.load(), events_delivered_.load(), failed_.load(), dead_.load()};
}

void Sender::run() {
  while (!stopping_) {
    try {
      turn(kLookEvery);
    } catch (const std::exception& e) {
      // The reader's fault or the client's: what is on its way stays where it is written down.
      spdlog::error("sending notifications failed reason=\"{}\"", e.what());
      next_look_ = not_before_ = parts_.wall.now() + kAfterTrouble;
    }
  }
  // What has arrived need not be sent again after the next start.
  auto reports = std::make_shared<std::vector<Report>>();
  for (auto& [id, lane] : lanes_) {
    if (!lane.settling && (!lane.report.delivered.empty() || !lane.report.dead.empty())) {
      lane.report.destination = id;
      reports->push_back(std::move(lane.report));
    }
  }
  if (!reports->empty()) settle(std::move(reports));
}

void Sender::turn(Duration patience) {
  take_settled();
  const Instant now = parts_.wall.now();
  if ((woken_ || now >= next_look_) && now >= not_before_) look();
  settle_finished();
  // Only now is it known when there is something to look for.
  const Duration until_look = std::min(patience, patience_until_look());
  for (const Ended& ended : parts_.transport.wait(until_look)) note(ended);
}

bool Sender::idle() {
  const std::lock_guard lock(mutex_);
  return lanes_.empty() && !woken_ && settled_.empty() && writing_ == 0 && unwritten_.empty();
}

Duration Sender::patience_until_look() const {
  if (!unwritten_.empty()) return Duration::millis(50);
  const Instant look = std::max(woken_ ? Instant{} : next_look_, not_before_);
  return {std::clamp<std::int64_t>((look - parts_.wall.now()).micros + 999, 0, kLookEvery.micros)};
}

/// Opens a lane for every destination that has something to send, is not paused, and has none yet.
void Sender::look() {
  woken_ = false;
  const Instant begun = parts_.wall.now();
  next_look_ = begun + kLookEvery;
  std::map<RequesterId, std::size_t> taken;
  for (const auto& [id, lane] : lanes_) ++taken[lane.to.address.owner];
  std::vector<store::Destination> fresh;
  parts_.database.read([&](db::Reader& db) {
    std::string after;
    for (;;) {
      const auto events = store::next_destination_with_events(db, after);
      const auto messages = store::next_destination_with_messages(db, after);
      if (!events && !messages) break;
      after = !messages || (events && *events < *messages) ? *events : *messages;
      if (lanes_.contains(after)) continue;
      auto to = store::find_destination(db, after);
      KEMPELEN_INVARIANT(to.has_value(), "what waits has a destination");
      if (to->paused_until > begun) {
        next_look_ = std::min(next_look_, to->paused_until);
        continue;
      }
      // Without room it waits until a lane ends, which looks again.
      if (lanes_.size() + fresh.size() >= kLanesMax) continue;
      if (std::size_t& of_owner = taken[to->address.owner]; of_owner < kLanesOfOwnerMax) {
        ++of_owner;
        fresh.push_back(*std::move(to));
      }
    }
  });
  const Duration took = parts_.wall.now() - begun;
  not_before_ = parts_.wall.now() + std::max(kRestMin, Duration{took.micros * kRestPerLook});
  if (fresh.empty()) return;
  auto reports = std::make_shared<std::vector<Report>>();
  for (store::Destination& to : fresh) {
    const std::string id = to.id;
    lanes_[id].to = std::move(to);
    reports->push_back({.destination = id});
  }
  settle(std::move(reports));
}

/// Hands the lanes that have nothing more to send, or may not go on, to a write job.
void Sender::settle_finished() {
  std::vector<Reports> again = std::move(unwritten_);
  unwritten_.clear();
  for (Reports& reports : again) settle(std::move(reports));
  auto reports = std::make_shared<std::vector<Report>>();
  for (auto& [id, lane] : lanes_) {
    if (lane.settling || (!lane.queue.empty() && !lane.report.failed)) continue;
    lane.settling = true;
    lane.report.destination = id;
    reports->push_back(std::exchange(lane.report, {}));
  }
  if (!reports->empty()) settle(std::move(reports));
}

void Sender::settle(Reports reports) {
  {
    const std::lock_guard lock(mutex_);
    ++writing_;
  }
  const auto end = [this](Reports ended) {
    const std::lock_guard lock(mutex_);
    if (ended) settled_.push_back(std::move(ended));
    --writing_;
    // Under the lock: stop() may let the sender end as soon as it is free.
    parts_.transport.wake();
    written_.notify_all();
  };
  try {
    parts_.database.write(
        [this, reports](db::Transaction& tx) {
          for (Report& report : *reports) settle_in(tx, report);
          return db::Verdict::Keep;
        },
        [reports, end](db::Ending ending, const std::exception_ptr& fault) {
          if (ending == db::Ending::Failed) {
            spdlog::error("notifications cannot be marked reason=\"{}\"", text_of(fault));
            for (Report& report : *reports) report.found.reset();
          }
          end(reports);
        });
  } catch (const Fault& busy) {
    // The queue is full or closing: the same reports are tried again.
    spdlog::warn("notifications wait reason=\"{}\"", busy.what());
    unwritten_.push_back(std::move(reports));
    end(nullptr);
  }
}

/// Inside a write job, which may run twice.
void Sender::settle_in(db::Transaction& tx, Report& report) {
  report.messages.clear();
  report.dead_of_age = 0;
  const Instant now = parts_.wall.now();
  for (const std::string& id : report.delivered) store::delete_message(tx, id);
  for (const Buried& one : report.dead) store::bury_message(tx, one.message, now, one.reason);
  report.found = store::find_destination(tx, report.destination);
  KEMPELEN_INVARIANT(report.found.has_value(), "a destination with messages stays");
  if (!report.delivered.empty() || (!report.dead.empty() && !report.failed)) {
    store::clear_failures(tx, report.destination);
    report.found = store::find_destination(tx, report.destination);
  }
  if (report.failed) {
    store::count_attempt(tx, report.failed->message);
    const Duration pause = pause_after(report.found->failures + 1, parts_.random);
    store::note_failure(tx, report.destination, now, now + pause, report.failed->reason);
    report.found = store::find_destination(tx, report.destination);
    bury_what_is_old(tx, *report.found, report);
    return;
  }
  if (report.found->paused_until > now) return;
  auto waiting = store::first_messages(tx, report.destination, kMessagesAhead);
  const auto room = kMessagesAhead - static_cast<std::int64_t>(waiting.size());
  if (room > 0 && actions::group_events(tx, *report.found, room, {ids_, parts_.source_account, now}) > 0) {
    waiting = store::first_messages(tx, report.destination, kMessagesAhead);
  }
  report.messages = std::move(waiting);
}

/// A destination has failed for a day: what has waited for a day is not tried again.
void Sender::bury_what_is_old(db::Transaction& tx, const store::Destination& to, Report& report) {
  const Instant now = parts_.wall.now();
  if (!to.failing_since || now - *to.failing_since < kLife) return;
  const Instant too_old = parts_.domain.now() - kLife;
  const auto first = store::first_events(tx, to.id, 1);
  if (!first.empty() && first.front().happened_at <= too_old) {
    actions::group_events(tx, to, kBuriedAtOnce, {ids_, parts_.source_account, now});
  }
  report.dead_of_age = store::bury_old_messages(tx, to.id, too_old, now, report.failed->reason);
}

/// What the write jobs that have ended found.
void Sender::take_settled() {
  std::vector<Reports> ended;
  {
    const std::lock_guard lock(mutex_);
    ended.swap(settled_);
  }
  for (const Reports& reports : ended) {
    for (Report& report : *reports) resume(report);
  }
}

void Sender::resume(Report& report) {
  const auto lane = lanes_.find(report.destination);
  KEMPELEN_INVARIANT(lane != lanes_.end(), "a report belongs to a lane");
  if (!report.found || report.messages.empty()) {
    // Nothing more to send for now. What came in meanwhile, or waits for room, is found by another look.
    if (report.found && report.found->paused_until > Instant{}) {
      next_look_ = std::min(next_look_, report.found->paused_until);
    }
    if (!report.found) not_before_ = parts_.wall.now() + kAfterTrouble;
    dead_ += static_cast<std::uint64_t>(report.dead_of_age);
    lanes_.erase(lane);
    woken_ = true;
    return;
  }
  lane->second.settling = false;
  lane->second.to = *std::move(report.found);
  for (store::Message& message : report.messages) lane->second.queue.push_back(std::move(message));
  send_next(report.destination, lane->second);
}

void Sender::send_next(const std::string& id, Lane& lane) {
  const std::uint64_t ticket = ++tickets_;
  flights_.emplace(ticket, id);
  try {
    parts_.transport.begin(ticket, lane.to, lane.queue.front());
  } catch (const std::exception& e) {
    note({ticket, {Verdict::Later, e.what()}});
  }
}

void Sender::note(const Ended& ended) {
  const auto flight = flights_.find(ended.ticket);
  KEMPELEN_INVARIANT(flight != flights_.end(), "what ends was begun");
  const std::string id = std::move(flight->second);
  flights_.erase(flight);
  Lane& lane = lanes_.at(id);
  const store::Message message = std::move(lane.queue.front());
  lane.queue.pop_front();
  switch (ended.outcome.verdict) {
    case Verdict::Delivered:
      ++delivered_;
      events_delivered_ += static_cast<std::uint64_t>(message.events);
      lane.report.delivered.push_back(message.id);
      break;
    case Verdict::Never:
      ++failed_;
      ++dead_;
      spdlog::warn("a notification failed for good destination={} document={} reason=\"{}\"", id,
                   message.document_id, ended.outcome.reason);
      lane.report.dead.push_back({message.id, ended.outcome.reason});
      break;
    case Verdict::Later:
      ++failed_;
      spdlog::debug("a notification failed for now destination={} document={} reason=\"{}\"", id,
                    message.document_id, ended.outcome.reason);
      lane.report.failed = Buried{message.id, ended.outcome.reason};
      lane.queue.clear();
      return;
  }
  if (!lane.queue.empty()) send_next(id, lane);
}

}  // namespace kempelen::notify
