// What requesters do with the life of a HIT.
#include <algorithm>

#include "tests/simulation/predict.h"

namespace kempelen::simulation {
namespace {

constexpr std::int64_t kPlacesMax = 1'000'000'000;

Prediction wrong_state(const Book& book, const Hit& hit) {
  return Prediction::refused(kHitState, {"currently in the state '" + std::string(book.status(hit)) + "'"});
}

/// A HIT under review that has places to give again is worked on again.
void work_goes_on(const Book& book, Hit& hit) {
  if (!book.expired(hit) && book.places(hit).available > 0) hit.reviewing = false;
}

Prediction move_expiration(Book& book, const Step& s) {
  Hit* const hit = book.own_hit(s, s.symbol(Arg::Hit));
  if (hit == nullptr) return Prediction::refused(kNoHit);
  if (hit->disposed) return wrong_state(book, *hit);
  const std::int64_t wanted = s.get(Arg::Alter) == 1 ? 0 : (seconds(book.now) + s.get(Arg::At)) * kSecond;
  const bool was_expired = book.expired(*hit);
  if (wanted == hit->expires || (wanted <= book.now && was_expired)) return {};
  const std::int64_t from = std::max(hit->expires, book.now);
  if (wanted > from && (wanted - from < 60 * kSecond || wanted - from > 365 * kDay)) {
    return Prediction::refused("AWS.ParameterOutOfRange", {"ExpirationIncrementInSeconds", "60 to 31536000"});
  }
  if (wanted <= book.now) {
    hit->expires = book.now;
    hit->seen_expired = true;
    const Places p = book.places(*hit);
    if (p.submitted + p.decided < hit->most) book.tell(*hit, Event::HITExpired);
    book.look_at(*hit);
    judge_together(book, *hit);
    return {};
  }
  const std::int64_t again = (hit->reward + hit->fee) * book.places(*hit).available;
  if (was_expired && hit->live && again > book.available(hit->owner)) return Prediction::refused(kFunds);
  hit->expires = wanted;
  hit->seen_expired = false;
  book.will_happen(wanted);
  if (wanted > from) book.tell(*hit, Event::HITExtended);
  work_goes_on(book, *hit);
  book.look_at(*hit);
  judge_together(book, *hit);
  return {};
}

Prediction add_places(Book& book, const Step& s) {
  Hit* const hit = book.own_hit(s, s.symbol(Arg::Hit));
  if (hit == nullptr) return Prediction::refused(kNoHit);
  if (book.earlier_use(s, kAddSpace) != nullptr) return Prediction::refused(kTokenUsed);
  if (hit->disposed) return wrong_state(book, *hit);
  const std::int64_t more = s.get(Arg::More);
  if (hit->most + more > kPlacesMax) return Prediction::refused("AWS.ParameterOutOfRange");
  if (hit->most < 10 && hit->most + more >= 10) {
    return Prediction::refused("AWS.MechanicalTurk.InvalidMaximumAssignmentsIncrease");
  }
  if (hit->live && !book.expired(*hit) && (hit->reward + hit->fee) * more > book.available(hit->owner)) {
    return Prediction::refused(kFunds);
  }
  hit->most += more;
  book.tell(*hit, Event::HITExtended);
  book.use_token(s, kAddSpace, 0);
  work_goes_on(book, *hit);
  book.look_at(*hit);
  return {};
}

bool can_be_reviewed(const Book& book, const Hit& hit) {
  const auto status = book.status(hit);
  return status == "Reviewable" || status == "Reviewing";
}

Prediction mark_review(Book& book, const Step& s) {
  Hit* const hit = book.own_hit(s, s.symbol(Arg::Hit));
  if (hit == nullptr) return Prediction::refused(kNoHit);
  if (!can_be_reviewed(book, *hit)) return wrong_state(book, *hit);
  hit->reviewing = s.get(Arg::Revert) == 0;
  return {};
}

Prediction change_type(Book& book, const Step& s) {
  Hit* const hit = book.own_hit(s, s.symbol(Arg::Hit));
  if (hit == nullptr) return Prediction::refused(kNoHit);
  const int index = book.type_called(s.symbol(Arg::Type));
  if (index < 0) return Prediction::refused(kInvalidValue, {"HITTypeId"});
  const HitType& type = book.types[static_cast<std::size_t>(index)];
  if (type.owner != s.who || type.live != s.live || book.is_deleted(type)) {
    return Prediction::refused(kInvalidValue, {"HITTypeId"});
  }
  if (hit->type == index && !hit->disposed) return {};
  if (hit->disposed || hit->reviewing || book.places(*hit).available != hit->most) {
    return wrong_state(book, *hit);
  }
  const std::int64_t fee = fee_of_assignment(type, hit->most);
  const std::int64_t more = (type.reward + fee - hit->reward - hit->fee) * hit->most;
  if (hit->live && !book.expired(*hit) && more > book.available(hit->owner))
    return Prediction::refused(kFunds);
  hit->type = index;
  hit->offered = false;
  book.note_offer(*hit);
  hit->reward = type.reward;
  hit->fee = fee;
  return {};
}

Prediction delete_hit(Book& book, const Step& s) {
  Hit* const hit = book.own_hit(s, s.symbol(Arg::Hit));
  if (hit == nullptr) return Prediction::refused(kNoHit);
  if (!can_be_reviewed(book, *hit) || book.places(*hit).submitted > 0) return wrong_state(book, *hit);
  hit->disposed = true;
  hit->reviewable_since = kNever;
  book.tell(*hit, Event::HITDisposed);
  return {};
}

}  // namespace

std::optional<Prediction> predict_life(Book& book, const Step& s) {
  switch (s.op) {
    case Op::UpdateExpirationForHIT:
      return move_expiration(book, s);
    case Op::CreateAdditionalAssignmentsForHIT:
      return add_places(book, s);
    case Op::UpdateHITReviewStatus:
      return mark_review(book, s);
    case Op::UpdateHITTypeOfHIT:
      return change_type(book, s);
    case Op::DeleteHIT:
      return delete_hit(book, s);
    default:
      return std::nullopt;
  }
}

}  // namespace kempelen::simulation
