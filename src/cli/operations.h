// `kempelen api`: the operations of the Requester API from the shell, made from their declarations.
#pragma once

#include <vector>

#include "cli/command.h"

namespace kempelen::cli {

/// One command for each of the 39, alphabetically, named as in the vendor's tool: `create-hit`.
std::vector<Command> operation_commands();

}  // namespace kempelen::cli
