// flock() rather than fcntl(): it belongs to the open file, so closing another descriptor does not drop it.
#include "db/sqlite/lock_file.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <filesystem>
#include <string_view>
#include <system_error>
#include <utility>

#include "base/fault.h"
#include "base/text.h"

namespace kempelen::db::sqlite {
namespace {

constexpr mode_t kOwnerOnly = 0600;

Fault system_fault(std::string_view doing, const std::string& path) {
  return Fault(fmt::format("{} {}: {}", doing, path, std::generic_category().message(errno)));
}

class Descriptor {
 public:
  explicit Descriptor(int number) : number_(number) {}
  ~Descriptor() {
    if (number_ >= 0) ::close(number_);
  }
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  int number() const { return number_; }
  int release() { return std::exchange(number_, -1); }

 private:
  int number_;
};

std::string holder_of(int descriptor) {
  std::array<char, 32> text{};
  const ssize_t length = ::pread(descriptor, text.data(), text.size(), 0);
  if (length <= 0) return "unknown";
  std::string_view pid(text.data(), static_cast<std::size_t>(length));
  return std::string(pid.substr(0, pid.find('\n')));
}

void sync_directory_of(const std::string& path) {
  const std::string directory = std::filesystem::path(path).parent_path();
  const Descriptor opened(
      ::open(directory.empty() ? "." : directory.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (opened.number() < 0 || ::fsync(opened.number()) != 0)
    throw system_fault("Syncing the directory of", path);
}

}  // namespace

LockFile::LockFile(const std::string& path) {
  Descriptor opened(::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, kOwnerOnly));
  if (opened.number() < 0) throw system_fault("Opening", path);
  if (::flock(opened.number(), LOCK_EX | LOCK_NB) != 0) {
    if (errno != EWOULDBLOCK) throw system_fault("Locking", path);
    throw Fault(fmt::format("The database is in use: process {} holds {}. Stop that process first.",
                            holder_of(opened.number()), path));
  }
  const std::string pid = fmt::format("{}\n", ::getpid());
  if (::ftruncate(opened.number(), 0) != 0 ||
      ::pwrite(opened.number(), pid.data(), pid.size(), 0) != static_cast<ssize_t>(pid.size())) {
    throw system_fault("Writing", path);
  }
  descriptor_ = opened.release();
}

LockFile::~LockFile() {
  ::close(descriptor_);
}

void create_private_file(const std::string& path) {
  const Descriptor created(::open(path.c_str(), O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, kOwnerOnly));
  if (created.number() < 0) {
    if (errno == EEXIST) return;
    throw system_fault("Creating", path);
  }
  if (::fchmod(created.number(), kOwnerOnly) != 0 || ::fsync(created.number()) != 0) {
    throw system_fault("Creating", path);
  }
  sync_directory_of(path);
}

}  // namespace kempelen::db::sqlite
