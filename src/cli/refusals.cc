// By code; what this program does not know is taken to be about the one call.
#include "cli/refusals.h"

#include <algorithm>
#include <array>

namespace kempelen::cli {

bool concerns_every_call(const client::Error& error) {
  if (error.kind != client::Error::Kind::Refused) return true;
  constexpr std::array kCodes = {Code::MissingAuthenticationToken,
                                 Code::IncompleteSignature,
                                 Code::UnrecognizedClient,
                                 Code::ExpiredToken,
                                 Code::InvalidSignature,
                                 Code::AccountSuspended,
                                 Code::Throttled,
                                 Code::UnknownOperation,
                                 Code::InsufficientFunds};
  return error.code && std::ranges::find(kCodes, *error.code) != kCodes.end();
}

}  // namespace kempelen::cli
