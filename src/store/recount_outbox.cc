// The outbox against what it is about: settings, events and messages belong to a requester's own HITs and
// destinations, and pauses have a reason.
#include <array>

#include "store/recount_parts.h"

namespace kempelen::store {
namespace {

constexpr db::Sql kStrangeSettings{
    "SELECT s.hit_type_id, s.destination_id FROM notification_settings s "
    "JOIN hit_types t ON t.hit_type_id = s.hit_type_id "
    "JOIN notification_destinations d ON d.destination_id = s.destination_id "
    "WHERE d.owner <> t.requester_id OR d.marketplace <> t.marketplace"};
constexpr db::Sql kEvents{
    "SELECT e.event_id, e.destination_id, e.hit_id, h.hit_id, "
    "CASE WHEN d.owner = h.requester_id AND d.marketplace = h.marketplace THEN 1 ELSE 0 END, "
    "e.assignment_id, a.assignment_id FROM notification_events e "
    "JOIN notification_destinations d ON d.destination_id = e.destination_id "
    "LEFT JOIN hits h ON h.hit_id = e.hit_id "
    "LEFT JOIN assignments a ON a.assignment_id = e.assignment_id AND a.hit_id = e.hit_id"};
constexpr db::Sql kDestinations{
    "SELECT d.destination_id, d.owner, r.requester_id, d.failures, d.paused_until "
    "FROM notification_destinations d LEFT JOIN requesters r ON r.requester_id = d.owner"};
constexpr db::Sql kSameDocument{
    "SELECT document_id FROM notification_messages GROUP BY document_id HAVING MIN(message_id) < "
    "MAX(message_id)"};

void recount_events(db::Reader& db, Recounting& counting) {
  db.for_each(kEvents, [&](const db::Row& row) {
    counting.go_on();
    const std::string_view event = row.text(0);
    if (row.is_null(3)) {
      counting.differs("The event {} to be sent is of HIT {}, and there is none of that id.", event,
                       row.text(2));
    } else if (!row.flag(4)) {
      counting.differs("The event {} of HIT {} is to be sent to {}, which is not of the HIT's requester.",
                       event, row.text(2), row.text(1));
    } else if (!row.is_null(5) && row.is_null(6)) {
      counting.differs("The event {} to be sent is of assignment {}, and HIT {} has none of that id.", event,
                       row.text(5), row.text(2));
    }
  });
}

void recount_destinations(db::Reader& db, Recounting& counting) {
  db.for_each(kDestinations, [&](const db::Row& row) {
    counting.go_on();
    if (!row.text(1).empty() && row.is_null(2)) {
      counting.differs("The destination {} is of requester {}, and there is none of that id.", row.text(0),
                       row.text(1));
    }
    if (row.integer(3) == 0 && row.integer(4) != 0) {
      counting.differs("The destination {} is paused, and nothing has failed there.", row.text(0));
    }
  });
}

}  // namespace

void recount_outbox(db::Reader& db, Recounting& counting) {
  db.for_each(kStrangeSettings, [&](const db::Row& row) {
    counting.differs("The events of HIT type {} go to {}, which is not of its requester.", row.text(0),
                     row.text(1));
  });
  recount_events(db, counting);
  recount_destinations(db, counting);
  db.for_each(kSameDocument, [&](const db::Row& row) {
    counting.differs("Two messages to be sent have the same document id {}.", row.text(0));
  });
}

Statements recount_outbox_statements() {
  static constexpr std::array<const db::Sql*, 4> kAll = {&kStrangeSettings, &kEvents, &kDestinations,
                                                         &kSameDocument};
  return kAll;
}

}  // namespace kempelen::store
