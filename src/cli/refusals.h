// What a refusal of one of many calls means for the others.
#pragma once

#include <string>

#include "client/error.h"

namespace kempelen::cli {

/// Whether the next call would meet the same: it is about the caller, his money or the way to the service.
bool concerns_every_call(const client::Error& error);

}  // namespace kempelen::cli
