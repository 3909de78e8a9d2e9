// Which requester keeps which worker from working for him.
#pragma once

#include <cstdint>
#include <limits>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "base/ids.h"
#include "domain/marketplace.h"
#include "store/statements.h"

namespace kempelen::store {

struct WorkerBlock {
  WorkerId worker;
  std::optional<std::string> reason;
  Instant blocked_at;
};

/// What a block was before a change.
enum class WasBlocked { No, Yes };

/// Blocks the worker. One blocked already only gets the new reason, and keeps his place in the list.
void insert_block(db::Transaction& db, const RequesterId& requester, domain::Marketplace marketplace,
                  const WorkerBlock& block);
/// Lifts a block, if there is one.
WasBlocked lift_block(db::Transaction& db, const RequesterId& requester, domain::Marketplace marketplace,
                      const WorkerId& worker, const std::optional<std::string>& because);

bool is_blocked(db::Reader& db, const RequesterId& requester, const WorkerId& worker);
/// Everybody who blocks the worker.
std::set<RequesterId> blocked_by(db::Reader& db, const WorkerId& worker);
/// How many workers of the marketplace the requester blocks.
std::int64_t count_blocks(db::Reader& db, const RequesterId& requester, domain::Marketplace marketplace);

/// Where a page of blocks begins: after this one. The default is before all.
struct BlockPosition {
  Instant blocked_at{std::numeric_limits<std::int64_t>::min()};
  std::string worker_id{};
};
/// Up to `count` blocks of the requester, oldest first.
std::vector<WorkerBlock> list_blocks(db::Reader& db, const RequesterId& requester,
                                     domain::Marketplace marketplace, const BlockPosition& after,
                                     std::int64_t count);

Statements block_statements();

}  // namespace kempelen::store
