// An opened data directory: the master key, the database and the two clocks. What the server and `kempelen
// admin` without a server have in common.
#pragma once

#include <functional>
#include <memory>
#include <string>

#include "base/clock.h"
#include "base/result.h"
#include "db/database.h"
#include "server/sealing.h"

namespace kempelen::server {

std::string database_file(const std::string& data_directory);

enum class TestClock { Forbidden, Allowed };

class StoreDirectory {
 public:
  /// Makes or opens the directory, takes its lock, migrates. `on_fatal` is told when a commit failed and
  /// nothing may be acknowledged any more. Refuses (AdminRefused) a directory whose domain clock was turned,
  /// unless that is allowed.
  static Result<std::unique_ptr<StoreDirectory>> open(
      const std::string& path, TestClock test_clock, std::function<void(const std::string& reason)> on_fatal);

  db::Database& database() { return *database_; }
  const Sealing& sealing() const { return sealing_; }
  RandomSource& random() { return random_; }
  const Clock& wall() const { return wall_; }
  OffsetClock& domain() { return *domain_; }

  /// Turns the domain clock by `by` and calls `done` once the new offset is durable.
  void advance(Duration by, std::function<void()> done);

 private:
  explicit StoreDirectory(const std::string& path) : sealing_(Sealing::open(path, random_)) {}

  SystemRandom random_;
  SystemClock wall_;
  Sealing sealing_;
  std::unique_ptr<db::Database> database_;
  std::unique_ptr<OffsetClock> domain_;
};

}  // namespace kempelen::server
