// Files on disk.
#include "site/file_store.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <fmt/ranges.h>
#include <spdlog/spdlog.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <fstream>
#include <iterator>
#include <set>
#include <vector>

#include "actions/files/files.h"
#include "base/files.h"

namespace kempelen::site {
namespace {

namespace fs = std::filesystem;

constexpr std::chrono::seconds kDroppedEvery{5};
constexpr std::chrono::hours kOrphansEvery{1};
/// Longer than an upload's address lives.
constexpr std::chrono::hours kOrphanAge{1};
constexpr std::int64_t kDroppedAtOnce = 100;
constexpr std::string_view kPartSuffix = ".part";

void write_at(const Descriptor& file, std::int64_t offset, std::string_view bytes, const fs::path& path) {
  while (!bytes.empty()) {
    const ssize_t written = pwrite(file.number(), bytes.data(), bytes.size(), offset);
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) throw file_fault("write", path);
    bytes.remove_prefix(static_cast<std::size_t>(written));
    offset += written;
  }
}

std::int64_t size_of(const Descriptor& file, const fs::path& path) {
  struct stat status{};
  if (fstat(file.number(), &status) != 0) throw file_fault("look at", path);
  return status.st_size;
}

std::vector<std::string> lines_of(std::string_view text) {
  std::vector<std::string> lines;
  while (!text.empty()) {
    lines.emplace_back(text.substr(0, text.find('\n')));
    text.remove_prefix(std::min(text.size(), lines.back().size() + 1));
  }
  return lines;
}

bool is_old(const fs::directory_entry& entry) {
  std::error_code gone;
  const auto changed_at = entry.last_write_time(gone);
  return !gone && fs::file_time_type::clock::now() - changed_at > kOrphanAge;
}

}  // namespace

FileStore::FileStore(fs::path directory, actions::Executor& executor)
    : directory_(std::move(directory)), executor_(executor) {}

FileStore::~FileStore() {
  stop();
}

void FileStore::start() {
  if (mkdir(directory_.c_str(), S_IRWXU) != 0 && errno != EEXIST) throw file_fault("make", directory_);
  thread_ = std::thread([this] { run(); });
}

void FileStore::stop() {
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
    waiting_.clear();
  }
  changed_.notify_all();
  if (thread_.joinable()) thread_.join();
}

void FileStore::enqueue(std::function<void()> work) {
  {
    const std::lock_guard lock(mutex_);
    if (stopping_) return;
    if (waiting_.size() >= kWaitingMax) throw Fault("too many files at once");
    waiting_.push_back(std::move(work));
  }
  changed_.notify_one();
}

void FileStore::run() {
  std::unique_lock lock(mutex_);
  while (!stopping_) {
    if (waiting_.empty()) changed_.wait_for(lock, kDroppedEvery);
    std::function<void()> work;
    if (!stopping_ && !waiting_.empty()) {
      work = std::move(waiting_.front());
      waiting_.pop_front();
    }
    lock.unlock();
    try {
      if (work) work();
      sweep_when_due();
    } catch (const std::exception& e) {
      spdlog::error("file fault reason=\"{}\"", e.what());
    }
    work = nullptr;  // what it holds may answer somebody; not under the lock
    lock.lock();
  }
}

void FileStore::sweep_when_due() {
  const auto now = std::chrono::steady_clock::now();
  if (now >= next_dropped_) {
    next_dropped_ = now + kDroppedEvery;
    sweep_dropped();
  }
  if (now >= next_orphans_) {
    next_orphans_ = now + kOrphansEvery;
    sweep_orphans();
  }
}

void FileStore::sweep(std::function<void()> done) {
  enqueue([this, done = std::move(done)] {
    sweep_dropped();
    sweep_orphans();
    done();
  });
}

void FileStore::take_piece(actions::Upload upload, std::int64_t offset, std::string piece, Taken done) {
  enqueue([this, upload = std::move(upload), offset, piece = std::move(piece), done = std::move(done)] {
    const std::int64_t received = offset + static_cast<std::int64_t>(piece.size());
    Result<bool> whole = false;
    try {
      whole = write_piece(upload, offset, piece);
    } catch (const std::exception& e) {
      remove(upload.key + std::string(kPartSuffix));
      return done(received, std::current_exception());
    }
    if (!whole) return done(refuse(whole), nullptr);
    if (!*whole) return done(received, nullptr);
    keep(upload, done);
  });
}

/// A worker who begins anew has no use for what he sent before; one unfinished file a question is enough.
void FileStore::forget_rival(const actions::Upload& upload) {
  std::string& key = growing_[upload.assignment.text + " " + upload.question];
  if (!key.empty() && key != upload.key) remove(key + std::string(kPartSuffix));
  key = upload.key;
}

