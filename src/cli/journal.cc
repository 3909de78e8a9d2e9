// Lines are appended in one write each, so that only the last one can be torn.
#include "cli/journal.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>

#include "base/digest.h"
#include "cli/files.h"
#include "cli/misuse.h"
#include "json/value.h"
#include "json/writer.h"

namespace kempelen::cli {
namespace {

constexpr std::int64_t kVersion = 1;
constexpr std::size_t kDigits = 16;
constexpr std::string_view kBeginning = R"({"kempelen":"publication",)";

std::string text_at(const json::Value& object, std::string_view name) {
  const auto value = object.find(name);
  return value && value->type() == json::Type::String ? std::string(value->string()) : std::string();
}

std::int64_t number_at(const json::Value& object, std::string_view name) {
  const auto value = object.find(name);
  return value && value->type() == json::Type::Integer ? value->integer() : 0;
}

std::string head_line(const JournalHead& head) {
  std::string line;
  json::Writer writer(line);
  writer.begin_object().member("kempelen", "publication").key("version").integer(kVersion);
  writer.member("batch", head.batch).member("endpoint", head.endpoint).member("template", head.template_file);
  writer.member("template_digest", head.template_digest).member("tasks", head.tasks_file);
  writer.member("hit_type", head.hit_type).member("began", format_iso(head.began));
  writer.key("properties").begin_object();
  for (const auto& [name, value] : head.properties) writer.member(name, value);
  writer.end_object().end_object();
  return line;
}

/// Nothing if the line is no head of a journal.
std::optional<JournalHead> head_of(std::string_view line) {
  const auto read = json::parse(line);
  if (!line.starts_with(kBeginning) || !read || number_at(*read, "version") != kVersion) return std::nullopt;
  JournalHead head{.batch = text_at(*read, "batch"),
                   .endpoint = text_at(*read, "endpoint"),
                   .template_file = text_at(*read, "template"),
                   .template_digest = text_at(*read, "template_digest"),
                   .tasks_file = text_at(*read, "tasks"),
                   .hit_type = text_at(*read, "hit_type"),
                   .began = parse_iso(text_at(*read, "began")).value_or(Instant{})};
  if (const auto properties = read->find("properties");
      properties && properties->type() == json::Type::Object) {
    for (const auto& [name, value] : properties->members()) {
      if (value.type() == json::Type::String) head.properties.emplace(name, value.string());
    }
  }
  const bool hexadecimal = head.template_digest.find_first_not_of("0123456789abcdef") == std::string::npos;
  if (head.batch.empty() || head.hit_type.empty() || head.template_digest.size() < kDigits || !hexadecimal) {
    return std::nullopt;
  }
  return head;
}

/// Takes one line in; false if it is none.
bool take_line(std::string_view line, JournalRecord& record) {
  const auto read = json::parse(line);
  if (!read || read->type() != json::Type::Object) return false;
  if (const std::int64_t to = number_at(*read, "sending"); to > 0) {
    record.sent_to = std::max(record.sent_to, static_cast<std::size_t>(to));
    return true;
  }
  const std::int64_t row = number_at(*read, "row");
  std::string hit = text_at(*read, "hit");
  if (row <= 0 || hit.empty()) return false;
  const auto number = static_cast<std::size_t>(row);
  record.rows[number] = {.row = number, .hit = std::move(hit), .content = text_at(*read, "content")};
  return true;
}

}  // namespace

std::string content_of(const Csv& tasks, std::size_t row) {
  return digest(csv_line(tasks.header) + csv_line(tasks.rows[row - 1].cells)).substr(0, kDigits);
}

std::string content_of_none() {
  return digest("").substr(0, kDigits);
}

client::Result<std::optional<JournalRecord>> parse_journal(std::string_view text, std::string_view name) {
  const std::size_t head_end = text.find('\n');
  if (head_end == std::string_view::npos) {
    if (text.substr(0, kBeginning.size()) == kBeginning.substr(0, text.size())) return std::nullopt;
    return misuse(fmt::format("{} is no journal of a publication; name another file with --journal.", name));
  }
  auto head = head_of(text.substr(0, head_end));
  if (!head)
    return misuse(fmt::format("{} is no journal of a publication; name another file with --journal.", name));
  JournalRecord record{.head = *std::move(head)};
  std::size_t number = 1;
  for (std::size_t at = head_end + 1; at < text.size();) {
    ++number;
    const std::size_t end = text.find('\n', at);
    if (end == std::string_view::npos) break;
    if (!take_line(text.substr(at, end - at), record)) {
      return misuse(
          fmt::format("{}, line {}: this is no line of a journal; somebody changed the file. Put back "
                      "what it was, or take the line out.",
                      name, number));
    }
    at = end + 1;
  }
  return record;
}

bool is_journal(std::string_view text) {
  return text.starts_with(kBeginning);
}

client::Result<JournalRecord> read_journal(const std::string& path) {
  KEMPELEN_TRY(const std::string text, read_file(path));
  KEMPELEN_TRY(auto record, parse_journal(text, path));
  if (!record)
    return misuse(fmt::format("{} holds nothing yet: its publication was cut off before it began.", path));
  return *std::move(record);
}

client::Result<Journal> Journal::open(const std::string& path) {
  struct stat about{};
  if (::stat(path.c_str(), &about) == 0 && S_ISDIR(about.st_mode)) {
    return misuse(fmt::format("The journal {} is a directory; name a file with --journal.", path));
  }
  Descriptor file(::open(path.c_str(), O_RDWR | O_CREAT | O_APPEND | O_CLOEXEC, 0666));
  if (file.number() < 0) {
    return misuse(unwritable("The journal " + path).value().message +
                  " Name a file that can be with --journal.");
  }
  if (::flock(file.number(), LOCK_EX | LOCK_NB) != 0) {
    return misuse(fmt::format("Another `kempelen publish` is at work with {}; wait until it is done.", path));
  }
  KEMPELEN_TRY(const std::string text, read_file(path));
  KEMPELEN_TRY(auto found, parse_journal(text, path));
  // What is appended must not stand behind half a line.
  const std::size_t whole = found ? text.rfind('\n') + 1 : 0;
  if (whole < text.size() && ::ftruncate(file.number(), static_cast<off_t>(whole)) != 0) {
    return unwritable("The journal " + path);
  }
  Journal journal(path, std::move(file), whole);
  journal.found_ = std::move(found);
  return journal;
}

void Journal::discard() {
  if (!found_) ::unlink(path_.c_str());
}

client::Result<Done> Journal::append(std::string_view line) {
  std::string text(line);
  text += '\n';
  if (!write_all(file_.number(), text)) {
    auto failed = unwritable("The journal " + path_);
    // There may be room again for the next line, and it must not stand behind a part of this one.
    static_cast<void>(::ftruncate(file_.number(), static_cast<off_t>(size_)) == 0);
    return failed;
  }
  size_ += text.size();
  return Done{};
}

client::Result<Done> Journal::begin(const JournalHead& head) {
  {
    const std::lock_guard lock(*mutex_);
    if (auto wrote = append(head_line(head)); !wrote) return wrote;
  }
  if (auto synced = sync(); !synced) return synced;
  try {
    sync_directory_of(path_);
  } catch (const Fault& fault) {
    return misuse(fmt::format("The journal {} cannot be written: {}.", path_, fault.what()));
  }
  return Done{};
}

client::Result<Done> Journal::mark_sending(std::size_t to, Instant at) {
  {
    const std::lock_guard lock(*mutex_);
    if (auto wrote = append(fmt::format(R"({{"sending":{},"at":"{}"}})", to, format_iso(at))); !wrote)
      return wrote;
  }
  return sync();
}

client::Result<Done> Journal::record(const PublishedRow& row) {
  std::string line;
  json::Writer writer(line);
  writer.begin_object().key("row").integer(static_cast<std::int64_t>(row.row));
  writer.member("hit", row.hit).member("content", row.content).end_object();
  const std::lock_guard lock(*mutex_);
  return append(line);
}

client::Result<Done> Journal::sync() {
  if (::fdatasync(file_.number()) != 0) {
    return unwritable("The journal " + path_);
  }
  return Done{};
}

}  // namespace kempelen::cli
