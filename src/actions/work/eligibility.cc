// Facts in, judgement out.
#include "actions/work/eligibility.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/fault.h"
#include "store/assignments.h"
#include "store/blocks.h"
#include "store/candidates.h"
#include "store/hits.h"
#include "store/qualification_types.h"

namespace kempelen::actions {
namespace {

domain::Places places_of(const domain::Hit& hit, Instant now) {
  if (now >= hit.expires_at) return domain::Places::Expired;
  return hit.open(now) ? domain::Places::Open : domain::Places::Taken;
}

tl::unexpected<Refusal> refusal_of(const ReadContext& ctx, domain::Obstacle obstacle) {
  switch (obstacle) {
    case domain::Obstacle::WorkerSuspended:
      return refuse(Code::WorkerSuspended);
    case domain::Obstacle::Blocked:
      return refuse(Code::WorkerBlocked);
    case domain::Obstacle::RequirementNotMet:
      return refuse(Code::DoesNotMeetRequirements);
    case domain::Obstacle::AlreadyWorkedOn:
      return refuse(Code::AlreadyWorkedOnHit);
    case domain::Obstacle::QueueFull:
      return refuse(Code::QueueFull, std::to_string(ctx.settings.accepted_max));
    case domain::Obstacle::RequesterSuspended:
    case domain::Obstacle::Expired:
    case domain::Obstacle::NoPlaceLeft:
    case domain::Obstacle::NothingToList:
      return refuse(Code::NoMoreHits);
  }
  return refuse(Code::NoMoreHits);
}

std::string sentence(const ReadContext& ctx, domain::Obstacle obstacle) {
  switch (obstacle) {
    case domain::Obstacle::WorkerSuspended:
      return "The worker's account is suspended.";
    case domain::Obstacle::RequesterSuspended:
      return "The requester's account is suspended.";
    case domain::Obstacle::Blocked:
      return "The requester has blocked the worker.";
    case domain::Obstacle::RequirementNotMet:
      return "A requirement is not met.";
    case domain::Obstacle::AlreadyWorkedOn:
      return "The worker has accepted this HIT already.";
    case domain::Obstacle::QueueFull:
      return fmt::format("The worker holds {} accepted HITs, as many as he may.", ctx.settings.accepted_max);
    case domain::Obstacle::Expired:
      return "The HIT has expired.";
    case domain::Obstacle::NoPlaceLeft:
      return "No place of the HIT is left.";
    case domain::Obstacle::NothingToList:
      return "The group has no HIT that the worker could still accept.";
  }
  return "";
}

api::worker::StepJudgement judged(const ReadContext& ctx, domain::Step step,
                                  const domain::Situation& situation) {
  const auto obstacles = domain::judge(step, situation);
  api::worker::StepJudgement judgement{.allowed = obstacles.empty(), .reasons = {}};
  for (const domain::Obstacle obstacle : obstacles) {
    judgement.reasons.push_back(
        {.code = std::string(domain::name(obstacle)), .message = sentence(ctx, obstacle)});
  }
  return judgement;
}

/// A type that is gone is called by its id.
std::string name_of(const ReadContext& ctx, const domain::Condition& condition) {
  const std::string_view known = domain::name(condition.subject);
  if (!known.empty()) return std::string(known);
  const std::string& id = condition.requirement.qualification_type_id;
  const auto type = store::find_qualification_type(ctx.db, QualificationTypeId{id});
  return type ? type->name : id;
}

api::worker::RequirementFinding finding_of(const ReadContext& ctx, const domain::Condition& condition,
                                           const domain::Candidate& candidate) {
  domain::Finding found = domain::find(condition, candidate);
  return {.qualification_type_id = condition.requirement.qualification_type_id,
          .name = name_of(ctx, condition),
          .required = std::move(found.required),
          .has = std::move(found.has),
          .met = found.met,
          .actions_guarded = std::string(domain::name(condition.requirement.guard))};
}

}  // namespace

std::vector<api::worker::RequirementFinding> findings_of(const ReadContext& ctx, const Viewer& viewer,
                                                         const store::HitGroup& group) {
  std::vector<api::worker::RequirementFinding> findings;
  for (const domain::Condition& condition : group.listed->conditions) {
    findings.push_back(finding_of(ctx, condition, viewer.candidate));
  }
  return findings;
}

std::int64_t Viewer::available(const store::HitGroup& group) const {
  const auto own = taken.find(group.type().id);
  return std::max<std::int64_t>(0, group.open_hits - (own == taken.end() ? 0 : own->second));
}

Viewer viewer_of(const ReadContext& ctx, store::Worker worker) {
  Viewer viewer{.worker = std::move(worker), .candidate = {}, .blocked_by = {}, .taken = {}};
  viewer.candidate = {.record = viewer.worker.record,
                      .profile = viewer.worker.profile,
                      .held = store::held_qualifications(ctx.db, viewer.worker.id)};
  viewer.blocked_by = store::blocked_by(ctx.db, viewer.worker.id);
  for (HitTypeId& type : store::types_of_open_hits_taken(ctx.db, viewer.worker.id)) {
    ++viewer.taken[std::move(type)];
  }
  return viewer;
}

domain::Situation situation_of(const Viewer& viewer, const store::HitGroup& group) {
  return {.conditions = group.listed->conditions,
          .worker = viewer.candidate,
          .worker_standing = viewer.worker.standing,
          .requester_standing = group.requester_standing,
          .block = viewer.blocked_by.contains(group.type().requester) ? domain::Block::Blocked
                                                                      : domain::Block::None,
          .listed = viewer.available(group)};
}

domain::Situation situation_of(const ReadContext& ctx, const Viewer& viewer, const store::HitGroup& group,
                               const domain::Hit& hit) {
  domain::Situation situation = situation_of(viewer, group);
  situation.places = places_of(hit, ctx.now);
  if (store::find_assignment_of(ctx.db, hit.id, viewer.worker.id)) {
    situation.prior_work = domain::PriorWork::Has;
  }
  situation.under_way = store::count_under_way(ctx.db, viewer.worker.id);
  situation.under_way_max = ctx.settings.accepted_max;
  return situation;
}

Result<Done> check_may(const ReadContext& ctx, domain::Step step, const domain::Situation& situation) {
  const auto obstacles = domain::judge(step, situation);
  if (obstacles.empty()) return Done{};
  return refusal_of(ctx, obstacles.front());
}

bool guards_preview(const domain::Conditions& conditions) {
  return std::ranges::any_of(conditions, [](const domain::Condition& condition) {
    return domain::guards(condition.requirement, domain::Step::Preview);
  });
}

bool is_hidden(const Viewer& viewer, const store::HitGroup& group) {
  const auto obstacles = domain::judge(domain::Step::See, situation_of(viewer, group));
  return std::ranges::find(obstacles, domain::Obstacle::RequirementNotMet) != obstacles.end();
}

api::worker::Explanation explain(const ReadContext& ctx, const Viewer& viewer, const store::HitGroup& group,
                                 const std::optional<domain::Hit>& hit) {
  std::optional<domain::Hit> asked = hit;
  if (!asked) {
    if (const auto next = next_hit(ctx, group.type().id, viewer.worker.id)) {
      asked = store::find_hit(ctx.db, *next);
    }
  }
  domain::Situation situation =
      asked ? situation_of(ctx, viewer, group, *asked) : situation_of(viewer, group);
  if (!asked) {
    situation.under_way = store::count_under_way(ctx.db, viewer.worker.id);
    situation.under_way_max = ctx.settings.accepted_max;
  }
  return {.see = judged(ctx, domain::Step::See, situation),
          .preview = judged(ctx, domain::Step::Preview, situation),
          .accept = judged(ctx, domain::Step::Accept, situation),
          .requirements = findings_of(ctx, viewer, group)};
}

std::optional<HitId> next_hit(const ReadContext& ctx, const HitTypeId& type, const WorkerId& worker) {
  if (auto fresh = store::next_open_hit(ctx.db, type, worker, store::GivenBack::Skip)) return fresh;
  return store::next_open_hit(ctx.db, type, worker, store::GivenBack::Include);
}

store::HitGroup group_of(const ReadContext& ctx, const domain::Hit& hit) {
  auto group = store::find_hit_group(ctx.db, hit.marketplace, hit.type.text);
  KEMPELEN_INVARIANT(group.has_value(), "a HIT has a group");
  return *std::move(group);
}

}  // namespace kempelen::actions
