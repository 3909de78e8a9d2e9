// Scheduled work: the kinds of timer and the changes a transition makes to them.
#pragma once

#include <string>

#include "base/instant.h"

namespace kempelen::domain {

/// The numbers are stored.
enum class TimerKind {
  ExpireHit = 1,
  AbandonAssignment = 2,
  AutoApprove = 3,
  Sweep = 4,
  DisposeHit = 5,
  QualificationTestOver = 6,
  FinishQualificationTypeDeletion = 7
};

/// Identifies a timer and says when it is due.
struct Timer {
  TimerKind kind = TimerKind::Sweep;
  std::string subject;  // the id of what it is about
  Instant due_at;

  friend bool operator==(const Timer&, const Timer&) = default;
};

struct TimerChange {
  enum class What { Set, Cancel } what = What::Set;
  Timer timer;

  friend bool operator==(const TimerChange&, const TimerChange&) = default;
};

}  // namespace kempelen::domain
