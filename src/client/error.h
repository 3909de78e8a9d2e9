// Why a call did not give its result.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <tl/expected.hpp>

#include "base/refusal.h"

namespace kempelen::client {

struct Error {
  enum class Kind : std::uint8_t {
    Settings,  // credentials or an endpoint are missing, or a file of them cannot be read; nothing was sent
    Request,   // the request holds what cannot be sent
    Unreachable,    // no connection; nothing was sent
    Unanswered,     // sent, and no answer came
    NotTheService,  // something else than the Requester API answers at the endpoint
    Refused,        // the service said no: look at `code`
    Failed,         // the service failed
  };

  Kind kind = Kind::Failed;
  /// What is wrong and what to do about it, in one or two sentences.
  std::string message;
  /// Of a refusal, where it is one that this library knows.
  std::optional<Code> code{};
  /// As the service wrote them: `RequestError`, `AWS.MechanicalTurk.HITDoesNotExist`, the parameter it is
  /// about.
  std::string type{};
  std::string turk_error_code{};
  std::string parameter{};
  std::string request_id{};
  int status = 0;    // of HTTP; 0 where there was no answer
  int attempts = 0;  // how often the call was sent
  /// Whether an attempt may have taken effect all the same, since its answer is not known.
  bool may_have_happened = false;

  bool is(Code wanted) const { return code == wanted; }
};

/// The HIT that was made with the token, of the refusal `The HIT with ID "3ABC…" already exists.`; empty for
/// every other error.
inline std::string hit_of_token(const Error& refusal) {
  if (!refusal.is(Code::HitAlreadyExists)) return {};
  const std::string& sentence = refusal.message;
  const std::size_t open = sentence.find('"');
  const std::size_t close = open == std::string::npos ? open : sentence.find('"', open + 1);
  return close == std::string::npos ? std::string() : sentence.substr(open + 1, close - open - 1);
}

template <typename T>
using Result = tl::expected<T, Error>;

}  // namespace kempelen::client
