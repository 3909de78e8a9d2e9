// `kempelen publish`: a template and a CSV become HITs, one a row, each exactly once however often the
// command is cut off and run again.
#include <fmt/format.h>

#include <filesystem>
#include <string>
#include <vector>

#include "base/random.h"
#include "cli/jobs.h"
#include "cli/misuse.h"
#include "cli/publication.h"
#include "cli/publishing.h"
#include "cli/wording.h"

namespace kempelen::cli {
namespace {

constexpr std::size_t kRefusalsShown = 20;
constexpr std::size_t kBatchDigits = 15;

std::string hits(std::size_t number) {
  return counted(number, "HIT", "HITs");
}

std::string journal_file(const Given& given, const Publication& publication) {
  const std::string& beside =
      publication.tasks_file().empty() ? publication.template_file() : publication.tasks_file();
  return given.text_or("journal", beside + ".journal");
}

/// As a path from the journal's directory, so that both can be moved together.
std::string from_journal(const std::string& file, const std::string& journal) {
  if (file.empty()) return {};
  std::error_code failed;
  const auto directory = std::filesystem::absolute(journal, failed).parent_path();
  const auto path = std::filesystem::absolute(file, failed).lexically_relative(directory);
  return failed || path.empty() ? file : path.string();
}

client::Result<Done> check_same(const JournalRecord& record, const Publication& publication,
                                const std::string& endpoint, const std::string& journal) {
  const auto differs = [&journal](std::string_view what) {
    return misuse(
        fmt::format("The journal {} belongs to another publication: {} Run the command as it was to go on "
                    "with that one, or give another --journal to publish anew.",
                    journal, what));
  };
  const JournalHead& head = record.head;
  if (head.endpoint != endpoint) {
    return differs(fmt::format("it was sent to {}, not to {}.", head.endpoint, endpoint));
  }
  auto before = head.properties;
  auto now = publication.wishes().properties;
  for (const auto& [name, value] : now) before.try_emplace(name, "");
  for (const auto& [name, value] : before) {
    const std::string wanted = now.contains(name) ? now.at(name) : "";
    if (wanted == value) continue;
    return differs(fmt::format("--{} was \"{}\" and is \"{}\" now.", name, value, wanted));
  }
  if (head.template_digest != publication.template_digest()) {
    return differs(fmt::format("the template {} has changed since.", publication.template_file()));
  }
  for (const auto& [number, row] : record.rows) {
    if (number > publication.rows()) {
      return differs(fmt::format(
          "{} rows have a HIT, and {} has fewer rows now.", number,
          publication.tasks_file().empty() ? publication.template_file() : publication.tasks_file()));
    }
    if (row.content != publication.content(number)) {
      return differs(
          fmt::format("{} has changed since its HIT {} was published.", publication.place(number), row.hit));
    }
  }
  return Done{};
}

/// A head for a new publication; its HIT type is made, or found if there is one like it.
client::Result<JournalHead> new_head(const Publication& publication, const client::Client& client,
                                     const std::string& journal, Instant now) {
  std::string hit_type = publication.wishes().hit_type_id.value_or("");
  if (hit_type.empty()) {
    const auto made = client.create_hit_type(publication.wishes().type);
    if (!made) return tl::unexpected(made.error());
    hit_type = made->hit_type_id.value_or("");
  }
  if (hit_type.empty()) {
    return tl::unexpected(client::Error{
        .kind = client::Error::Kind::NotTheService,
        .message = "The service answered CreateHITType without a HIT type, so it is not the Requester API."});
  }
  SystemRandom random;
  return JournalHead{
      .batch = random_text(random, "123456789", 1) + random_text(random, "0123456789", kBatchDigits - 1),
      .endpoint = client.endpoint(),
      .template_file = publication.template_file(),
      .template_digest = publication.template_digest(),
      .tasks_file = from_journal(publication.tasks_file(), journal),
      .hit_type = hit_type,
      .began = now,
      .properties = publication.wishes().properties};
}

/// What the journal does not know of the rows that may have been sent before the last run was cut off.
client::Result<std::size_t> settle(const Publication& publication, const client::Client& client,
                                   Journal& journal, JournalRecord& record) {
  std::vector<std::size_t> open;
  for (std::size_t row = 1; row <= std::min(record.sent_to, publication.rows()); ++row) {
    if (!record.rows.contains(row)) open.push_back(row);
  }
  if (open.empty()) return 0;
  KEMPELEN_TRY(const auto found, find_published(client, record.head, open, publication.wishes().annotation));
  for (const auto& [row, hit] : found) {
    KEMPELEN_TRY(const std::string question, publication.question(row));
    if (question != hit.question) {
      return misuse(
          fmt::format("{} has changed since its HIT {} was published; put it back as it was, or give "
                      "another --journal to publish anew.",
                      publication.place(row), hit.hit));
    }
    const PublishedRow published{.row = row, .hit = hit.hit, .content = publication.content(row)};
    if (auto done = journal.record(published); !done) return tl::unexpected(std::move(done).error());
    record.rows[row] = published;
  }
  return found.size();
}

std::string with_slash_off(std::string url) {
  while (url.ends_with('/')) url.pop_back();
  return url;
}

class PublishCommand {
 public:
  PublishCommand(const Given& given, Surroundings& at) : given_(given), at_(at) {}

