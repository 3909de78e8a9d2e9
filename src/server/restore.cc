// Everything happens in a file beside the store's, which gets the store's name at the very end.
#include "server/restore.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>
#include <filesystem>
#include <fstream>
#include <optional>

#include "base/clock.h"
#include "base/files.h"
#include "base/random.h"
#include "db/sqlite.h"
#include "server/backup_file.h"
#include "server/files.h"
#include "server/key_ring.h"
#include "server/sealing.h"
#include "server/store_directory.h"
#include "store/accounts.h"
#include "store/recount.h"
#include "store/schema.h"
#include "store/workers.h"

namespace kempelen::server {
namespace {

constexpr std::size_t kDifferencesTold = 10;

tl::unexpected<Refusal> sorry(std::string text) {
  return refuse(Code::AdminRefused, std::move(text));
}

std::unique_ptr<db::Database> open_store(const std::string& file) {
  db::SqliteOptions options;
  options.file = file;
  return db::open_sqlite(options, store::migrations());
}

void remove_database(const std::string& file) {
  for (const char* suffix : {"", "-wal", "-shm", "-journal", ".lock"}) {
    std::filesystem::remove(file + suffix);
  }
}

/// Nobody lives in it yet.
bool is_empty(db::Reader& db) {
  return store::list_requesters(db).empty() &&
         store::list_workers(db, domain::Marketplace::Sandbox).empty() &&
         store::list_workers(db, domain::Marketplace::Live).empty();
}

/// Whether the directory can take the store: an empty one may be in its place.
Result<Done> check_room(const std::string& directory) {
  make_data_directory(directory);
  const std::string file = database_file(directory);
  if (!std::filesystem::exists(file)) return Done{};
  bool empty = false;
  {
    const auto database = open_store(file);  // refuses while a server has it
    database->read([&](db::Reader& db) { empty = is_empty(db); });
  }
  if (!empty) {
    return sorry(fmt::format(
        "{} has a store already. Restore into another directory, or move that one away first.", directory));
  }
  return Done{};
}

Result<BackupLabel> label_of(const std::string& file) {
  if (!std::filesystem::is_regular_file(file)) return sorry(fmt::format("There is no file {}.", file));
  std::optional<BackupLabel> label;
  try {
    db::read_copy(file, [&](db::Reader& db) { label = read_label(db); });
  } catch (const Fault& fault) {
    return sorry(fmt::format("{} is not a backup of Kempelen: {}", file, fault.what()));
  }
  if (!label) return sorry(fmt::format("{} is a database, but not a backup of Kempelen.", file));
  const int known = store::migrations().back().number;
  if (label->schema > known) {
    return sorry(fmt::format(
        "{} was made by {}, whose schema is number {}; this program knows up to {}. Restore it with "
        "that release or a newer one.",
        file, label->version, label->schema, known));
  }
  return *label;
}

/// A store that grows under another name; nothing of it is left unless it was put in place.
class Growing {
 public:
  Growing(const std::string& backup, const std::string& directory)
      : file_(database_file(directory) + ".restoring") {
    remove_database(file_);
    write_private_file(file_, "");
    std::filesystem::copy_file(backup, file_, std::filesystem::copy_options::overwrite_existing);
    std::filesystem::permissions(file_,
                                 std::filesystem::perms::owner_read | std::filesystem::perms::owner_write);
    db::change_copy(file_, [](db::Transaction& tx) { remove_label(tx); });
    database_ = open_store(file_);  // brings an older schema up to date
  }
  ~Growing() {
    database_.reset();
    remove_database(file_);
  }
  Growing(const Growing&) = delete;
  Growing& operator=(const Growing&) = delete;

  db::Database& database() { return *database_; }

  void put_in_place(const std::string& directory) {
    database_->close();
    database_.reset();
    remove_database(database_file(directory));  // an empty store, whose log must not be taken for this one's
    std::filesystem::rename(file_, database_file(directory));
    sync_directory_of(database_file(directory));
  }

