// The recount beside a running server.
#include "server/admin_check.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/fault.h"
#include "base/text.h"
#include "json/value.h"
#include "store/timers.h"

namespace kempelen::server::admin {
namespace {

/// Damaged rows can hold anything; JSON holds UTF-8.
std::string legible(std::string text) {
  if (is_utf8(text) && text.find('\0') == std::string::npos) return text;
  std::ranges::replace_if(text, [](char c) { return c < ' ' || c > '~'; }, '?');
  return text;
}

}  // namespace

Result<Instant> settle(const AdminParts& parts) {
  Instant instant;
  const auto written = write(parts, [&](actions::WriteContext& ctx) -> Answer {
    instant = ctx.now;
    return std::string();
  });
  if (!written) return refuse(written);
  return instant;
}

void write_recount(json::Writer& w, const store::Recount& found) {
  w.key("Clean").boolean(found.clean());
  w.key("Counted").begin_object();
  w.key("HITs").integer(found.hits);
  w.key("Assignments").integer(found.assignments);
  w.key("LedgerEntries").integer(found.ledger_entries);
  w.key("Timers").integer(found.timers);
  w.end_object();
  w.key("Differing").integer(found.differing);
  w.key("Differences").begin_array();
  for (const std::string& difference : found.differences) w.string(legible(difference));
  w.end_array();
}

std::string recount_text(const json::Value& answer) {
  std::string text;
  const auto differences = answer.find("Differences")->items();
  for (const json::Value& difference : differences) text += fmt::format("{}\n", difference.string());
  const std::int64_t differing = answer.find("Differing")->integer();
  if (differing > static_cast<std::int64_t>(differences.size())) text += "(more are not shown)\n";
  const auto counted = *answer.find("Counted");
  const auto count = [&](std::string_view name) { return counted.find(name)->integer(); };
  return text + fmt::format("{} HITs, {} assignments, {} ledger entries and {} timers counted: {}.\n",
                            count("HITs"), count("Assignments"), count("LedgerEntries"), count("Timers"),
                            differing == 0   ? "nothing differs"
                            : differing == 1 ? "1 difference"
                                             : fmt::format("{} differences", differing));
}

Answer check(const AdminParts& parts, const Arguments&) {
  KEMPELEN_TRY(const auto settled, settle(parts));
  store::Recount found;
  Instant as_of;
  parts.database.read_at_length([&](db::Reader& db) {
    // The first statement takes the snapshot; the clock is read after it, so not before its last command.
    store::next_due(db);
    as_of = std::max(settled, parts.domain.now());
    found = store::recount(db, {.now = as_of, .stop = parts.stop});
  });
  return object([&](json::Writer& w) {
    w.member("AsOf", format_iso(as_of));
    write_recount(w, found);
  });
}

Printed print_check(const std::string& answer, const Arguments& arguments) {
  const auto found = json::parse(answer);
  KEMPELEN_INVARIANT(found.has_value(), "an answer is JSON");
  const int exit_code = found->find("Clean")->boolean() ? 0 : 1;
  if (arguments.contains("json")) return {answer + "\n", exit_code};
  return {fmt::format("{}As of {}.\n", recount_text(*found), found->find("AsOf")->string()), exit_code};
}

}  // namespace kempelen::server::admin