  client::Result<int> run() {
    const auto template_file = given_.text("template");
    if (!template_file) return misuse("Name a template: kempelen publish TEMPLATE [TASKS.csv] …");
    if (*template_file == "-" || given_.text_or("tasks", "") == "-") {
      return misuse("publish takes files, not standard input: it reads them again when it goes on.");
    }
    KEMPELEN_TRY(auto wishes, read_publish_wishes(given_));
    KEMPELEN_TRY(const auto publication,
                 Publication::read(*template_file, given_.text("tasks"), std::move(wishes)));
    if (given_.has("dry-run")) return dry_run(publication);
    KEMPELEN_TRY(const auto client, open_client(given_));
    const std::string file = journal_file(given_, publication);
    KEMPELEN_TRY(auto journal, Journal::open(file));
    return publish(publication, client, journal, file);
  }

 private:
  int dry_run(const Publication& publication) {
    const PublishWishes& wishes = publication.wishes();
    at_.out << fmt::format(
        "{} with {} each would be published. Nothing was sent.\n", hits(publication.rows()),
        counted(static_cast<std::size_t>(wishes.max_assignments), "assignment", "assignments"));
    const auto each = times(wishes.type.reward, wishes.max_assignments);
    const auto all = each ? times(*each, static_cast<std::int64_t>(publication.rows())) : std::nullopt;
    if (!wishes.hit_type_id && all) {
      at_.out << fmt::format("Rewards come to ${} if all are done and approved, without fees.\n",
                             format_money(*all));
    }
    return kDone;
  }

  client::Result<int> publish(const Publication& publication, const client::Client& client, Journal& journal,
                              const std::string& file) {
    JournalRecord record;
    if (journal.found()) {
      record = *journal.found();
      if (auto same = check_same(record, publication, client.endpoint(), file); !same) {
        return tl::unexpected(std::move(same).error());
      }
      KEMPELEN_TRY(const std::size_t settled, settle(publication, client, journal, record));
      say_before(publication, record, settled, file);
    } else {
      auto head = new_head(publication, client, file, at_.clock.now());
      if (!head) {
        journal.discard();
        return tl::unexpected(std::move(head).error());
      }
      record.head = *std::move(head);
      if (auto begun = journal.begin(record.head); !begun) return tl::unexpected(std::move(begun).error());
    }
    std::vector<std::size_t> rows;
    for (std::size_t row = 1; row <= publication.rows(); ++row) {
      if (!record.rows.contains(row)) rows.push_back(row);
    }
    PublishOutcome outcome;
    if (!rows.empty()) {
      Progress progress(at_, "HITs", rows.size(),
                        given_.has("quiet") ? Progress::Show::No : Progress::Show::Yes);
      outcome = publish_rows({client, publication, journal, record.head, at_}, rows, progress);
    }
    return conclude(publication, record, outcome, file);
  }

  void say_before(const Publication& publication, const JournalRecord& record, std::size_t settled,
                  const std::string& file) {
    if (given_.has("quiet") || record.rows.size() - settled == publication.rows()) return;
    std::string line = fmt::format("Going on with {}: {} of {} are on record", file,
                                   grouped(record.rows.size() - settled), hits(publication.rows()));
    if (settled > 0) line += fmt::format(", and the service has {} more", grouped(settled));
    line += '.';
    at_.err << line << '\n';
  }

