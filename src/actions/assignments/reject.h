// Rejecting, whoever does it: the requester or a review policy.
#pragma once

#include <string>

#include "actions/context.h"
#include "actions/find.h"

namespace kempelen::actions {

/// Rejects and counts; the money held is free. Refuses like domain::reject.
Result<Done> reject(WriteContext& ctx, const AssignmentOfHit& of, const std::string& feedback);

}  // namespace kempelen::actions
