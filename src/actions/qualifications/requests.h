// What happens to requests without their requester: saving, the end of a test's time, the end of a type.
#pragma once

#include "actions/context.h"
#include "domain/qualification.h"

namespace kempelen::actions {

/// A request that did not exist before, with what follows from it.
void save_new_request(WriteContext& ctx, const domain::RequestTransition& opened);
void save(WriteContext& ctx, const domain::RequestTransition& transition);

/// Does nothing if the test was handed in meanwhile.
void end_test_in_time(WriteContext& ctx, const QualificationRequestId& id);
/// Makes the name free once no undeleted HIT needs the type; else asks again later.
void go_on_with_deletion(WriteContext& ctx, const QualificationTypeId& id);

}  // namespace kempelen::actions
