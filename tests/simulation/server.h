// The server under simulation: the real bindings, actions, timers, write queue and SQLite, on the disk in
// memory of the fault tests, with a clock that stands still until somebody turns it. Steps go in, replies
// come out; what the replies should be is none of its business.
#pragma once

#include <filesystem>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "notify/sender.h"
#include "tests/faults/disk.h"
#include "tests/faults/life.h"
#include "tests/faults/power_loss_vfs.h"
#include "tests/simulation/book.h"
#include "tests/simulation/requests.h"
#include "tests/simulation/targets.h"

namespace kempelen::simulation {

/// How a write ended.
struct Written {
  Step step;
  int turn = 0;         // of the runs of the group, which was the last one of this step; 0 is none
  std::int64_t at = 0;  // the instant of the last one
  Reply reply{};        // of the last one; its commit may have failed
  bool failed = false;  // nobody was told that it is done
};

/// Every account, in cents. All of them together are nothing, in micros.
struct Ledger {
  std::int64_t available[kRequesters] = {}, held[kRequesters] = {}, earnings[kWorkers] = {}, fees = 0;
  std::int64_t sum = 0;
};

std::string counts_text(std::int64_t most, std::int64_t pending, std::int64_t submitted,
                        std::int64_t decided);

class Server {
 public:
  explicit Server(std::uint64_t seed);
  ~Server();
  Server(const Server&) = delete;
  Server& operator=(const Server&) = delete;

  /// Steps that write, in one group.
  std::vector<Written> write(std::span<const Step> steps);
  Reply read(const Step& step);

  std::int64_t now() const { return clock_.now().micros; }
  void advance(std::int64_t micros) { clock_.advance({micros}); }
  /// What a scheduler does that is in time.
  void run_what_is_due();

  /// So many turns of the sender of notifications, or fewer if it has nothing to do.
  void deliver(int turns);
  void set_target(int queue, Behaviour behaviour) { targets_.behave(queue, behaviour); }

  void lose_power_within(std::uint64_t changes) { disk_.lose_power_after(changes); }
  void fail_call(int kind, std::uint64_t nth);
  void call_off_failure() { disk_.heal(); }
  /// Whether the server can go on as it is.
  bool is_well() const { return !disk_.is_out() && !life_->database().failed(); }
  /// Ends in whatever way it has to, and starts again; faults that did not come are called off. Throws Fault
  /// when there is no start.
  enum class End { Orderly, PowerLoss };
  void restart(End end);

  void forget(int symbol) { names_.forget(symbol); }
  const Names& names() const { return names_; }
  /// The recount of `kempelen admin check`, one sentence for each difference.
  std::vector<std::string> recount();
  bool is_suspended(int requester);
  bool has_type(const std::string& id);
  bool has_layout(int symbol);
  Profile profile_of(int worker);
  /// Its key; empty if there is none.
  std::string file_of(const std::string& assignment);
  /// Or deleted already. Who asks cannot tell a type being deleted from an inactive one.
  bool is_being_deleted(int qualification_type);
  /// The bits of the types that are sent for a HIT type; 0 when nothing is.
  std::int64_t events_wanted(const std::string& type);
  Outbox outbox();
  const std::vector<Arrival>& arrived() const { return targets_.arrived(); }
  Ledger ledger();
  /// Of each HIT, as counts_text() has them.
  std::vector<std::string> counts_of(const std::vector<std::string>& hits);

 private:
  void start();
  void make_people();
  actions::Caller caller_of(const Step& step) const;
  actions::Reply carry_out(const Step& step, actions::WriteContext& ctx);
  actions::Reply operate(const Step& step, actions::WriteContext& ctx);
  actions::Reply store_file(const Step& step, actions::WriteContext& ctx);
  actions::Reply change_layout(const Step& step, actions::WriteContext& ctx);
  void note_letters(const Step& step, const actions::WriteContext& ctx);

  faults::Disk disk_;
  faults::PowerLossVfs vfs_;
  std::filesystem::path directory_;
  ManualClock clock_;
  SeededRandom random_;
  Names names_;
  std::int64_t last_instant_ = 0;
  std::unique_ptr<faults::Life> life_;
  const std::string no_account_{};
  Targets targets_;
  std::unique_ptr<notify::Sender> sender_;
};

}  // namespace kempelen::simulation
