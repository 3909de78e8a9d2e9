// A map behind a lock that readers share.
#include "store/hit_type_cache.h"

#include <mutex>
#include <utility>

namespace kempelen::store {

ListedTypePtr listed_type(domain::HitType type) {
  domain::Conditions conditions = domain::conditions_of(type.properties.requirements, type.marketplace);
  return std::make_shared<const ListedType>(ListedType{std::move(type), std::move(conditions)});
}

ListedTypePtr HitTypeCache::find(std::string_view hit_type_id) const {
  const std::shared_lock lock(mutex_);
  const auto found = types_.find(hit_type_id);
  return found == types_.end() ? nullptr : found->second;
}

void HitTypeCache::remember(ListedTypePtr type) {
  const std::lock_guard lock(mutex_);
  if (types_.size() >= kTypesMax) types_.clear();
  std::string id = type->type.id.text;
  types_.insert_or_assign(std::move(id), std::move(type));
}

}  // namespace kempelen::store
