// What a command needs of the world, passed in so that tests see what it writes and stop its clock.
#pragma once

#include <functional>
#include <ostream>

#include "base/clock.h"
#include "cli/command.h"
#include "client/client.h"

namespace kempelen::cli {

struct Surroundings {
  std::ostream& out;
  std::ostream& err;
  /// Whether a person looks at `err` as it is written.
  bool err_is_terminal = false;
  /// Columns of the terminals behind `out` and `err`; 0 where there is none.
  int columns = 0;
  int err_columns = 0;
  const Clock& clock;
  /// Returns early, and false, once the user has asked to stop.
  std::function<bool(Duration)> pause;
  /// Whether the user has asked to stop.
  std::function<bool()> stopped;
};

/// A client with what the service flags say, and the rest from the environment.
client::Result<client::Client> open_client(const Given& given);

/// Writes `kempelen: <sentence>` and returns the code.
int complain(Surroundings& at, std::string_view sentence, Exit code);
/// The same of a failed call, with the code that its kind asks for.
int complain(Surroundings& at, const client::Error& error);
Exit exit_of(const client::Error& error);

}  // namespace kempelen::cli
