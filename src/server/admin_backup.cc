// Copy, label, recount, put in place: only what has been read back counts as a backup.
#include "server/admin_backup.h"

#include <fmt/format.h>
#include <spdlog/spdlog.h>

#include <algorithm>
#include <filesystem>

#include "base/fault.h"
#include "db/sqlite.h"
#include "json/value.h"
#include "server/admin_check.h"
#include "server/backup_file.h"
#include "server/version.h"
#include "store/recount.h"
#include "store/schema.h"

namespace kempelen::server::admin {
namespace {

std::string written(const std::string& file, const BackupLabel& label, const store::Recount& found) {
  return object([&](json::Writer& w) {
    w.member("File", file).key("Bytes").integer(static_cast<std::int64_t>(std::filesystem::file_size(file)));
    w.member("TakenAt", format_iso(label.taken_at)).member("Version", label.version);
    w.key("Schema").integer(label.schema);
    write_recount(w, found);
  });
}

}  // namespace

Answer backup(const AdminParts& parts, const Arguments& arguments) {
  const std::string& file = arguments.at("to");
  const bool replace = arguments.contains("replace");
  const bool existed = std::filesystem::exists(file);
  if (existed && !replace) return sorry(fmt::format("{} exists already; --replace overwrites it.", file));
  PartialFile part(file);
  KEMPELEN_TRY(const auto settled, settle(parts));
  const Instant began = parts.wall.now();
  parts.database.copy_to(part.path(), parts.stop);
  spdlog::info("backup copied file=\"{}\" millis={}", part.path(), (parts.wall.now() - began).micros / 1000);
  const BackupLabel label{.version = std::string(kVersion),
                          .schema = store::migrations().back().number,
                          .taken_at = settled,
                          .recount_at = std::max(settled, parts.domain.now())};
  db::change_copy(part.path(), [&](db::Transaction& tx) { write_label(tx, label); });
  store::Recount found;
  db::read_copy(part.path(), [&](db::Reader& db) {
    found = store::recount(db, {.now = label.recount_at, .stop = parts.stop});
  });
  if (existed && !found.clean()) {
    return sorry(fmt::format("{} is kept, since the new backup has {} differences; the first: {}", file,
                             found.differing, found.differences.front()));
  }
  const auto placed =
      part.put_in_place(replace ? PartialFile::Existing::Replaced : PartialFile::Existing::Kept);
  if (!placed) return refuse(placed);
  return written(file, label, found);
}

Printed print_backup(const std::string& answer, const Arguments& arguments) {
  const auto made = json::parse(answer);
  KEMPELEN_INVARIANT(made.has_value(), "an answer is JSON");
  const int exit_code = made->find("Clean")->boolean() ? 0 : 1;
  if (arguments.contains("json")) return {answer + "\n", exit_code};
  return {fmt::format("{} holds the database as of {}, in {} bytes. The master key is not in it: keep "
                      "master.key of the data directory, at another place.\n{}",
                      made->find("File")->string(), made->find("TakenAt")->string(),
                      made->find("Bytes")->integer(), recount_text(*made)),
          exit_code};
}

}  // namespace kempelen::server::admin
