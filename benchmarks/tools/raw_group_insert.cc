// Runs the statements of a CreateHIT straight on SQLite's C API, in groups of a given size, and prints how
// many it made durable a second. The statements are not listed here: the action itself is run once and its
// statements are recorded, so that both sides of the comparison always do the same.
#include <CLI/CLI.hpp>

#include <chrono>
#include <iostream>
#include <string>
#include <utility>
#include <vector>

#include "actions/requester_operations.h"
#include "base/clock.h"
#include "benchmarks/tools/raw_database.h"
#include "json/value.h"
#include "model/read.h"
#include "store/accounts.h"
#include "store/schema.h"

namespace kempelen::bench {
namespace {

using SteadyClock = std::chrono::steady_clock;

struct Options {
  std::string file;
  std::string body;
  std::size_t group = 32;
  double seconds = 2;
};

/// What differs from one CreateHIT to the next, as it stood in the recording.
struct Variables {
  std::string hit_id;
  std::int64_t created_at = 0, expires_at = 0;
};

struct Step {
  StatementHandle statement;
  std::vector<std::pair<int, Kept>> fixed;  // by the index of the placeholder
  std::vector<int> hit_id, created_at, expires_at;
};

[[noreturn]] void stop(const std::string& why) {
  std::cerr << "raw_group_insert: " << why << '\n';
  std::exit(1);
}

api::CreateHITRequest read_call(const std::string& body) {
  const auto value = json::parse(body);
  if (!value) stop("the body is not JSON");
  auto request = model::read<api::CreateHITRequest>(*value);
  if (!request) stop("the body is not a CreateHIT");
  return *std::move(request);
}

/// Runs CreateHIT twice and returns the second run's statements: by then the HIT type exists.
std::pair<std::vector<Recorded>, Variables> record(RawDatabase& raw, const std::string& body) {
  Recorder recorder(raw);
  SystemRandom random;
  IdGenerator ids(random);
  const SystemClock clock;
  const actions::Settings settings{};
  const actions::Caller caller{.marketplace = domain::Marketplace::Sandbox, .requester = ids.requester()};
  const auto prepared = actions::prepare_create_hit(caller, read_call(body));
  if (!prepared) stop("CreateHIT is refused");
  store::insert_requester(recorder, {caller.requester, "benchmark", clock.now()});
  Variables variables;
  for (int run = 0; run < 2; ++run) {
    recorder.forget();
    actions::WriteContext context(recorder, caller, clock.now(), settings, ids);
    const auto made = actions::create_hit(context, *prepared);
    if (!made) stop("CreateHIT is refused");
    const api::HIT& hit = *made->hit;
    variables = {*hit.hit_id, hit.creation_time->micros, hit.expiration->micros};
  }
  return {recorder.recorded(), variables};
}

std::vector<Step> steps_of(const RawDatabase& raw, std::span<const Recorded> recorded,
                           const Variables& recorded_with) {
  std::vector<Step> steps;
  for (const Recorded& one : recorded) {
    Step& step = steps.emplace_back();
    step.statement = raw.prepare(one.text);
    for (std::size_t i = 0; i < one.values.size(); ++i) {
      const std::string name = "$" + std::to_string(i + 1);
      const int index = sqlite3_bind_parameter_index(step.statement.get(), name.c_str());
      if (one.values[i] == Kept(recorded_with.hit_id)) {
        step.hit_id.push_back(index);
      } else if (one.values[i] == Kept(recorded_with.created_at)) {
        step.created_at.push_back(index);
      } else if (one.values[i] == Kept(recorded_with.expires_at)) {
        step.expires_at.push_back(index);
      } else {
        step.fixed.emplace_back(index, one.values[i]);
      }
    }
  }
  return steps;
}

void create(const RawDatabase& raw, std::span<const Step> steps, const Variables& now) {
  const Kept hit_id = now.hit_id;
  for (const Step& step : steps) {
    sqlite3_stmt* statement = step.statement.get();
    for (const auto& [index, value] : step.fixed) bind_value(statement, index, value);
    for (const int index : step.hit_id) bind_value(statement, index, hit_id);
    for (const int index : step.created_at) bind_value(statement, index, now.created_at);
    for (const int index : step.expires_at) bind_value(statement, index, now.expires_at);
    run_through(raw.handle(), statement);
  }
}

/// Values are made between the groups and not counted.
double rate(RawDatabase& raw, std::span<const Step> steps, const Variables& recorded_with,
            const Options& options) {
  SystemRandom random;
  IdGenerator ids(random);
  const SystemClock clock;
  std::vector<Variables> group(options.group);
  SteadyClock::duration spent{};
  const auto length = std::chrono::duration<double>(options.seconds);
  std::size_t made = 0;
  while (spent < length) {
    for (Variables& one : group) {
      const Instant now = clock.now();
      const std::int64_t created_at = Instant::from_seconds(now.epoch_seconds()).micros;
      one = {ids.hit(now).text, created_at, created_at + recorded_with.expires_at - recorded_with.created_at};
    }
    const auto start = SteadyClock::now();
    raw.begin();
    for (const Variables& one : group) create(raw, steps, one);
    raw.commit();
    spent += SteadyClock::now() - start;
    made += group.size();
  }
  return static_cast<double>(made) / std::chrono::duration<double>(spent).count();
}

void run(const Options& options) {
  RawDatabase raw(options.file, {});
  const bool is_new = sqlite3_table_column_metadata(raw.handle(), nullptr, "hits", nullptr, nullptr, nullptr,
                                                    nullptr, nullptr, nullptr) != SQLITE_OK;
  if (is_new) {
    for (const db::Migration& migration : store::migrations()) raw.run(std::string(migration.text));
  }
  raw.begin();
  const auto [recorded, variables] = record(raw, options.body);
  raw.commit();
  const auto steps = steps_of(raw, recorded, variables);
  std::cout << "{\"per_second\": " << rate(raw, steps, variables, options)
            << ", \"statements\": " << steps.size() << "}\n";
}

}  // namespace
}  // namespace kempelen::bench

int main(int argc, char** argv) {
  kempelen::bench::Options options;
  CLI::App app("The statements of CreateHIT on SQLite alone");
  app.add_option("--file", options.file, "database file, made when it is missing")->required();
  app.add_option("--body", options.body, "the body of the CreateHIT")->required();
  app.add_option("--group", options.group, "CreateHITs in one commit")->check(CLI::PositiveNumber);
  app.add_option("--seconds", options.seconds, "how long");
  CLI11_PARSE(app, argc, argv);
  kempelen::bench::run(options);
}
