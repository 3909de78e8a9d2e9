// The exclusive lock on a data file: one process owns the data.
#pragma once

#include <string>

namespace kempelen::db::sqlite {

/// Held until destroyed, and released by the system when the process dies in any way.
class LockFile {
 public:
  /// Creates `path` (mode 600) when it is missing and writes the process id into it. Throws Fault naming the
  /// holder's process id when the lock is taken.
  explicit LockFile(const std::string& path);
  ~LockFile();
  LockFile(const LockFile&) = delete;
  LockFile& operator=(const LockFile&) = delete;

 private:
  int descriptor_;
};

/// Creates an empty file with mode 600, durably, unless it exists.
void create_private_file(const std::string& path);

}  // namespace kempelen::db::sqlite
