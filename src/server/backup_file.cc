// Labels as JSON in one row of `meta`; files by renaming.
#include "server/backup_file.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <filesystem>

#include "base/files.h"
#include "json/value.h"
#include "json/writer.h"
#include "store/meta.h"

namespace kempelen::server {
namespace {

constexpr std::string_view kLabelName = "backup";
constexpr std::int64_t kFormat = 1;

}  // namespace

void write_label(db::Transaction& db, const BackupLabel& label) {
  std::string text;
  json::Writer writer(text);
  writer.begin_object().key("format").integer(kFormat);
  writer.member("version", label.version).key("schema").integer(label.schema);
  writer.key("taken_at_micros").integer(label.taken_at.micros);
  writer.key("recount_at_micros").integer(label.recount_at.micros).end_object();
  store::save_meta(db, kLabelName, text);
}

void remove_label(db::Transaction& db) {
  store::delete_meta(db, kLabelName);
}

std::optional<BackupLabel> read_label(db::Reader& db) {
  const auto text = store::find_meta(db, kLabelName);
  if (!text) return std::nullopt;
  const auto label = json::parse(*text);
  if (!label || label->type() != json::Type::Object) return std::nullopt;
  const auto format = label->find("format"), version = label->find("version"), schema = label->find("schema"),
             taken = label->find("taken_at_micros"), recount = label->find("recount_at_micros");
  const auto is = [](const std::optional<json::Value>& member, json::Type type) {
    return member && member->type() == type;
  };
  if (!is(format, json::Type::Integer) || format->integer() != kFormat || !is(version, json::Type::String) ||
      !is(schema, json::Type::Integer) || !is(taken, json::Type::Integer) ||
      !is(recount, json::Type::Integer)) {
    return std::nullopt;
  }
  return BackupLabel{
      std::string(version->string()), schema->integer(), {taken->integer()}, {recount->integer()}};
}

PartialFile::PartialFile(std::string file) : file_(std::move(file)), part_(file_ + ".part") {
  descriptor_ = open(part_.c_str(), O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, S_IRUSR | S_IWUSR);
  if (descriptor_ < 0) throw file_fault("write", part_);
  const bool locked = flock(descriptor_, LOCK_EX | LOCK_NB) == 0;
  const bool ours = locked && fchmod(descriptor_, S_IRUSR | S_IWUSR) == 0 && ftruncate(descriptor_, 0) == 0;
  if (ours) return;
  const Fault fault =
      locked ? file_fault("write", part_) : Fault(fmt::format("{} is being written by somebody else", part_));
  close(descriptor_);
  throw fault;
}

PartialFile::~PartialFile() {
  // Gone already when it was put in place.
  if (!part_.empty()) unlink(part_.c_str());
  close(descriptor_);
}

Result<Done> PartialFile::put_in_place(Existing existing) {
  if (fsync(descriptor_) != 0) throw file_fault("sync", part_);
  const unsigned flags = existing == Existing::Kept ? RENAME_NOREPLACE : 0U;
  if (renameat2(AT_FDCWD, part_.c_str(), AT_FDCWD, file_.c_str(), flags) != 0) {
    if (errno == EEXIST) return refuse(Code::AdminRefused, fmt::format("{} exists already.", file_));
    throw file_fault("name", file_);
  }
  part_.clear();
  sync_directory_of(file_);
  return Done{};
}

}  // namespace kempelen::server
