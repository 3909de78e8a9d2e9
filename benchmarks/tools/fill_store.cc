// Puts many HITs into a data directory that `kempelen serve` has made and left, as if its first requester had
// published them over the past days in the sandbox. Prints one id in so many, one a line.
#include <CLI/CLI.hpp>

#include <algorithm>
#include <cstdint>
#include <iostream>
#include <span>
#include <string>

#include "base/clock.h"
#include "base/ids.h"
#include "db/sqlite.h"
#include "domain/hit.h"
#include "store/accounts.h"
#include "store/hit_types.h"
#include "store/hits.h"
#include "store/schema.h"
#include "store/timers.h"

namespace kempelen {
namespace {

constexpr std::int64_t kHitsInOneTransaction = 20'000;
/// Two HITs a second, and a year until they expire: nothing is due while the benchmark runs.
constexpr Duration kBetweenHits = Duration::millis(500);
constexpr Duration kLifetime = Duration::seconds(365 * 86'400);

struct Order {
  std::string data;
  std::string question;
  std::int64_t hits = 0;
  std::int64_t print_one_in = 1;
};

class Filler {
 public:
  Filler(db::Database& database, const Order& order) : database_(database), order_(order) {
    database_.read([this](db::Reader& reader) {
      const auto requesters = store::list_requesters(reader);
      if (requesters.empty())
        throw Fault("The data directory has no requester; start the server on it once.");
      type_.requester = requesters.front().id;
    });
    first_at_ = SystemClock().now() - Duration{(order.hits + 1) * kBetweenHits.micros};
    type_.id = ids_.hit_type(first_at_);
    type_.group = ids_.hit_group(first_at_);
    type_.created_at = first_at_;
    type_.properties = {.title = "Which animal is in the picture?",
                        .description = "Look at one picture and say which animal it shows.",
                        .keywords = "image, label, animal",
                        .reward = Money::cents(5),
                        .assignment_duration = Duration::seconds(600)};
  }

  void run() {
    database_.write_and_wait([this](db::Transaction& tx) {
      store::insert_hit_type(tx, type_);
      return db::Verdict::Keep;
    });
    for (std::int64_t from = 0; from < order_.hits; from += kHitsInOneTransaction) {
      const std::int64_t to = std::min(from + kHitsInOneTransaction, order_.hits);
      std::string printed;
      database_.write_and_wait([&](db::Transaction& tx) {
        printed.clear();  // a job may run twice
        for (std::int64_t number = from; number < to; ++number) {
          const HitId id = insert(tx, number);
          if (number % order_.print_one_in == 0) printed += id.text + '\n';
        }
        return db::Verdict::Keep;
      });
      std::cout << printed;
    }
  }

 private:
  HitId insert(db::Transaction& tx, std::int64_t number) {
    const Instant at = first_at_ + Duration{number * kBetweenHits.micros};
    const Instant created_at = Instant::from_seconds(at.epoch_seconds());
    domain::Hit hit{.id = ids_.hit(at),
                    .type = type_.id,
                    .marketplace = type_.marketplace,
                    .requester = type_.requester,
                    .created_at = created_at,
                    .expires_at = created_at + kLifetime,
                    .price = domain::price_of(type_.properties.reward, 1, {}, type_.marketplace),
                    .annotation = "picture " + std::to_string(number)};
    const auto opened = domain::open_hit(std::move(hit), Money{});
    if (!opened) throw Fault("The sandbox refuses a HIT.");
    store::insert_hit(tx, opened->hit, order_.question, at);
    store::change_timers(tx, opened->timers);
    return opened->hit.id;
  }

  db::Database& database_;
  const Order& order_;
  SystemRandom random_;
  IdGenerator ids_{random_};
  Instant first_at_;
  domain::HitType type_;
};

void fill(const Order& order) {
  db::SqliteOptions options;
  options.file = order.data + "/kempelen.db";
  const auto database = db::open_sqlite(options, store::migrations());
  Filler(*database, order).run();
  database->close();
}

}  // namespace
}  // namespace kempelen

int main(int argc, char** argv) {
  kempelen::Order order;
  CLI::App app("Fills a data directory with HITs of its first requester");
  app.add_option("--data", order.data, "a data directory no server runs on")->required();
  app.add_option("--hits", order.hits, "how many")->required();
  app.add_option("--question", order.question, "the question of each, XML")->required();
  app.add_option("--print-one-in", order.print_one_in, "prints every so many ids")
      ->check(CLI::PositiveNumber);
  CLI11_PARSE(app, argc, argv);
  try {
    kempelen::fill(order);
  } catch (const kempelen::Fault& fault) {
    std::cerr << "fill_store: " << fault.what() << '\n';
    return 1;
  }
  return 0;
}
