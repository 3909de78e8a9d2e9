// A marketplace in one process, on a database on a real disk: the operations by their names, without sockets
// and signatures. What is measured here is what an operation does, not how it arrives.
#pragma once

#include <chrono>
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "actions/binding.h"
#include "base/clock.h"
#include "base/random.h"
#include "db/sqlite.h"
#include "jobs/runtime.h"

namespace kempelen::market {

/// A call as a requester or worker makes it.
struct Order {
  actions::Caller caller;
  std::string operation;
  std::string body;
};

/// The text member at a path such as `HIT.HITId` of an answer.
std::string member(std::string_view body, std::string_view path);

class House {
 public:
  /// Everything is kept in a file of that folder.
  explicit House(const std::filesystem::path& folder);
  ~House();
  House(const House&) = delete;
  House& operator=(const House&) = delete;

  /// The body of the answer. Throws Fault where the call is refused.
  std::string call(const Order& order);
  /// The same for many writes, `kAtOnce` at a time.
  std::vector<std::string> call_all(const std::vector<Order>& orders);

  /// Carries the orders out as call_all() does, and tells how many a second were durable and answered.
  double rate(const std::vector<Order>& orders);
  /// The median time of the order, in microseconds, of so many calls after a few that warm up.
  double median_micros(const Order& order, int calls);

  actions::Caller requester() const { return {.requester = requester_}; }
  /// Workers who have done nothing yet.
  std::vector<actions::Caller> workers(int count);

  db::Database& database() { return *database_; }
  IdGenerator& ids() { return ids_; }
  actions::Settings& settings() { return settings_; }
  Instant now() const { return clock_.now(); }

 private:
  static constexpr int kAtOnce = 64;

  std::shared_ptr<actions::Call> begin(const Order& order, model::Access& access) const;

  SystemClock clock_;
  SystemRandom random_;
  IdGenerator ids_{random_};
  actions::Settings settings_;
  std::unique_ptr<db::Database> database_;
  std::unique_ptr<jobs::Runtime> runtime_;
  RequesterId requester_;
};

}  // namespace kempelen::market
