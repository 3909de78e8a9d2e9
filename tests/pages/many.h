// A store with 100,000 of whatever a requester can list: expired HITs of one type; one HIT with as many
// submissions, each of a worker of his own; and as many bonuses for the first of them. Put in by the store's
// own statements, many to a transaction.
#pragma once

#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "actions/context.h"
#include "base/random.h"
#include "db/sqlite.h"

namespace kempelen::pages {

constexpr std::int64_t kMany = 100'000;

class Many {
 public:
  Many();
  ~Many();
  Many(const Many&) = delete;
  Many& operator=(const Many&) = delete;

  db::Database& database() { return *database_; }
  const actions::Settings& settings() const { return settings_; }
  /// Owns the many HITs, and nothing else.
  const RequesterId& lister() const { return lister_; }
  /// Owns the one HIT with the many submissions.
  const RequesterId& generous() const { return generous_; }
  const HitId& busy_hit() const { return busy_hit_; }

  // Each oldest first.
  const std::vector<std::string>& hits() const { return hits_; }
  const std::vector<std::string>& assignments() const { return assignments_; }
  const std::vector<std::string>& reasons() const { return reasons_; }  // of the bonuses

  /// After everything.
  Instant now() const { return now_; }

 private:
  void fill_people();
  void fill_hits();
  void fill_assignments();
  void fill_bonuses();
  template <typename Insert>
  void many_times(const Insert& insert);

  std::filesystem::path directory_;
  std::unique_ptr<db::Database> database_;
  SeededRandom random_{20'261'124};
  IdGenerator ids_{random_};
  actions::Settings settings_{.page_token_key = std::string(32, 'k'),
                              .content_url = "http://content.test",
                              .sandbox_url = "http://sandbox.test",
                              .live_url = "http://live.test",
                              .file_key = std::string(32, 'f')};
  RequesterId lister_, generous_;
  HitId busy_hit_;
  std::vector<WorkerId> workers_;
  std::vector<std::string> hits_, assignments_, reasons_;
  Instant now_;
};

}  // namespace kempelen::pages
