// What requirements and many HITs cost a worker's search: SearchHITGroups, the first page, over a thousand
// groups with ten requirements each, all of which guard discovery and are met. Compared with the same groups
// without requirements, and with one open HIT a group instead of a hundred. In turns; medians are printed.
//
//   search_bench [quick] [directory]
#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "actions/binding.h"
#include "actions/worker_operations.h"
#include "base/fault.h"
#include "base/random.h"
#include "db/sqlite.h"
#include "domain/hit.h"
#include "model/write.h"
#include "store/accounts.h"
#include "store/hit_types.h"
#include "store/hits.h"
#include "store/schema.h"
#include "store/workers.h"

namespace kempelen {
namespace {

using SteadyClock = std::chrono::steady_clock;

constexpr int kGroups = 1'000;
constexpr int kHitsOfMany = 100;
constexpr Instant kNow = Instant::from_seconds(1'795'532'400);
constexpr db::Sql kGrant{
    "INSERT INTO qualifications (worker_id, qualification_type_id, value, status, granted_at) "
    "VALUES ($1, $2, $3, 0, $4)"};

std::string custom_type(int number) {
  return fmt::format("3CUSTOM{:023}", number);
}

/// Six custom types, the range of one of them, and the system types; all met by the worker.
domain::Requirements ten_requirements() {
  using domain::Comparator;
  constexpr auto kGuard = domain::Guard::DiscoverPreviewAndAccept;
  domain::Requirements ten;
  for (int i = 0; i < 6; ++i) ten.push_back({custom_type(i), Comparator::GreaterThan, {50}, {}, kGuard});
  ten.push_back({custom_type(0), Comparator::LessThan, {90}, {}, kGuard});
  ten.push_back({"00000000000000000040", Comparator::GreaterThanOrEqualTo, {100}, {}, kGuard});
  ten.push_back({"000000000000000000L0", Comparator::GreaterThanOrEqualTo, {95}, {}, kGuard});
  ten.push_back({"00000000000000000071", Comparator::In, {}, {{"CA", ""}, {"GB", ""}, {"US", ""}}, kGuard});
  return ten;
}

/// A marketplace of its own, with one worker.
class Market {
 public:
  Market(const std::filesystem::path& file, const domain::Requirements& requirements, int hits_of_group)
      : requirements_(requirements), hits_of_group_(hits_of_group) {
    settings_.page_token_key = std::string(32, 'k');
    db::SqliteOptions options;
    options.file = file;
    database_ = db::open_sqlite(options, store::migrations());
    database_->write_and_wait([this](db::Transaction& tx) {
      fill(tx);
      return db::Verdict::Keep;
    });
  }

  /// Microseconds for one page.
  double search() {
    const auto start = SteadyClock::now();
    std::string body;
    database_->read([&](db::Reader& db) {
      actions::ReadContext ctx{db, caller_, kNow, settings_};
      const auto found = actions::search_hit_groups(ctx, {});
      if (!found || found->num_results != 20) throw Fault("The search finds another page than was meant.");
      model::write(*found, body);
    });
    return std::chrono::duration<double, std::micro>(SteadyClock::now() - start).count();
  }

 private:
  void fill(db::Transaction& tx) {
    caller_.worker = ids_.worker();
    const RequesterId requester = ids_.requester();
    store::insert_requester(tx, {.id = requester, .name = "Requester", .created_at = kNow});
    store::Worker worker;
    worker.id = caller_.worker;
    worker.username = "worker";
    worker.created_at = kNow;
    worker.profile.locale = domain::Locale{"US", "CA"};
    store::insert_worker(tx, worker);
    store::save_worker_record(tx, caller_.worker, {500, 490, 5});
    for (int i = 0; i < 6; ++i) tx.execute(kGrant, caller_.worker, custom_type(i), 75, kNow);
    for (int group = 0; group < kGroups; ++group) {
      const Instant at = kNow + Duration::millis(group);
      domain::HitType type{.id = ids_.hit_type(at),
                           .group = ids_.hit_group(at),
                           .requester = requester,
                           .created_at = at,
                           .properties = {.title = fmt::format("Which animal is in picture {}?", group),
                                          .description = "Look at one picture and say what it shows.",
                                          .keywords = "image, label, animal",
                                          .reward = Money::cents(5),
                                          .assignment_duration = Duration::seconds(600),
                                          .requirements = requirements_}};
      store::insert_hit_type(tx, type);
      for (int i = 0; i < hits_of_group_; ++i) insert_hit(tx, type, at);
    }
  }

  void insert_hit(db::Transaction& tx, const domain::HitType& type, Instant at) {
    const auto opened =
        domain::open_hit({.id = ids_.hit(at),
                          .type = type.id,
                          .marketplace = type.marketplace,
                          .requester = type.requester,
                          .created_at = at,
                          .expires_at = at + Duration::days(365),
                          .price = domain::price_of(type.properties.reward, 1, {}, type.marketplace)},
                         Money{});
    if (!opened) throw Fault("The sandbox refuses a HIT.");
    store::insert_hit(tx, opened->hit, "<HTMLQuestion/>", at);
  }

  domain::Requirements requirements_;
  int hits_of_group_;
  SystemRandom random_;
  IdGenerator ids_{random_};
  actions::Settings settings_{};
  actions::Caller caller_{};
  std::unique_ptr<db::Database> database_;
};

double median(std::vector<double> values) {
  std::sort(values.begin(), values.end());
  return values[values.size() / 2];
}

void run(const std::filesystem::path& directory, int rounds) {
  Market full(directory / "full.db", ten_requirements(), kHitsOfMany);
  Market bare(directory / "bare.db", {}, kHitsOfMany);
  Market few(directory / "few.db", ten_requirements(), 1);
  std::vector<double> with, without, with_few;
  for (int round = -3; round < rounds; ++round) {
    const double one = full.search();
    const double two = bare.search();
    const double three = few.search();
    if (round < 0) continue;  // warming up
    with.push_back(one);
    without.push_back(two);
    with_few.push_back(three);
  }
  const double page = median(with);
  fmt::print("search, 10 requirements : none        {:7.0f} us : {:7.0f} us = {:.2f} (bound 2.0)\n", page,
             median(without), page / median(without));
  fmt::print("search, 100,000 HITs : 1,000          {:7.0f} us : {:7.0f} us = {:.2f} (bound 1.5)\n", page,
             median(with_few), page / median(with_few));
}

}  // namespace
}  // namespace kempelen

int main(int argc, char** argv) {
  const std::vector<std::string> arguments(argv + 1, argv + argc);
  const bool quick = std::find(arguments.begin(), arguments.end(), "quick") != arguments.end();
  std::filesystem::path parent = std::filesystem::temp_directory_path();
  if (!arguments.empty() && arguments.back() != "quick") parent = arguments.back();
  std::string made = parent / "kempelen-search-bench-XXXXXX";
  if (::mkdtemp(made.data()) == nullptr) return 1;
  kempelen::run(made, quick ? 51 : 301);
  std::filesystem::remove_all(made);
}
