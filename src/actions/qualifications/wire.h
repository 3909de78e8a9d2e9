// Qualifications from what the domain knows to what goes over the wire.
#pragma once

#include "actions/context.h"
#include "api/qualifications.h"
#include "domain/qualification.h"

namespace kempelen::actions {

/// A requester's type. Its test and its key are shown to its owner only.
api::QualificationType wire_qualification_type(const ReadContext& ctx, const domain::QualificationType& type);
api::QualificationType wire_qualification_type(const domain::SystemQualificationType& type);
api::Qualification wire_qualification(const domain::Qualification& qualification);
/// With the test as it was shown and its answer, if there was one.
api::QualificationRequest wire_request(const ReadContext& ctx, const domain::QualificationRequest& request);

}  // namespace kempelen::actions
