// HIT types, and what the worker site lists of them.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "domain/hit_type.h"
#include "store/accounts.h"
#include "store/hit_type_cache.h"
#include "store/statements.h"

namespace kempelen::store {

std::optional<domain::HitType> find_hit_type(db::Reader& db, const HitTypeId& id);
/// For statements that join hit_types: the twelve columns from `first` on, in the order of the schema without
/// `identity`.
domain::HitType read_hit_type(const db::Row& row, int first);
std::optional<domain::HitType> find_hit_type_with_identity(db::Reader& db, const RequesterId& requester,
                                                           domain::Marketplace marketplace,
                                                           std::string_view identity);
void insert_hit_type(db::Transaction& db, const domain::HitType& type);

/// A HIT type as workers see it: a group of open HITs.
struct HitGroup {
  ListedTypePtr listed;
  std::string requester_name;
  std::int64_t open_hits = 0;
  Instant updated_at;
  Instant latest_expiration;
  Standing requester_standing = Standing::Good;

  const domain::HitType& type() const { return listed->type; }
};

/// By group id or by HIT type id, since links with either are in use; whether or not it has open HITs.
std::optional<HitGroup> find_hit_group(db::Reader& db, domain::Marketplace marketplace, std::string_view id);
/// Every group that has an open HIT, oldest type first.
std::vector<HitGroup> open_hit_groups(db::Reader& db, domain::Marketplace marketplace, HitTypeCache& cache);

/// One HIT of the type was opened or closed, or stays open for longer.
enum class OpenChange { Opened, Closed, Extended };
void note_open_change(db::Transaction& db, const HitTypeId& id, OpenChange change, Instant now,
                      Instant expires_at);

Statements hit_type_statements();

}  // namespace kempelen::store
