// Review policies of HITs, and what they did.
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "domain/review.h"
#include "store/statements.h"

namespace kempelen::store {

struct StoredPolicy {
  domain::PolicyText policy;
  std::optional<Instant> ran_for{};  // the `reviewable_at` for which it ran last
};

void insert_review_policy(db::Transaction& db, const HitId& hit, domain::ReviewLevel level,
                          const domain::PolicyText& policy);
std::optional<StoredPolicy> find_review_policy(db::Reader& db, const HitId& hit, domain::ReviewLevel level);
void note_policy_run(db::Transaction& db, const HitId& hit, Instant reviewable_at);

/// Behind the HIT's other actions.
void insert_review_action(db::Transaction& db, const HitId& hit, const domain::ReviewAction& action);

struct NumberedAction {
  std::int64_t number = 0;  // from 1, in each HIT
  domain::ReviewAction action;
};
/// Up to `count` actions of the HIT in their order, from that number on.
std::vector<NumberedAction> list_review_actions(db::Reader& db, const HitId& hit, std::int64_t from,
                                                std::int64_t count);

Statements review_statements();

}  // namespace kempelen::store
