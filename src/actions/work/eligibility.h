// What the database says about a worker and a HIT, for domain::judge; and its judgement as a refusal or in
// the words of the Worker API.
#pragma once

#include <map>
#include <set>
#include <vector>

#include "actions/context.h"
#include "api/worker_explanation.h"
#include "domain/eligibility.h"
#include "domain/hit.h"
#include "store/hit_types.h"
#include "store/workers.h"

namespace kempelen::actions {

/// A worker with all that decides what he is shown: what requirements ask about him, who blocks him, and how
/// many open HITs of each type he has an assignment of.
struct Viewer {
  store::Worker worker;
  domain::Candidate candidate;
  std::set<RequesterId> blocked_by;
  std::map<HitTypeId, std::int64_t> taken;

  /// Open HITs of the group that he could still take.
  std::int64_t available(const store::HitGroup& group) const;
};
/// As of now: build it after whatever an action changes.
Viewer viewer_of(const ReadContext& ctx, store::Worker worker);

/// The situation refers to `viewer` and `group`. This one is enough for See and Preview.
domain::Situation situation_of(const Viewer& viewer, const store::HitGroup& group);
/// With what decides about acceptance.
domain::Situation situation_of(const ReadContext& ctx, const Viewer& viewer, const store::HitGroup& group,
                               const domain::Hit& hit);

/// Refuses for the first obstacle.
Result<Done> check_may(const ReadContext& ctx, domain::Step step, const domain::Situation& situation);

/// Whether a preview is not for everybody.
bool guards_preview(const domain::Conditions& conditions);

/// Whether unmet requirements hide the group, so that for this worker it does not exist.
bool is_hidden(const Viewer& viewer, const store::HitGroup& group);

/// Each requirement of the group, by name, held against the worker.
std::vector<api::worker::RequirementFinding> findings_of(const ReadContext& ctx, const Viewer& viewer,
                                                         const store::HitGroup& group);

/// The whole judgement, requirement by requirement. Without a HIT: of the next one of the group that the
/// worker could take.
api::worker::Explanation explain(const ReadContext& ctx, const Viewer& viewer, const store::HitGroup& group,
                                 const std::optional<domain::Hit>& hit);

/// The HIT that the worker would be given next: one he never took comes before one he gave back.
std::optional<HitId> next_hit(const ReadContext& ctx, const HitTypeId& type, const WorkerId& worker);

/// The group of an existing HIT.
store::HitGroup group_of(const ReadContext& ctx, const domain::Hit& hit);

}  // namespace kempelen::actions
