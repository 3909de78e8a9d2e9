// Qualifications that workers hold or held.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "domain/qualification.h"
#include "store/statements.h"

namespace kempelen::store {

/// Inserts it, or replaces what the worker has of that type.
void save_qualification(db::Transaction& db, const domain::Qualification& qualification);
std::optional<domain::Qualification> find_qualification(db::Reader& db, const WorkerId& worker,
                                                        const QualificationTypeId& type);

/// Where a page of a type's qualifications begins: after this one.
struct GrantPosition {
  Instant granted_at;
  std::string worker{};
};
/// Up to `count` qualifications of that type and status, by grant time.
std::vector<domain::Qualification> list_of_type(db::Reader& db, const QualificationTypeId& type,
                                                domain::QualificationStatus status,
                                                const GrantPosition& after, std::int64_t count);
/// Up to `count` qualifications of the worker, held or revoked, by the id of the type, behind `after`.
std::vector<domain::Qualification> list_held(db::Reader& db, const WorkerId& worker, std::string_view after,
                                             std::int64_t count);

Statements qualification_statements();

}  // namespace kempelen::store
