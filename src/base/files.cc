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

void sync_directory(const std::string& directory) {
  const Descriptor opened(::open(directory.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (opened.number() < 0 || ::fsync(opened.number()) != 0) throw file_fault("sync", directory);
}

void sync_directory_of(const std::string& path) {
  const std::string directory = std::filesystem::path(path).parent_path();
  sync_directory(directory.empty() ? "." : directory);
}

}  // namespace kempelen
