// What a requester has decided about each worker, and how many workers he blocks.
#include <array>

#include "store/recount_parts.h"

namespace kempelen::store {
namespace {

// Both sides of each comparison in one statement, so that nothing has to stay in memory.
constexpr db::Sql kRecords{
    "SELECT c.worker_id, c.requester_id, c.approved, c.rejected, COALESCE(r.approved, -1), "
    "COALESCE(r.rejected, -1) FROM (SELECT a.worker_id AS worker_id, h.requester_id AS requester_id, "
    "CAST(SUM(CASE WHEN a.status = 2 THEN 1 ELSE 0 END) AS BIGINT) AS approved, "
    "CAST(SUM(CASE WHEN a.status = 3 THEN 1 ELSE 0 END) AS BIGINT) AS rejected "
    "FROM assignments a JOIN hits h ON h.hit_id = a.hit_id WHERE a.status = 2 OR a.status = 3 "
    "GROUP BY a.worker_id, h.requester_id) c LEFT JOIN work_records r ON r.worker_id = c.worker_id "
    "AND r.requester_id = c.requester_id"};
constexpr db::Sql kGroundlessRecords{
    "SELECT r.worker_id, r.requester_id FROM work_records r WHERE (r.approved > 0 OR r.rejected > 0) AND NOT "
    "EXISTS (SELECT 1 FROM assignments a JOIN hits h ON h.hit_id = a.hit_id WHERE a.worker_id = r.worker_id "
    "AND h.requester_id = r.requester_id AND (a.status = 2 OR a.status = 3))"};
constexpr db::Sql kBlocks{
    "SELECT c.requester_id, c.marketplace, c.blocks, COALESCE(k.blocks, 0) FROM (SELECT requester_id, "
    "marketplace, CAST(SUM(active) AS BIGINT) AS blocks FROM worker_blocks GROUP BY requester_id, "
    "marketplace) c LEFT JOIN block_counts k ON k.requester_id = c.requester_id "
    "AND k.marketplace = c.marketplace"};
constexpr db::Sql kGroundlessCounts{
    "SELECT k.requester_id FROM block_counts k WHERE k.blocks > 0 AND NOT EXISTS (SELECT 1 FROM "
    "worker_blocks b WHERE b.requester_id = k.requester_id AND b.marketplace = k.marketplace)"};
constexpr db::Sql kBlocksElsewhere{
    "SELECT b.worker_id FROM worker_blocks b JOIN workers w ON w.worker_id = b.worker_id "
    "WHERE b.marketplace <> w.marketplace"};

}  // namespace

void recount_people(db::Reader& db, Recounting& counting) {
  db.for_each(kRecords, [&](const db::Row& row) {
    counting.go_on();
    if (row.integer(2) == row.integer(4) && row.integer(3) == row.integer(5)) return;
    if (row.integer(4) < 0) {
      return counting.differs("Requester {} has no record of worker {}, whose work he has decided on.",
                              row.text(1), row.text(0));
    }
    counting.differs(
        "Requester {} is said to have approved {} and rejected {} of worker {}, and has {} and {}.",
        row.text(1), row.integer(4), row.integer(5), row.text(0), row.integer(2), row.integer(3));
  });
  db.for_each(kGroundlessRecords, [&](const db::Row& row) {
    counting.differs("Requester {} has a record of worker {}, on none of whose work he has decided.",
                     row.text(1), row.text(0));
  });
  db.for_each(kBlocks, [&](const db::Row& row) {
    counting.go_on();
    if (row.integer(2) == row.integer(3)) return;
    counting.differs("Requester {} is said to block {} workers in marketplace {}, and blocks {}.",
                     row.text(0), row.integer(3), row.integer(1), row.integer(2));
  });
  db.for_each(kGroundlessCounts, [&](const db::Row& row) {
    counting.differs("Requester {} is said to block workers, and blocks none.", row.text(0));
  });
  db.for_each(kBlocksElsewhere, [&](const db::Row& row) {
    counting.differs("Worker {} is blocked in another marketplace than his own.", row.text(0));
  });
}

Statements recount_people_statements() {
  static constexpr std::array<const db::Sql*, 5> kAll = {&kRecords, &kGroundlessRecords, &kBlocks,
                                                         &kGroundlessCounts, &kBlocksElsewhere};
  return kAll;
}

}  // namespace kempelen::store
