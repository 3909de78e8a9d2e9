// The commands of a requester's jobs: publish a batch, wait for it, collect its results, decide on them.
#pragma once

#include <vector>

#include "cli/command.h"

namespace kempelen::cli {

std::vector<Command> job_commands();

// One a file.
Command publish_command();
Command wait_command();
Command results_command();
Command approve_command();
Command reject_command();

}  // namespace kempelen::cli
