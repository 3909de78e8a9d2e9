// The journal of a publication: which row of a CSV became which HIT, written so that a publication that was
// cut off at any moment is gone on with, and no row is published twice.
//
// A file of JSON Lines. The first says what is published; then there are two kinds: `{"sending":500,…}`, on
// the disk before any row up to that one is sent, and `{"row":7,"hit":"3…","content":"…"}` when its HIT is
// known.
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/files.h"
#include "base/instant.h"
#include "base/result.h"
#include "cli/csv.h"
#include "client/error.h"

namespace kempelen::cli {

struct JournalHead {
  std::string batch;  // a number of 15 digits that no other publication has
  std::string endpoint;
  std::string template_file;  // both as they were given
  std::string template_digest;
  std::string tasks_file;  // from the journal's directory, or absolute; empty without one
  std::string hit_type;
  Instant began;
  std::map<std::string, std::string> properties{};  // as the flags were given

  friend bool operator==(const JournalHead&, const JournalHead&) = default;
};

struct PublishedRow {
  std::size_t row = 0;  // the first below the header is 1
  std::string hit;
  std::string content;  // digest of its cells

  friend bool operator==(const PublishedRow&, const PublishedRow&) = default;
};

struct JournalRecord {
  JournalHead head;
  std::map<std::size_t, PublishedRow> rows{};  // by number
  /// Rows up to this one may have been sent, whether there is a HIT of them here or not.
  std::size_t sent_to = 0;
};

/// A digest of a row's cells and their names, by which it is known again.
std::string content_of(const Csv& tasks, std::size_t row);
/// Where there is no CSV.
std::string content_of_none();

/// Nothing of a text that has no whole first line: then nothing was sent. A last line without an end was
/// being written when power went away, and does not count. `name` is for messages.
client::Result<std::optional<JournalRecord>> parse_journal(std::string_view text, std::string_view name);

/// For reading only.
client::Result<JournalRecord> read_journal(const std::string& path);

/// Whether the text of a file begins as a journal does.
bool is_journal(std::string_view text);

/// Open for going on, and locked against another process that wants that, too. Thread-safe.
class Journal {
 public:
  /// Makes the file if there is none.
  static client::Result<Journal> open(const std::string& path);

  /// What stands in it; nothing where it is new.
  const std::optional<JournalRecord>& found() const { return found_; }

  /// The first line, on the disk when this returns.
  client::Result<Done> begin(const JournalHead& head);
  /// Rows up to this one are going to be sent; on the disk when this returns, as is all that was written
  /// before.
  client::Result<Done> mark_sending(std::size_t to, Instant at);
  /// Not waited for: a row whose line is lost is found again by its token or its annotation.
  client::Result<Done> record(const PublishedRow& row);
  client::Result<Done> sync();
  /// Takes a new file away again, of which nothing came.
  void discard();

 private:
  Journal(std::string path, Descriptor file, std::size_t size)
      : path_(std::move(path)), file_(std::move(file)), size_(size) {}

  /// The line whole, or nothing of it.
  client::Result<Done> append(std::string_view line);

  std::string path_;
  Descriptor file_;
  std::size_t size_;  // of whole lines
  std::unique_ptr<std::mutex> mutex_ = std::make_unique<std::mutex>();
  std::optional<JournalRecord> found_{};
};

}  // namespace kempelen::cli
