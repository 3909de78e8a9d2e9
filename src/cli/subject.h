// Which HITs a command is about: those of a publication, some by their ids, or all of a type.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "api/hits.h"
#include "cli/command.h"
#include "cli/csv.h"
#include "cli/journal.h"
#include "cli/surroundings.h"

namespace kempelen::cli {

struct Subject {
  std::vector<std::string> hits{};         // in the order of the rows, or as given
  std::optional<std::string> hit_type{};   // then `hits` is empty: all of the type
  std::optional<JournalRecord> journal{};  // of a publication
  std::string journal_file{};
};

/// The flags that name a subject: `JOURNAL|TASKS.csv`, `--hit-id`, `--hit-type-id`.
std::vector<Flag> subject_flags();

/// Exactly one of them must be given.
client::Result<Subject> read_subject(const Given& given);

/// The CSV of a publication with the row that became each HIT. Refuses if a published row has changed since.
struct Inputs {
  Csv tasks{};
  std::map<std::string, std::size_t> rows{};  // by HIT; the first below the header is 1
};
client::Result<std::optional<Inputs>> read_inputs(const Subject& subject);

struct FoundHits {
  std::vector<api::HIT> hits{};
  std::size_t gone = 0;  // that the service does not know, deleted by now
};

/// The HITs as they are now, in their order. Few are asked for one by one, many by listing all that the
/// requester has.
client::Result<FoundHits> find_hits(const client::Client& client, const Subject& subject);

}  // namespace kempelen::cli
