// Everything that can happen to an assignment, whoever causes it: a worker, a requester, a policy or the
// clock.
//
// Pure: the result says what to save, what to pay and what to schedule. States and texts follow the
// dossier, 5.2.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/ids.h"
#include "base/instant.h"
#include "base/result.h"
#include "domain/hit.h"

namespace kempelen::domain {

/// The numbers are stored. The API shows Submitted, Approved and Rejected only.
enum class AssignmentStatus {
  Accepted = 0,
  Submitted = 1,
  Approved = 2,
  Rejected = 3,
  Returned = 4,
  Abandoned = 5
};

std::string_view name(AssignmentStatus status);

struct Assignment {
  AssignmentId id;
  HitId hit;
  WorkerId worker;
  AssignmentStatus status = AssignmentStatus::Accepted;
  Instant accepted_at;
  Instant deadline;
  std::optional<Instant> submitted_at{};
  std::optional<Instant> auto_approval_at{};
  std::optional<Instant> approved_at{};
  std::optional<Instant> rejected_at{};
  std::optional<std::string> feedback{};
};

/// What a decision about an assignment leads to; its HIT's counters follow.
struct Transition {
  Hit hit;
  Assignment assignment;
  std::vector<Posting> postings{};
  std::vector<TimerChange> timers{};
  std::vector<EventType> events{};
};

/// Takes a place. Refuses NoMoreHits when the HIT is not open at `now`. That the worker has no other
/// assignment of the HIT, is not blocked and qualifies is the caller's to check.
Result<Transition> accept(Hit hit, WorkerId worker, AssignmentId id, Duration assignment_duration,
                          Instant now);

/// Hands in the answer. Refuses AssignmentNotInProgress, and DeadlinePassed whether or not the timer has run.
Result<Transition> submit(Hit hit, Assignment assignment, Duration auto_approval_delay, Instant now);

/// Gives the place back. Refuses AssignmentNotInProgress.
Result<Transition> give_back(Hit hit, Assignment assignment, Instant now);

/// The deadline has passed; the place is open again.
Transition abandon(Hit hit, Assignment assignment, Instant now);

enum class Override { No, Rejection };

/// Who approves: the requester, with words for the worker or none, or the clock.
struct Approval {
  std::optional<std::string> feedback{};
  Override override = Override::No;
};

/// Approves and pays. A rejected assignment is approved only with Override::Rejection, up to 30 days after
/// submission, and is then charged anew from `available_funds`; otherwise the money is held already.
Result<Transition> approve(Hit hit, Assignment assignment, const Approval& approval, Money available_funds,
                           Instant now);

/// Rejects, with words for the worker that may be empty; its money is released, its place stays taken.
/// Refuses InvalidAssignmentState.
Result<Transition> reject(Hit hit, Assignment assignment, std::string feedback, Instant now);

}  // namespace kempelen::domain
