// Files written so that nobody else reads them and no crash leaves half of one.
#include "server/files.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <iterator>

#include "base/files.h"

namespace kempelen::server {
namespace {

void write_all(int file, std::string_view text, const std::string& path) {
  while (!text.empty()) {
    const ssize_t written = write(file, text.data(), text.size());
    if (written < 0) throw file_fault("write", path);
    text.remove_prefix(static_cast<std::size_t>(written));
  }
}

void replace_file(const std::string& path, std::string_view text, mode_t mode) {
  const std::string fresh = path + ".new";
  {
    const Descriptor file(open(fresh.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, mode));
    if (file.number() < 0) throw file_fault("write", fresh);
    write_all(file.number(), text, fresh);
    if (fsync(file.number()) != 0) throw file_fault("sync", fresh);
  }
  if (rename(fresh.c_str(), path.c_str()) != 0) throw file_fault("replace", path);
  sync_directory_of(path);
}

}  // namespace

void make_data_directory(const std::string& path) {
  std::error_code error;
  const std::filesystem::path directory(path);
  if (std::filesystem::is_directory(directory)) return;
  std::filesystem::create_directories(directory, error);
  if (error) throw Fault(fmt::format("cannot make the data directory {}: {}", path, error.message()));
  if (chmod(path.c_str(), S_IRWXU) != 0) throw file_fault("protect", path);
}

void write_private_file(const std::string& path, std::string_view text) {
  replace_file(path, text, S_IRUSR | S_IWUSR);
}

void write_readable_file(const std::string& path, std::string_view text) {
  replace_file(path, text, S_IRUSR | S_IWUSR | S_IRGRP | S_IROTH);
}

std::string read_file_text(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  if (!file) throw file_fault("read", path);
  return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
}

}  // namespace kempelen::server
