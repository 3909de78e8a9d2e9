// Power goes out at every moment of the first start, and of the start of a newer program on a database of
// each older schema: the next start ends where an undisturbed one does.
#include <gtest/gtest.h>

#include <filesystem>
#include <string>

#include "base/fault.h"
#include "db/sqlite.h"
#include "store/schema.h"
#include "tests/faults/disk.h"
#include "tests/faults/life.h"
#include "tests/faults/power_loss_vfs.h"

namespace kempelen::faults {
namespace {

// Rows of the first schema, so that later migrations have something to change: one HIT that is assignable,
// one that became reviewable.
constexpr db::Sql kRequester{
    "INSERT INTO requesters (requester_id, name, created_at) VALUES ('A1', 'acme', 1)"};
constexpr db::Sql kType{
    "INSERT INTO hit_types (hit_type_id, hit_group_id, marketplace, requester_id, created_at, identity, "
    "title, "
    "description, keywords, reward, assignment_duration, auto_approval_delay, requirements, open_hits, "
    "updated_at, latest_expiration) VALUES ('3T', '3G', 0, 'A1', 1, 'i', 't', 'd', '', 50000, 60, 60, '[]', "
    "1, "
    "1, 9)"};
constexpr db::Sql kHit{
    "INSERT INTO hits (hit_id, requester_id, marketplace, hit_type_id, created_at, expires_at, "
    "max_assignments, pending, submitted, decided, mark, reward, fee, places_held, open) VALUES ($1, 'A1', "
    "0, "
    "'3T', 1, $2, 1, 0, 0, 0, 0, 50000, 0, 0, $3)"};
constexpr db::Sql kQuestion{"INSERT INTO hit_questions (hit_id, question) VALUES ($1, $2)"};

class Upgrade {
 public:
  explicit Upgrade(std::uint64_t seed) : disk_(seed), vfs_(disk_) {
    std::string pattern = std::filesystem::temp_directory_path() / "kempelen-upgrade-XXXXXX";
    if (::mkdtemp(pattern.data()) == nullptr) throw Fault("no temporary directory");
    directory_ = std::filesystem::canonical(pattern);
    disk_.create_durable(directory_ / "kempelen.db");
  }
  ~Upgrade() { std::filesystem::remove_all(directory_); }
  Upgrade(const Upgrade&) = delete;
  Upgrade& operator=(const Upgrade&) = delete;

  std::unique_ptr<db::Database> open(std::size_t migrations) {
    db::SqliteOptions options;
    options.file = directory_ / "kempelen.db";
    options.vfs = vfs_.name();
    return db::open_sqlite(options, store::migrations().first(migrations));
  }
  /// A database with the first `migrations` of the schema, and rows in it.
  void make(std::size_t migrations) {
    if (migrations == 0) return;
    open(1)->write_and_wait([](db::Transaction& tx) {
      tx.execute(kRequester);
      tx.execute(kType);
      for (const char* id : {"3H1", "3H2"}) {
        tx.execute(kHit, id, id == std::string("3H1") ? 9'000'000'000 : 5, id == std::string("3H1"));
        tx.execute(kQuestion, id, std::string(9'000, 'q'));
      }
      return db::Verdict::Keep;
    });
    open(migrations);
  }
  std::string image() {
    std::string text;
    open(store::migrations().size())->read([&](db::Reader& db) { text = image_of(db); });
    return text;
  }
  Disk& disk() { return disk_; }

 private:
  Disk disk_;
  PowerLossVfs vfs_;
  std::filesystem::path directory_;
};

TEST(MigrationLoss, EndsWhereAnUndisturbedStartDoes) {
  const std::size_t all = store::migrations().size();
  for (std::size_t from = 0; from < all; ++from) {
    Upgrade undisturbed(1);
    undisturbed.make(from);
    const std::string expected = undisturbed.image();
    std::uint64_t losses = 0;
    for (std::uint64_t moment = 1;; ++moment) {
      Upgrade upgrade(moment);
      upgrade.make(from);
      upgrade.disk().lose_power_after(moment);
      try {
        upgrade.open(all);
      } catch (const Fault&) {
        ASSERT_TRUE(upgrade.disk().is_out());
      }
      const bool lost = upgrade.disk().is_out();
      upgrade.disk().call_off_power_loss();
      upgrade.disk().restore_power();
      ASSERT_EQ(upgrade.image(), expected) << "from schema " << from << ", moment " << moment;
      if (!lost) break;
      ++losses;
    }
    EXPECT_GT(losses, 10U) << "from schema " << from;
    RecordProperty("power_losses_from_" + std::to_string(from), std::to_string(losses));
  }
}

}  // namespace
}  // namespace kempelen::faults
