// The life of a HIT.
#include "domain/hit.h"

#include <algorithm>
#include <array>
#include <utility>

#include "base/fault.h"

namespace kempelen::domain {
namespace {

constexpr Duration kExtensionMin = Duration::seconds(60);
constexpr Duration kExtensionMax = Duration::days(365);
// As the original lists them (dossier 3.12).
constexpr std::string_view kReviewable = "Reviewing, Reviewable";
constexpr std::string_view kNotDisposed = "Assignable, Unassignable, Reviewable, Reviewing";

auto refuse_state(const Hit& hit, Instant now, std::string_view allowed) {
  return refuse(Code::InvalidHitState, name(status(hit, now)), allowed);
}

Timer expiry_of(const Hit& hit) {
  return {TimerKind::ExpireHit, hit.id.text, hit.expires_at};
}

/// Holds the money of `count` places more.
Result<Done> hold(HitTransition& t, std::int64_t count, Money available_funds) {
  const auto amount = times(t.hit.price.total(), count);
  if (!amount || *amount > available_funds) return refuse(Code::InsufficientFunds);
  if (amount->micros > 0) {
    t.postings.push_back({Account::requester(t.hit.requester), Account::held(t.hit.requester), *amount,
                          Reason::Hold, t.hit.id.text});
  }
  return Done{};
}

/// Live: the places nobody took are held from now on.
Result<Done> hold_places(HitTransition& t, Money available_funds) {
  if (t.hit.marketplace != Marketplace::Live || t.hit.places_held) return Done{};
  t.hit.places_held = true;
  return hold(t, t.hit.available(), available_funds);
}

/// What is held for the places nobody took.
Money held_money(const Hit& hit) {
  if (!hit.places_held) return {};
  const auto held = times(hit.price.total(), hit.available());
  KEMPELEN_INVARIANT(held.has_value(), "what was held can be counted");
  return *held;
}

/// The places nobody took are held no longer.
void release_places(HitTransition& t) {
  const Money held = held_money(t.hit);
  t.hit.places_held = false;
  if (held.micros == 0) return;
  t.postings.push_back({Account::held(t.hit.requester), Account::requester(t.hit.requester), held,
                        Reason::Release, t.hit.id.text});
}

/// What the transition takes from the requester's funds, less what it gives back.
Money charged(const HitTransition& t) {
  const Account funds = Account::requester(t.hit.requester);
  Money sum;
  for (const Posting& posting : t.postings) {
    if (posting.from == funds) sum = sum + posting.amount;
    if (posting.to == funds) sum = sum - posting.amount;
  }
  return sum;
}

/// A HIT under review that has places again, and time for them, is worked on again.
void reopen(Hit& hit) {
  if (hit.mark == ReviewMark::Reviewing && hit.available() > 0) hit.mark = ReviewMark::None;
}

HitTransition finished(HitTransition t, Instant now) {
  const bool reviewable_before = t.hit.reviewable_at.has_value();
  for (TimerChange& change : note_reviewable(t.hit, now)) t.timers.push_back(std::move(change));
  if (!reviewable_before && t.hit.reviewable_at) t.events.push_back(EventType::HITReviewable);
  return t;
}

/// The lifetime has ended; worth telling only if work was still to come.
void note_expired(HitTransition& t) {
  if (t.hit.submitted + t.hit.decided < t.hit.max_assignments) t.events.push_back(EventType::HITExpired);
}

/// To an instant after `now`.
Result<HitTransition> live_until(HitTransition t, Instant expire_at, Money available_funds, Instant now) {
  if (!t.hit.expired(now)) t.timers.push_back({TimerChange::What::Cancel, expiry_of(t.hit)});
  t.hit.expires_at = expire_at;
  t.timers.push_back({TimerChange::What::Set, expiry_of(t.hit)});
  KEMPELEN_TRY([[maybe_unused]] const auto held, hold_places(t, available_funds));
  reopen(t.hit);
  return finished(std::move(t), now);
}

Result<HitTransition> mark_review(Hit hit, ReviewMark mark, Instant now) {
  const HitStatus before = status(hit, now);
  if (before != HitStatus::Reviewable && before != HitStatus::Reviewing) {
    return refuse_state(hit, now, kReviewable);
  }
  hit.mark = mark;
  return HitTransition{.hit = std::move(hit)};
}

}  // namespace

std::string_view name(HitStatus status) {
  constexpr std::array<std::string_view, 5> kNames = {"Assignable", "Unassignable", "Reviewable", "Reviewing",
                                                      "Disposed"};
  return kNames[static_cast<std::size_t>(status)];
}

HitStatus status(const Hit& hit, Instant now) {
  if (hit.mark == ReviewMark::Disposed) return HitStatus::Disposed;
  if (hit.mark == ReviewMark::Reviewing) return HitStatus::Reviewing;
  if (hit.open(now)) return HitStatus::Assignable;
  return hit.pending > 0 ? HitStatus::Unassignable : HitStatus::Reviewable;
}

Result<HitTransition> open_hit(Hit hit, Money available_funds) {
  KEMPELEN_INVARIANT(hit.available() == hit.max_assignments, "a new HIT has no assignments");
  HitTransition transition{.hit = std::move(hit)};
  KEMPELEN_TRY([[maybe_unused]] const auto held, hold_places(transition, available_funds));
  transition.timers.push_back({TimerChange::What::Set, expiry_of(transition.hit)});
  transition.events.push_back(EventType::HITCreated);
  return transition;
}

HitTransition expire_hit(Hit hit, Instant now) {
  HitTransition transition{.hit = std::move(hit)};
  release_places(transition);
  note_expired(transition);
  return finished(std::move(transition), now);
}

Result<HitTransition> move_expiration(Hit hit, Instant expire_at, Money available_funds, Instant now) {
  if (hit.mark == ReviewMark::Disposed) return refuse_state(hit, now, kNotDisposed);
  HitTransition t{.hit = std::move(hit)};
  // A repeated call; also one for a HIT that has expired already.
  if (expire_at == t.hit.expires_at || (expire_at <= now && t.hit.expired(now))) return t;
  const Instant base = std::max(t.hit.expires_at, now);
  const Duration increment = expire_at - base;
  if (expire_at > base && (increment < kExtensionMin || increment > kExtensionMax)) {
    return refuse(Code::ParameterOutOfRange, std::to_string(increment.whole_seconds()),
                  "ExpirationIncrementInSeconds", std::to_string(kExtensionMin.whole_seconds()),
                  std::to_string(kExtensionMax.whole_seconds()));
  }
  if (expire_at > base) t.events.push_back(EventType::HITExtended);
  if (expire_at > now) return live_until(std::move(t), expire_at, available_funds, now);
  t.timers.push_back({TimerChange::What::Cancel, expiry_of(t.hit)});
  t.hit.expires_at = now;
  release_places(t);
  note_expired(t);
  return finished(std::move(t), now);
}

Result<HitTransition> add_assignments(Hit hit, std::int64_t count, Money available_funds, Instant now) {
  if (hit.mark == ReviewMark::Disposed) return refuse_state(hit, now, kNotDisposed);
  KEMPELEN_INVARIANT(count >= 1 && count <= kAssignmentsMax, "the model bounds the number");
  const std::int64_t most = kAssignmentsMax - hit.max_assignments;
  if (count > most) {
    return refuse(Code::ParameterOutOfRange, std::to_string(count), "NumberOfAdditionalAssignments", "1",
                  std::to_string(most));
  }
  if (hit.max_assignments < kManyAssignments && hit.max_assignments + count >= kManyAssignments) {
    return refuse(Code::InvalidMaximumAssignmentsIncrease);
  }
  HitTransition t{.hit = std::move(hit)};
  if (t.hit.places_held) {
    KEMPELEN_TRY([[maybe_unused]] const auto held, hold(t, count, available_funds));
  }
  t.hit.max_assignments += count;
  t.events.push_back(EventType::HITExtended);
  if (!t.hit.expired(now)) reopen(t.hit);
  return finished(std::move(t), now);
}

Result<HitTransition> extend_for_review(Hit hit, Duration life, Money available_funds, Instant now) {
  const Instant until = std::max(hit.expires_at, now + life);
  if (until <= now) return refuse_state(hit, now, "Assignable, Unassignable");
  KEMPELEN_TRY(auto added, add_assignments(std::move(hit), 1, available_funds, now));
  if (until == added.hit.expires_at) return added;
  const Money left = available_funds - charged(added);
  return live_until(std::move(added), until, left, now);
}

Result<HitTransition> begin_review(Hit hit, Instant now) {
  return mark_review(std::move(hit), ReviewMark::Reviewing, now);
}

Result<HitTransition> revert_review(Hit hit, Instant now) {
  return mark_review(std::move(hit), ReviewMark::None, now);
}

Result<HitTransition> change_type(Hit hit, HitTypeId type, Price price, Money available_funds, Instant now) {
  HitTransition t{.hit = std::move(hit)};
  if (t.hit.type == type && t.hit.mark != ReviewMark::Disposed) return t;
  if (t.hit.mark != ReviewMark::None || t.hit.available() != t.hit.max_assignments) {
    return refuse_state(t.hit, now, "Assignable, Reviewable, while no assignment has been accepted");
  }
  // Freed first and held anew, so that only the difference has to be there.
  const bool held_before = t.hit.places_held;
  const Money funds = available_funds + held_money(t.hit);
  release_places(t);
  t.hit.price = price;
  if (held_before) {
    KEMPELEN_TRY([[maybe_unused]] const auto held, hold_places(t, funds));
  }
  t.hit.former_type = std::exchange(t.hit.type, std::move(type));
  return t;
}

Result<HitTransition> dispose(Hit hit, Instant now) {
  const HitStatus before = status(hit, now);
  const bool reviewable = before == HitStatus::Reviewable || before == HitStatus::Reviewing;
  if (!reviewable || hit.submitted > 0) return refuse_state(hit, now, kReviewable);
  HitTransition t{.hit = std::move(hit)};
  if (!t.hit.expired(now)) t.timers.push_back({TimerChange::What::Cancel, expiry_of(t.hit)});
  release_places(t);
  t.hit.mark = ReviewMark::Disposed;
  t.events.push_back(EventType::HITDisposed);
  return finished(std::move(t), now);
}

std::vector<TimerChange> note_reviewable(Hit& hit, Instant now) {
  const HitStatus after = status(hit, now);
  const bool is = after == HitStatus::Reviewable || after == HitStatus::Reviewing;
  if (is == hit.reviewable_at.has_value()) return {};
  if (is) hit.reviewable_at = now;
  const Timer timer{TimerKind::DisposeHit, hit.id.text, *hit.reviewable_at + kKeptReviewable};
  if (is) return {{TimerChange::What::Set, timer}};
  hit.reviewable_at.reset();
  return {{TimerChange::What::Cancel, timer}};
}

}  // namespace kempelen::domain
