// Small files of the data directory.
#pragma once

#include <string>
#include <string_view>

namespace kempelen::server {

/// Makes the directory (mode 700) with its parents if it is not there. Fault, naming it, if that fails.
void make_data_directory(const std::string& path);

/// Replaces the file as a whole, with mode 600 from the beginning, and syncs it. Fault, naming it, if that
/// fails.
void write_private_file(const std::string& path, std::string_view text);

/// The same for what others may read: mode 644, less what the umask takes.
void write_readable_file(const std::string& path, std::string_view text);

/// Fault, naming the file, if it cannot be read.
std::string read_file_text(const std::string& path);

}  // namespace kempelen::server
