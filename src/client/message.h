// Inside this module only: from the C++ type of a request to the message that is sent.
#pragma once

#include "base/random.h"
#include "client/error.h"
#include "client/exchange.h"
#include "model/describe.h"

namespace kempelen::client {

/// `input` is a structure of the operation's input shape. An operation that a UniqueRequestToken makes
/// repeatable gets one if it has none. Fails where an amount has a fraction of a cent, which the wire cannot
/// carry.
Result<Message> message_of(const model::OperationRecord& operation, const void* input, RandomSource& random);

}  // namespace kempelen::client
