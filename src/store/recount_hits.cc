// HITs against their assignments, their types, their timers and what is held for them.
#include <array>
#include <unordered_map>

#include "store/recount_parts.h"

namespace kempelen::store {
namespace {

constexpr db::Sql kHits{
    "SELECT h.hit_id, h.requester_id, h.marketplace, h.hit_type_id, h.expires_at, h.max_assignments, "
    "h.pending, h.submitted, h.decided, h.mark, h.reward, h.fee, h.places_held, h.open, h.reviewable_at, "
    "MAX(t.due_at), "
    "CAST(SUM(CASE WHEN a.status = 0 THEN 1 ELSE 0 END) AS BIGINT), "
    "CAST(SUM(CASE WHEN a.status = 1 THEN 1 ELSE 0 END) AS BIGINT), "
    "CAST(SUM(CASE WHEN a.status = 2 OR a.status = 3 THEN 1 ELSE 0 END) AS BIGINT) "
    "FROM hits h LEFT JOIN timers t ON t.due_at = h.expires_at AND t.kind = 1 AND t.subject = h.hit_id "
    "LEFT JOIN assignments a ON a.hit_id = h.hit_id GROUP BY h.hit_id"};
constexpr db::Sql kOpenHits{"SELECT hit_type_id, open_hits FROM hit_types"};
constexpr db::Sql kOfAnotherType{
    "SELECT h.hit_id FROM hits h JOIN hit_types t ON t.hit_type_id = h.hit_type_id "
    "WHERE h.requester_id <> t.requester_id OR h.marketplace <> t.marketplace OR h.reward <> t.reward"};
constexpr db::Sql kBeyondItsGroup{
    "SELECT h.hit_id FROM hits h JOIN hit_types t ON t.hit_type_id = h.hit_type_id "
    "WHERE h.open = 1 AND h.expires_at > t.latest_expiration"};
constexpr db::Sql kWithoutQuestion{
    "SELECT h.hit_id FROM hits h LEFT JOIN hit_questions q ON q.hit_id = h.hit_id WHERE q.hit_id IS NULL"};
constexpr db::Sql kWithoutDisposal{
    "SELECT h.hit_id FROM hits h LEFT JOIN timers t ON t.due_at = h.reviewable_at + 10368000000000 "
    "AND t.kind = 5 AND t.subject = h.hit_id WHERE h.reviewable_at IS NOT NULL AND t.subject IS NULL"};

// A HIT's mark, as stored.
constexpr std::int64_t kReviewing = 1;
constexpr std::int64_t kDisposed = 2;
constexpr std::int64_t kLive = 1;

/// What a row of kHits says. What the HIT counts itself is only compared; all else follows from the
/// assignments.
struct HitRow {
  HitRow(const db::Row& row, const Recounting& counting)
      : id(row.text(0)),
        live(row.integer(2) == kLive),
        mark(row.integer(9)),
        pending(row.integer(16)),
        submitted(row.integer(17)),
        decided(row.integer(18)),
        available(row.integer(5) - pending - submitted - decided),
        has_timer(!row.is_null(15) || counting.odd_timer(Kind::ExpireHit, id)),
        // A timer that stands has not run, whatever the clock says.
        expired(!has_timer && row.instant(4) <= counting.options.now),
        open(mark == 0 && !expired && available > 0),
        reviewable(mark == kReviewing || (mark == 0 && !open && pending == 0)),
        holds(live && !expired && mark != kDisposed) {}

