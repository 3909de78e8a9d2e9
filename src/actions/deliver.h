// The one way in which a message reaches a worker.
#pragma once

#include <string>

#include "actions/context.h"

namespace kempelen::actions {

struct Letter {
  WorkerId to;
  RequesterId from;  // who wrote it, or in whose name the server writes
  std::string subject;
  std::string body;  // plain text
};

/// Puts the letter into the worker's inbox; and into the outbox as mail where the server has a mail server
/// and the worker an address.
void deliver(WriteContext& ctx, const Letter& letter);

}  // namespace kempelen::actions
