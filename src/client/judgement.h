// Inside this module only: what an answer means, as an Error with a sentence that says what to do.
#pragma once

#include <optional>
#include <string_view>

#include "client/error.h"
#include "outgoing/caller.h"

namespace kempelen::client {

/// What was called, for the sentences.
struct Called {
  std::string_view operation;
  std::string_view endpoint;
  std::string_view access_key_id;
};

/// Nothing if the answer is a good one, with JSON in its body.
std::optional<Error> judge(const Called& called, const outgoing::CallAnswer& answer);

/// Whether the refusal may be about the time of the signature.
bool refuses_time(const Error& error);

/// Adds to the sentence of a final error how often the call was tried, and whether it may have taken effect.
void explain_course(const Called& called, Error& error);

/// For an answer that promised JSON and holds something else than the operation's own answer.
Error unreadable_answer(const Called& called, std::string_view why);

}  // namespace kempelen::client
