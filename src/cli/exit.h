// How a command of the shell ends. Documented in docs/reference/command-line.md; scripts depend on it.
#pragma once

namespace kempelen::cli {

enum Exit : int {
  kDone = 0,
  kRefused = 1,        // the service said no
  kMisused = 2,        // the command line or a file that it names is wrong; nothing was sent
  kUnsettled = 3,      // credentials or an endpoint are missing; nothing was sent
  kUnanswered = 4,     // the service cannot be reached, failed, or is none
  kPartly = 5,         // some of several things were done; what was done is on record
  kInVain = 6,         // what was waited for did not come in time
  kInterrupted = 130,  // by Ctrl-C; what was done is on record
};

}  // namespace kempelen::cli
