// One run of a server without sockets, from start to death: the real bindings over the real database, whose
// files are on a Disk. Commands come in groups that are committed together, and of each state that may have
// been committed there is an image, so that what a power loss left can be compared with all of it.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "actions/binding.h"
#include "base/clock.h"
#include "base/random.h"
#include "db/sqlite.h"
#include "jobs/runtime.h"

namespace kempelen::faults {

/// Every row of every table, as one text.
std::string image_of(db::Reader& db);
/// The first line in which two images differ, for a message.
std::string difference(const std::string& before, const std::string& after);

/// Something that the server is asked to do in one transaction.
struct Command {
  actions::Caller caller;
  actions::Executor::Writing work;
};

/// An operation by its name. Refuses what its input's check refuses.
Result<Command> requester_command(const actions::Caller& caller, std::string_view operation,
                                  const std::string& body);
Result<Command> worker_command(const actions::Caller& caller, std::string_view operation,
                               const std::string& body);

enum class Ending { Acknowledged, Refused, Failed };

struct Outcome {
  Ending ending = Ending::Failed;
  std::string text;  // the answer, the refusal's message, or what the fault said
};

struct GroupOutcome {
  std::vector<Outcome> commands;
  /// The state that is acknowledged, if this group brought a new one.
  std::string acknowledged;
  /// States that may or may not have been committed.
  std::vector<std::string> in_doubt;
  /// Something was acknowledged, but the image could not be taken.
  bool unseen = false;
  /// A command ran and failed, and no image shows what would be there if it was committed after all.
  bool doubt_unseen = false;
};

/// What outlives a server: its file, its clock, its source of ids.
struct Surroundings {
  std::string file;
  const char* vfs = nullptr;
  ManualClock& clock;
  RandomSource& random;
  int checkpoint_pages = db::SqliteOptions().checkpoint_pages;
};

/// Images make each group as dear as the database is big; without them the doubts after a failure are the
/// caller's to resolve.
enum class Images { Taken, Left };

class Life {
 public:
  /// Throws Fault.
  Life(const Surroundings& surroundings, std::span<const db::Migration> migrations);
  ~Life();
  Life(const Life&) = delete;
  Life& operator=(const Life&) = delete;

  /// Runs the commands in one transaction (or, when one of them refuses after it changed something, one by
  /// one) and waits for all. Never throws a Fault.
  GroupOutcome run(const std::vector<Command>& commands, Images images = Images::Taken);
  /// Runs the timers that are due, if there are any.
  GroupOutcome run_timers();
  db::Database& database() { return *database_; }
  jobs::Runtime& runtime() { return *runtime_; }
  /// Closes the database as the end of a server does, whatever state it is in. Whether the process was told
  /// that it has to stop.
  bool end();

 private:
  struct Group;

  void wait_until_tended();

  const actions::Settings settings_;
  std::atomic<bool> told_to_stop_ = false;
  std::unique_ptr<db::Database> database_;
  std::unique_ptr<jobs::Runtime> runtime_;
  const Clock& clock_;
};

}  // namespace kempelen::faults
