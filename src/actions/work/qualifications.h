// How workers see qualification types, what they hold, and their requests.
#pragma once

#include "actions/context.h"
#include "api/worker_qualifications.h"
#include "domain/qualification.h"

namespace kempelen::actions {

/// A type with what the calling worker has of it and may do with it.
api::worker::Qualification view_qualification(const ReadContext& ctx, const domain::QualificationType& type);

api::worker::QualificationRequest view_request(const domain::QualificationRequest& request,
                                               const domain::QualificationType& type);

}  // namespace kempelen::actions
