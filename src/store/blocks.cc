// Statements for blocks.
#include "store/blocks.h"

#include <array>

namespace kempelen::store {
namespace {

constexpr db::Sql kInsert{
    "INSERT INTO worker_blocks (worker_id, requester_id, marketplace, reason, blocked_at, active) "
    "VALUES ($1, $2, $3, $4, $5, 1) ON CONFLICT (worker_id, requester_id) DO UPDATE SET "
    "reason = excluded.reason, lifted_because = NULL, active = 1, blocked_at = CASE WHEN "
    "worker_blocks.active = 1 THEN worker_blocks.blocked_at ELSE excluded.blocked_at END"};
constexpr db::Sql kLift{
    "UPDATE worker_blocks SET active = 0, lifted_because = $3 "
    "WHERE worker_id = $1 AND requester_id = $2 AND active = 1"};
constexpr db::Sql kChangeCount{
    "INSERT INTO block_counts (requester_id, marketplace, blocks) VALUES ($1, $2, 1) "
    "ON CONFLICT (requester_id, marketplace) DO UPDATE SET blocks = block_counts.blocks + 1"};
constexpr db::Sql kLowerCount{
    "UPDATE block_counts SET blocks = blocks - 1 WHERE requester_id = $1 AND marketplace = $2"};
constexpr db::Sql kIsBlocked{
    "SELECT 1 FROM worker_blocks WHERE worker_id = $1 AND requester_id = $2 AND active = 1"};
constexpr db::Sql kBlockedBy{"SELECT requester_id FROM worker_blocks WHERE worker_id = $1 AND active = 1"};
constexpr db::Sql kCount{"SELECT blocks FROM block_counts WHERE requester_id = $1 AND marketplace = $2"};
constexpr db::Sql kList{
    "SELECT worker_id, reason, blocked_at FROM worker_blocks WHERE requester_id = $1 AND marketplace = $2 "
    "AND active = 1 AND (blocked_at, worker_id) > ($3, $4) ORDER BY blocked_at, worker_id LIMIT $5"};

}  // namespace

void insert_block(db::Transaction& db, const RequesterId& requester, domain::Marketplace marketplace,
                  const WorkerBlock& block) {
  const bool blocked_already = is_blocked(db, requester, block.worker);
  db.execute(kInsert, block.worker, requester, static_cast<int>(marketplace), block.reason, block.blocked_at);
  if (!blocked_already) db.execute(kChangeCount, requester, static_cast<int>(marketplace));
}

WasBlocked lift_block(db::Transaction& db, const RequesterId& requester, domain::Marketplace marketplace,
                      const WorkerId& worker, const std::optional<std::string>& because) {
  if (db.execute(kLift, worker, requester, because) == 0) return WasBlocked::No;
  db.execute(kLowerCount, requester, static_cast<int>(marketplace));
  return WasBlocked::Yes;
}

bool is_blocked(db::Reader& db, const RequesterId& requester, const WorkerId& worker) {
  return db.find(kIsBlocked, [](const db::Row& row) { return row.flag(0); }, worker, requester).has_value();
}

std::set<RequesterId> blocked_by(db::Reader& db, const WorkerId& worker) {
  std::set<RequesterId> requesters;
  db.for_each(kBlockedBy, [&](const db::Row& row) { requesters.insert(row.id<RequesterId>(0)); }, worker);
  return requesters;
}

std::int64_t count_blocks(db::Reader& db, const RequesterId& requester, domain::Marketplace marketplace) {
  return db
      .find(
          kCount, [](const db::Row& row) { return row.integer(0); }, requester, static_cast<int>(marketplace))
      .value_or(0);
}

std::vector<WorkerBlock> list_blocks(db::Reader& db, const RequesterId& requester,
                                     domain::Marketplace marketplace, const BlockPosition& after,
                                     std::int64_t count) {
  const auto read = [](const db::Row& row) {
    return WorkerBlock{row.id<WorkerId>(0), row.maybe_text(1), row.instant(2)};
  };
  return db.all(kList, read, requester, static_cast<int>(marketplace), after.blocked_at, after.worker_id,
                count);
}

Statements block_statements() {
  static constexpr std::array<const db::Sql*, 8> kAll = {
      &kInsert, &kLift, &kChangeCount, &kLowerCount, &kIsBlocked, &kBlockedBy, &kCount, &kList};
  return kAll;
}

}  // namespace kempelen::store
