// Messages to workers: what their inboxes hold.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/ids.h"
#include "base/instant.h"
#include "store/statements.h"

namespace kempelen::store {

struct InboxMessage {
  std::string id;  // sorts by time
  WorkerId worker;
  RequesterId requester;  // who wrote it, or in whose name it is
  std::string subject;
  std::string body;  // plain text
  Instant sent_at;
  std::optional<Instant> read_at{};
};

void insert_inbox_message(db::Transaction& db, const InboxMessage& message);

/// With the name of its requester, as an inbox shows it.
struct ReceivedMessage {
  InboxMessage message;
  std::string requester_name;
};
std::optional<ReceivedMessage> find_message(db::Reader& db, std::string_view id);

enum class Messages { All, Unread };
/// Up to `count` messages to the worker, newest first, older than `before` (empty: from the start).
std::vector<ReceivedMessage> list_messages(db::Reader& db, const WorkerId& worker, Messages which,
                                           std::string_view before, std::int64_t count);
/// Keeps the time of the first reading.
void mark_message_read(db::Transaction& db, std::string_view id, Instant now);

Statements message_statements();

}  // namespace kempelen::store
