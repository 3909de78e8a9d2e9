// Where the log goes: standard error, one line an event, `key=value`. Secrets never stand in it.
#pragma once

#include <string>

namespace kempelen::server {

/// Once per process; `level` is error, warn, info or debug.
void set_up_log(const std::string& level);

}  // namespace kempelen::server
