// From what the domain knows to what goes over the wire, and back for requirements.
#pragma once

#include <vector>

#include "actions/context.h"
#include "api/assignments.h"
#include "api/hits.h"
#include "domain/assignment.h"
#include "domain/hit.h"
#include "domain/hit_type.h"

namespace kempelen::actions {

/// The complete HIT as GetHIT returns it.
api::HIT wire_hit(domain::Hit hit, domain::HitType type, std::string question, Instant now);

/// A submitted, approved or rejected assignment with its answer.
api::Assignment wire_assignment(const domain::Assignment& assignment, std::string answer);

/// Requirements as given, after the checks that need no database. Refuses with the original's texts.
Result<domain::Requirements> read_requirements(const std::vector<api::QualificationRequirement>& given,
                                               domain::Marketplace marketplace);
std::vector<api::QualificationRequirement> wire_requirements(const domain::Requirements& requirements);

}  // namespace kempelen::actions
