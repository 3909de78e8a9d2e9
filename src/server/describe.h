// `kempelen describe`: the declared model as JSON, and the reference pages made from it.
#pragma once

#include <string>

namespace kempelen::server {

/// `what` is model, requester-api, structures, worker-api, errors or the name of an operation of the
/// Requester API. Prints to standard output; returns the exit code.
int print_description(const std::string& what);

}  // namespace kempelen::server
