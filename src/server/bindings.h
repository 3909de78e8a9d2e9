// Which function carries out which operation of the Requester API.
#pragma once

#include <span>

#include "actions/binding.h"

namespace kempelen::server {

/// The 39 operations, by name in alphabetical order.
std::span<const actions::Binding> requester_bindings();

}  // namespace kempelen::server
