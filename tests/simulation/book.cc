// What there is, what happens by itself, and money.
#include "tests/simulation/book.h"

#include <fmt/format.h>

#include <algorithm>

#include "tests/simulation/predict.h"

namespace kempelen::simulation {
namespace {

constexpr std::int64_t kKeptReviewable = 120 * kDay, kTokenLife = kDay;

int at_symbol(const std::vector<int>& table, int symbol) {
  return symbol > 0 && static_cast<std::size_t>(symbol) < table.size()
             ? table[static_cast<std::size_t>(symbol)]
             : -1;
}

void note(std::vector<int>& table, int symbol, int index) {
  if (symbol <= 0) return;
  if (table.size() <= static_cast<std::size_t>(symbol))
    table.resize(static_cast<std::size_t>(symbol) + 1, -1);
  table[static_cast<std::size_t>(symbol)] = index;
}

}  // namespace

std::string_view country_of(int worker) {
  constexpr std::string_view kCountries[] = {"US", "", "US", "DE"};
  return kCountries[worker % kWorkersOfEach];
}

std::string_view name(State state) {
  constexpr std::string_view kNames[] = {"Accepted", "Submitted", "Approved",
                                         "Rejected", "Returned",  "Abandoned"};
  return kNames[static_cast<std::size_t>(state)];
}

std::string dollars(std::int64_t cents) {
  return fmt::format("{}.{:02}", cents / 100, cents % 100);
}

std::int64_t fee_of(std::int64_t cents, std::int64_t percent) {
  return std::max<std::int64_t>(1, (cents * percent + 50) / 100);
}

std::int64_t fee_of_assignment(const HitType& type, std::int64_t places) {
  if (!type.live) return 0;
  return fee_of(type.reward, 20 + (places >= 10 ? 20 : 0) + (needs_masters(type.require) ? 5 : 0));
}

bool HitType::same_as(const HitType& o) const {
  return owner == o.owner && live == o.live && title == o.title && reward == o.reward &&
         duration == o.duration && delay == o.delay && same_requirements(require, o.require) &&
         qualification == o.qualification;
}

Places Book::places(const Hit& hit) const {
  Places p;
  for (const int index : hit.assignments) {
    const State state = assignments[static_cast<std::size_t>(index)].state;
    p.pending += state == State::Accepted;
    p.submitted += state == State::Submitted;
    p.decided += state == State::Approved || state == State::Rejected;
  }
  p.available = hit.most - p.pending - p.submitted - p.decided;
  return p;
}

bool Book::open(const Hit& hit) const {
  return !hit.disposed && !expired(hit) && places(hit).available > 0;
}

std::string_view Book::status(const Hit& hit) const {
  if (hit.disposed) return "Disposed";
  if (hit.reviewing) return "Reviewing";
  if (open(hit)) return "Assignable";
  return places(hit).pending > 0 ? "Unassignable" : "Reviewable";
}

/// Places that somebody has, as long as he has them or waits for review; the others while they can be had.
std::int64_t Book::held(int requester) const {
  std::int64_t sum = 0;
  for (const Hit& hit : hits) {
    if (!hit.live || hit.owner != requester) continue;
    const Places p = places(hit);
    const bool can_be_had = !hit.disposed && !hit.seen_expired;
    sum += (hit.reward + hit.fee) * (p.pending + p.submitted + (can_be_had ? p.available : 0));
  }
  return sum;
}

Hit* Book::hit_called(int symbol) {
  const int index = at_symbol(hit_of_, symbol);
  return index < 0 ? nullptr : &hits[static_cast<std::size_t>(index)];
}

Hit* Book::own_hit(const Step& step, int symbol) {
  Hit* const hit = hit_called(symbol);
  return hit != nullptr && hit->owner == step.who && hit->live == step.live ? hit : nullptr;
}

int Book::type_called(int symbol) const {
  return at_symbol(type_of_, symbol);
}

Assignment* Book::assignment_called(int symbol) {
  const int index = at_symbol(assignment_of_, symbol);
  return index < 0 ? nullptr : &assignments[static_cast<std::size_t>(index)];
}

Assignment* Book::own_assignment(const Step& step, int symbol, bool also_disposed) {
  Assignment* const a = assignment_called(symbol);
  if (a == nullptr || a->state == State::Returned || a->state == State::Abandoned) return nullptr;
  const Hit& hit = hits[static_cast<std::size_t>(a->hit)];
  if (hit.owner != step.who || hit.live != step.live || (hit.disposed && !also_disposed)) return nullptr;
  return a;
}

int Book::worked_on(const Hit& hit, int worker) const {
  for (const int index : hit.assignments) {
    const Assignment& a = assignments[static_cast<std::size_t>(index)];
    if (a.worker == worker && a.state != State::Returned && a.state != State::Abandoned) return index;
  }
  return -1;
}

int Book::under_way(int worker) const {
  return static_cast<int>(std::ranges::count_if(
      assignments, [&](const Assignment& a) { return a.worker == worker && a.state == State::Accepted; }));
}

bool Book::meets(const HitType& type, int guard, int worker) const {
  const auto done = std::ranges::count_if(
      assignments, [&](const Assignment& a) { return a.worker == worker && a.state == State::Approved; });
  std::optional<std::int64_t> value;
  for (const Held& held : held_qualifications) {
    if (held.type == type.qualification && held.worker == worker && !held.revoked) value = held.value;
  }
  const Profile& profile = profiles[static_cast<std::size_t>(worker)];
  return meets_requirements(
      type.require, guard,
      {profile.country, profile.subdivision, profile.adult, profile.master, done, value});
}

std::vector<Profile> Book::first_profiles() {
  std::vector<Profile> profiles;
  for (int w = 0; w < kWorkers; ++w) profiles.push_back({.country = std::string(country_of(w))});
  return profiles;
}

Letter* Book::letter_called(int symbol, int worker) {
  const auto found = std::ranges::find_if(
      letters, [&](const Letter& one) { return one.symbol == symbol && one.worker == worker; });
  return symbol == 0 || found == letters.end() ? nullptr : &*found;
}

void Book::note_hit(int symbol, int hit) {
  note(hit_of_, symbol, hit);
}
void Book::note_type(int symbol, int type) {
  note(type_of_, symbol, type);
}
void Book::note_assignment(int symbol, int assignment) {
  note(assignment_of_, symbol, assignment);
}

void Book::note_offer(Hit& hit) {
  const bool is = open(hit);
  if (is && !hit.offered) types[static_cast<std::size_t>(hit.type)].updated = now;
  hit.offered = is;
}

void Book::look_at(Hit& hit) {
  note_offer(hit);
  const auto after = status(hit);
  const bool is = after == "Reviewable" || after == "Reviewing";
  if (!is) {
    hit.reviewable_since = kNever;
  } else if (hit.reviewable_since == kNever) {
    hit.reviewable_since = now;
    will_happen(now + kKeptReviewable);
    tell(hit, Event::HITReviewable);
  }
}

void Book::pay(const Hit& hit, Assignment& assignment) {
  assignment.state = State::Approved;
  assignment.approved = now;
  assignment.rejected = 0;
  earned[assignment.worker] += hit.reward;
  tell(hit, Event::AssignmentApproved, static_cast<int>(&assignment - assignments.data()));
  if (!hit.live) return;
  spent[hit.owner] += hit.reward + hit.fee;
  fees += hit.fee;
}

const Book::TokenUse* Book::earlier_use(const Step& step, int space) const {
  if (step.get(Arg::Token) == 0) return nullptr;
  const auto use = tokens_.find({step.who, step.live, space, step.get(Arg::Token)});
  return use == tokens_.end() || now >= use->second.when + kTokenLife ? nullptr : &use->second;
}

void Book::use_token(const Step& step, int space, int hit) {
  if (step.get(Arg::Token) == 0) return;
  tokens_[{step.who, step.live, space, step.get(Arg::Token)}] = {now, hit};
}

std::int64_t Book::next_due() const {
  std::int64_t next = kNever;
  for (const Hit& hit : hits) {
    if (hit.disposed) continue;
    if (!hit.seen_expired) next = std::min(next, hit.expires);
    if (hit.reviewable_since != kNever) next = std::min(next, hit.reviewable_since + kKeptReviewable);
  }
  for (const Assignment& a : assignments) {
    if (a.state == State::Accepted) next = std::min(next, a.deadline);
    if (a.state == State::Submitted) next = std::min(next, a.automatic);
  }
  for (const QualificationType& type : qualification_types) next = std::min(next, type.next_check);
  for (const QualificationRequest& request : requests) {
    if (request.state == Asked::InTest) next = std::min(next, request.deadline);
  }
  return next;
}

/// The earliest thing due. False when there is none by then.
bool Book::happen_next(std::int64_t until) {
  const std::int64_t due = next_due();
  soonest_ = due;
  if (due > until) return false;
  now = std::max(now, due);
  for (Hit& hit : hits) {
    if (hit.disposed) continue;
    if (!hit.seen_expired && hit.expires <= due) {
      hit.seen_expired = true;
      const Places p = places(hit);
      if (p.submitted + p.decided < hit.most) tell(hit, Event::HITExpired);
      look_at(hit);
      judge_together(*this, hit);
      return true;
    }
    if (hit.reviewable_since != kNever && hit.reviewable_since + kKeptReviewable <= due) {
      hit.disposed = true;
      hit.reviewable_since = kNever;
      tell(hit, Event::HITDisposed);
      return true;
    }
  }
  for (Assignment& a : assignments) {
    Hit& hit = hits[static_cast<std::size_t>(a.hit)];
    if (a.state == State::Accepted && a.deadline <= due) {
      a.state = State::Abandoned;
      a.draft.reset();
      tell(hit, Event::AssignmentAbandoned, static_cast<int>(&a - assignments.data()));
      look_at(hit);
      judge_together(*this, hit);
      return true;
    }
    if (a.state == State::Submitted && a.automatic <= due) {
      pay(hit, a);
      return true;
    }
  }
  return qualifications_happen(due);
}

void Book::run_until(std::int64_t at) {
  while (soonest_ <= at && happen_next(at)) {
  }
  now = std::max(now, at);
}

std::optional<std::string> Book::differs(const Step& step, std::int64_t at, const Reply& reply) {
  run_until(at);
  const Prediction expected = predict(*this, step);
  // Ids become known by the comparison.
  if (expected.refusal.empty()) {
    if (reply.refused) {
      return fmt::format("expected success, got {} ({})", reply.refused->code, reply.refused->message);
    }
    auto difference = expected.answer.differs(reply.body);
    if (difference) return fmt::format("{} in {}", *difference, reply.body.substr(0, 2000));
    return std::nullopt;
  }
  if (!reply.refused) {
    return fmt::format("expected {}, got success: {}", expected.refusal, reply.body.substr(0, 500));
  }
  if (reply.refused->code != expected.refusal) {
    return fmt::format("expected {}, got {} ({})", expected.refusal, reply.refused->code,
                       reply.refused->message);
  }
  for (const std::string& named : expected.naming) {
    if (reply.refused->message.find(named) == std::string::npos) {
      return fmt::format("expected {} naming \"{}\", got \"{}\"", expected.refusal, named,
                         reply.refused->message);
    }
  }
  return std::nullopt;
}

std::vector<std::string> Book::broken_beliefs() const {
  std::vector<std::string> broken;
  for (int r = 0; r < kRequesters; ++r) {
    if (available(r) < 0) broken.push_back(fmt::format("requester {} has less than nothing", r));
  }
  for (const Hit& hit : hits) {
    if (places(hit).available < 0)
      broken.push_back(fmt::format("HIT {} has more than all places taken", hit.id));
    for (int w = 0; w < kWorkers; ++w) {
      const auto taken = std::ranges::count_if(hit.assignments, [&](int index) {
        const Assignment& a = assignments[static_cast<std::size_t>(index)];
        return a.worker == w && a.state <= State::Rejected;
      });
      if (taken > 1) broken.push_back(fmt::format("worker {} has HIT {} twice", w, hit.id));
    }
  }
  return broken;
}

}  // namespace kempelen::simulation
