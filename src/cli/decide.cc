// `kempelen approve` and `kempelen reject`: of assignments by their ids, or as a results file says.
#include <fmt/format.h>

#include <algorithm>
#include <mutex>

#include "base/result.h"
#include "cli/abreast.h"
#include "cli/decisions.h"
#include "cli/jobs.h"
#include "cli/misuse.h"
#include "cli/patience.h"
#include "cli/progress.h"
#include "cli/refusals.h"
#include "cli/wording.h"

namespace kempelen::cli {
namespace {

using Kind = Decision::Kind;

constexpr std::size_t kFailuresShown = 50;

enum class Outcome : std::uint8_t { NotTried, Approved, Rejected, WasSo, Failed };

/// What became of one decision.
struct Fate {
  Outcome outcome = Outcome::NotTried;
  std::string why{};  // of a failure
};

/// Those that the command line names.
client::Result<Decisions> named(const Given& given, Kind kind) {
  const auto feedback = given.text("feedback");
  if (kind == Kind::Reject && !feedback) {
    return misuse("--feedback is missing: say why, since the worker reads it.");
  }
  Decisions decisions;
  for (const std::string& id : given.texts("assignments")) decisions.made.push_back({id, kind, feedback});
  return decisions;
}

client::Result<Decisions> read_all(const Given& given, Kind kind) {
  const auto file = given.text("csv");
  if (given.has("assignments") == file.has_value()) {
    return misuse(fmt::format("Name either assignments or a file with --csv{}.",
                              file ? ", not both" : " (see `kempelen results`)"));
  }
  if (!file) return named(given, kind);
  if (given.has("feedback")) {
    return misuse("The file of --csv says under Reject what each worker is told; leave --feedback out.");
  }
  KEMPELEN_TRY(const auto csv, read_csv(*file, ShortRows::Filled));
  return read_decisions(csv, *file);
}

class DecideCommand {
 public:
  DecideCommand(const Given& given, Surroundings& at, Kind kind) : given_(given), at_(at), kind_(kind) {}

  client::Result<int> run() {
    KEMPELEN_TRY(decisions_, read_all(given_, kind_));
    done_.resize(decisions_.made.size());
    if (!decisions_.made.empty()) {
      KEMPELEN_TRY(const auto client, open_client(given_));
      apply_all(client);
    }
    return conclude();
  }

 private:
  bool dry() const { return given_.has("dry-run"); }

  void apply_all(const client::Client& client) {
    Progress progress(at_, "assignments", done_.size(),
                      given_.has("quiet") ? Progress::Show::No : Progress::Show::Yes);
    std::mutex mutex;
    std::size_t count = 0;
    static_cast<void>(at_.stopped());
    const auto one = [&](std::size_t i) {
      auto done = apply(client, decisions_.made[i]);
      const std::lock_guard lock(mutex);
      ++count;
      if (done) {
        done_[i] = *std::move(done);
      } else if (!stopped_by_) {
        stopped_by_ = std::move(done).error();
      }
      return !stopped_by_ && !interrupted_;
    };
    abreast(done_.size(), kCallsAtOnce, one, [&] {
      const std::lock_guard lock(mutex);
      interrupted_ = interrupted_ || at_.stopped();
      progress.update(count);
    });
  }

  /// Fails only where every other call would, too.
  client::Result<Fate> apply(const client::Client& client, const Decision& decision) {
    if (dry()) return look(client, decision);
    const auto called = patiently(at_, [&]() -> client::Result<Done> {
      if (decision.kind == Kind::Reject) {
        const auto rejected = client.reject_assignment(
            {.assignment_id = decision.assignment, .requester_feedback = decision.feedback.value_or("")});
        return rejected.map([](const auto&) { return Done{}; });
      }
      api::ApproveAssignmentRequest request{.assignment_id = decision.assignment,
                                            .requester_feedback = decision.feedback};
      if (given_.has("override")) request.override_rejection = true;
      return client.approve_assignment(request).map([](const auto&) { return Done{}; });
    });
    if (called) return Fate{decision.kind == Kind::Approve ? Outcome::Approved : Outcome::Rejected};
    if (called.error().is(Code::InvalidAssignmentState)) return look(client, decision);
    if (concerns_every_call(called.error())) return tl::unexpected(called.error());
    return Fate{Outcome::Failed, called.error().message};
  }

