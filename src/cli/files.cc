// Files, read whole.
#include "cli/files.h"

#include <fmt/format.h>

#include <cerrno>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <iterator>
#include <system_error>

#include "base/result.h"
#include "base/text.h"
#include "cli/misuse.h"

namespace kempelen::cli {
namespace {

constexpr std::string_view kFileScheme = "file://";
constexpr std::size_t kBytesMax = std::size_t{64} * 1024 * 1024;

tl::unexpected<client::Error> unreadable(const std::string& path, std::string_view why) {
  return misuse(fmt::format("{} cannot be read: {}.", path, why));
}

constexpr std::string_view kUtf8Mark = "\xEF\xBB\xBF";

}  // namespace

client::Result<std::string> read_file(const std::string& path) {
  if (path == "-") return std::string(std::istreambuf_iterator<char>(std::cin), {});
  std::error_code error;
  if (std::filesystem::is_directory(path, error)) return unreadable(path, "it is a directory");
  std::ifstream file(path, std::ios::binary);
  if (!file) return unreadable(path, std::strerror(errno));
  std::string text;
  char block[65'536];
  while (file.read(block, sizeof block) || file.gcount() > 0) {
    text.append(block, static_cast<std::size_t>(file.gcount()));
    if (text.size() > kBytesMax) return unreadable(path, "it has more than 64 MiB");
  }
  return text;
}

client::Result<std::string> value_or_file(const std::string& value) {
  if (!value.starts_with(kFileScheme)) return value;
  const std::string path = value.substr(kFileScheme.size());
  KEMPELEN_TRY(auto text, read_file(path));
  if (!is_utf8(text) || text.find('\0') != std::string::npos) {
    return unreadable(path, "it is no text in UTF-8");
  }
  return text;
}

tl::unexpected<client::Error> unwritable(std::string_view what) {
  return misuse(fmt::format("{} cannot be written: {}.", what, std::generic_category().message(errno)));
}

std::string_view without_mark(std::string_view text) {
  if (text.starts_with(kUtf8Mark)) text.remove_prefix(kUtf8Mark.size());
  return text;
}

}  // namespace kempelen::cli
