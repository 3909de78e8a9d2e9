// Layouts are checked when they are made, so that only values can spoil a HIT later.
#include "server/admin_layouts.h"

#include <fmt/format.h>

#include "store/layouts.h"

namespace kempelen::server::admin {
namespace {

Result<domain::Layout> existing_layout(const AdminParts& parts, const Arguments& arguments) {
  const HitLayoutId id{arguments.at("layout")};
  std::optional<domain::Layout> found;
  parts.database.read([&](db::Reader& db) { found = store::find_layout(db, id); });
  if (!found)
    return sorry(fmt::format("There is no layout {}; `kempelen admin list-layouts` shows all.", id.text));
  return *std::move(found);
}

void write_layout(json::Writer& writer, const domain::Layout& layout) {
  writer.member("HITLayoutId", layout.id.text).member("Name", layout.name);
  writer.key("Parameters").begin_array();
  for (const std::string& parameter : layout.parameters) writer.string(parameter);
  writer.end_array();
}

}  // namespace

Answer create_layout(const AdminParts& parts, const Arguments& arguments) {
  KEMPELEN_TRY(const auto requester, existing_requester(parts, arguments));
  KEMPELEN_TRY(const auto marketplace, marketplace_of(arguments));
  const std::string& html = arguments.at("html-file");
  if (const auto problem = domain::layout_problem(html)) return sorry(*problem);
  return write(parts, [&](actions::WriteContext& ctx) -> Answer {
    const domain::Layout layout{.id = ctx.ids.hit_layout(ctx.now),
                                .requester = requester,
                                .marketplace = marketplace,
                                .name = arguments.at("name"),
                                .html = html,
                                .parameters = domain::placeholders(html),
                                .created_at = ctx.now};
    store::insert_layout(ctx.tx, layout);
    return object([&](json::Writer& w) { write_layout(w, layout); });
  });
}

Answer list_layouts(const AdminParts& parts, const Arguments& arguments) {
  KEMPELEN_TRY(const auto requester, existing_requester(parts, arguments));
  KEMPELEN_TRY(const auto marketplace, marketplace_of(arguments));
  std::vector<domain::Layout> found;
  parts.database.read([&](db::Reader& db) { found = store::list_layouts(db, requester, marketplace); });
  return list("HITLayouts", found, write_layout);
}

Answer show_layout(const AdminParts& parts, const Arguments& arguments) {
  KEMPELEN_TRY(const auto layout, existing_layout(parts, arguments));
  return object([&](json::Writer& w) {
    write_layout(w, layout);
    w.member("RequesterId", layout.requester.text)
        .member("Marketplace", domain::name(layout.marketplace))
        .member("Html", layout.html);
  });
}

Answer delete_layout(const AdminParts& parts, const Arguments& arguments) {
  KEMPELEN_TRY(const auto layout, existing_layout(parts, arguments));
  return write(parts, [&](actions::WriteContext& ctx) -> Answer {
    store::delete_layout(ctx.tx, layout.id);
    return object(
        [&](json::Writer& w) { w.member("HITLayoutId", layout.id.text).member("State", "Deleted"); });
  });
}

}  // namespace kempelen::server::admin
