// HIT types that search has read before. A HIT type never changes, so what is remembered is never stale; and
// a page of a thousand groups need not read and decode ten thousand requirements for every worker that looks.
#pragma once

#include <cstddef>
#include <functional>
#include <memory>
#include <shared_mutex>
#include <string>
#include <string_view>
#include <unordered_map>

#include "domain/eligibility.h"
#include "domain/hit_type.h"

namespace kempelen::store {

/// A HIT type with its requirements made ready to be judged.
struct ListedType {
  domain::HitType type;
  domain::Conditions conditions;
};
using ListedTypePtr = std::shared_ptr<const ListedType>;
ListedTypePtr listed_type(domain::HitType type);

/// Thread-safe.
class HitTypeCache {
 public:
  /// Null where it is not remembered.
  ListedTypePtr find(std::string_view hit_type_id) const;
  /// A full cache begins anew: what is asked for comes back, what nobody lists any more does not.
  void remember(ListedTypePtr type);

 private:
  /// Of about two kilobytes each.
  static constexpr std::size_t kTypesMax = 20'000;

  struct Hash {
    using is_transparent = void;
    std::size_t operator()(std::string_view text) const { return std::hash<std::string_view>()(text); }
  };
  mutable std::shared_mutex mutex_;
  std::unordered_map<std::string, ListedTypePtr, Hash, std::equal_to<>> types_;
};

}  // namespace kempelen::store
