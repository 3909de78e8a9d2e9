// Opening a data directory.
#include "server/store_directory.h"

#include <fmt/format.h>

#include <charconv>

#include "db/sqlite.h"
#include "server/files.h"
#include "store/meta.h"
#include "store/schema.h"

namespace kempelen::server {
namespace {

constexpr std::string_view kOffsetName = "domain_clock_offset_micros";

Duration stored_offset(db::Database& database) {
  std::optional<std::string> text;
  database.read([&](db::Reader& db) { text = store::find_meta(db, kOffsetName); });
  Duration offset;
  if (text) std::from_chars(text->data(), text->data() + text->size(), offset.micros);
  return offset;
}

}  // namespace

std::string database_file(const std::string& data_directory) {
  return data_directory + "/kempelen.db";
}

Result<std::unique_ptr<StoreDirectory>> StoreDirectory::open(
    const std::string& path, TestClock test_clock, std::function<void(const std::string&)> on_fatal) {
  make_data_directory(path);
  std::unique_ptr<StoreDirectory> directory(new StoreDirectory(path));
  db::SqliteOptions options;
  options.file = database_file(path);
  options.on_fatal = std::move(on_fatal);
  directory->database_ = db::open_sqlite(options, store::migrations());
  const Duration offset = stored_offset(*directory->database_);
  if (offset.micros != 0 && test_clock == TestClock::Forbidden) {
    return refuse(
        Code::AdminRefused,
        fmt::format(
            "The clock of {} was turned by {} seconds for tests, so its times are not real. Serve it with "
            "--test-clock, or use another data directory.",
            path, offset.whole_seconds()));
  }
  directory->domain_ = std::make_unique<OffsetClock>(directory->wall_, offset);
  return directory;
}

void StoreDirectory::advance(Duration by, std::function<void()> done) {
  auto offset = std::make_shared<Duration>();
  database_->write(
      [this, by, offset](db::Transaction& tx) {
        *offset = domain_->offset() + by;
        store::save_meta(tx, kOffsetName, std::to_string(offset->micros));
        return db::Verdict::Keep;
      },
      [this, by, done = std::move(done)](db::Ending ending, const std::exception_ptr&) {
        // Only what is durable is in force: after a crash the clock must not be found behind what it showed.
        if (ending == db::Ending::Done) domain_->advance(by);
        done();
      });
}

}  // namespace kempelen::server
