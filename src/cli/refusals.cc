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

std::string hit_of_token(const client::Error& refusal) {
  // `The HIT with ID "3ABC…" already exists.`
  if (!refusal.is(Code::HitAlreadyExists)) return {};
  const std::size_t open = refusal.message.find('"');
  const std::size_t close = open == std::string::npos ? open : refusal.message.find('"', open + 1);
  return close == std::string::npos ? std::string() : refusal.message.substr(open + 1, close - open - 1);
}

}  // namespace kempelen::cli
