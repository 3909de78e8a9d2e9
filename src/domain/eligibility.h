// Who may see, preview and accept which HIT, and why not. One home for the rule: search, preview, acceptance
// and explanations all ask `judge`, so they cannot disagree.
//
// What each requirement means is in the API reference and in captures (requester-api dossier 4.6, 7.1;
// worker-protocol 8, 9, 10.1).
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "domain/marketplace.h"
#include "domain/requirement.h"
#include "domain/worker.h"

namespace kempelen::domain {

/// What a requirement asks about.
enum class Subject {
  NumberApproved,
  PercentApproved,
  Locale,
  Adult,
  Masters,
  Premium,    // taken only by a server that counts all its workers as having them (actions/context.h)
  Withdrawn,  // types the original gave up: met by nobody
  Custom
};
Subject subject_of(std::string_view qualification_type_id, Marketplace marketplace);

/// A requirement made ready to be judged many times: what it is about has been looked up.
struct Condition {
  Requirement requirement;
  Subject subject = Subject::Custom;
};
using Conditions = std::vector<Condition>;
Conditions conditions_of(Requirements requirements, Marketplace marketplace);

struct HeldQualification {
  std::string type;
  std::int64_t value = 0;
};

/// A worker as requirements see him.
struct Candidate {
  WorkerRecord record{};
  WorkerProfile profile{};
  std::vector<HeldQualification> held{};  // granted ones, ordered by type
};

/// Who does not have the qualification meets DoesNotExist and nothing else.
bool is_met(const Condition& condition, const Candidate& worker);
/// Whether he meets every requirement, whatever they guard.
bool all_met(const Conditions& conditions, const Candidate& worker);

/// What a worker may want to do.
enum class Step { See, Preview, Accept };
/// See is guarded by DiscoverPreviewAndAccept, Accept by every requirement.
bool guards(const Requirement& requirement, Step step);

/// What can stand in the way, in the order in which a refusal names the first.
enum class Obstacle {
  WorkerSuspended,
  RequesterSuspended,
  Blocked,
  RequirementNotMet,
  AlreadyWorkedOn,
  QueueFull,
  Expired,
  NoPlaceLeft,
  NothingToList  // the group has no HIT for this worker
};
std::string_view name(Obstacle obstacle);

enum class Block { None, Blocked };
enum class Places { Open, Expired, Taken };
enum class PriorWork { None, Has };

/// All that decides about one worker and one HIT, or the group it is in.
struct Situation {
  const Conditions& conditions;
  const Candidate& worker;
  Standing worker_standing = Standing::Good;
  Standing requester_standing = Standing::Good;
  Block block = Block::None;
  /// Open HITs of the group that the worker has no assignment of; for See only.
  std::int64_t listed = 0;
  /// Of the HIT; for Accept only.
  Places places = Places::Taken;
  PriorWork prior_work = PriorWork::None;  // he has an assignment of it that was not given back
  std::int64_t under_way = 0;              // assignments he has accepted, of any HIT
  std::int64_t under_way_max = 0;
};

/// Everything that stands in the way, the first as a refusal names it; empty: he may.
std::vector<Obstacle> judge(Step step, const Situation& situation);

/// One requirement held against one worker, in words a person reads.
struct Finding {
  std::string required;  // `is at least 95`
  std::string has;       // `97`, `US-CA`, `nothing`
  bool met = false;
};
Finding find(const Condition& condition, const Candidate& worker);
/// What a subject that the original defined is called; empty for Custom ones, whose requesters name them.
std::string_view name(Subject subject);

}  // namespace kempelen::domain
