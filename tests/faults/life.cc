// A gate job holds the writer while a group is queued behind it, so that the group is one transaction on
// every machine; the last job of the group takes the image of what is about to be committed.
#include "tests/faults/life.h"

#include <fmt/format.h>
#include <spdlog/spdlog.h>

#include <algorithm>
#include <condition_variable>
#include <filesystem>
#include <future>
#include <map>
#include <mutex>
#include <utility>

#include "api/errors.h"
#include "base/fault.h"
#include "server/bindings.h"
#include "site/worker_api.h"
#include "store/schema.h"
#include "store/timers.h"

namespace kempelen::faults {
namespace {

constexpr db::Sql kTables{"SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name"};
constexpr db::Sql kColumns{"SELECT name FROM pragma_table_info($1) ORDER BY cid"};

/// A statement that yields each row of a table as one text.
struct TableImage {
  std::string table;
  std::string text;
  db::Sql sql;
};

std::vector<std::unique_ptr<TableImage>> make_table_images() {
  std::string pattern = std::filesystem::temp_directory_path() / "kempelen-faults-XXXXXX";
  if (::mkdtemp(pattern.data()) == nullptr) throw Fault("no temporary directory: " + pattern);
  std::vector<std::unique_ptr<TableImage>> images;
  {
    db::SqliteOptions options;
    options.file = pattern + "/schema.db";
    const auto database = db::open_sqlite(options, store::migrations());
    database->read([&](db::Reader& db) {
      for (const auto& table : db.all(kTables, [](const db::Row& row) { return std::string(row.text(0)); })) {
        std::string columns;
        db.for_each(
            kColumns,
            [&](const db::Row& row) {
              columns += fmt::format("{}quote({})", columns.empty() ? "" : " || '|' || ", row.text(0));
            },
            table);
        auto image = std::make_unique<TableImage>();
        image->table = table;
        image->text = fmt::format("SELECT {} FROM {} ORDER BY 1", columns, table);
        image->sql.text = image->text;
        images.push_back(std::move(image));
      }
    });
  }
  std::filesystem::remove_all(pattern);
  return images;
}

/// They live as long as the program: the cache of prepared statements goes by address.
const std::vector<std::unique_ptr<TableImage>>& table_images() {
  static const auto images = make_table_images();
  return images;
}

/// What fails here is meant to fail, and the log would be full of it.
void keep_log_quiet() {
  static const int once = (spdlog::set_level(spdlog::level::off), 0);
  static_cast<void>(once);
}

actions::Settings settings() {
  return {.page_token_key = std::string(32, 'k'),
          .content_url = "http://content.test",
          .sandbox_url = "http://sandbox.test",
          .live_url = "http://live.test",
          .file_key = std::string(32, 'f')};
}

Result<Command> bound_command(const actions::Caller& caller, std::span<const actions::Binding> bindings,
                              std::string_view operation, const std::string& body) {
  const actions::Binding* const binding = actions::find_binding(bindings, operation);
  KEMPELEN_INVARIANT(binding != nullptr, "the workload calls operations that are listed");
  KEMPELEN_TRY(auto begun, binding->begin(body, caller));
  const std::shared_ptr<actions::Call> call = std::move(begun);
  return Command{caller, [call](actions::WriteContext& ctx) { return call->run(ctx); }};
}

}  // namespace

std::string image_of(db::Reader& db) {
  std::string text;
  for (const auto& image : table_images()) {
    db.for_each(image->sql, [&](const db::Row& row) {
      text.append(image->table).append(" ").append(row.text(0)).append("\n");
    });
  }
  return text;
}

std::string difference(const std::string& before, const std::string& after) {
  std::size_t line = 0, at = 0;
  while (at < before.size() && at < after.size() && before[at] == after[at]) {
    if (before[at++] == '\n') line = at;
  }
  const auto shown = [&](const std::string& text) {
    return line >= text.size() ? std::string("(end)")
                               : text.substr(line, std::min<std::size_t>(300, text.find('\n', line) - line));
  };
  return fmt::format("expected [{}] and found [{}]", shown(before), shown(after));
}

Result<Command> requester_command(const actions::Caller& caller, std::string_view operation,
                                  const std::string& body) {
  return bound_command(caller, server::requester_bindings(), operation, body);
}

Result<Command> worker_command(const actions::Caller& caller, std::string_view operation,
                               const std::string& body) {
  return bound_command(caller, site::worker_bindings(), operation, body);
}

/// What one group has seen so far. Shared with callbacks that the writing thread makes.
struct Life::Group {
  struct State {
    std::size_t command;
    std::string image;
  };

  explicit Group(std::size_t count) : outcomes(count + 1), waiting(count + 1) {}

