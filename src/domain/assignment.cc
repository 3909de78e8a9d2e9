// The life of an assignment.
#include "domain/assignment.h"

#include <array>

#include "base/fault.h"

namespace kempelen::domain {
namespace {

constexpr Duration kOverrideTimeMax = Duration::days(30);

TimerChange set(TimerKind kind, const AssignmentId& id, Instant due_at) {
  return {TimerChange::What::Set, {kind, id.text, due_at}};
}

TimerChange cancel(TimerKind kind, const AssignmentId& id, Instant due_at) {
  return {TimerChange::What::Cancel, {kind, id.text, due_at}};
}

Transition finished(Transition t, Instant now) {
  const bool reviewable_before = t.hit.reviewable_at.has_value();
  for (TimerChange& change : note_reviewable(t.hit, now)) t.timers.push_back(std::move(change));
  if (!reviewable_before && t.hit.reviewable_at) t.events.push_back(EventType::HITReviewable);
  return t;
}

/// An accepted place becomes free. Once the HIT's free places are no longer held, this one's money is
/// released too.
void free_place(Transition& t) {
  t.hit.pending -= 1;
  if (t.hit.marketplace == Marketplace::Live && !t.hit.places_held) {
    t.postings.push_back({Account::held(t.hit.requester), Account::requester(t.hit.requester),
                          t.hit.price.total(), Reason::Release, t.assignment.id.text});
  }
}

/// A zero amount is no movement and makes no entry.
void post(Transition& t, Account from, Account to, Money amount, Reason reason) {
  if (amount.micros == 0) return;
  t.postings.push_back({std::move(from), std::move(to), amount, reason, t.assignment.id.text});
}

void pay(Transition& t, const Account& source) {
  const Account payer = t.hit.marketplace == Marketplace::Live ? source : Account::play();
  post(t, payer, Account::worker(t.assignment.worker), t.hit.price.reward, Reason::Reward);
  post(t, payer, Account::fees(), t.hit.price.fee, Reason::Fee);
}

/// A submitted assignment is decided.
void note_decision(Transition& t) {
  t.hit.submitted -= 1;
  t.hit.decided += 1;
  t.timers.push_back(cancel(TimerKind::AutoApprove, t.assignment.id, *t.assignment.auto_approval_at));
}

}  // namespace

std::string_view name(AssignmentStatus status) {
  constexpr std::array<std::string_view, 6> kNames = {"Accepted", "Submitted", "Approved",
                                                      "Rejected", "Returned",  "Abandoned"};
  return kNames[static_cast<std::size_t>(status)];
}

Result<Transition> accept(Hit hit, WorkerId worker, AssignmentId id, Duration assignment_duration,
                          Instant now) {
  if (!hit.open(now)) return refuse(Code::NoMoreHits);
  Assignment assignment{.id = std::move(id),
                        .hit = hit.id,
                        .worker = std::move(worker),
                        .accepted_at = now,
                        .deadline = now + assignment_duration};
  hit.pending += 1;
  Transition t{.hit = std::move(hit), .assignment = std::move(assignment)};
  t.timers.push_back(set(TimerKind::AbandonAssignment, t.assignment.id, t.assignment.deadline));
  t.events.push_back(EventType::AssignmentAccepted);
  return t;
}

Result<Transition> submit(Hit hit, Assignment assignment, Duration auto_approval_delay, Instant now) {
  if (assignment.status != AssignmentStatus::Accepted) return refuse(Code::AssignmentNotInProgress);
  if (now >= assignment.deadline) return refuse(Code::DeadlinePassed);
  hit.pending -= 1;
  hit.submitted += 1;
  assignment.status = AssignmentStatus::Submitted;
  assignment.submitted_at = now;
  assignment.auto_approval_at = now + auto_approval_delay;
  Transition t{.hit = std::move(hit), .assignment = std::move(assignment)};
  t.timers.push_back(cancel(TimerKind::AbandonAssignment, t.assignment.id, t.assignment.deadline));
  t.timers.push_back(set(TimerKind::AutoApprove, t.assignment.id, *t.assignment.auto_approval_at));
  t.events.push_back(EventType::AssignmentSubmitted);
  return finished(std::move(t), now);
}

Result<Transition> give_back(Hit hit, Assignment assignment, Instant now) {
  if (assignment.status != AssignmentStatus::Accepted || now >= assignment.deadline) {
    return refuse(Code::AssignmentNotInProgress);
  }
  assignment.status = AssignmentStatus::Returned;
  Transition t{.hit = std::move(hit), .assignment = std::move(assignment)};
  free_place(t);
  t.timers.push_back(cancel(TimerKind::AbandonAssignment, t.assignment.id, t.assignment.deadline));
  t.events.push_back(EventType::AssignmentReturned);
  return finished(std::move(t), now);
}

Transition abandon(Hit hit, Assignment assignment, Instant now) {
  KEMPELEN_INVARIANT(assignment.status == AssignmentStatus::Accepted, "only work under way can be abandoned");
  assignment.status = AssignmentStatus::Abandoned;
  Transition t{.hit = std::move(hit), .assignment = std::move(assignment)};
  free_place(t);
  t.events.push_back(EventType::AssignmentAbandoned);
  return finished(std::move(t), now);
}

Result<Transition> approve(Hit hit, Assignment assignment, const Approval& approval, Money available_funds,
                           Instant now) {
  const bool overriding =
      assignment.status == AssignmentStatus::Rejected && approval.override == Override::Rejection;
  if (assignment.status != AssignmentStatus::Submitted && !overriding) {
    return refuse(Code::InvalidAssignmentState, "Submitted");
  }
  KEMPELEN_INVARIANT(assignment.submitted_at.has_value(), "a decided assignment was submitted");
  if (overriding && (now - *assignment.submitted_at > kOverrideTimeMax || hit.mark == ReviewMark::Disposed)) {
    return refuse(Code::InvalidAssignmentState, "Submitted");
  }
  Transition t{.hit = std::move(hit), .assignment = std::move(assignment)};
  if (overriding) {
    if (t.hit.marketplace == Marketplace::Live && t.hit.price.total() > available_funds) {
      return refuse(Code::InsufficientFunds);
    }
    pay(t, Account::requester(t.hit.requester));
  } else {
    pay(t, Account::held(t.hit.requester));
    note_decision(t);
  }
  t.assignment.status = AssignmentStatus::Approved;
  t.assignment.approved_at = now;
  t.assignment.rejected_at.reset();
  if (approval.feedback) t.assignment.feedback = approval.feedback;
  t.events.push_back(EventType::AssignmentApproved);
  return t;
}

Result<Transition> reject(Hit hit, Assignment assignment, std::string feedback, Instant now) {
  if (assignment.status != AssignmentStatus::Submitted) {
    return refuse(Code::InvalidAssignmentState, "Submitted");
  }
  Transition t{.hit = std::move(hit), .assignment = std::move(assignment)};
  if (t.hit.marketplace == Marketplace::Live) {
    post(t, Account::held(t.hit.requester), Account::requester(t.hit.requester), t.hit.price.total(),
         Reason::Release);
  }
  note_decision(t);
  t.assignment.status = AssignmentStatus::Rejected;
  t.assignment.rejected_at = now;
  t.assignment.feedback = std::move(feedback);
  t.events.push_back(EventType::AssignmentRejected);
  return t;
}

}  // namespace kempelen::domain
