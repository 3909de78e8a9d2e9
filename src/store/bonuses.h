// Bonuses: kept for ever, also those of disposed HITs, since they are accounting records.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "domain/bonus.h"
#include "store/statements.h"

namespace kempelen::store {

void insert_bonus(db::Transaction& db, const domain::Bonus& bonus);
/// Up to `count` bonuses, oldest first, made after the one with the id `after` (empty: from the start).
std::vector<domain::Bonus> list_bonuses(db::Reader& db, const HitId& hit, std::string_view after,
                                        std::int64_t count);
std::vector<domain::Bonus> list_bonuses(db::Reader& db, const AssignmentId& assignment,
                                        std::string_view after, std::int64_t count);
/// What a worker was given beside rewards.
Money bonuses_of_worker(db::Reader& db, const WorkerId& worker);

Statements bonus_statements();

}  // namespace kempelen::store
