// Putting events that wait into messages. What a message says is fixed here, once, so that however often it
// is tried and whatever happens in between, a receiver can tell by its EventDocId that it came twice.
#pragma once

#include "actions/notifications/document.h"
#include "store/notifications.h"

namespace kempelen::actions {

struct GroupingParts {
  IdGenerator& ids;
  const std::string& source_account;
  Instant wall_now;
};

/// Makes at most `messages` messages of the destination's first events and takes these from the list; gives
/// how many there are. A message holds up to ten events; to a queue or topic that keeps an order, of one HIT
/// type each, which is its message group.
std::int64_t group_events(db::Transaction& tx, const store::Destination& destination, std::int64_t messages,
                          const GroupingParts& parts);

}  // namespace kempelen::actions
