// Files that a command line names.
#pragma once

#include <string>
#include <string_view>

#include "client/error.h"

namespace kempelen::cli {

/// The bytes of a file; `-` is standard input. Fails with Error::Kind::Request and a sentence that names the
/// path and says what is wrong with it; no file has more than 64 MiB.
client::Result<std::string> read_file(const std::string& path);

/// The value of a flag: itself, or the content of the file that `file://PATH` names, which must be UTF-8.
client::Result<std::string> value_or_file(const std::string& value);

/// `results.csv cannot be written: No space left on device.`, from errno.
tl::unexpected<client::Error> unwritable(std::string_view what);

/// Without the mark that some programs put before UTF-8.
std::string_view without_mark(std::string_view text);

}  // namespace kempelen::cli
