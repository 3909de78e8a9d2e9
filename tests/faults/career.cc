// Lives, ends and checks. A problem is kept with its seed and the number of the event that showed it.
#include "tests/faults/career.h"

#include <fmt/format.h>
#include <sqlite3.h>
#include <unistd.h>

#include <algorithm>

#include "jobs/timers.h"
#include "store/recount.h"
#include "store/schema.h"
#include "store/timers.h"

namespace kempelen::faults {
namespace {

constexpr Instant kStart = Instant::from_seconds(1'795'532'400);  // 2026-11-24T15:00:00Z
constexpr std::size_t kSectorSizes[] = {512, 4096};
constexpr int kCheckpointPages[] = {8, 30, 120, 4000};
constexpr int kGroupsMax = 40;
constexpr db::Sql kIntegrity{"PRAGMA integrity_check"};
constexpr db::Sql kForeignKeys{"SELECT COUNT(*) FROM pragma_foreign_key_check"};
constexpr db::Sql kEntries{"SELECT COUNT(entry_id) FROM ledger_entries"};

/// For the lock file and the empty file that the server makes itself; in memory where there is such a place.
std::filesystem::path new_directory() {
  const std::filesystem::path memory = "/dev/shm";
  const bool usable = std::filesystem::is_directory(memory) && ::access(memory.c_str(), W_OK) == 0;
  const auto parent = usable ? memory : std::filesystem::temp_directory_path();
  std::string pattern = std::filesystem::canonical(parent) / "kempelen-faults-XXXXXX";
  if (::mkdtemp(pattern.data()) == nullptr) throw Fault("no temporary directory: " + pattern);
  return pattern;
}

/// Most moments are early, some late.
std::uint64_t moment(Dice& dice) {
  constexpr std::uint64_t kWithin[] = {20, 100, 400, 400, 1500};
  return 1 + dice.below(dice.one_of(kWithin));
}

}  // namespace

void Tally::add(const Tally& other) {
  power_losses += other.power_losses;
  failed_calls += other.failed_calls;
  effects_checked += other.effects_checked;
  for (const auto& [name, count] : other.acknowledged) acknowledged[name] += count;
  problems.insert(problems.end(), other.problems.begin(), other.problems.end());
}

Career::Career(std::uint64_t seed, Disk::Honesty honesty)
    : seed_(seed),
      dice_(seed),
      disk_(dice_.next(), dice_.one_of(kSectorSizes), honesty),
      vfs_(disk_),
      directory_(new_directory()),
      clock_(kStart),
      random_(dice_.next()),
      workload_(dice_.next(), clock_) {}

Career::~Career() {
  life_.reset();
  std::filesystem::remove_all(directory_);
}

Tally Career::tally() const {
  Tally tally = tally_;
  tally.acknowledged = workload_.acknowledged();
  return tally;
}

void Career::problem(const std::string& what) {
  tally_.problems.push_back(fmt::format("seed {}, event {}: {}", seed_, events_, what));
}

/// False when something failed on the way.
bool Career::start() {
  const std::string file = directory_ / "kempelen.db";
  disk_.create_durable(file);  // as db::sqlite::create_private_file does
  try {
    life_ = std::make_unique<Life>(
        Surroundings{file, vfs_.name(), clock_, random_, dice_.one_of(kCheckpointPages)},
        store::migrations());
    return true;
  } catch (const Fault& fault) {
    life_.reset();
    if (!disk_.is_out() && !disk_.failure_happened()) problem(fmt::format("no start: {}", fault.what()));
    return false;
  }
}

void Career::run(const std::vector<Workload::Step>& steps) {
  std::vector<Command> commands;
  for (const auto& step : steps) commands.push_back(step.command);
  const GroupOutcome outcome = life_->run(commands);
  absorb(outcome);
  for (std::size_t i = 0; i < steps.size(); ++i) steps[i].note(outcome.commands[i]);
  look_after_failure(outcome);
}

void Career::absorb(const GroupOutcome& outcome) {
  if (!outcome.acknowledged.empty()) possible_ = {outcome.acknowledged};
  // Without power a commit whose image could not be read cannot have ended; with power it may have.
  const bool lost_sight = outcome.doubt_unseen && life_->database().failed() && !disk_.is_out();
  if (outcome.unseen || lost_sight) possible_.clear();
  if (!possible_.empty()) {
    possible_.insert(possible_.end(), outcome.in_doubt.begin(), outcome.in_doubt.end());
  }
}

/// As long as the database has not failed, a command that did has left nothing behind.
void Career::look_after_failure(const GroupOutcome& outcome) {
  const bool failed =
      std::ranges::any_of(outcome.commands, [](const Outcome& one) { return one.ending == Ending::Failed; });
  if (!failed || life_->database().failed() || possible_.empty()) return;
  possible_.resize(1);
  try {
    life_->database().read([&](db::Reader& db) {
      if (const auto image = image_of(db); image != possible_.front()) {
        problem("a failed command left something behind: " + difference(possible_.front(), image));
      }
    });
  } catch (const Fault&) {
    // The disk still fails; the check after the next start sees it.
  }
}

void Career::step() {
  workload_.let_time_pass();
  absorb(life_->run_timers());
  if (!peopled_) {
    auto steps = workload_.first_steps();
    steps.push_back({"sweep",
                     {{},
                      [](actions::WriteContext& ctx) -> actions::Reply {
                        if (!store::next_due(ctx.db)) jobs::schedule_first_sweep(ctx);  // as Runtime::start
                        return std::string();
                      }},
                     [this](const Outcome& outcome) { peopled_ = outcome.ending == Ending::Acknowledged; }});
    return run(steps);
  }
  if (!dice_.chance(15)) return run(workload_.next_steps());
  // A reader that goes on reading while the log grows sees what it saw at first.
  const auto entries = [](db::Reader& db) {
    return db.find(kEntries, [](const db::Row& row) { return row.integer(0); });
  };
  try {
    life_->database().read([&](db::Reader& db) {
      const auto before = entries(db);
      for (int i = 0; i < 3; ++i) run(workload_.next_steps());
      if (entries(db) != before) problem("a snapshot changed under its reader");
    });
  } catch (const Fault&) {
    if (!disk_.is_out() && !disk_.failure_happened()) throw;
  }
}

void Career::work(int groups) {
  if (!life_ && !start()) return;
  for (int i = 0; i < groups; ++i) step();
}

void Career::lose_power() {
  ++events_;
  disk_.lose_power_after(moment(dice_));
  if (life_ || start()) {
    for (int i = 0; i < kGroupsMax && !disk_.is_out(); ++i) step();
  }
  life_.reset();  // in a third of the careers that come so far, power goes out in the orderly end
  if (!disk_.is_out()) disk_.lose_power();
  ++tally_.power_losses;
  disk_.restore_power();
  while (dice_.chance(20)) {
    disk_.lose_power_after(1 + dice_.below(40));
    if (start()) check();
    life_.reset();
    if (!disk_.is_out()) disk_.lose_power();
    ++tally_.power_losses;
    disk_.restore_power();
  }
  restart_and_check();
}

void Career::restart_and_check() {
  if (!start()) return;
  check();
}

bool Career::work_with_failures(int groups) {
  ++events_;
  if (life_ || start()) {
    for (int i = 0; i < groups && !life_->database().failed(); ++i) step();
    const bool failed = life_->database().failed();
    if (failed) {
      disk_.heal();  // a disk that seems well again changes nothing
      const auto outcome = life_->run({{{}, [](actions::WriteContext&) -> actions::Reply { return ""; }}});
      if (outcome.commands[0].ending != Ending::Failed) problem("a failed database goes on");
    }
    if (!life_->end() && failed) problem("the database failed and nobody was told");
  }
  life_.reset();
  const bool happened = disk_.failure_happened();
  disk_.heal();
  tally_.failed_calls += happened ? 1 : 0;
  return happened;
}

bool Career::fail(const Failure& failure, int groups) {
  disk_.fail(failure);
  const bool happened = work_with_failures(groups);
  restart_and_check();
  return happened;
}

bool Career::fill_disk(std::size_t bytes, int groups) {
  disk_.set_capacity(disk_.bytes_used() + bytes);
  const bool happened = work_with_failures(groups);
  restart_and_check();
  return happened;
}

void Career::fail_somehow() {
  constexpr std::uint64_t kWithin[] = {5, 50, 200};
  constexpr int kCodes[] = {SQLITE_IOERR, SQLITE_FULL};
  const std::uint64_t nth = 1 + dice_.below(dice_.one_of(kWithin));
  if (dice_.chance(15)) {
    fill_disk(dice_.index(200'000), kGroupsMax / 2);
  } else {
    fail({dice_.one_of(kCalls), nth, dice_.chance(50) ? Times::Once : Times::ForEver, dice_.one_of(kCodes)},
         kGroupsMax / 2);
  }
}

void Career::check_image(db::Reader& db) {
  const std::string image = image_of(db);
  if (!possible_.empty() && std::ranges::find(possible_, image) == possible_.end()) {
    problem(fmt::format("the state is none that may have been committed ({} in doubt): {}",
                        possible_.size() - 1, difference(possible_.front(), image)));
  }
  possible_ = {image};
}

void Career::check() {
  try {
    life_->database().read([&](db::Reader& db) {
      const auto sound = db.all(kIntegrity, [](const db::Row& row) { return std::string(row.text(0)); });
      if (sound != std::vector<std::string>{"ok"}) problem("integrity_check: " + sound.front());
      if (*db.find(kForeignKeys, [](const db::Row& row) { return row.integer(0); }) != 0) {
        problem("foreign_key_check found rows");
      }
      check_image(db);
      const Record& record = workload_.record();
      for (const std::string& loss : record.losses(db, clock_.now())) problem(loss);
      tally_.effects_checked += record.size();
    });
    // The instants of commands run ahead of a clock that stands still, and a HIT may have expired at one.
    clock_.advance(Duration::millis(1));
    absorb(life_->run_timers());
    life_->database().read([&](db::Reader& db) {
      const std::int64_t sweeps = peopled_ || store::next_due(db) ? 1 : 0;
      const auto counted = store::recount(db, {.now = clock_.now(), .sweeps = sweeps});
      for (const std::string& differing : counted.differences) problem("recount: " + differing);
    });
  } catch (const Fault& fault) {
    if (!disk_.is_out()) problem(fmt::format("no check: {}", fault.what()));
  }
  for (const std::string& wrong : workload_.wrong()) problem(wrong);
}

}  // namespace kempelen::faults
