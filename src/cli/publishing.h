// Rows on their way to become HITs, over several connections at once.
#pragma once

#include <cstddef>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "cli/journal.h"
#include "cli/progress.h"
#include "cli/publication.h"
#include "client/client.h"

namespace kempelen::cli {

/// The row's RequesterAnnotation, by which its HIT can be found for as long as the HIT is there. It begins as
/// that of a HIT from the original's requester site does.
std::string annotation_of(const JournalHead& head, std::size_t row, std::string_view wished);

/// The row's UniqueRequestToken, by which the service knows it again for a day.
std::string token_of(const JournalHead& head, std::size_t row);

struct FoundHit {
  std::string hit;
  std::string question;
};

/// Looks for the HITs of these rows among all that the requester has, newest first.
client::Result<std::map<std::size_t, FoundHit>> find_published(const client::Client& client,
                                                               const JournalHead& head,
                                                               const std::vector<std::size_t>& rows,
                                                               std::string_view wished);

struct RefusedRow {
  std::size_t row = 0;
  client::Error error;
};

struct PublishOutcome {
  std::size_t published = 0;
  std::vector<RefusedRow> refused{};          // the rows after them were tried all the same
  std::optional<client::Error> stopped_by{};  // why no more rows were tried
  bool interrupted = false;
  std::string group{};  // of the HIT type, as the worker site names it; may be empty
};

struct PublishRun {
  const client::Client& client;
  const Publication& publication;
  Journal& journal;
  const JournalHead& head;
  Surroundings& at;
};

/// Publishes these rows, ascending numbers. Every HIT that came of it stands in the journal when this
/// returns, unless the journal could not be written, which then is `stopped_by`.
PublishOutcome publish_rows(const PublishRun& run, const std::vector<std::size_t>& rows, Progress& progress);

}  // namespace kempelen::cli
