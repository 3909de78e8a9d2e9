// Scripts that complete the command line in a shell, made from the tree of commands.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "cli/line.h"

namespace kempelen::cli {

/// For `bash`, `zsh` or `fish`; nothing for another shell. Subcommands, flags, the words that a flag allows,
/// and files where a flag takes one.
std::optional<std::string> completion_script(const Node& program, std::string_view shell);

}  // namespace kempelen::cli
