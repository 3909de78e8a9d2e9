// How the store is filled.
#include "tests/pages/many.h"

#include <algorithm>
#include <cstdlib>

#include "base/fault.h"
#include "domain/assignment.h"
#include "domain/bonus.h"
#include "store/accounts.h"
#include "store/assignments.h"
#include "store/bonuses.h"
#include "store/hit_types.h"
#include "store/hits.h"
#include "store/schema.h"
#include "store/timers.h"
#include "store/workers.h"

namespace kempelen::pages {
namespace {

constexpr std::int64_t kInOneTransaction = 10'000;
constexpr Instant kFirst = Instant::from_seconds(1'795'532'400);
constexpr Duration kLifetime = Duration::seconds(3'600);
constexpr const char* kQuestion =
    R"(<ExternalQuestion xmlns="http://mechanicalturk.amazonaws.com/AWSMechanicalTurkDataSchemas/2006-07-14/ExternalQuestion.xsd">)"
    R"(<ExternalURL>https://survey.example.org/</ExternalURL><FrameHeight>0</FrameHeight></ExternalQuestion>)";

std::filesystem::path new_directory() {
  std::string pattern = std::filesystem::temp_directory_path() / "kempelen-pages-XXXXXX";
  if (::mkdtemp(pattern.data()) == nullptr) throw Fault("no temporary directory: " + pattern);
  return pattern;
}

/// Four a millisecond: ids of one millisecond are in no order, and pages must not mind.
Instant instant_of(std::int64_t number) {
  return kFirst + Duration{number * 250};
}

domain::HitType new_type(IdGenerator& ids, const RequesterId& requester) {
  domain::HitType type;
  type.id = ids.hit_type(kFirst);
  type.group = ids.hit_group(kFirst);
  type.requester = requester;
  type.created_at = kFirst;
  type.properties = {.title = "Which animal is in the picture?",
                     .description = "Look at one picture and say which animal it shows.",
                     .keywords = "image, label",
                     .reward = Money::cents(5),
                     .assignment_duration = Duration::seconds(600)};
  return type;
}

domain::HitTransition opened(IdGenerator& ids, const domain::HitType& type, std::int64_t places, Instant at) {
  const Instant created_at = Instant::from_seconds(at.epoch_seconds());
  domain::Hit hit{.id = ids.hit(at),
                  .type = type.id,
                  .marketplace = type.marketplace,
                  .requester = type.requester,
                  .created_at = created_at,
                  .expires_at = created_at + kLifetime,
                  .max_assignments = places,
                  .price = domain::price_of(type.properties.reward, places, {}, type.marketplace)};
  auto made = domain::open_hit(std::move(hit), Money{});
  if (!made) throw Fault("The sandbox refuses a HIT.");
  return *std::move(made);
}

}  // namespace

Many::Many() : directory_(new_directory()) {
  db::SqliteOptions options;
  options.file = directory_ / "kempelen.db";
  database_ = db::open_sqlite(options, store::migrations());
  fill_people();
  fill_hits();
  fill_assignments();
  fill_bonuses();
  now_ = instant_of(kMany) + kLifetime + kLifetime;
}

Many::~Many() {
  database_.reset();
  std::filesystem::remove_all(directory_);
}

/// `insert(tx, number)` for each number, in a few transactions. A job may run twice, so what it remembers
/// goes into slots.
template <typename Insert>
void Many::many_times(const Insert& insert) {
  for (std::int64_t from = 0; from < kMany; from += kInOneTransaction) {
    database_->write_and_wait([&](db::Transaction& tx) {
      for (std::int64_t number = from; number < std::min(from + kInOneTransaction, kMany); ++number) {
        insert(tx, number);
      }
      return db::Verdict::Keep;
    });
  }
}

void Many::fill_people() {
  lister_ = ids_.requester();
  generous_ = ids_.requester();
  database_->write_and_wait([&](db::Transaction& tx) {
    store::insert_requester(tx, {.id = lister_, .name = "lister", .created_at = kFirst});
    store::insert_requester(tx, {.id = generous_, .name = "generous", .created_at = kFirst});
    return db::Verdict::Keep;
  });
  workers_.resize(kMany);
  many_times([&](db::Transaction& tx, std::int64_t number) {
    store::Worker worker;
    worker.id = ids_.worker();
    worker.username = "worker" + std::to_string(number);
    worker.created_at = kFirst;
    store::insert_worker(tx, worker);
    workers_[static_cast<std::size_t>(number)] = worker.id;
  });
}

/// Published and expired, as the clock would have it.
void Many::fill_hits() {
  const domain::HitType type = new_type(ids_, lister_);
  database_->write_and_wait([&](db::Transaction& tx) {
    store::insert_hit_type(tx, type);
    return db::Verdict::Keep;
  });
  hits_.resize(kMany);
  many_times([&](db::Transaction& tx, std::int64_t number) {
    const auto hit = opened(ids_, type, 1, instant_of(number)).hit;
    const Instant expired_at = hit.expires_at;
    const auto expired = domain::expire_hit(hit, expired_at);
    store::insert_hit(tx, expired.hit, kQuestion, expired_at);
    store::save_hit(tx, expired.hit, expired_at);
    store::change_timers(tx, expired.timers);
    hits_[static_cast<std::size_t>(number)] = hit.id.text;
  });
  std::ranges::sort(hits_);
}

void Many::fill_assignments() {
  const domain::HitType type = new_type(ids_, generous_);
  const domain::HitTransition busy = opened(ids_, type, kMany, kFirst);
  busy_hit_ = busy.hit.id;
  database_->write_and_wait([&](db::Transaction& tx) {
    store::insert_hit_type(tx, type);
    store::insert_hit(tx, busy.hit, kQuestion, kFirst);
    store::change_timers(tx, busy.timers);
    return db::Verdict::Keep;
  });
  assignments_.resize(kMany);
  many_times([&](db::Transaction& tx, std::int64_t number) {
    const auto index = static_cast<std::size_t>(number);
    const Instant at = instant_of(number);
    auto accepted =
        domain::accept(busy.hit, workers_[index], ids_.assignment(at), Duration::seconds(600), at);
    const auto submitted =
        domain::submit(accepted.value().hit, accepted.value().assignment, Duration::days(30), at);
    store::insert_assignment(tx, submitted.value().assignment, type.properties.reward);
    store::save_assignment(tx, submitted.value().assignment);
    store::insert_answer(tx, submitted.value().assignment.id, "<answers/>");
    assignments_[index] = submitted.value().assignment.id.text;
  });
}

void Many::fill_bonuses() {
  const auto found = [&] {
    std::optional<domain::Assignment> first;
    database_->read([&](db::Reader& db) { first = store::find_assignment(db, {assignments_.front()}); });
    return *first;
  }();
  const auto hit = [&] {
    std::optional<domain::Hit> busy;
    database_->read([&](db::Reader& db) { busy = store::find_hit(db, busy_hit_); });
    return *busy;
  }();
  reasons_.resize(kMany);
  many_times([&](db::Transaction& tx, std::int64_t number) {
    const Instant at = instant_of(number);
    const std::string reason = "Number " + std::to_string(number);
    const auto grant = domain::grant_bonus(ids_.bonus(at), hit, found, Money::cents(1), reason, Money{}, at);
    store::insert_bonus(tx, grant.value().bonus);
    reasons_[static_cast<std::size_t>(number)] = reason;
  });
}

}  // namespace kempelen::pages
