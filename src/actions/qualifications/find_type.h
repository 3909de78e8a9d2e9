// Loading qualification types and requests that a caller names, and what requirements need of types.
#pragma once

#include "actions/context.h"
#include "domain/qualification.h"
#include "domain/requirement.h"

namespace kempelen::actions {

/// The requester's own type, in whatever state but gone. Refuses QualificationTypeDoesNotExist, also for
/// types of the system, which nobody owns.
Result<domain::QualificationType> own_qualification_type(const ReadContext& ctx, const std::string& id);
/// Anybody's type of the marketplace, in whatever state but gone.
Result<domain::QualificationType> any_qualification_type(const ReadContext& ctx, const std::string& id);

/// A pending or decided request for one of the requester's own types; one whose test is running or was never
/// handed in does not exist for requesters.
Result<domain::QualificationRequest> request_for_requester(const ReadContext& ctx, const std::string& id);

/// Whether there is such a type at all, of the system or of anybody. Refuses
/// QualificationTypeDoesNotExist.
Result<Done> check_known(const ReadContext& ctx, const std::string& id);

/// Whether all required types exist. Refuses QualificationTypeDoesNotExist: no such type in the marketplace,
/// or a premium one where the server does not take them.
Result<Done> check_exist(const ReadContext& ctx, const domain::Requirements& requirements);
/// Whether new HITs may require all that. Refuses as check_exist() does, or InvalidQualificationTypeState
/// (not Active).
Result<Done> check_requirable(const ReadContext& ctx, const domain::Requirements& requirements);

/// Whether a HIT type with these requirements was deleted together with a qualification type.
bool deleted_with_qualification_type(const ReadContext& ctx, const domain::Requirements& requirements);

}  // namespace kempelen::actions
