// A HIT: its counters, its state at an instant, and what opening, expiring and extending it does.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/ids.h"
#include "base/instant.h"
#include "base/result.h"
#include "domain/event.h"
#include "domain/ledger.h"
#include "domain/marketplace.h"
#include "domain/pricing.h"
#include "domain/timer.h"

namespace kempelen::domain {

enum class HitStatus { Assignable, Unassignable, Reviewable, Reviewing, Disposed };

std::string_view name(HitStatus status);

/// The part of the state that somebody decided, in contrast to what follows from counters and time. Stored.
enum class ReviewMark { None = 0, Reviewing = 1, Disposed = 2 };

/// Which of its columns change after creation is up to the functions here and in assignment.h.
struct Hit {
  HitId id;
  HitTypeId type;
  Marketplace marketplace = Marketplace::Sandbox;
  RequesterId requester;
  Instant created_at;
  Instant expires_at;
  std::int64_t max_assignments = 1;
  std::int64_t pending = 0;    // accepted and under way
  std::int64_t submitted = 0;  // waiting for review
  std::int64_t decided = 0;    // approved or rejected: the API's NumberOfAssignmentsCompleted
  ReviewMark mark = ReviewMark::None;
  Price price{};                           // of one assignment
  bool places_held = false;                // live: the money of the places nobody took is held
  std::optional<Instant> reviewable_at{};  // while Reviewable or Reviewing: since when
  // How it is counted among its group's open HITs, as last saved; for the store.
  bool listed = false;
  Instant listed_until{};
  std::optional<HitTypeId> former_type{};  // set where a decision has changed `type`
  std::optional<HitLayoutId> layout{};     // what its question was made from
  std::optional<std::string> annotation{};
  // Which review policies it was given (review_policy.h), which few HITs are.
  bool has_assignment_policy = false;
  bool has_hit_policy = false;

  /// Places that may still be accepted if the HIT is open; not changed by expiry (COMPATIBILITY,
  /// "Available").
  std::int64_t available() const { return max_assignments - pending - submitted - decided; }
  bool expired(Instant now) const { return now >= expires_at; }
  bool open(Instant now) const { return mark == ReviewMark::None && !expired(now) && available() > 0; }
};

/// The API's HITStatus (dossier 5.1).
HitStatus status(const Hit& hit, Instant now);

/// How long after it became reviewable a HIT is disposed of by itself (dossier 3.12).
constexpr Duration kKeptReviewable = Duration::days(120);
constexpr std::int64_t kAssignmentsMax = 1'000'000'000;

/// Everything a decision leads to: what to save, what to pay, what to schedule, and what the requester may
/// want to be told, in the order in which it happened.
struct HitTransition {
  Hit hit;
  std::vector<Posting> postings{};
  std::vector<TimerChange> timers{};
  std::vector<EventType> events{};
};

/// Publishes `hit`, whose ids, type, counters (zero), price and times are set. Live: holds price times
/// assignments from `available_funds`, or refuses with InsufficientFunds.
Result<HitTransition> open_hit(Hit hit, Money available_funds);

/// What happens when the expiration is reached: the money of the places nobody took is released. HITExpired
/// unless every assignment had been submitted.
HitTransition expire_hit(Hit hit, Instant now);

/// Moves the expiration. At or before `now`: the HIT expires at once. Into the future: an extension must be
/// 60 seconds to 365 days beyond the present expiration, or beyond `now` if that has passed; expired places
/// are held again from `available_funds`, which is HITExtended. Shortening is allowed. Refuses
/// InvalidHitState (disposed), ParameterOutOfRange, InsufficientFunds.
Result<HitTransition> move_expiration(Hit hit, Instant expire_at, Money available_funds, Instant now);

/// Adds places, held from `available_funds` unless the HIT has expired, which it stays. Refuses
/// InvalidHitState (disposed), ParameterOutOfRange (more than a HIT may have),
/// InvalidMaximumAssignmentsIncrease, InsufficientFunds.
Result<HitTransition> add_assignments(Hit hit, std::int64_t count, Money available_funds, Instant now);

/// What a review policy asks for: one place more, and time for it, `life` from `now` at least. Refuses like
/// add_assignments, and InvalidHitState for an expired HIT that gets no time, as nobody could take the place.
Result<HitTransition> extend_for_review(Hit hit, Duration life, Money available_funds, Instant now);

/// Reviewable to Reviewing and back; nothing if it is so already. Refuses InvalidHitState.
Result<HitTransition> begin_review(Hit hit, Instant now);
Result<HitTransition> revert_review(Hit hit, Instant now);

/// Gives the HIT another type, at that type's price. Allowed while nobody has accepted an assignment, as the
/// price of work begun must not change. Refuses InvalidHitState, InsufficientFunds.
Result<HitTransition> change_type(Hit hit, HitTypeId type, Price price, Money available_funds, Instant now);

/// Deletes a HIT that can be reviewed and has nothing left to review. Refuses InvalidHitState.
Result<HitTransition> dispose(Hit hit, Instant now);

/// To be called after whatever changed `hit`: notes when it became reviewable, or that it no longer is, and
/// says what that does to the timer of its disposal.
std::vector<TimerChange> note_reviewable(Hit& hit, Instant now);

}  // namespace kempelen::domain
