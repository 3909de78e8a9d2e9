// Mail that the server sends by itself, such as a requester's message to workers.
#pragma once

#include <string>

#include "actions/context.h"

namespace kempelen::actions {

/// Puts a plain text message into the outbox, to be sent after the commit. Gives false, and queues nothing,
/// where no mail server is configured or `to` is no plain address. Line ends in `subject` become blanks.
bool enqueue_mail(WriteContext& ctx, const std::string& to, std::string subject, std::string text);

}  // namespace kempelen::actions
