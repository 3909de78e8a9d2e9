// `kempelen restore`: makes a data directory from a backup.
#pragma once

#include <string>

#include "base/result.h"

namespace kempelen::server {

struct RestoreWishes {
  std::string backup;          // the file
  std::string data_directory;  // made if it is not there; must have no store, or an empty one
  std::string master_key;      // file to copy into the directory; empty: none
  enum class Differences { Refused, Accepted } differences = Differences::Refused;
};

/// Checks the backup, recounts it, puts it in place and says what was done and what is left to do. Refuses
/// (AdminRefused) with a sentence, and then leaves the directory as it was. Faults pass through.
Result<std::string> restore(const RestoreWishes& wishes);

}  // namespace kempelen::server