 private:
  std::string file_;
  std::unique_ptr<db::Database> database_;
};

Result<Done> check(db::Database& database, const BackupLabel& label, RestoreWishes::Differences wished) {
  store::Recount found;
  database.read([&](db::Reader& db) { found = store::recount(db, {.now = label.recount_at}); });
  if (found.clean() || wished == RestoreWishes::Differences::Accepted) return Done{};
  const auto told = std::min(found.differences.size(), kDifferencesTold);
  return sorry(
      fmt::format("The backup has {} differences, so it was not restored (--with-differences restores it "
                  "all the same):\n{}",
                  found.differing,
                  fmt::join(found.differences.begin(),
                            found.differences.begin() + static_cast<std::ptrdiff_t>(told), "\n")));
}

/// A key that was sealed under the master key this store needs.
std::optional<store::AccessKey> some_key(db::Database& database) {
  std::optional<store::AccessKey> found;
  database.read([&](db::Reader& db) {
    for (const store::Requester& requester : store::list_requesters(db)) {
      const auto keys = store::list_access_keys(db, requester.id);
      if (keys.empty()) continue;
      found = keys.front();
      return;
    }
  });
  return found;
}

bool opens(const Sealing& sealing, const store::AccessKey& key) {
  try {
    sealing.unseal(key.sealed_secret, key_label(key.access_key_id));
    return true;
  } catch (const Fault&) {
    return false;
  }
}

/// Brings the master key if it was given, and says whether the directory has the right one.
Result<std::string> settle_master_key(const RestoreWishes& wishes, db::Database& database) {
  const std::string path = master_key_file(wishes.data_directory);
  const auto key = some_key(database);
  SystemRandom random;
  if (!wishes.master_key.empty()) {
    if (!std::filesystem::is_regular_file(wishes.master_key)) {
      return sorry(fmt::format("There is no file {}.", wishes.master_key));
    }
    const std::string text = read_file_text(wishes.master_key);
    const auto sealing = Sealing::from_text(text, random);
    if (!sealing) return sorry(fmt::format("{} is not a master key of Kempelen.", wishes.master_key));
    if (key && !opens(*sealing, *key)) {
      return sorry(
          fmt::format("{} is the master key of another data directory: it does not open the access keys "
                      "of this backup.",
                      wishes.master_key));
    }
    if (std::filesystem::exists(path) && read_file_text(path) != text) {
      return sorry(fmt::format("{} is there already and is another key; move it away first.", path));
    }
    write_private_file(path, text);
    return fmt::format("The master key was copied to {}.", path);
  }
  if (!std::filesystem::exists(path)) {
    return fmt::format(
        "What is left to do: copy the old server's master.key to {} before you start. It is not in the "
        "backup. "
        "Without it no access key of this store can be used: `kempelen serve --no-demo` starts with a fresh "
        "master key, and every requester needs a new access key (`kempelen admin create-access-key`).",
        path);
  }
  const auto sealing = Sealing::from_text(read_file_text(path), random);
  if (!sealing || (key && !opens(*sealing, *key))) {
    return sorry(
        fmt::format("{} does not belong to this backup. Put the right one in its place (--master-key), or "
                    "move it away.",
                    path));
  }
  return fmt::format("{} is the master key of this store.", path);
}

}  // namespace

Result<std::string> restore(const RestoreWishes& wishes) {
  KEMPELEN_TRY(const auto label, label_of(wishes.backup));
  KEMPELEN_TRY([[maybe_unused]] const auto room, check_room(wishes.data_directory));
  Growing store(wishes.backup, wishes.data_directory);
  KEMPELEN_TRY([[maybe_unused]] const auto checked, check(store.database(), label, wishes.differences));
  KEMPELEN_TRY(const auto key_words, settle_master_key(wishes, store.database()));
  store.put_in_place(wishes.data_directory);
  return fmt::format(
      "{} holds the store as of {}. Whatever was acknowledged later is not in it. HITs, assignments and "
      "timers "
      "whose time has come meanwhile are settled when the server starts.\n{}\n",
      wishes.data_directory, format_iso(label.taken_at), key_words);
}

}  // namespace kempelen::server
