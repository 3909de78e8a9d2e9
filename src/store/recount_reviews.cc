// Review policies against the HITs that have them and what they did: every submission reviewed once, every
// HIT that is reviewable reviewed since it became so.
#include <array>

#include "store/recount_parts.h"

namespace kempelen::store {
namespace {

constexpr db::Sql kPolicies{
    "SELECT h.hit_id, h.review_policies, "
    "CAST(SUM(CASE WHEN p.policy_level = 0 THEN 1 WHEN p.policy_level = 1 THEN 2 ELSE 0 END) AS BIGINT) "
    "FROM hits h LEFT JOIN review_policies p ON p.hit_id = h.hit_id WHERE h.review_policies > 0 "
    "GROUP BY h.hit_id"};
constexpr db::Sql kStrayPolicies{
    "SELECT p.hit_id FROM review_policies p JOIN hits h ON h.hit_id = p.hit_id WHERE h.review_policies = 0"};
constexpr db::Sql kSubmissions{
    "SELECT a.assignment_id, CAST(SUM(CASE WHEN r.kind = 0 THEN 1 ELSE 0 END) AS BIGINT) "
    "FROM hits h JOIN assignments a ON a.hit_id = h.hit_id AND a.submitted_at IS NOT NULL "
    "LEFT JOIN review_actions r ON r.hit_id = h.hit_id AND r.policy_level = 0 AND r.kind = 0 "
    "AND r.assignment_id = a.assignment_id "
    "WHERE h.review_policies = 1 OR h.review_policies = 3 GROUP BY a.assignment_id"};
constexpr db::Sql kNotReviewed{
    "SELECT h.hit_id FROM hits h JOIN review_policies p ON p.hit_id = h.hit_id AND p.policy_level = 1 "
    "WHERE h.review_policies > 0 AND h.reviewable_at IS NOT NULL "
    "AND (p.ran_for IS NULL OR p.ran_for <> h.reviewable_at)"};
constexpr db::Sql kWithoutPolicy{
    "SELECT r.hit_id, r.action_id FROM review_actions r LEFT JOIN review_policies p ON p.hit_id = r.hit_id "
    "AND p.policy_level = r.policy_level WHERE p.hit_id IS NULL"};
constexpr db::Sql kOfOthers{
    "SELECT r.hit_id, r.action_id FROM review_actions r JOIN assignments a ON a.assignment_id = "
    "r.assignment_id WHERE a.hit_id <> r.hit_id"};

}  // namespace

void recount_reviews(db::Reader& db, Recounting& counting) {
  db.for_each(kPolicies, [&](const db::Row& row) {
    counting.go_on();
    if (row.integer(1) != row.integer(2)) {
      counting.differs("HIT {} has other review policies than it says.", row.text(0));
    }
  });
  db.for_each(kStrayPolicies, [&](const db::Row& row) {
    counting.differs("HIT {} has other review policies than it says.", row.text(0));
  });
  db.for_each(kSubmissions, [&](const db::Row& row) {
    counting.go_on();
    if (row.integer(1) != 1) {
      counting.differs("Assignment {} was reviewed {} times by its HIT's policy instead of once.",
                       row.text(0), row.integer(1));
    }
  });
  db.for_each(kNotReviewed, [&](const db::Row& row) {
    counting.differs("HIT {} has become reviewable, and its review policy has not run.", row.text(0));
  });
  db.for_each(kWithoutPolicy, [&](const db::Row& row) {
    counting.differs("HIT {} has no review policy that did {}.", row.text(0), row.text(1));
  });
  db.for_each(kOfOthers, [&](const db::Row& row) {
    counting.differs("A review policy of HIT {} did {} to another HIT's assignment.", row.text(0),
                     row.text(1));
  });
}

Statements recount_review_statements() {
  static constexpr std::array<const db::Sql*, 6> kAll = {&kPolicies,    &kStrayPolicies, &kSubmissions,
                                                         &kNotReviewed, &kWithoutPolicy, &kOfOthers};
  return kAll;
}

}  // namespace kempelen::store
