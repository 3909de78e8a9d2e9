// The failed half of a Result where what the user gave is wrong: a flag, or a file that one names.
#pragma once

#include <string>
#include <utility>

#include "client/error.h"

namespace kempelen::cli {

/// Ends a command with kMisused. `sentence` says what is wrong and what to do.
inline tl::unexpected<client::Error> misuse(std::string sentence) {
  return tl::unexpected(client::Error{.kind = client::Error::Kind::Request, .message = std::move(sentence)});
}

}  // namespace kempelen::cli
