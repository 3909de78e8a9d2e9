// Approving, whoever does it: the requester, the clock, or a review policy.
#pragma once

#include "actions/context.h"
#include "actions/find.h"
#include "domain/assignment.h"

namespace kempelen::actions {

/// Approves, pays and counts; refuses like domain::approve.
Result<Done> approve(WriteContext& ctx, const AssignmentOfHit& of, const domain::Approval& approval);

}  // namespace kempelen::actions
