// The few calls of the system behind files.h.
#include "base/files.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include <cerrno>
#include <filesystem>
#include <system_error>

namespace kempelen {

Descriptor::~Descriptor() {
  if (number_ >= 0) ::close(number_);
}

Fault file_fault(std::string_view doing, const std::string& path) {
  return Fault(fmt::format("cannot {} {}: {}", doing, path, std::generic_category().message(errno)));
}

bool write_all(int file, std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t written = ::write(file, bytes.data(), bytes.size());
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) return false;
    bytes.remove_prefix(static_cast<std::size_t>(written));
  }
  return true;
}

void sync_directory(const std::string& directory) {
  const Descriptor opened(::open(directory.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (opened.number() < 0 || ::fsync(opened.number()) != 0) throw file_fault("sync", directory);
}

void sync_directory_of(const std::string& path) {
  const std::string directory = std::filesystem::path(path).parent_path();
  sync_directory(directory.empty() ? "." : directory);
}

}  // namespace kempelen
