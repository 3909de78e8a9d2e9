// What receivers are sent: the JSON document of one or more events, as the original's queues and topics had
// it (dossier, notifications, section 3), and the same in words for e-mail.
#pragma once

#include <span>
#include <string>

#include "base/ids.h"
#include "base/instant.h"
#include "domain/notification.h"
#include "store/outbox.h"

namespace kempelen::actions {

/// Events are small, so that a document of ten stays far below the 256 KiB that every receiver takes.
inline constexpr std::int64_t kEventsPerDocument = 10;

/// What a document says beside its events.
struct DocumentFrame {
  std::string id;  // the EventDocId
  RequesterId customer;
  std::string source_account{};  // none if empty
};

std::string event_document(const DocumentFrame& frame, std::span<const store::Event> events);

/// A message about `events` to that transport, with everything but its id, destination and rank. `at` becomes
/// the subject that topics have: the epoch time in milliseconds.
store::Message event_message(domain::Transport transport, const DocumentFrame& frame,
                             std::span<const store::Event> events, Instant at);

}  // namespace kempelen::actions
