// HITs by the qualification type that their HIT type requires.
#pragma once

#include <string_view>
#include <vector>

#include "domain/hit.h"
#include "store/statements.h"

namespace kempelen::store {

/// Whether a HIT of anybody that is not deleted requires the type.
bool is_required(db::Reader& db, std::string_view qualification_type_id);

/// Up to `count` undeleted HITs of the requester that require the type, newest first, older than `before`
/// (empty: from the start). The cost grows with the number of HIT types that require it, not with their HITs.
std::vector<HitId> list_requiring_hits(db::Reader& db, std::string_view qualification_type_id,
                                       const RequesterId& requester, domain::Marketplace marketplace,
                                       std::string_view before, std::int64_t count);

Statements requiring_hit_statements();

}  // namespace kempelen::store
