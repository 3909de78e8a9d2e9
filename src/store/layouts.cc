// Statements for HIT layouts.
#include "store/layouts.h"

#include <array>

namespace kempelen::store {
namespace {

constexpr db::Sql kInsert{
    "INSERT INTO hit_layouts (layout_id, requester_id, marketplace, name, parameters, created_at, html) "
    "VALUES ($1, $2, $3, $4, $5, $6, $7)"};
constexpr db::Sql kFind{
    "SELECT layout_id, requester_id, marketplace, name, parameters, created_at, html FROM hit_layouts "
    "WHERE layout_id = $1"};
constexpr db::Sql kList{
    "SELECT layout_id, requester_id, marketplace, name, parameters, created_at FROM hit_layouts "
    "WHERE requester_id = $1 AND marketplace = $2 ORDER BY layout_id"};
constexpr db::Sql kDelete{"DELETE FROM hit_layouts WHERE layout_id = $1"};

/// Names hold no line ends, so that one a line is a list.
std::string joined(const std::vector<std::string>& names) {
  std::string lines;
  for (const std::string& name : names) lines.append(name).push_back('\n');
  return lines;
}

std::vector<std::string> separate(std::string_view lines) {
  std::vector<std::string> names;
  while (!lines.empty()) {
    names.emplace_back(lines.substr(0, lines.find('\n')));
    lines.remove_prefix(names.back().size() + 1);
  }
  return names;
}

domain::Layout read_without_html(const db::Row& row) {
  return {.id = row.id<HitLayoutId>(0),
          .requester = row.id<RequesterId>(1),
          .marketplace = static_cast<domain::Marketplace>(row.integer(2)),
          .name = std::string(row.text(3)),
          .html = {},
          .parameters = separate(row.text(4)),
          .created_at = row.instant(5)};
}

domain::Layout read_layout(const db::Row& row) {
  domain::Layout layout = read_without_html(row);
  layout.html = row.text(6);
  return layout;
}

}  // namespace

void insert_layout(db::Transaction& db, const domain::Layout& layout) {
  db.execute(kInsert, layout.id, layout.requester, static_cast<int>(layout.marketplace), layout.name,
             joined(layout.parameters), layout.created_at, layout.html);
}

std::optional<domain::Layout> find_layout(db::Reader& db, const HitLayoutId& id) {
  return db.find(kFind, read_layout, id);
}

std::vector<domain::Layout> list_layouts(db::Reader& db, const RequesterId& requester,
                                         domain::Marketplace marketplace) {
  return db.all(kList, read_without_html, requester, static_cast<int>(marketplace));
}

bool delete_layout(db::Transaction& db, const HitLayoutId& id) {
  return db.execute(kDelete, id) == 1;
}

Statements layout_statements() {
  static constexpr std::array<const db::Sql*, 4> kAll = {&kInsert, &kFind, &kList, &kDelete};
  return kAll;
}

}  // namespace kempelen::store
