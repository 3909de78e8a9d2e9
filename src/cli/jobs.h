// The commands of a requester's jobs: publish a batch, wait for it, collect its results, decide on them.
#pragma once

#include <vector>

#include "cli/command.h"

namespace kempelen::cli {

std::vector<Command> job_commands();

// One a file.
Command publish_command();

}  // namespace kempelen::cli
