// Statements for HITs.
#include "store/hits.h"

#include <array>

#include "base/fault.h"
#include "domain/assignment.h"
#include "store/hit_types.h"

namespace kempelen::store {
namespace {

constexpr db::Sql kInsert{
    "INSERT INTO hits (hit_id, requester_id, marketplace, hit_type_id, created_at, expires_at, "
    "max_assignments, "
    "pending, submitted, decided, mark, reward, fee, places_held, open, annotation, layout_id, "
    "review_policies) "
    "VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18)"};
constexpr db::Sql kInsertQuestion{"INSERT INTO hit_questions (hit_id, question) VALUES ($1, $2)"};
constexpr db::Sql kSave{
    "UPDATE hits SET expires_at = $2, max_assignments = $3, pending = $4, submitted = $5, decided = $6, mark "
    "= $7, "
    "places_held = $8, open = $9, reviewable_at = $10 WHERE hit_id = $1"};
constexpr db::Sql kChangeType{"UPDATE hits SET hit_type_id = $2, reward = $3, fee = $4 WHERE hit_id = $1"};
constexpr db::Sql kFind{
    "SELECT hit_id, requester_id, marketplace, hit_type_id, created_at, expires_at, max_assignments, "
    "pending, submitted, decided, mark, reward, fee, places_held, annotation, open, reviewable_at, "
    "layout_id, "
    "review_policies FROM hits WHERE hit_id = $1"};
constexpr db::Sql kFindWhole{
    "SELECT h.hit_id, h.requester_id, h.marketplace, h.hit_type_id, h.created_at, h.expires_at, "
    "h.max_assignments, h.pending, h.submitted, h.decided, h.mark, h.reward, h.fee, h.places_held, "
    "h.annotation, h.open, h.reviewable_at, h.layout_id, h.review_policies, q.question, t.hit_type_id, "
    "t.hit_group_id, "
    "t.marketplace, t.requester_id, "
    "t.created_at, t.title, t.description, t.keywords, t.reward, t.assignment_duration, "
    "t.auto_approval_delay, t.requirements FROM hits h JOIN hit_questions q ON q.hit_id = h.hit_id "
    "JOIN hit_types t ON t.hit_type_id = h.hit_type_id WHERE h.hit_id = $1"};
constexpr db::Sql kFindQuestion{"SELECT question FROM hit_questions WHERE hit_id = $1"};
constexpr db::Sql kListFirst{
    "SELECT hit_id, requester_id, marketplace, hit_type_id, created_at, expires_at, max_assignments, "
    "pending, submitted, decided, mark, reward, fee, places_held, annotation, open, reviewable_at, "
    "layout_id, "
    "review_policies FROM hits "
    "WHERE requester_id = $1 AND marketplace = $2 AND mark <> 2 ORDER BY hit_id DESC LIMIT $3"};
constexpr db::Sql kListBefore{
    "SELECT hit_id, requester_id, marketplace, hit_type_id, created_at, expires_at, max_assignments, "
    "pending, submitted, decided, mark, reward, fee, places_held, annotation, open, reviewable_at, "
    "layout_id, "
    "review_policies FROM hits "
    "WHERE requester_id = $1 AND marketplace = $2 AND mark <> 2 AND hit_id < $3 ORDER BY hit_id DESC LIMIT "
    "$4"};
constexpr db::Sql kListReviewable{
    "SELECT hit_id, expires_at, hit_type_id FROM hits WHERE requester_id = $1 AND marketplace = $2 AND mark "
    "= $3 "
    "AND reviewable_at IS NOT NULL AND (expires_at, hit_id) < ($4, $5) ORDER BY expires_at DESC, hit_id DESC "
    "LIMIT $6"};
constexpr db::Sql kNextOpen{
    "SELECT h.hit_id FROM hits h WHERE h.hit_type_id = $1 AND h.open = 1 AND NOT EXISTS "
    "(SELECT 1 FROM assignments a WHERE a.worker_id = $2 AND a.hit_id = h.hit_id AND a.status <= $3) "
    "ORDER BY h.hit_id LIMIT 1"};

// What hits.review_policies adds up.
constexpr std::int64_t kAssignmentPolicy = 1;
constexpr std::int64_t kHitPolicy = 2;

domain::Hit read_hit(const db::Row& row) {
  return {.id = row.id<HitId>(0),
          .type = row.id<HitTypeId>(3),
          .marketplace = static_cast<domain::Marketplace>(row.integer(2)),
          .requester = row.id<RequesterId>(1),
          .created_at = row.instant(4),
          .expires_at = row.instant(5),
          .max_assignments = row.integer(6),
          .pending = row.integer(7),
          .submitted = row.integer(8),
          .decided = row.integer(9),
          .mark = static_cast<domain::ReviewMark>(row.integer(10)),
          .price = {row.money(11), row.money(12)},
          .places_held = row.flag(13),
          .reviewable_at = row.maybe_instant(16),
          .listed = row.flag(15),
          .listed_until = row.instant(5),
          .layout = row.maybe_id<HitLayoutId>(17),
          .annotation = row.maybe_text(14),
          .has_assignment_policy = (row.integer(18) & kAssignmentPolicy) != 0,
          .has_hit_policy = (row.integer(18) & kHitPolicy) != 0};
}

}  // namespace

void insert_hit(db::Transaction& db, const domain::Hit& h, std::string_view question, Instant now) {
  db.execute(kInsert, h.id, h.requester, static_cast<int>(h.marketplace), h.type, h.created_at, h.expires_at,
             h.max_assignments, h.pending, h.submitted, h.decided, static_cast<int>(h.mark), h.price.reward,
             h.price.fee, h.places_held, h.open(now), h.annotation, h.layout,
             (h.has_assignment_policy ? kAssignmentPolicy : 0) | (h.has_hit_policy ? kHitPolicy : 0));
  db.execute(kInsertQuestion, h.id, question);
  if (h.open(now)) note_open_change(db, h.type, OpenChange::Opened, now, h.expires_at);
}

void save_hit(db::Transaction& db, const domain::Hit& h, Instant now) {
  const bool open = h.open(now);
  const std::int64_t changed =
      db.execute(kSave, h.id, h.expires_at, h.max_assignments, h.pending, h.submitted, h.decided,
                 static_cast<int>(h.mark), h.places_held, open, h.reviewable_at);
  KEMPELEN_INVARIANT(changed == 1, "a saved HIT exists");
  if (h.former_type) db.execute(kChangeType, h.id, h.type, h.price.reward, h.price.fee);
  const bool moved = h.former_type.has_value();
  if (h.listed && (!open || moved))
    note_open_change(db, moved ? *h.former_type : h.type, OpenChange::Closed, now, h.expires_at);
  if (open && (!h.listed || moved)) {
    note_open_change(db, h.type, OpenChange::Opened, now, h.expires_at);
  } else if (open && h.expires_at > h.listed_until) {
    note_open_change(db, h.type, OpenChange::Extended, now, h.expires_at);
  }
}

std::optional<domain::Hit> find_hit(db::Reader& db, const HitId& id) {
  return db.find(kFind, read_hit, id);
}

std::optional<WholeHit> find_whole_hit(db::Reader& db, const HitId& id) {
  const auto read = [](const db::Row& row) {
    return WholeHit{read_hit(row), read_hit_type(row, 20), std::string(row.text(19))};
  };
  return db.find(kFindWhole, read, id);
}

std::string find_question(db::Reader& db, const HitId& id) {
  return db.find(kFindQuestion, [](const db::Row& row) { return std::string(row.text(0)); }, id).value_or("");
}

std::vector<domain::Hit> list_hits(db::Reader& db, const RequesterId& requester,
                                   domain::Marketplace marketplace, std::string_view before,
                                   std::int64_t count) {
  const int market = static_cast<int>(marketplace);
  if (before.empty()) return db.all(kListFirst, read_hit, requester, market, count);
  return db.all(kListBefore, read_hit, requester, market, before, count);
}

std::vector<ReviewableHit> list_reviewable(db::Reader& db, const RequesterId& requester,
                                           domain::Marketplace marketplace, domain::ReviewMark mark,
                                           const ReviewablePosition& before, std::int64_t count) {
  const auto read = [](const db::Row& row) {
    return ReviewableHit{{row.instant(1), row.id<HitId>(0)}, row.id<HitTypeId>(2)};
  };
  return db.all(kListReviewable, read, requester, static_cast<int>(marketplace), static_cast<int>(mark),
                before.expires_at, before.hit, count);
}

std::optional<HitId> next_open_hit(db::Reader& db, const HitTypeId& type, const WorkerId& worker,
                                   GivenBack given_back) {
  // Statuses are stored in the order of domain::AssignmentStatus: what was given back stands behind what was
  // decided.
  const auto last = given_back == GivenBack::Skip ? domain::AssignmentStatus::Abandoned
                                                  : domain::AssignmentStatus::Rejected;
  return db.find(
      kNextOpen, [](const db::Row& row) { return row.id<HitId>(0); }, type, worker, static_cast<int>(last));
}

Statements hit_statements() {
  static constexpr std::array<const db::Sql*, 11> kAll = {
      &kInsert,       &kInsertQuestion, &kSave,       &kChangeType,     &kFind,    &kFindWhole,
      &kFindQuestion, &kListFirst,      &kListBefore, &kListReviewable, &kNextOpen};
  return kAll;
}

}  // namespace kempelen::store