  int conclude(const Publication& publication, const JournalRecord& record, const PublishOutcome& outcome,
               const std::string& file) {
    for (std::size_t i = 0; i < std::min(outcome.refused.size(), kRefusalsShown); ++i) {
      const RefusedRow& one = outcome.refused[i];
      client::Error error = one.error;
      error.message = fmt::format("{}: {}", publication.place(one.row), error.message);
      complain(at_, error);
    }
    if (outcome.refused.size() > kRefusalsShown) {
      complain(at_,
               fmt::format("{} more rows were refused.", grouped(outcome.refused.size() - kRefusalsShown)),
               kRefused);
    }
    const std::size_t published = record.rows.size() + outcome.published;
    if (published == publication.rows()) return all_published(publication, record, outcome, file);
    if (outcome.stopped_by &&
        (outcome.refused.empty() || outcome.stopped_by->message != outcome.refused.back().error.message)) {
      complain(at_, *outcome.stopped_by);
    }
    at_.err << (published == 0 ? fmt::format("None of {} published. ", hits(publication.rows()))
                               : fmt::format("{} of {} published, on record in {}. ", grouped(published),
                                             hits(publication.rows()), file))
            << why_not_all(outcome) << " To publish the rest, run the same command again.\n";
    if (outcome.interrupted) return kInterrupted;
    if (published > 0) return kPartly;
    return outcome.stopped_by ? exit_of(*outcome.stopped_by) : kRefused;
  }

  static std::string why_not_all(const PublishOutcome& outcome) {
    if (outcome.interrupted) return "You stopped it.";
    if (outcome.stopped_by) return "It stopped at an error.";
    return fmt::format("{} refused; mend {} first.", counted(outcome.refused.size(), "row was", "rows were"),
                       outcome.refused.size() == 1 ? "it" : "them");
  }

  int all_published(const Publication& publication, const JournalRecord& record,
                    const PublishOutcome& outcome, const std::string& file) {
    const std::string subject =
        given_.has("journal") || publication.tasks_file().empty() ? file : publication.tasks_file();
    if (outcome.published == 0) {
      at_.out << fmt::format("All {} were published before; nothing was left to do.\n",
                             hits(publication.rows()));
    } else {
      at_.out << fmt::format("Published {}", hits(outcome.published));
      if (!record.rows.empty())
        at_.out << fmt::format("; all {} are published now", grouped(publication.rows()));
      at_.out << ".\n";
    }
    at_.out << fmt::format("HIT type:    {}\n", record.head.hit_type);
    if (!outcome.group.empty()) {
      at_.out << fmt::format("For workers: {}/projects/{}/tasks\n", with_slash_off(record.head.endpoint),
                             outcome.group);
    }
    at_.out << fmt::format("Journal:     {}\n", file);
    at_.out << fmt::format(
        "Next:        kempelen wait {0}\n             kempelen results {0} --csv results.csv\n", subject);
    return kDone;
  }

  const Given& given_;
  Surroundings& at_;
};

int run_publish(const Given& given, Surroundings& at) {
  auto code = PublishCommand(given, at).run();
  return code ? *code : complain(at, code.error());
}

using Need = Flag::Need;
using Place = Flag::Place;

}  // namespace

Command publish_command() {
  return {
      .name = "publish",
      .doc = "Publish a template as HITs, one for each row of a CSV file.",
      .detail =
          "The template is an HTML page, or a Question document (HTMLQuestion, ExternalQuestion, "
          "QuestionForm). "
          "Each ${column} in it is replaced by the row's value. Which row became which HIT is written to a "
          "journal beside the CSV file: a publication that was cut off is gone on with by running the same "
          "command again, and no row is published twice.",
      .flags = {{"template", "FILE", "HTML page or Question document", Need::Required, Place::Positional},
                {"tasks", "FILE", "CSV file in UTF-8; its first line names the columns", Need::Optional,
                 Place::Positional},
                {"title", "TEXT", "What workers read in the list of tasks"},
                {"description", "TEXT", "What the task is about, in a few sentences"},
                {"reward", "DOLLARS", "Paid for one approved assignment, such as 0.10"},
                {"keywords", "TEXT", "Words to find the task by, separated by commas"},
                {"max-assignments", "COUNT", "How many workers may do each HIT [1]"},
                {"lifetime", "TIME", "How long HITs can be accepted [7d]"},
                {"assignment-duration", "TIME", "How long a worker has after accepting [1h]"},
                {"auto-approval-delay", "TIME",
                 "A submission nobody decides on is approved after this time [3d]"},
                {"qualification-requirements", "JSON",
                 "What a worker must have or be: a JSON array, or file://PATH"},
                {"hit-type-id", "ID",
                 "A HIT type that is there, instead of title, description, reward and their like"},
                {"annotation", "TEXT", "Goes before the batch and the row in each RequesterAnnotation"},
                {"frame-height", "PIXELS", "Of the page's frame; 0 fills the window [0]"},
                {"escape", "", "Show values as text: escape what is markup in them"},
                {"journal", "FILE", "Where it is recorded which row became which HIT [TASKS.csv.journal]"},
                {"connections", "COUNT", "How many calls are made at once [8]"},
                {"dry-run", "", "Check everything, and send nothing"},
                {"quiet", "", "Show no progress"}},
      .run = run_publish};
}

}  // namespace kempelen::cli
