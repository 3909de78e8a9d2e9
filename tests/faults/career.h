// A server's whole career on one disk: it works, something goes wrong, it starts again, and everything is
// compared with what its clients were told. All of it follows from the seed.
#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "tests/faults/disk.h"
#include "tests/faults/life.h"
#include "tests/faults/power_loss_vfs.h"
#include "tests/faults/workload.h"

namespace kempelen::faults {

/// What was done to servers and what became of it.
struct Tally {
  std::uint64_t power_losses = 0;
  std::uint64_t failed_calls = 0;
  std::uint64_t effects_checked = 0;
  std::map<std::string, std::uint64_t> acknowledged{};  // commands, by name
  std::vector<std::string> problems{};                  // each with the seed that repeats it

  void add(const Tally& other);
};

class Career {
 public:
  explicit Career(std::uint64_t seed, Disk::Honesty honesty = Disk::Honesty::Honest);
  ~Career();
  Career(const Career&) = delete;
  Career& operator=(const Career&) = delete;

  /// Works until power goes out, at a moment drawn from the seed: in the middle of work, of a checkpoint, of
  /// the end, or of the next start. Then starts and checks.
  void lose_power();
  /// Works for `groups` groups of commands with one call failing, stops as the process would, starts on a
  /// healthy disk and checks. Whether the failure's turn came.
  bool fail(const Failure& failure, int groups);
  /// The same on a disk with room for `bytes` more.
  bool fill_disk(std::size_t bytes, int groups);
  /// Works without anything going wrong.
  void work(int groups);
  /// A failure drawn from the seed, and sometimes a power loss after it.
  void fail_somehow();

  Disk& disk() { return disk_; }
  bool has_problems() const { return !tally_.problems.empty(); }
  Tally tally() const;

 private:
  enum class Limit { UntilPowerIsOut, Groups };

  bool start();
  void step();
  void run(const std::vector<Workload::Step>& steps);
  void absorb(const GroupOutcome& outcome);
  void look_after_failure(const GroupOutcome& outcome);
  bool work_with_failures(int groups);
  void end_and_check();
  void restart_and_check();
  void check();
  void check_image(db::Reader& db);
  void problem(const std::string& what);

  const std::uint64_t seed_;
  Dice dice_;
  Disk disk_;
  PowerLossVfs vfs_;
  std::filesystem::path directory_;
  ManualClock clock_;
  SeededRandom random_;
  Workload workload_;
  /// What may be committed: first what is acknowledged, then what is in doubt. Nothing where it is not known.
  std::vector<std::string> possible_;
  std::unique_ptr<Life> life_;
  bool peopled_ = false;
  int events_ = 0;
  Tally tally_;
};

}  // namespace kempelen::faults
