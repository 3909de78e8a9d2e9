// `kempelen wait`: until the HITs of a job are ready for its requester.
#include <fmt/format.h>

#include <algorithm>

#include "cli/flag_values.h"
#include "cli/jobs.h"
#include "cli/misuse.h"
#include "cli/progress.h"
#include "cli/subject.h"
#include "cli/wording.h"

namespace kempelen::cli {
namespace {

constexpr Duration kFirstPause = Duration::seconds(1);
constexpr Duration kLongestPause = Duration::seconds(30);

enum class Until { Reviewable, Submitted };

struct Waited {
  enum class End { Ready, InVain, Interrupted };

  End end = End::Ready;
  std::size_t ready = 0;
  std::size_t all = 0;   // that the service has
  std::size_t gone = 0;  // that it has not any more
};

std::int32_t value(const std::optional<std::int32_t>& number) {
  return number.value_or(0);
}

/// Those that can be accepted or are being worked on count as not submitted.
bool has_submission(const api::HIT& hit) {
  return value(hit.max_assignments) >
         value(hit.number_of_assignments_available) + value(hit.number_of_assignments_pending);
}

bool is_ready(const api::HIT& hit, Until until) {
  const std::string status = hit.hit_status.value_or("");
  if (status == "Reviewable" || status == "Reviewing" || status == "Disposed") return true;
  return until == Until::Submitted && has_submission(hit);
}

class WaitCommand {
 public:
  WaitCommand(const Given& given, Surroundings& at) : given_(given), at_(at) {}

  client::Result<int> run() {
    KEMPELEN_TRY(const auto until, read_until());
    KEMPELEN_TRY(const auto timeout, read_timeout());
    KEMPELEN_TRY(const auto subject, read_subject(given_));
    KEMPELEN_TRY(const auto client, open_client(given_));
    KEMPELEN_TRY(const auto waited, watch(client, subject, until, timeout));
    return conclude(waited, until);
  }

 private:
  client::Result<Until> read_until() const {
    const std::string text = given_.text_or("until", "reviewable");
    if (text == "reviewable") return Until::Reviewable;
    if (text == "submitted") return Until::Submitted;
    return misuse(fmt::format("--until is reviewable or submitted, not \"{}\".", text));
  }

  client::Result<std::optional<Duration>> read_timeout() const {
    if (!given_.has("timeout")) return std::nullopt;
    KEMPELEN_TRY(const std::int64_t seconds, span_flag(given_, "timeout", ""));
    return Duration::seconds(seconds);
  }

  /// Looks again and again. The progress is gone when this returns.
  client::Result<Waited> watch(const client::Client& client, const Subject& subject, Until until,
                               std::optional<Duration> timeout) {
    Progress progress(at_, "HITs ready", subject.hits.size(),
                      given_.has("quiet") ? Progress::Show::No : Progress::Show::Yes,
                      Progress::Pace::Unknown);
    const Instant began = at_.clock.now();
    static_cast<void>(at_.stopped());  // from here on Ctrl-C is a wish
    for (Duration pause = kFirstPause;; pause = std::min(Duration{pause.micros * 3 / 2}, kLongestPause)) {
      KEMPELEN_TRY(const auto found, find_hits(client, subject));
      Waited waited{.all = found.hits.size(), .gone = found.gone};
      waited.ready = static_cast<std::size_t>(
          std::ranges::count_if(found.hits, [until](const api::HIT& hit) { return is_ready(hit, until); }));
      if (waited.ready == waited.all) return waited;
      progress.update(waited.ready + waited.gone);
      const Duration so_far = at_.clock.now() - began;
      waited.end = Waited::End::InVain;
      if (timeout && so_far >= *timeout) return waited;
      if (timeout) pause = std::min(pause, Duration{timeout->micros - so_far.micros});
      waited.end = Waited::End::Interrupted;
      if (!at_.pause(pause)) return waited;
    }
  }

  int conclude(const Waited& waited, Until until) {
    const std::string_view what = until == Until::Reviewable ? "reviewable" : "with a submission";
    if (waited.all == 0) {
      return complain(at_,
                      waited.gone > 0 ? "The service has none of these HITs any more."
                                      : "The service has no HIT of this type.",
                      kRefused);
    }
    if (waited.end == Waited::End::Ready) {
      at_.out << fmt::format(
          "{} {}{}.\n", counted(waited.all, "HIT is", "HITs are"), what,
          waited.gone > 0 ? fmt::format("; {} more are deleted", grouped(waited.gone)) : "");
      return kDone;
    }
    const bool in_vain = waited.end == Waited::End::InVain;
    at_.err << fmt::format("{} of {} are {}{}.\n", grouped(waited.ready), counted(waited.all, "HIT", "HITs"),
                           what, in_vain ? " after the time that --timeout gave" : "; stopped waiting");
    return in_vain ? kInVain : kInterrupted;
  }

  const Given& given_;
  Surroundings& at_;
};

int run_wait(const Given& given, Surroundings& at) {
  auto code = WaitCommand(given, at).run();
  return code ? *code : complain(at, code.error());
}

}  // namespace

Command wait_command() {
  Command command{
      .name = "wait",
      .doc = "Wait until HITs are reviewable: all answers are in, or nobody can accept them any more.",
      .detail =
          "Looks every second at first and every 30 seconds later. Ends with code 6 when --timeout has "
          "passed.",
      .flags = subject_flags(),
      .run = run_wait};
  command.flags.insert(
      command.flags.end(),
      {{"until", "{reviewable,submitted}", "submitted: each HIT has one answer at least [reviewable]"},
       {"timeout", "TIME", "How long to wait at most, such as 15m or 36h [for ever]"},
       {"quiet", "", "Show no progress"}});
  return command;
}

}  // namespace kempelen::cli
