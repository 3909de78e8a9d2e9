// Grouping.
#include "actions/notifications/group_events.h"

#include <algorithm>

namespace kempelen::actions {
namespace {

bool keeps_order(const store::Address& address) {
  return address.text.ends_with(".fifo") &&
         (address.transport == domain::Transport::SQS || address.transport == domain::Transport::SNS);
}

/// How many of the first events go into one message.
std::size_t group_size(std::span<const store::Event> events, bool one_type) {
  const std::size_t most = std::min(events.size(), static_cast<std::size_t>(kEventsPerDocument));
  std::size_t size = 1;
  while (size < most && (!one_type || events[size].hit_type == events.front().hit_type)) ++size;
  return size;
}

}  // namespace

std::int64_t group_events(db::Transaction& tx, const store::Destination& destination, std::int64_t messages,
                          const GroupingParts& parts) {
  const auto waiting = store::first_events(tx, destination.id, messages * kEventsPerDocument);
  const bool one_type = keeps_order(destination.address);
  std::span<const store::Event> rest(waiting);
  std::string last;
  std::int64_t made = 0;
  for (; made < messages && !rest.empty(); ++made) {
    const auto group = rest.first(group_size(rest, one_type));
    store::Message message = event_message(destination.address.transport,
                                           {.id = parts.ids.document(),
                                            .customer = destination.address.owner,
                                            .source_account = parts.source_account},
                                           group, parts.wall_now);
    // Messages are in the order of their events.
    message.id = group.front().id;
    message.destination = destination.id;
    store::insert_message(tx, message);
    last = group.back().id;
    rest = rest.subspan(group.size());
  }
  if (made > 0) store::delete_events_up_to(tx, destination.id, last);
  return made;
}

}  // namespace kempelen::actions
