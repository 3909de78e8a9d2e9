// HIT layouts.
#pragma once

#include <optional>
#include <vector>

#include "domain/layout.h"
#include "store/statements.h"

namespace kempelen::store {

void insert_layout(db::Transaction& db, const domain::Layout& layout);
std::optional<domain::Layout> find_layout(db::Reader& db, const HitLayoutId& id);
/// Oldest first, without their HTML.
std::vector<domain::Layout> list_layouts(db::Reader& db, const RequesterId& requester,
                                         domain::Marketplace marketplace);
/// Whether it was there. HITs made from it keep their question and its id.
bool delete_layout(db::Transaction& db, const HitLayoutId& id);

Statements layout_statements();

}  // namespace kempelen::store
