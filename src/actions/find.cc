// Existence and ownership in one answer.
#include "actions/find.h"

#include "actions/qualifications/find_type.h"
#include "base/fault.h"
#include "store/assignments.h"
#include "store/hit_types.h"
#include "store/hits.h"
#include "store/ledger.h"

namespace kempelen::actions {
namespace {

/// An assignment without its HIT cannot be: the schema's foreign key says so.
domain::Hit hit_of(const ReadContext& ctx, const domain::Assignment& assignment) {
  auto hit = store::find_hit(ctx.db, assignment.hit);
  KEMPELEN_INVARIANT(hit.has_value(), "an assignment has a HIT");
  return *std::move(hit);
}

bool is_own(const ReadContext& ctx, const domain::Hit& hit) {
  return hit.requester == ctx.caller.requester && hit.marketplace == ctx.caller.marketplace;
}

}  // namespace

Result<domain::Hit> own_hit(const ReadContext& ctx, const std::string& hit_id) {
  auto hit = store::find_hit(ctx.db, HitId{hit_id});
  if (!hit || !is_own(ctx, *hit)) return refuse(Code::HitDoesNotExist, hit_id);
  return *std::move(hit);
}

Result<store::WholeHit> own_whole_hit(const ReadContext& ctx, const std::string& hit_id) {
  auto whole = store::find_whole_hit(ctx.db, HitId{hit_id});
  if (!whole || !is_own(ctx, whole->hit)) return refuse(Code::HitDoesNotExist, hit_id);
  return *std::move(whole);
}

Result<domain::HitType> own_hit_type(const ReadContext& ctx, const std::string& hit_type_id) {
  auto type = store::find_hit_type(ctx.db, HitTypeId{hit_type_id});
  if (!type || type->requester != ctx.caller.requester || type->marketplace != ctx.caller.marketplace ||
      deleted_with_qualification_type(ctx, type->properties.requirements)) {
    return refuse(Code::InvalidParameterValue, hit_type_id, "HITTypeId");
  }
  return *std::move(type);
}

Result<AssignmentOfHit> assignment_for_requester(const ReadContext& ctx, const std::string& assignment_id) {
  KEMPELEN_TRY(auto found, assignment_for_records(ctx, assignment_id));
  if (found.hit.mark == domain::ReviewMark::Disposed) {
    return refuse(Code::AssignmentDoesNotExist, assignment_id);
  }
  return found;
}

Result<AssignmentOfHit> assignment_for_records(const ReadContext& ctx, const std::string& assignment_id) {
  auto assignment = store::find_assignment(ctx.db, AssignmentId{assignment_id});
  if (!assignment || assignment->status >= domain::AssignmentStatus::Returned) {
    return refuse(Code::AssignmentDoesNotExist, assignment_id);
  }
  domain::Hit hit = hit_of(ctx, *assignment);
  if (!is_own(ctx, hit)) return refuse(Code::AssignmentDoesNotExist, assignment_id);
  return AssignmentOfHit{*std::move(assignment), std::move(hit)};
}

Result<AssignmentOfHit> assignment_of_worker(const ReadContext& ctx, const std::string& assignment_id) {
  auto assignment = store::find_assignment(ctx.db, AssignmentId{assignment_id});
  if (!assignment || assignment->worker != ctx.caller.worker) {
    return refuse(Code::AssignmentDoesNotExist, assignment_id);
  }
  domain::Hit hit = hit_of(ctx, *assignment);
  return AssignmentOfHit{*std::move(assignment), std::move(hit)};
}

Result<store::Worker> known_worker(const ReadContext& ctx, const std::string& worker_id) {
  auto worker = store::find_worker(ctx.db, WorkerId{worker_id});
  if (!worker || worker->marketplace != ctx.caller.marketplace) {
    return refuse(Code::InvalidParameterValue, worker_id, "WorkerId");
  }
  return *std::move(worker);
}

Result<domain::Hit> hit_for_worker(const ReadContext& ctx, const store::Worker& worker,
                                   const std::string& hit_id) {
  auto hit = store::find_hit(ctx.db, HitId{hit_id});
  if (!hit || hit->marketplace != worker.marketplace || hit->mark == domain::ReviewMark::Disposed) {
    return refuse(Code::HitDoesNotExist, hit_id);
  }
  return *std::move(hit);
}

Money available_funds(const ReadContext& ctx) {
  if (ctx.caller.marketplace == domain::Marketplace::Sandbox) return {};
  return store::balance(ctx.db, domain::Account::requester(ctx.caller.requester));
}

Money funds_for(const ReadContext& ctx, const domain::Hit& hit) {
  if (hit.marketplace == domain::Marketplace::Sandbox) return {};
  return store::balance(ctx.db, domain::Account::requester(hit.requester));
}

domain::HitType type_of(const ReadContext& ctx, const domain::Hit& hit) {
  auto type = store::find_hit_type(ctx.db, hit.type);
  KEMPELEN_INVARIANT(type.has_value(), "a HIT has a HIT type");
  return *std::move(type);
}

}  // namespace kempelen::actions
