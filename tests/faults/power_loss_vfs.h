// SQLite's file layer over a Disk in memory: as SQLite's own layer for Unix behaves, it asks for the same
// syncs of directories and promises the same of the device. The shared memory between connections is the
// process's and is gone with it.
#pragma once

#include <memory>
#include <string>

#include "tests/faults/disk.h"

namespace kempelen::faults {

/// Registered with SQLite under name() for as long as it lives; nothing may be open at its end.
class PowerLossVfs {
 public:
  explicit PowerLossVfs(Disk& disk);
  ~PowerLossVfs();
  PowerLossVfs(const PowerLossVfs&) = delete;
  PowerLossVfs& operator=(const PowerLossVfs&) = delete;

  const char* name() const { return name_.c_str(); }

 private:
  struct Layer;
  const std::string name_;
  const std::unique_ptr<Layer> layer_;
};

}  // namespace kempelen::faults