  std::string id;
  bool live;
  std::int64_t mark, pending, submitted, decided, available;
  bool has_timer, expired;
  bool open;        // places can be accepted
  bool reviewable;  // Reviewable or Reviewing
  bool holds;       // the money of the places nobody took is held
};

void compare_count(Recounting& counting, const std::string& hit, std::string_view kind, std::int64_t kept,
                   std::int64_t counted) {
  if (kept != counted) {
    counting.differs("HIT {} counts {} assignments {}, and there are {}.", hit, kept, kind, counted);
  }
}

void recount_flags(const db::Row& row, const HitRow& hit, Recounting& counting) {
  if (hit.mark < 0 || hit.mark > kDisposed)
    counting.differs("HIT {} has the unknown mark {}.", hit.id, hit.mark);
  if (row.flag(13) != hit.open) {
    counting.differs("HIT {} is listed as {}, and it is {}.", hit.id, hit.open ? "closed" : "open",
                     hit.open ? "open" : "closed");
  }
  if (row.flag(12) != hit.holds) {
    counting.differs("HIT {} {} money for its free places, and it should{}.", hit.id,
                     hit.holds ? "does not hold" : "holds", hit.holds ? "" : " not");
  }
  if (row.is_null(14) == hit.reviewable) {
    counting.differs("HIT {} is {}reviewable, and it {} since when.", hit.id, hit.reviewable ? "" : "not ",
                     hit.reviewable ? "does not say" : "says");
  }
  if (!hit.has_timer && !hit.expired && hit.mark != kDisposed) {
    counting.differs("HIT {} can expire and has no timer for it.", hit.id);
  }
  if (hit.mark == kDisposed && hit.pending + hit.submitted > 0) {
    counting.differs("HIT {} is disposed and has assignments that are not decided.", hit.id);
  }
}

void recount_each(db::Reader& db, Recounting& counting, std::unordered_map<std::string, std::int64_t>& open) {
  db.for_each(kHits, [&](const db::Row& row) {
    counting.go_on();
    ++counting.result.hits;
    const HitRow hit(row, counting);
    compare_count(counting, hit.id, "under way", row.integer(6), hit.pending);
    compare_count(counting, hit.id, "waiting for review", row.integer(7), hit.submitted);
    compare_count(counting, hit.id, "decided", row.integer(8), hit.decided);
    if (hit.available < 0) counting.differs("HIT {} has more assignments than it may have.", hit.id);
    recount_flags(row, hit, counting);
    if (hit.open) ++open[std::string(row.text(3))];
    if (hit.live) {
      Sum& held = counting.held[std::string(row.text(1))];
      const std::int64_t places = (hit.holds ? hit.available : 0) + hit.pending + hit.submitted;
      held.add_product(row.integer(10), places);
      held.add_product(row.integer(11), places);
    }
  });
}

}  // namespace

void recount_hits(db::Reader& db, Recounting& counting) {
  std::unordered_map<std::string, std::int64_t> open;
  recount_each(db, counting, open);
  db.for_each(kOpenHits, [&](const db::Row& row) {
    const std::string id(row.text(0));
    const auto found = open.find(id);
    const std::int64_t counted = found == open.end() ? 0 : found->second;
    if (row.integer(1) != counted) {
      counting.differs("HIT type {} counts {} open HITs, and there are {}.", id, row.integer(1), counted);
    }
  });
  const auto tell = [&](const db::Sql& sql, std::string_view what) {
    db.for_each(sql, [&](const db::Row& row) { counting.differs("HIT {} {}.", row.text(0), what); });
  };
  tell(kOfAnotherType, "and its type differ in requester, marketplace or reward");
  tell(kBeyondItsGroup, "expires after the latest expiration of its group");
  tell(kWithoutQuestion, "has no question");
  db.for_each(kWithoutDisposal, [&](const db::Row& row) {
    const std::string id(row.text(0));
    if (!counting.odd_timer(Kind::DisposeHit, id)) {
      counting.differs("HIT {} is to be disposed of in time and has no timer for it.", id);
    }
  });
}

Statements recount_hit_statements() {
  static constexpr std::array<const db::Sql*, 6> kAll = {
      &kHits, &kOpenHits, &kOfAnotherType, &kBeyondItsGroup, &kWithoutQuestion, &kWithoutDisposal};
  return kAll;
}

}  // namespace kempelen::store
