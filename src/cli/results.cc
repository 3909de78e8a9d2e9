// `kempelen results`: what workers answered, as the CSV of the original's requester site.
#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <mutex>

#include "api/scalars.h"
#include "cli/abreast.h"
#include "cli/jobs.h"
#include "cli/misuse.h"
#include "cli/patience.h"
#include "cli/progress.h"
#include "cli/result_table.h"
#include "cli/whole_file.h"
#include "cli/wording.h"

namespace kempelen::cli {
namespace {

client::Result<TableWishes> read_wishes(const Given& given, Instant now) {
  TableWishes wishes{.now = now};
  const std::string times = given.text_or("times", "pacific");
  if (times == "iso") {
    wishes.times = TableWishes::Times::Iso;
  } else if (times != "pacific") {
    return misuse(fmt::format("--times is pacific or iso, not \"{}\".", times));
  }
  if (given.has("safe-cells")) wishes.cells = TableWishes::Cells::Safe;
  wishes.statuses = given.texts("status");
  for (const std::string& status : wishes.statuses) {
    if (std::ranges::find(api::kAssignmentStatuses, status) != std::end(api::kAssignmentStatuses)) continue;
    return misuse(fmt::format("--status is Submitted, Approved or Rejected, not \"{}\".", status));
  }
  return wishes;
}

/// The assignments of a HIT that the service knows; none of one that was deleted meanwhile.
client::Result<std::vector<api::Assignment>> assignments_of(const client::Client& client,
                                                            const std::string& hit) {
  std::vector<api::Assignment> assignments;
  for (auto& one : client.all<api::ListAssignmentsForHIT>({.hit_id = hit})) {
    if (one) {
      assignments.push_back(*std::move(one));
    } else if (!one.error().is(Code::HitDoesNotExist)) {
      return tl::unexpected(one.error());
    }
  }
  return assignments;
}

class ResultsCommand {
 public:
  ResultsCommand(const Given& given, Surroundings& at) : given_(given), at_(at) {}

  client::Result<int> run() {
    KEMPELEN_TRY(const auto wishes, read_wishes(given_, at_.clock.now()));
    KEMPELEN_TRY(const auto subject, read_subject(given_));
    std::optional<Inputs> inputs;
    if (!given_.has("no-input")) {
      KEMPELEN_TRY(inputs, read_inputs(subject));
    }
    KEMPELEN_TRY(const auto client, open_client(given_));
    KEMPELEN_TRY(auto found, find_hits(client, subject));
    KEMPELEN_TRY(const auto results, collect(client, std::move(found.hits)));
    if (interrupted_) return complain(at_, "Stopped; nothing was written.", kInterrupted);
    const ResultTable table = make_table(results, inputs, wishes);
    if (auto put = put_out(table); !put) return tl::unexpected(std::move(put).error());
    say(table, results.size(), found.gone);
    return table.unreadable.empty() ? kDone : kPartly;
  }

 private:
  client::Result<std::vector<ResultOfHit>> collect(const client::Client& client, std::vector<api::HIT> hits) {
    std::vector<ResultOfHit> results;
    for (api::HIT& hit : hits) results.push_back({.hit = std::move(hit), .assignments = {}});
    Progress progress(at_, "HITs", results.size(),
                      given_.has("quiet") ? Progress::Show::No : Progress::Show::Yes);
    std::mutex mutex;
    std::size_t done = 0;
    std::optional<client::Error> failed;
    static_cast<void>(at_.stopped());
    const auto one = [&](std::size_t i) {
      auto got = patiently(at_, [&] { return assignments_of(client, *results[i].hit.hit_id); });
      const std::lock_guard lock(mutex);
      ++done;
      if (!got) {
        failed = std::move(got).error();
        return false;
      }
      results[i].assignments = *std::move(got);
      return !interrupted_;
    };
    abreast(results.size(), kCallsAtOnce, one, [&] {
      const std::lock_guard lock(mutex);
      interrupted_ = interrupted_ || at_.stopped();
      progress.update(done);
    });
    if (failed) return tl::unexpected(*std::move(failed));
    return results;
  }

  client::Result<Done> put_out(const ResultTable& table) {
    const std::string file = given_.text_or("csv", "-");
    if (file != "-") return write_whole_file(file, table.csv);
    at_.out << table.csv;
    return Done{};
  }

  void say(const ResultTable& table, std::size_t hits, std::size_t gone) {
    for (const std::string& assignment : table.unreadable) {
      complain(at_,
               fmt::format("The answer of assignment {} is no document of answers; its cells are empty.",
                           assignment),
               kPartly);
    }
    if (given_.has("quiet")) return;
    const std::string file = given_.text_or("csv", "-");
    at_.err << fmt::format("{} of {}{}{}.\n", counted(table.assignments, "assignment", "assignments"),
                           counted(hits, "HIT", "HITs"),
                           gone > 0 ? fmt::format(" ({} more deleted)", gone) : "",
                           file == "-" ? "" : " in " + file);
  }

  const Given& given_;
  Surroundings& at_;
  bool interrupted_ = false;
};

int run_results(const Given& given, Surroundings& at) {
  auto code = ResultsCommand(given, at).run();
  return code ? *code : complain(at, code.error());
}

}  // namespace

Command results_command() {
  Command command{
      .name = "results",
      .doc = "Collect the answers of workers as CSV, a row for each assignment.",
      .detail =
          "The columns are those of the original's results file, in its order: the HIT and the assignment, "
          "Input.* from the CSV file that was published, Answer.* from the worker, and Approve and Reject to "
          "be "
          "filled in for `kempelen approve --csv`. Approval rates are over what this run sees. Values are "
          "written as they are; a spreadsheet may run one that begins with = as a formula: see --safe-cells.",
      .flags = subject_flags(),
      .run = run_results};
  command.flags.insert(
      command.flags.end(),
      {{"csv", "FILE", "Where to write the CSV [standard output]"},
       {"status", "{Submitted,Approved,Rejected}", "Only assignments of this status", Flag::Need::Optional,
        Flag::Place::Flagged, Flag::Count::Many},
       {"times", "{pacific,iso}",
        "How times are written: as the original did, or 2026-11-24T14:59:00Z [pacific]"},
       {"safe-cells", "", "Put a ' before what a spreadsheet might run: cells that begin with = + - @"},
       {"no-input", "", "Leave the columns of the published CSV file out"},
       {"quiet", "", "Show no progress"}});
  return command;
}

}  // namespace kempelen::cli
