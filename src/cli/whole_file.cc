// A file beside, so that the rename does not cross file systems.
#include "cli/whole_file.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <system_error>

#include "base/files.h"
#include "cli/misuse.h"

namespace kempelen::cli {
namespace {

std::string why() {
  return std::generic_category().message(errno);
}

client::Result<Done> write_all(int file, std::string_view text, const std::string& path) {
  while (!text.empty()) {
    const ssize_t wrote = ::write(file, text.data(), text.size());
    if (wrote < 0 && errno == EINTR) continue;
    if (wrote < 0) return misuse(fmt::format("{} cannot be written: {}.", path, why()));
    text.remove_prefix(static_cast<std::size_t>(wrote));
  }
  if (::fsync(file) != 0) return misuse(fmt::format("{} cannot be written: {}.", path, why()));
  return Done{};
}

}  // namespace

client::Result<Done> write_whole_file(const std::string& path, std::string_view text) {
  const std::string beside = fmt::format("{}.{}.part", path, ::getpid());
  {
    const Descriptor file(::open(beside.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666));
    if (file.number() < 0) return misuse(fmt::format("{} cannot be written: {}.", path, why()));
    if (auto wrote = write_all(file.number(), text, path); !wrote) {
      ::unlink(beside.c_str());
      return wrote;
    }
  }
  if (::rename(beside.c_str(), path.c_str()) != 0) {
    auto failed = misuse(fmt::format("{} cannot be written: {}.", path, why()));
    ::unlink(beside.c_str());
    return failed;
  }
  return Done{};
}

}  // namespace kempelen::cli
