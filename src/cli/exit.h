// How a command of the shell ends: scripts depend on it. The table is what the manual shows.
#pragma once

#include <array>
#include <string_view>

namespace kempelen::cli {

enum Exit : int {
  kDone = 0,
  kRefused = 1,
  kMisused = 2,
  kUnsettled = 3,
  kUnanswered = 4,
  kPartly = 5,
  kInVain = 6,
  kInterrupted = 130,
};

struct ExitMeaning {
  Exit code;
  std::string_view meaning;
};

inline constexpr std::array<ExitMeaning, 8> kExitMeanings = {
    {{kDone, "Done."},
     {kRefused, "The service refused; its sentence is on standard error."},
     {kMisused, "The command line, or a file that it names, is wrong. Nothing was sent."},
     {kUnsettled, "Credentials or an endpoint are missing. Nothing was sent."},
     {kUnanswered, "The service cannot be reached, failed, or is something else."},
     {kPartly,
      "Some of several things were done. What was done is on record; the same command again does the "
      "rest."},
     {kInVain, "What was waited for did not come in time."},
     {kInterrupted, "Stopped by Ctrl-C. What was done is on record."}}};

}  // namespace kempelen::cli