  /// What the assignment's state makes of the decision: what a call would do, or why it was refused.
  client::Result<Fate> look(const client::Client& client, const Decision& decision) {
    const auto got =
        patiently(at_, [&] { return client.get_assignment({.assignment_id = decision.assignment}); });
    if (!got && concerns_every_call(got.error())) return tl::unexpected(got.error());
    if (!got) return Fate{Outcome::Failed, got.error().message};
    const std::string status = got->assignment ? got->assignment->assignment_status.value_or("") : "";
    if (decision.kind == Kind::Approve) {
      if (status == "Approved") return Fate{Outcome::WasSo};
      if (status == "Rejected" && !given_.has("override")) {
        return Fate{Outcome::Failed, "it was rejected; --override approves it all the same."};
      }
      if (dry()) return Fate{Outcome::Approved};
    } else {
      if (status == "Rejected") return Fate{Outcome::WasSo};
      if (status == "Approved")
        return Fate{Outcome::Failed, "it was approved, and that cannot be taken back."};
      if (dry()) return Fate{Outcome::Rejected};
    }
    return Fate{Outcome::Failed, fmt::format("its status is {}, and the service refuses.", status)};
  }

  std::size_t count(Outcome outcome) const {
    return static_cast<std::size_t>(std::ranges::count(done_, outcome, &Fate::outcome));
  }

  void say_failures() {
    std::vector<std::string> failures = decisions_.wrong;
    for (std::size_t i = 0; i < done_.size(); ++i) {
      const Decision& decision = decisions_.made[i];
      if (done_[i].outcome != Outcome::Failed) continue;
      failures.push_back(
          decision.place.empty()
              ? fmt::format("Assignment {}: {}", decision.assignment, done_[i].why)
              : fmt::format("{}, assignment {}: {}", decision.place, decision.assignment, done_[i].why));
    }
    for (std::size_t i = 0; i < std::min(failures.size(), kFailuresShown); ++i)
      complain(at_, failures[i], kPartly);
    if (failures.size() > kFailuresShown) {
      complain(at_, fmt::format("{} more failed.", grouped(failures.size() - kFailuresShown)), kPartly);
    }
  }

  int conclude() {
    say_failures();
    if (stopped_by_) complain(at_, *stopped_by_);
    const std::size_t done = count(Outcome::Approved) + count(Outcome::Rejected) + count(Outcome::WasSo);
    const std::size_t failed = count(Outcome::Failed) + decisions_.wrong.size();
    const std::size_t left = count(Outcome::NotTried);
    std::string line = fmt::format("{}{} approved, {} rejected", dry() ? "Would be: " : "",
                                   grouped(count(Outcome::Approved)), grouped(count(Outcome::Rejected)));
    const auto add = [&line](std::size_t number, std::string_view words) {
      if (number > 0) line += fmt::format(", {} {}", grouped(number), words);
    };
    add(count(Outcome::WasSo), "already so");
    add(decisions_.undecided, "without a decision");
    add(failed, "failed");
    add(left, "not tried");
    at_.out << line << (dry() ? ". Nothing was sent.\n" : ".\n");
    if (interrupted_ && left > 0) return kInterrupted;
    if (failed + left == 0) return kDone;
    if (done > 0) return kPartly;
    return stopped_by_ ? exit_of(*stopped_by_) : decisions_.made.empty() ? kMisused : kRefused;
  }

  const Given& given_;
  Surroundings& at_;
  Kind kind_;
  Decisions decisions_{};
  std::vector<Fate> done_{};  // for each of `decisions_.made`
  std::optional<client::Error> stopped_by_{};
  bool interrupted_ = false;
};

Command decide_command(Kind kind) {
  const bool approves = kind == Kind::Approve;
  Command command{
      .name = approves ? "approve" : "reject",
      .doc = approves ? "Approve assignments, or apply the decisions in a results file."
                      : "Reject assignments, or apply the decisions in a results file.",
      .detail =
          "With --csv, `approve` and `reject` do the same: they apply the file. An X under Approve approves, "
          "a "
          "text under Reject rejects, and the worker reads it; a row with neither is left alone. What was "
          "decided so already counts as done, so the file can be applied again.",
      .flags = {{"assignments", "ID", "These assignments", Flag::Need::Optional, Flag::Place::Positional,
                 Flag::Count::Many},
                {"csv", "FILE", "A file as `kempelen results` writes it, with decisions filled in"},
                {"feedback", "TEXT", "What workers are told about the decision"}},
      .run = [kind](const Given& given, Surroundings& at) {
        auto code = DecideCommand(given, at, kind).run();
        return code ? *code : complain(at, code.error());
      }};
  command.flags.push_back({"override", "", "Approve also what was rejected"});
  command.flags.push_back({"dry-run", "", "Say what would be done, and decide nothing"});
  command.flags.push_back({"quiet", "", "Show no progress"});
  return command;
}

}  // namespace

Command approve_command() {
  return decide_command(Kind::Approve);
}

Command reject_command() {
  return decide_command(Kind::Reject);
}

}  // namespace kempelen::cli
