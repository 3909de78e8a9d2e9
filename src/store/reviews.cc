// Statements for review policies.
#include "store/reviews.h"

#include <array>

#include "base/fault.h"

namespace kempelen::store {
namespace {

constexpr db::Sql kInsertPolicy{
    "INSERT INTO review_policies (hit_id, policy_level, name, parameters) VALUES ($1, $2, $3, $4)"};
constexpr db::Sql kFindPolicy{
    "SELECT name, parameters, ran_for FROM review_policies WHERE hit_id = $1 AND policy_level = $2"};
constexpr db::Sql kNoteRun{"UPDATE review_policies SET ran_for = $3 WHERE hit_id = $1 AND policy_level = $2"};
constexpr db::Sql kInsertAction{
    "INSERT INTO review_actions (hit_id, action_number, action_id, policy_level, kind, assignment_id, "
    "completed_at, result, error_code, results) VALUES ($1, (SELECT COALESCE(MAX(action_number), 0) + 1 "
    "FROM review_actions WHERE hit_id = $1), $2, $3, $4, $5, $6, $7, $8, $9)"};
constexpr db::Sql kListActions{
    "SELECT action_number, action_id, policy_level, kind, assignment_id, completed_at, result, error_code, "
    "results FROM review_actions WHERE hit_id = $1 AND action_number >= $2 ORDER BY action_number LIMIT $3"};

NumberedAction read_action(const db::Row& row) {
  return {row.integer(0),
          {.id = std::string(row.text(1)),
           .level = static_cast<domain::ReviewLevel>(row.integer(2)),
           .kind = static_cast<domain::ReviewActionKind>(row.integer(3)),
           .assignment = row.maybe_id<AssignmentId>(4),
           .completed_at = row.instant(5),
           .result = std::string(row.text(6)),
           .error_code = row.maybe_text(7),
           .results = domain::decode_results(row.text(8))}};
}

}  // namespace

void insert_review_policy(db::Transaction& db, const HitId& hit, domain::ReviewLevel level,
                          const domain::PolicyText& policy) {
  db.execute(kInsertPolicy, hit, static_cast<int>(level), policy.name, domain::encode(policy.parameters));
}

std::optional<StoredPolicy> find_review_policy(db::Reader& db, const HitId& hit, domain::ReviewLevel level) {
  const auto read = [](const db::Row& row) {
    return StoredPolicy{{std::string(row.text(0)), domain::decode_parameters(row.text(1))},
                        row.maybe_instant(2)};
  };
  return db.find(kFindPolicy, read, hit, static_cast<int>(level));
}

void note_policy_run(db::Transaction& db, const HitId& hit, Instant reviewable_at) {
  const std::int64_t changed =
      db.execute(kNoteRun, hit, static_cast<int>(domain::ReviewLevel::Hit), reviewable_at);
  KEMPELEN_INVARIANT(changed == 1, "a policy that runs is stored");
}

void insert_review_action(db::Transaction& db, const HitId& hit, const domain::ReviewAction& action) {
  db.execute(kInsertAction, hit, action.id, static_cast<int>(action.level), static_cast<int>(action.kind),
             action.assignment, action.completed_at, action.result, action.error_code,
             domain::encode(action.results));
}

std::vector<NumberedAction> list_review_actions(db::Reader& db, const HitId& hit, std::int64_t from,
                                                std::int64_t count) {
  return db.all(kListActions, read_action, hit, from, count);
}

Statements review_statements() {
  static constexpr std::array<const db::Sql*, 5> kAll = {&kInsertPolicy, &kFindPolicy, &kNoteRun,
                                                         &kInsertAction, &kListActions};
  return kAll;
}

}  // namespace kempelen::store
