// A NotificationSpecification as both operations take it.
#pragma once

#include <string>

#include "actions/context.h"
#include "api/notifications.h"

namespace kempelen::actions {

/// What the model does not say of it. Refuses InvalidParameterValue (Version) and InvalidTransportEndpoint.
Result<Done> check_specification(const ReadContext& ctx, const api::NotificationSpecification& specification);

/// The id of the caller's destination that it names, made if need be.
std::string destination_of(WriteContext& ctx, const api::NotificationSpecification& specification);

}  // namespace kempelen::actions
