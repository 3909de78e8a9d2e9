// Calls, time and names of a scenario.
#include "tests/scenarios/runner/world.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cstdlib>
#include <future>

#include "json/value.h"
#include "server/bindings.h"
#include "site/worker_api.h"
#include "store/schema.h"
#include "store/timers.h"
#include "tests/scenarios/runner/script.h"

namespace kempelen::scenarios {
namespace {

constexpr Instant kStart = Instant::from_seconds(1'795'532'400);  // 2026-11-24T15:00:00Z
/// Ids sort by the millisecond, and lists with them.
constexpr Duration kBetweenCommands = Duration::millis(1);
constexpr std::string_view kNothing = "3NOTHINGHASTHISID0000000000000";

std::filesystem::path new_directory() {
  std::string pattern = std::filesystem::temp_directory_path() / "kempelen-scenario-XXXXXX";
  if (::mkdtemp(pattern.data()) == nullptr) throw Fault("no temporary directory: " + pattern);
  return pattern;
}

actions::Settings settings() {
  return {.page_token_key = std::string(32, 'k'),
          .content_url = "http://content.test",
          .sandbox_url = "http://sandbox.test",
          .live_url = "http://live.test",
          .file_key = std::string(32, 'f')};
}

std::optional<json::Value> at(std::string_view body, std::string_view path) {
  auto parsed = json::parse(body);
  if (!parsed) throw Mismatch(fmt::format("the answer is not JSON: {}", body));
  std::optional<json::Value> value = *parsed;
  if (path.empty()) return value;
  for (const std::string& step : split(path, '.')) {
    if (value->type() == json::Type::Array) {
      const auto items = value->items();
      const auto index = static_cast<std::size_t>(read_number(step));
      if (index >= items.size()) return std::nullopt;
      value = items[index];
    } else if (value->type() == json::Type::Object) {
      value = value->find(step);
    } else {
      return std::nullopt;
    }
    if (!value) return std::nullopt;
  }
  return value;
}

constexpr db::Sql kTables{"SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name"};

std::string row_text(const db::Row& row, int columns) {
  std::string text;
  for (int i = 0; i < columns; ++i) text += row.is_null(i) ? "-|" : std::string(row.text(i)) + "|";
  return text + "\n";
}

}  // namespace

std::optional<std::string> Answer::text(std::string_view path) const {
  const auto value = at(body_, path);
  if (!value) return std::nullopt;
  switch (value->type()) {
    case json::Type::String:
      return std::string(value->string());
    case json::Type::Integer:
      return std::to_string(value->integer());
    case json::Type::Double:
      return fmt::format("{}", value->number());
    case json::Type::Boolean:
      return value->boolean() ? "true" : "false";
    case json::Type::Null:
      return "null";
    case json::Type::Array:
    case json::Type::Object:
      return "(a structure)";
  }
  return std::nullopt;
}

std::string Answer::must(std::string_view path) const {
  auto found = text(path);
  if (!found) throw Mismatch(fmt::format("expected a member {} in {}", path, body_));
  return *std::move(found);
}

std::optional<double> Answer::seconds(std::string_view path) const {
  const auto value = at(body_, path);
  if (!value) return std::nullopt;
  return value->type() == json::Type::Integer ? static_cast<double>(value->integer()) : value->number();
}

std::size_t Answer::count(std::string_view path) const {
  const auto value = at(body_, path);
  if (!value || value->type() != json::Type::Array)
    throw Mismatch(fmt::format("no list {} in {}", path, body_));
  return value->items().size();
}

World::World(Scheduler scheduler)
    : directory_(new_directory()),
      wall_(kStart),
      domain_(wall_, Duration{}),
      random_(20'261'124),
      settings_(settings()),
      scheduler_(scheduler) {
  db::SqliteOptions options;
  options.file = directory_ / "kempelen.db";
  database_ = db::open_sqlite(options, store::migrations());
  runtime_ = std::make_unique<jobs::Runtime>(*database_, domain_, wall_, settings_, random_);
}

World::~World() {
  runtime_.reset();
  database_.reset();
  std::filesystem::remove_all(directory_);
}

Result<Answer> World::call(const actions::Caller& caller, const actions::Binding& binding,
                           const std::string& body) {
  auto begun = binding.begin(body, caller);
  if (!begun) return refuse(begun);
  const std::shared_ptr<actions::Call> shared = *std::move(begun);
  std::promise<actions::Reply> promise;
  const auto completion = [&promise](actions::Reply reply, const std::exception_ptr& fault) {
    if (fault) {
      promise.set_exception(fault);
    } else {
      promise.set_value(std::move(reply));
    }
  };
  if (binding.access == model::Access::Read) {
    runtime_->read(caller, [shared](actions::ReadContext& ctx) { return shared->run(ctx); }, completion);
  } else {
    domain_.advance(kBetweenCommands);
    runtime_->write(caller, [shared](actions::WriteContext& ctx) { return shared->run(ctx); }, completion);
  }
  auto reply = promise.get_future().get();
  if (!reply) return refuse(reply);
  return Answer(*std::move(reply));
}

Result<Answer> World::requester_call(const std::string& requester, std::string_view operation,
                                     const std::string& body) {
  const actions::Binding* binding = actions::find_binding(server::requester_bindings(), operation);
  if (binding == nullptr) throw Mismatch(fmt::format("no operation {}", operation));
  auto answer = call({.marketplace = marketplace, .requester = RequesterId{id(requester)}}, *binding, body);
  if (!answer) refused_by[std::string(operation)].insert(answer.error().code);
  return answer;
}

Result<Answer> World::worker_call(const std::string& worker, std::string_view operation,
                                  const std::string& body) {
  const actions::Binding* binding = actions::find_binding(site::worker_bindings(), operation);
  if (binding == nullptr) throw Mismatch(fmt::format("no operation {}", operation));
  return call({.marketplace = marketplace, .worker = WorkerId{id(worker)}}, *binding, body);
}

Result<Done> World::write(const std::function<Result<Done>(actions::WriteContext&)>& work) {
  std::promise<Result<Done>> promise;
  runtime_->write(
      {.marketplace = marketplace},
      [&work](actions::WriteContext& ctx) -> actions::Reply {
        if (const auto done = work(ctx); !done) return refuse(done);
        return std::string();
      },
      [&promise](actions::Reply reply, const std::exception_ptr& fault) {
        if (fault) {
          promise.set_exception(fault);
        } else if (reply) {
          promise.set_value(Done{});
        } else {
          promise.set_value(refuse(reply));
        }
      });
  return promise.get_future().get();
}

void World::advance(Duration by) {
  domain_.advance(by);
  if (scheduler_ == Scheduler::Absent) return;
  std::promise<void> settled;
  runtime_->settle([&settled] { settled.set_value(); });
  settled.get_future().wait();
}

bool World::something_due() {
  std::optional<Instant> next;
  read([&](db::Reader& db) { next = store::next_due(db); });
  return next && *next <= now();
}

std::string World::dump() {
  std::string text;
  read([&](db::Reader& db) {
    const auto tables = db.all(kTables, [](const db::Row& row) { return std::string(row.text(0)); });
    for (const std::string& table : tables) {
      static constexpr db::Sql kColumns{"SELECT name FROM pragma_table_info($1) ORDER BY cid"};
      const auto columns =
          db.all(kColumns, [](const db::Row& row) { return std::string(row.text(0)); }, table);
      std::string list;
      std::string order;
      for (std::size_t i = 0; i < columns.size(); ++i) {
        list += fmt::format("{}CAST({} AS TEXT)", i == 0 ? "" : ", ", columns[i]);
        order += fmt::format("{}{}", i == 0 ? "" : ", ", i + 1);
      }
      // The prepared-statement cache goes by address, so each text lives as long as the program.
      static std::map<std::string, std::unique_ptr<std::string>> texts;
      static std::map<std::string, std::unique_ptr<db::Sql>> statements;
      auto& statement = statements[table];
      if (!statement) {
        auto& kept = texts[table];
        kept =
            std::make_unique<std::string>(fmt::format("SELECT {} FROM {} ORDER BY {}", list, table, order));
        statement = std::make_unique<db::Sql>(db::Sql{*kept});
      }
      text += table + "\n";
      db.for_each(*statement,
                  [&](const db::Row& row) { text += row_text(row, static_cast<int>(columns.size())); });
    }
  });
  return text;
}

std::string World::id(const std::string& name) const {
  if (name == "nothing") return std::string(kNothing);
  const auto found = ids_.find(name);
  if (found == ids_.end()) throw Mismatch(fmt::format("nothing is called '{}' yet", name));
  return found->second;
}

std::string World::with_ids(std::string_view text) const {
  std::string out;
  while (!text.empty()) {
    const std::size_t dollar = std::min(text.find('$'), text.size());
    out += text.substr(0, dollar);
    text.remove_prefix(dollar);
    if (text.empty()) break;
    const std::size_t end = std::min(text.find_first_of("'\"", 1), text.size());
    out += id(std::string(text.substr(1, end - 1)));
    text.remove_prefix(end);
  }
  return out;
}

std::string World::name_of(const std::string& id) const {
  if (id == kNothing) return "nothing";
  const auto found = names_.find(id);
  return found == names_.end() ? id : found->second;
}

void World::name(const std::string& name, std::string id) {
  // A HIT type found again keeps its first name; both names lead to it.
  names_.try_emplace(id, name);
  ids_[name] = std::move(id);
}

}  // namespace kempelen::scenarios
