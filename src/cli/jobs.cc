// The list of jobs, in the order in which they are done.
#include "cli/jobs.h"

namespace kempelen::cli {

std::vector<Command> job_commands() {
  return {publish_command(), wait_command(), results_command(), approve_command(), reject_command()};
}

}  // namespace kempelen::cli
