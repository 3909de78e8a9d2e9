// Pages of qualification types and of their holders cost the same whether there are a thousand or a hundred
// thousand: with and without a query, of everybody's types and of one requester's.
#include <fmt/format.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <filesystem>
#include <memory>

#include "actions/requester_operations.h"
#include "base/fault.h"
#include "base/random.h"
#include "db/sqlite.h"
#include "domain/type_words.h"
#include "store/accounts.h"
#include "store/qualification_types.h"
#include "store/qualifications.h"
#include "store/schema.h"
#include "store/workers.h"

namespace kempelen::pages {
namespace {

constexpr Instant kFirst = Instant::from_seconds(1'795'532'400);
constexpr std::int64_t kInOneTransaction = 5'000;
constexpr int kRounds = 41;
/// Machines that do other work beside are the reason for the generosity: a list that reads everything takes a
/// hundred times as long.
constexpr double kDearest = 4.0;
/// One type in so many has each topic.
constexpr std::int64_t kTopics = 1'000;

std::filesystem::path new_directory() {
  std::string pattern = std::filesystem::temp_directory_path() / "kempelen-pages-XXXXXX";
  if (::mkdtemp(pattern.data()) == nullptr) throw Fault("no temporary directory: " + pattern);
  return pattern;
}

/// So many types of one requester, and as many workers who hold the first of them.
class Types {
 public:
  explicit Types(std::int64_t count) : count_(count) {
    db::SqliteOptions options;
    options.file = directory_ / "kempelen.db";
    database_ = db::open_sqlite(options, store::migrations());
    requester_ = ids_.requester();
    database_->write_and_wait([&](db::Transaction& tx) {
      store::insert_requester(tx, {.id = requester_, .name = "acme", .created_at = kFirst});
      return db::Verdict::Keep;
    });
    many_times([&](db::Transaction& tx, std::int64_t i) { insert(tx, i); });
  }
  ~Types() {
    database_.reset();
    std::filesystem::remove_all(directory_);
  }
  Types(const Types&) = delete;
  Types& operator=(const Types&) = delete;

  const std::string& first() const { return first_; }

  /// The median of what a first page of 100 takes, in microseconds.
  template <typename Request, typename Response>
  double page(Result<Response> (*operation)(actions::ReadContext&, const Request&), const Request& request,
              std::int32_t expected) {
    std::vector<double> micros;
    const actions::Caller caller{.requester = requester_};
    for (int round = 0; round < kRounds; ++round) {
      const auto start = std::chrono::steady_clock::now();
      std::optional<Response> response;
      database_->read([&](db::Reader& db) {
        actions::ReadContext ctx{db, caller, kFirst, settings_};
        response = operation(ctx, request).value();
      });
      const auto end = std::chrono::steady_clock::now();
      EXPECT_EQ(response->num_results, expected);
      micros.push_back(std::chrono::duration<double, std::micro>(end - start).count());
    }
    std::ranges::nth_element(micros, micros.begin() + kRounds / 2);
    return micros[kRounds / 2];
  }

 private:
  template <typename Insert>
  void many_times(const Insert& insert_one) {
    for (std::int64_t from = 0; from < count_; from += kInOneTransaction) {
      database_->write_and_wait([&](db::Transaction& tx) {
        for (std::int64_t i = from; i < std::min(count_, from + kInOneTransaction); ++i) insert_one(tx, i);
        return db::Verdict::Keep;
      });
    }
  }

  void insert(db::Transaction& tx, std::int64_t i) {
    const Instant at = kFirst + Duration::millis(i);
    domain::QualificationType type;
    type.id = ids_.qualification_type(at);
    type.requester = requester_;
    type.created_at = at;
    type.name = fmt::format("Type {:07}", i);
    type.keywords = fmt::format("common, topic{:03}", i % kTopics);
    type.description = "What it means.";
    store::insert_qualification_type(tx, type);
    store::change_words(tx, type, {}, domain::words_of(type));
    if (i == 0) first_ = type.id.text;
    store::Worker worker;
    worker.id = ids_.worker();
    worker.username = fmt::format("worker{}", i);
    worker.created_at = at;
    store::insert_worker(tx, worker);
    store::save_qualification(tx, {.type = {first_}, .worker = worker.id, .granted_at = at});
  }

  std::int64_t count_;
  std::filesystem::path directory_ = new_directory();
  std::unique_ptr<db::Database> database_;
  SeededRandom random_{20'261'128};
  IdGenerator ids_{random_};
  actions::Settings settings_{.page_token_key = std::string(32, 'k'),
                              .content_url = "http://content.test",
                              .sandbox_url = "http://sandbox.test",
                              .live_url = "http://live.test"};
  RequesterId requester_;
  std::string first_;
};

class QualificationPages : public ::testing::Test {
 protected:
  static void SetUpTestSuite() {
    few_ = std::make_unique<Types>(1'000);
    many_ = std::make_unique<Types>(100'000);
  }
  static void TearDownTestSuite() {
    few_.reset();
    many_.reset();
  }

  static void expect_as_dear(const std::string& what, double few, double many) {
    std::printf("%s: a page takes %.0f us of 1,000 and %.0f us of 100,000, %.2f times as long\n",
                what.c_str(), few, many, many / few);
    EXPECT_LT(many, few * kDearest) << what;
  }

  static api::ListQualificationTypesRequest query(const std::string& words, bool owned = false) {
    api::ListQualificationTypesRequest request;
    request.must_be_requestable = true;
    if (!words.empty()) request.query = words;
    if (owned) request.must_be_owned_by_caller = true;
    request.max_results = 100;
    return request;
  }

  static std::unique_ptr<Types> few_, many_;
};

std::unique_ptr<Types> QualificationPages::few_, QualificationPages::many_;

TEST_F(QualificationPages, OfTypes) {
  for (const bool owned : {false, true}) {
    for (const char* words : {"", "common", "comm type", "type 0000"}) {
      expect_as_dear(fmt::format("{} types, '{}'", owned ? "own" : "all", words),
                     few_->page(&actions::list_qualification_types, query(words, owned), 100),
                     many_->page(&actions::list_qualification_types, query(words, owned), 100));
    }
    expect_as_dear(fmt::format("{} types by a number", owned ? "own" : "all"),
                   few_->page(&actions::list_qualification_types, query("type 0000123", owned), 1),
                   many_->page(&actions::list_qualification_types, query("type 0000123", owned), 1));
  }
}

// One of a thousand types has the topic, and a hundred of a hundred thousand.
TEST_F(QualificationPages, OfTypesByATopic) {
  auto request = query("topic042");
  request.max_results = 1;
  expect_as_dear("all types by a topic", few_->page(&actions::list_qualification_types, request, 1),
                 many_->page(&actions::list_qualification_types, request, 1));
  request = query("topic04");  // ten topics; a thousand types of the hundred thousand
  request.max_results = 10;
  expect_as_dear("all types by ten topics", few_->page(&actions::list_qualification_types, request, 10),
                 many_->page(&actions::list_qualification_types, request, 10));
}

TEST_F(QualificationPages, OfHolders) {
  const auto request_to = [](const Types& types) {
    api::ListWorkersWithQualificationTypeRequest request;
    request.qualification_type_id = types.first();
    request.max_results = 100;
    return request;
  };
  expect_as_dear("holders",
                 few_->page(&actions::list_workers_with_qualification_type, request_to(*few_), 100),
                 many_->page(&actions::list_workers_with_qualification_type, request_to(*many_), 100));
}

}  // namespace
}  // namespace kempelen::pages
