// Only the HIT types with the newest HITs can have a place on a page; their HITs are merged.
#include "store/requiring_hits.h"

#include <algorithm>
#include <array>
#include <functional>

namespace kempelen::store {
namespace {

constexpr db::Sql kRequired{
    "SELECT h.hit_id FROM hit_type_requirements r JOIN hits h ON h.hit_type_id = r.hit_type_id "
    "WHERE r.qualification_type_id = $1 AND h.mark <> 2 LIMIT 1"};
constexpr db::Sql kNewestTypes{
    "SELECT n.hit_type_id FROM (SELECT r.hit_type_id AS hit_type_id, (SELECT h.hit_id FROM hits h "
    "WHERE h.hit_type_id = r.hit_type_id AND h.mark <> 2 AND h.hit_id < $4 ORDER BY h.hit_id DESC LIMIT 1) "
    "AS newest FROM hit_type_requirements r WHERE r.qualification_type_id = $1 AND r.requester_id = $2 "
    "AND r.marketplace = $3) n WHERE n.newest IS NOT NULL ORDER BY n.newest DESC LIMIT $5"};
constexpr db::Sql kOfType{
    "SELECT hit_id FROM hits WHERE hit_type_id = $1 AND mark <> 2 AND hit_id < $2 "
    "ORDER BY hit_id DESC LIMIT $3"};

/// Behind every id: they are made of capital letters and digits.
constexpr std::string_view kBehindAll = "~";

}  // namespace

bool is_required(db::Reader& db, std::string_view qualification_type_id) {
  return db.find(kRequired, [](const db::Row&) { return true; }, qualification_type_id).has_value();
}

std::vector<HitId> list_requiring_hits(db::Reader& db, std::string_view qualification_type_id,
                                       const RequesterId& requester, domain::Marketplace marketplace,
                                       std::string_view before, std::int64_t count) {
  const std::string_view position = before.empty() ? kBehindAll : before;
  const auto types = db.all(
      kNewestTypes, [](const db::Row& row) { return row.id<HitTypeId>(0); }, qualification_type_id, requester,
      static_cast<int>(marketplace), position, count);
  std::vector<HitId> hits;
  for (const HitTypeId& type : types) {
    const auto some =
        db.all(kOfType, [](const db::Row& row) { return row.id<HitId>(0); }, type, position, count);
    hits.insert(hits.end(), some.begin(), some.end());
  }
  std::ranges::sort(hits, std::greater<>());
  if (std::ssize(hits) > count) hits.resize(static_cast<std::size_t>(count));
  return hits;
}

Statements requiring_hit_statements() {
  static constexpr std::array<const db::Sql*, 3> kAll = {&kRequired, &kNewestTypes, &kOfType};
  return kAll;
}

}  // namespace kempelen::store
