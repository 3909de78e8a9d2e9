// Files that are written whole or not at all.
#pragma once

#include <string>
#include <string_view>

#include "base/result.h"
#include "client/error.h"

namespace kempelen::cli {

/// Puts `text` at `path`, in place of what may be there: it is written beside, and renamed when it is on the
/// disk.
client::Result<Done> write_whole_file(const std::string& path, std::string_view text);

}  // namespace kempelen::cli