Result<bool> FileStore::write_piece(const actions::Upload& upload, std::int64_t offset,
                                    std::string_view piece) {
  const fs::path path = directory_ / upload.key;
  const fs::path part = directory_ / (upload.key + std::string(kPartSuffix));
  if (fs::exists(path)) return true;  // the answer to the last piece was lost on its way
  if (offset == 0) forget_rival(upload);
  const int flags = O_WRONLY | O_CLOEXEC | O_NOFOLLOW | (offset == 0 ? O_CREAT | O_TRUNC : 0);
  const Descriptor file(open(part.c_str(), flags, S_IRUSR | S_IWUSR));
  if (file.number() < 0 && errno != ENOENT) throw file_fault("write", part);
  if (file.number() < 0 || size_of(file, part) < offset) {
    return refuse(Code::AnswerInvalid, "A piece before this one is missing. Send the file again.",
                  upload.question);
  }
  write_at(file, offset, piece, part);
  if (offset + static_cast<std::int64_t>(piece.size()) < upload.bytes) return false;
  if (fsync(file.number()) != 0) throw file_fault("sync", part);
  if (rename(part.c_str(), path.c_str()) != 0) throw file_fault("name", path);
  sync_directory(directory_);
  growing_.erase(upload.assignment.text + " " + upload.question);
  return true;
}

void FileStore::keep(const actions::Upload& upload, const Taken& done) {
  executor_.write(
      {},
      [upload](actions::WriteContext& ctx) -> actions::Reply {
        KEMPELEN_TRY([[maybe_unused]] const auto kept, actions::keep_file(ctx, upload));
        return std::string();
      },
      [this, upload, done](actions::Reply reply, const std::exception_ptr& fault) {
        // In doubt the bytes stay; without a row they are swept out.
        if (!fault && !reply) remove(upload.key);
        if (fault || reply) return done(upload.bytes, fault);
        done(refuse(reply), nullptr);
      });
}

void FileStore::read(std::string key, Read done) {
  enqueue([path = directory_ / key, done = std::move(done)] {
    std::ifstream file(path, std::ios::binary);
    if (!file) return done(std::nullopt);
    done(std::string(std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()));
  });
}

void FileStore::remove(const std::string& key) {
  std::error_code gone;
  fs::remove(directory_ / key, gone);
}

void FileStore::sweep_dropped() {
  executor_.read(
      {},
      [](actions::ReadContext& ctx) -> actions::Reply {
        return fmt::format("{}", fmt::join(store::list_dropped_files(ctx.db, kDroppedAtOnce), "\n"));
      },
      [this](actions::Reply reply, const std::exception_ptr& fault) {
        if (fault || !reply || reply->empty()) return;
        const auto keys = lines_of(*reply);
        for (const std::string& key : keys) remove(key);
        forget_dropped(keys);
      });
}

/// May run on the writing thread, which must not see an exception; what is not forgotten now is removed
/// again.
void FileStore::forget_dropped(const std::vector<std::string>& keys) {
  try {
    executor_.write(
        {},
        [keys](actions::WriteContext& ctx) -> actions::Reply {
          for (const std::string& key : keys) store::note_file_removed(ctx.tx, key);
          return std::string();
        },
        [](actions::Reply, const std::exception_ptr&) {});
  } catch (const Fault& busy) {
    spdlog::warn("dropped files wait reason=\"{}\"", busy.what());
  }
}

void FileStore::sweep_orphans() {
  std::vector<std::string> old;
  for (const fs::directory_entry& entry : fs::directory_iterator(directory_)) {
    std::string name = entry.path().filename();
    if (!is_old(entry)) continue;
    if (name.ends_with(kPartSuffix)) {
      remove(name);
    } else {
      old.push_back(std::move(name));
    }
  }
  std::erase_if(growing_, [&](const auto& entry) {
    return !fs::exists(directory_ / (entry.second + std::string(kPartSuffix)));
  });
  executor_.read(
      {},
      [old](actions::ReadContext& ctx) -> actions::Reply {
        std::vector<std::string> orphans;
        for (const std::string& key : old) {
          if (!store::find_file(ctx.db, key)) orphans.push_back(key);
        }
        return fmt::format("{}", fmt::join(orphans, "\n"));
      },
      [this](actions::Reply reply, const std::exception_ptr& fault) {
        if (fault || !reply) return;
        for (const std::string& key : lines_of(*reply)) remove(key);
      });
}

}  // namespace kempelen::site
