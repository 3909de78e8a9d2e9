// Inside this module only: where credentials and endpoint come from when code does not say so, in the order
// of the AWS command line.
#pragma once

#include <functional>
#include <optional>
#include <string>

#include "client/error.h"
#include "client/settings.h"

namespace kempelen::client {

/// A variable of the environment; nothing if it is not set, or empty.
using Variable = std::function<std::optional<std::string>(const char* name)>;

/// The process's own.
std::optional<std::string> process_variable(const char* name);

struct Origin {
  std::string endpoint;
  Credentials credentials;
  std::string ca_file{};  // empty for the system's
};

/// Fails with a sentence that says where was looked and what to set.
Result<Origin> find_origin(const Settings& settings, const Variable& variable);

}  // namespace kempelen::client
