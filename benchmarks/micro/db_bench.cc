// What the write queue and the statement layer cost: durable jobs a second with 64 producers, against a raw
// group insert of the same statements straight on the C API, with the same settings and the same mean group
// size. Both write to files of their own in the temporary directory (or the one given), in turns; medians of
// the rounds are printed.
//
//   db_bench [quick] [directory]
#include <fmt/format.h>
#include <sqlite3.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <chrono>
#include <condition_variable>
#include <cstdlib>
#include <deque>
#include <filesystem>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <thread>
#include <utility>
#include <vector>

#include "base/ids.h"
#include "db/sqlite.h"

namespace kempelen::db {
namespace {

using SteadyClock = std::chrono::steady_clock;

// Six inserts, of the size and shape of what one CreateHIT writes.
constexpr std::string_view kSchema =
    "CREATE TABLE hits (id TEXT PRIMARY KEY, requester TEXT NOT NULL, hit_type TEXT NOT NULL, created BIGINT "
    "NOT NULL,"
    " expires BIGINT NOT NULL, reward BIGINT NOT NULL, max_assignments BIGINT NOT NULL, annotation TEXT);"
    "CREATE INDEX hits_by_requester ON hits (requester, created, id);"
    "CREATE TABLE questions (hit TEXT PRIMARY KEY, text TEXT NOT NULL);"
    "CREATE TABLE counters (hit TEXT PRIMARY KEY, pending BIGINT NOT NULL, available BIGINT NOT NULL);"
    "CREATE TABLE timers (due BIGINT NOT NULL, subject TEXT NOT NULL, kind TEXT NOT NULL, PRIMARY KEY (due, "
    "subject));"
    "CREATE TABLE postings (id TEXT PRIMARY KEY, account TEXT NOT NULL, amount BIGINT NOT NULL, at BIGINT "
    "NOT NULL);"
    "CREATE TABLE tokens (requester TEXT NOT NULL, token TEXT NOT NULL, hit TEXT NOT NULL, at BIGINT NOT "
    "NULL,"
    " PRIMARY KEY (requester, token));";
constexpr Migration kMigrations[] = {{1, "bench", kSchema}};

constexpr std::array<Sql, 6> kInserts{{
    {"INSERT INTO hits (id, requester, hit_type, created, expires, reward, max_assignments, annotation)"
     " VALUES ($1, $2, $3, $4, $5, $6, $7, $8)"},
    {"INSERT INTO questions (hit, text) VALUES ($1, $2)"},
    {"INSERT INTO counters (hit, pending, available) VALUES ($1, $2, $3)"},
    {"INSERT INTO timers (due, subject, kind) VALUES ($1, $2, $3)"},
    {"INSERT INTO postings (id, account, amount, at) VALUES ($1, $2, $3, $4)"},
    {"INSERT INTO tokens (requester, token, hit, at) VALUES ($1, $2, $3, $4)"},
}};

constexpr int kProducers = 64;
constexpr std::string_view kRequester = "A1B2C3D4E5F6G7";
constexpr std::string_view kHitType = "3TYPE0000000000000000000000000";
constexpr std::string_view kExpire = "expire";

/// What one job stores; made before the clock starts counting for both sides.
struct Order {
  std::string hit, posting, token;
  std::int64_t at = 0;
};

class Orders {
 public:
  Orders() : generator_(random_) {}
  Order next() {
    const Instant at{1'790'000'000'000'000 + 200 * count_++};
    return {generator_.hit(at).text, generator_.assignment(at).text, generator_.token(), at.micros};
  }

 private:
  SystemRandom random_;
  IdGenerator generator_;
  std::int64_t count_ = 0;
};

const std::string& question() {
  static const std::string text(700, 'q');
  return text;
}

Verdict store(Transaction& transaction, const Order& order) {
  transaction.execute(kInserts[0], order.hit, kRequester, kHitType, order.at, order.at + 3'600'000'000,
                      50'000, 1, nullptr);
  transaction.execute(kInserts[1], order.hit, question());
  transaction.execute(kInserts[2], order.hit, 0, 1);
  transaction.execute(kInserts[3], order.at + 3'600'000'000, order.hit, kExpire);
  transaction.execute(kInserts[4], order.posting, kRequester, -60'000, order.at);
  transaction.execute(kInserts[5], kRequester, order.token, order.hit, order.at);
  return Verdict::Keep;
}

/// The same on the C API alone.
class Raw {
 public:
  explicit Raw(const std::string& file, const SqliteOptions& like)
      : checkpoint_pages_(like.checkpoint_pages) {
    check(sqlite3_open_v2(file.c_str(), &connection_,
                          SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX, nullptr));
    run("PRAGMA journal_mode = WAL");
    run(
        fmt::format("PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON; PRAGMA temp_store = MEMORY;"
                    "PRAGMA cache_size = -{}; PRAGMA wal_autocheckpoint = 0",
                    like.writer_cache_kib));
    run(std::string(kSchema));
    for (std::size_t i = 0; i < kInserts.size(); ++i) statements_[i] = prepare(kInserts[i].text);
    begin_ = prepare("BEGIN IMMEDIATE");
    commit_ = prepare("COMMIT");
    sqlite3_wal_hook(
        connection_,
        [](void* raw, sqlite3*, const char*, int pages) {
          static_cast<Raw*>(raw)->log_pages_ = pages;
          return SQLITE_OK;
        },
        this);
  }
  ~Raw() {
    for (sqlite3_stmt* statement : statements_) sqlite3_finalize(statement);
    sqlite3_finalize(begin_);
    sqlite3_finalize(commit_);
    sqlite3_close_v2(connection_);
  }
  Raw(const Raw&) = delete;
  Raw& operator=(const Raw&) = delete;

  void commit_group(std::span<const Order> group) {
    step(begin_);
    for (const Order& order : group) insert(order);
    step(commit_);
    if (log_pages_ >= checkpoint_pages_) {
      check(sqlite3_wal_checkpoint_v2(connection_, "main", SQLITE_CHECKPOINT_PASSIVE, nullptr, nullptr));
    }
  }

 private:
  void check(int outcome) const {
    if (outcome != SQLITE_OK && outcome != SQLITE_DONE) throw Fault(sqlite3_errmsg(connection_));
  }
  void run(const std::string& script) const {
    check(sqlite3_exec(connection_, script.c_str(), nullptr, nullptr, nullptr));
  }
  sqlite3_stmt* prepare(std::string_view text) const {
    sqlite3_stmt* statement = nullptr;
    check(sqlite3_prepare_v3(connection_, text.data(), static_cast<int>(text.size()),
                             SQLITE_PREPARE_PERSISTENT, &statement, nullptr));
    return statement;
  }
  void step(sqlite3_stmt* statement) const {
    check(sqlite3_step(statement));
    sqlite3_reset(statement);
  }
  static void text(sqlite3_stmt* statement, int at, std::string_view value) {
    sqlite3_bind_text(statement, at, value.data(), static_cast<int>(value.size()), SQLITE_STATIC);
  }
  void insert(const Order& order) const {
    sqlite3_stmt* s = statements_[0];
    text(s, 1, order.hit), text(s, 2, kRequester), text(s, 3, kHitType);
    sqlite3_bind_int64(s, 4, order.at), sqlite3_bind_int64(s, 5, order.at + 3'600'000'000);
    sqlite3_bind_int64(s, 6, 50'000), sqlite3_bind_int64(s, 7, 1), sqlite3_bind_null(s, 8);
    step(s);
    s = statements_[1];
    text(s, 1, order.hit), text(s, 2, question());
    step(s);
    s = statements_[2];
    text(s, 1, order.hit), sqlite3_bind_int64(s, 2, 0), sqlite3_bind_int64(s, 3, 1);
    step(s);
    s = statements_[3];
    sqlite3_bind_int64(s, 1, order.at + 3'600'000'000), text(s, 2, order.hit), text(s, 3, kExpire);
    step(s);
    s = statements_[4];
    text(s, 1, order.posting), text(s, 2, kRequester);
    sqlite3_bind_int64(s, 3, -60'000), sqlite3_bind_int64(s, 4, order.at);
    step(s);
    s = statements_[5];
    text(s, 1, kRequester), text(s, 2, order.token), text(s, 3, order.hit),
        sqlite3_bind_int64(s, 4, order.at);
    step(s);
  }

  sqlite3* connection_ = nullptr;
  std::array<sqlite3_stmt*, 6> statements_{};
  sqlite3_stmt* begin_ = nullptr;
  sqlite3_stmt* commit_ = nullptr;
  int log_pages_ = 0;
  const int checkpoint_pages_;
};

struct Measured {
  double jobs_per_second = 0;
  double group_size = 0;
  double p50_ms = 0, p99_ms = 0;
};

/// 64 clients whose orders one thread submits, as a server's I/O thread does: a client orders again once it
/// is told.
class Clients {
 public:
  Measured run(Database& database, Orders& orders, SteadyClock::duration length) {
    const auto before = database.counts();
    const auto start = SteadyClock::now();
    std::vector<SteadyClock::time_point> sent(kProducers);
    std::vector<double> waited;
    int in_flight = 0;
    for (int client = 0; client < kProducers; ++client) told_.push_back({client, start});
    sent.assign(kProducers, start);
    const auto end = start + length;
    std::deque<Told> now;
    for (bool first = true; first || in_flight > 0; first = false) {
      wait_for(now);
      for (const auto& [client, at] : now) {
        const auto index = static_cast<std::size_t>(client);
        if (!first) {
          --in_flight;
          waited.push_back(std::chrono::duration<double, std::milli>(at - sent[index]).count());
        }
        if (SteadyClock::now() >= end) continue;
        sent[index] = SteadyClock::now();
        ++in_flight;
        submit(database, orders.next(), client);
      }
      now.clear();
    }
    const double seconds = std::chrono::duration<double>(SteadyClock::now() - start).count();
    const auto after = database.counts();
    std::sort(waited.begin(), waited.end());
    const auto jobs = static_cast<double>(after.jobs - before.jobs);
    return {jobs / seconds, jobs / static_cast<double>(after.commits - before.commits),
            waited[waited.size() / 2], waited[waited.size() * 99 / 100]};
  }

 private:
  struct Told {
    int client;
    SteadyClock::time_point at;
  };
  void submit(Database& database, Order order, int client) {
    auto kept = std::make_shared<const Order>(std::move(order));
    database.write([kept](Transaction& transaction) { return store(transaction, *kept); },
                   [this, client](Ending ending, const std::exception_ptr&) {
                     if (ending == Ending::Failed) std::abort();
                     {
                       const std::lock_guard lock(mutex_);
                       told_.push_back({client, SteadyClock::now()});
                     }
                     ready_.notify_one();
                   });
  }
  void wait_for(std::deque<Told>& now) {
    std::unique_lock lock(mutex_);
    ready_.wait(lock, [this] { return !told_.empty(); });
    now.swap(told_);
  }

  std::mutex mutex_;
  std::condition_variable ready_;
  std::deque<Told> told_;
};

/// 64 threads that wait for each write, the worst case of switching between threads.
double run_waiting_threads(Database& database, SteadyClock::duration length) {
  const auto before = database.counts();
  const auto start = SteadyClock::now();
  std::vector<std::thread> threads;
  for (int i = 0; i < kProducers; ++i) {
    threads.emplace_back([&] {
      Orders orders;
      while (SteadyClock::now() < start + length) {
        const Order order = orders.next();
        database.write_and_wait([&](Transaction& transaction) { return store(transaction, order); });
      }
    });
  }
  for (auto& thread : threads) thread.join();
  const double seconds = std::chrono::duration<double>(SteadyClock::now() - start).count();
  return static_cast<double>(database.counts().jobs - before.jobs) / seconds;
}

double run_raw(Raw& raw, Orders& orders, std::size_t group_size, SteadyClock::duration length) {
  const auto start = SteadyClock::now();
  std::size_t jobs = 0;
  std::vector<Order> group(group_size);
  SteadyClock::duration making{};
  while (SteadyClock::now() - start - making < length) {
    const auto before = SteadyClock::now();
    for (Order& order : group) order = orders.next();
    making += SteadyClock::now() - before;
    raw.commit_group(group);
    jobs += group_size;
  }
  return static_cast<double>(jobs) /
         std::chrono::duration<double>(SteadyClock::now() - start - making).count();
}

double median(std::vector<double> values) {
  std::sort(values.begin(), values.end());
  return values[values.size() / 2];
}

void run(const std::filesystem::path& directory, int rounds, SteadyClock::duration length) {
  SqliteOptions options;
  options.file = directory / "layer.db";
  const auto database = open_sqlite(options, kMigrations);
  Raw raw(directory / "raw.db", options);
  Orders layer_orders, raw_orders;
  std::vector<double> layer, direct, waiting, group, p50, p99, ratio;
  for (int round = 0; round < rounds; ++round) {
    const Measured measured = Clients().run(*database, layer_orders, length);
    const auto size = static_cast<std::size_t>(measured.group_size + 0.5);
    layer.push_back(measured.jobs_per_second);
    group.push_back(measured.group_size);
    p50.push_back(measured.p50_ms);
    p99.push_back(measured.p99_ms);
    direct.push_back(run_raw(raw, raw_orders, size, length));
    ratio.push_back(layer.back() / direct.back());
    waiting.push_back(run_waiting_threads(*database, length));
  }
  fmt::print(
      "durable jobs/s, 64 clients on one thread   {:9.0f}   (group of {:.1f}, p50 {:.2f} ms, p99 {:.2f} "
      "ms)\n",
      median(layer), median(group), median(p50), median(p99));
  fmt::print("durable jobs/s, 64 waiting threads         {:9.0f}\n", median(waiting));
  fmt::print("raw group insert, same group size          {:9.0f}\n", median(direct));
  fmt::print("ratio layer : raw                          {:9.2f}   (bound 0.85)\n", median(ratio));
}

}  // namespace
}  // namespace kempelen::db

int main(int argc, char** argv) {
  const std::vector<std::string> arguments(argv + 1, argv + argc);
  const bool quick = std::find(arguments.begin(), arguments.end(), "quick") != arguments.end();
  std::filesystem::path parent = std::filesystem::temp_directory_path();
  if (!arguments.empty() && arguments.back() != "quick") parent = arguments.back();
  std::string made = parent / "kempelen-db-bench-XXXXXX";
  if (::mkdtemp(made.data()) == nullptr) return 1;
  kempelen::db::run(made, quick ? 3 : 5, std::chrono::milliseconds(quick ? 500 : 2000));
  std::filesystem::remove_all(made);
}
