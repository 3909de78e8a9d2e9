// A new database with the program's schema for each test.
#pragma once

#include <gtest/gtest.h>

#include <filesystem>
#include <functional>
#include <memory>
#include <string>

#include "base/ids.h"
#include "base/random.h"
#include "db/sqlite.h"
#include "store/schema.h"

namespace kempelen::store {

class StoreTest : public testing::Test {
 protected:
  StoreTest() {
    std::string pattern = std::filesystem::temp_directory_path() / "kempelen-store-XXXXXX";
    directory_ = ::mkdtemp(pattern.data());
    db::SqliteOptions options;
    options.file = directory_ / "kempelen.db";
    database_ = db::open_sqlite(options, migrations());
  }
  ~StoreTest() override {
    database_.reset();
    std::filesystem::remove_all(directory_);
  }

  void write(const std::function<void(db::Transaction&)>& work) {
    database_->write_and_wait([&](db::Transaction& tx) {
      work(tx);
      return db::Verdict::Keep;
    });
  }
  void read(const std::function<void(db::Reader&)>& work) { database_->read(work); }

  static constexpr Instant kNow = Instant::from_seconds(1'795'532'400);
  SeededRandom random_{11};
  IdGenerator ids_{random_};
  std::unique_ptr<db::Database> database_;

 private:
  std::filesystem::path directory_;
};

}  // namespace kempelen::store