  void end(std::size_t command, Outcome outcome) {
    const std::lock_guard lock(mutex);
    outcomes[command] = std::move(outcome);
    --waiting;
    changed.notify_all();
  }
  void saw(std::size_t command, std::string image) {
    const std::lock_guard lock(mutex);
    states.push_back({command, std::move(image)});
  }
  void ran() {
    const std::lock_guard lock(mutex);
    any_ran = true;
  }
  void enter() {
    const std::lock_guard lock(mutex);
    entered = true;
    changed.notify_all();
  }
  void open_gate() {
    const std::lock_guard lock(mutex);
    open = true;
    changed.notify_all();
  }
  void wait_until_entered() {
    std::unique_lock lock(mutex);
    changed.wait(lock, [this] { return entered; });
  }
  void wait_until_open() {
    std::unique_lock lock(mutex);
    changed.wait(lock, [this] { return open; });
  }
  void wait_for_all() {
    std::unique_lock lock(mutex);
    changed.wait(lock, [this] { return waiting == 0; });
  }
  /// The image of the last command that was acknowledged, and those after it.
  GroupOutcome result() && {
    GroupOutcome result;
    for (State& state : states) {
      if (outcomes[state.command].ending == Ending::Acknowledged) {
        result.acknowledged = std::move(state.image);
        result.in_doubt.clear();
      } else {
        result.in_doubt.push_back(std::move(state.image));
      }
    }
    outcomes.pop_back();
    const bool failed = std::ranges::any_of(
        outcomes, [](const Outcome& outcome) { return outcome.ending == Ending::Failed; });
    result.doubt_unseen = any_ran && failed && result.in_doubt.empty();
    result.unseen = result.acknowledged.empty() && std::ranges::any_of(outcomes, [](const Outcome& outcome) {
                      return outcome.ending == Ending::Acknowledged;
                    });
    result.commands = std::move(outcomes);
    return result;
  }

  std::mutex mutex;
  std::condition_variable changed;
  bool entered = false, open = false, any_ran = false;
  std::vector<Outcome> outcomes;  // the last is the witness's
  std::size_t waiting;
  std::vector<State> states;
};

Life::Life(const Surroundings& surroundings, std::span<const db::Migration> migrations)
    : settings_(settings()), clock_(surroundings.clock) {
  keep_log_quiet();
  table_images();
  db::SqliteOptions options;
  options.file = surroundings.file;
  options.vfs = surroundings.vfs;
  options.checkpoint_pages = surroundings.checkpoint_pages;
  options.on_fatal = [this](const std::string&) { told_to_stop_ = true; };
  database_ = db::open_sqlite(options, migrations);
  runtime_ = std::make_unique<jobs::Runtime>(*database_, surroundings.clock, surroundings.clock, settings_,
                                             surroundings.random);
}

/// The database first: what still waits in its queue is told to the runtime, which has no thread of its own
/// here.
Life::~Life() {
  database_.reset();
  runtime_.reset();
}

bool Life::end() {
  try {
    database_->close();
  } catch (const Fault&) {
    // The last checkpoint failed; the log has everything.
  }
  return told_to_stop_;
}

/// The writing thread checkpoints after it has told everybody; what comes next must not run beside that, or a
/// career would not repeat. An empty job begins after it.
void Life::wait_until_tended() {
  try {
    database_->write_and_wait([](db::Transaction&) { return db::Verdict::Keep; });
  } catch (const Fault&) {
    // The database has failed, and checkpoints no more.
  }
}

GroupOutcome Life::run(const std::vector<Command>& commands, Images images) {
  const auto group = std::make_shared<Group>(commands.size());
  const auto tell = [group](std::size_t i, const std::exception_ptr& fault) {
    group->end(i, {Ending::Failed, text_of(fault)});
  };
  try {
    database_->write(
        [group](db::Transaction&) {
          group->enter();
          group->wait_until_open();
          return db::Verdict::Keep;
        },
        [group](db::Ending, const std::exception_ptr&) { group->enter(); });
  } catch (const Fault&) {
    group->enter();
  }
  group->wait_until_entered();
  for (std::size_t i = 0; i < commands.size(); ++i) {
    try {
      runtime_->write(
          commands[i].caller,
          [group, i, images, work = commands[i].work,
           runs = std::make_shared<int>(0)](actions::WriteContext& ctx) {
            group->ran();
            auto reply = work(ctx);
            const bool alone = ++*runs > 1;  // in its transaction
            if (alone && reply && images == Images::Taken) group->saw(i, image_of(ctx.db));
            return reply;
          },
          [group, tell, i](const actions::Reply& reply, const std::exception_ptr& fault) {
            if (fault) return tell(i, fault);
            group->end(i, reply ? Outcome{Ending::Acknowledged, *reply}
                                : Outcome{Ending::Refused, api::wire_error(reply.error()).message});
          });
    } catch (const Fault&) {
      tell(i, std::current_exception());
    }
  }
  try {
    database_->write(
        [group, images, last = commands.size()](db::Transaction& tx) {
          if (images == Images::Taken) group->saw(last, image_of(tx));
          return db::Verdict::Keep;
        },
        [group, tell, last = commands.size()](db::Ending ending, const std::exception_ptr& fault) {
          if (ending == db::Ending::Failed) return tell(last, fault);
          group->end(last, {Ending::Acknowledged, {}});
        });
  } catch (const Fault&) {
    tell(commands.size(), std::current_exception());
  }
  group->open_gate();
  group->wait_for_all();
  wait_until_tended();
  return std::move(*group).result();
}

GroupOutcome Life::run_timers() {
  std::optional<Instant> next;
  try {
    database_->read([&](db::Reader& db) { next = store::next_due(db); });
  } catch (const Fault&) {
    return {};
  }
  if (!next || clock_.now() < *next) return {};
  return run({{{}, [](actions::WriteContext&) -> actions::Reply { return std::string(); }}});
}

}  // namespace kempelen::faults
