// A file beside, so that the rename does not cross file systems.
#include "cli/whole_file.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include <cstdio>

#include "base/files.h"
#include "cli/files.h"

namespace kempelen::cli {
client::Result<Done> write_whole_file(const std::string& path, std::string_view text) {
  const std::string beside = fmt::format("{}.{}.part", path, ::getpid());
  {
    const Descriptor file(::open(beside.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666));
    if (file.number() < 0) return unwritable(path);
    if (!write_all(file.number(), text) || ::fsync(file.number()) != 0) {
      auto failed = unwritable(path);
      ::unlink(beside.c_str());
      return failed;
    }
  }
  if (::rename(beside.c_str(), path.c_str()) != 0) {
    auto failed = unwritable(path);
    ::unlink(beside.c_str());
    return failed;
  }
  return Done{};
}

}  // namespace kempelen::cli
