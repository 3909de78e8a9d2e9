// flock() rather than fcntl(): it belongs to the open file, so closing another descriptor does not drop it.
#include "db/sqlite/lock_file.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <string_view>

#include "base/files.h"

namespace kempelen::db::sqlite {
namespace {

constexpr mode_t kOwnerOnly = 0600;

std::string holder_of(int descriptor) {
  std::array<char, 32> text{};
  const ssize_t length = ::pread(descriptor, text.data(), text.size(), 0);
  if (length <= 0) return "unknown";
  std::string_view pid(text.data(), static_cast<std::size_t>(length));
  return std::string(pid.substr(0, pid.find('\n')));
}

}  // namespace

LockFile::LockFile(const std::string& path) {
  Descriptor opened(::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, kOwnerOnly));
  if (opened.number() < 0) throw file_fault("open", path);
  if (::flock(opened.number(), LOCK_EX | LOCK_NB) != 0) {
    if (errno != EWOULDBLOCK) throw file_fault("lock", path);
    throw Fault(fmt::format("The database is in use: process {} holds {}. Stop that process first.",
                            holder_of(opened.number()), path));
  }
  const std::string pid = fmt::format("{}\n", ::getpid());
  if (::ftruncate(opened.number(), 0) != 0 ||
      ::pwrite(opened.number(), pid.data(), pid.size(), 0) != static_cast<ssize_t>(pid.size())) {
    throw file_fault("write", path);
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
    throw file_fault("make", path);
  }
  if (::fchmod(created.number(), kOwnerOnly) != 0 || ::fsync(created.number()) != 0) {
    throw file_fault("make", path);
  }
  sync_directory_of(path);
}

}  // namespace kempelen::db::sqlite
