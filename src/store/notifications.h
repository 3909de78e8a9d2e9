// Who wants to hear of what, where it goes, and how sending there went.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/ids.h"
#include "base/instant.h"
#include "domain/event.h"
#include "domain/marketplace.h"
#include "domain/notification.h"
#include "store/statements.h"

namespace kempelen::store {

/// What makes two destinations the same one.
struct Address {
  RequesterId owner;  // empty: the server itself
  domain::Marketplace marketplace = domain::Marketplace::Sandbox;
  domain::Transport transport = domain::Transport::SQS;
  std::string text;
};

struct Destination {
  std::string id;
  Address address;
  std::int64_t failures = 0;  // in a row, of those that may pass
  std::optional<Instant> failing_since{};
  Instant paused_until{};
  std::optional<std::string> last_failure{};
};

/// The destination with that address, made under the id `fresh_id` if there is none.
std::string find_or_insert_destination(db::Transaction& db, const Address& address,
                                       const std::string& fresh_id);
std::optional<Destination> find_destination(db::Reader& db, const std::string& id);
/// In the order of their ids, those after `after`.
std::vector<Destination> list_destinations(db::Reader& db, const std::string& after, std::int64_t count);
/// A message has arrived, or the pause is over for another reason.
void clear_failures(db::Transaction& db, const std::string& id);
/// A try failed and may succeed later: nothing is sent until `paused_until`.
void note_failure(db::Transaction& db, const std::string& id, Instant now, Instant paused_until,
                  const std::string& failure);
/// The next try is made at once; that it has failed so far stays known.
void end_pause(db::Transaction& db, const std::string& id);
/// Destinations that no setting and no message names any more.
void delete_unused_destinations(db::Transaction& db);

struct NotificationSettings {
  std::string destination;
  domain::EventTypes event_types;
  bool active = true;
};

void save_notification_settings(db::Transaction& db, const HitTypeId& type,
                                const NotificationSettings& settings);
/// Whether there were settings to switch.
bool set_notifications_active(db::Transaction& db, const HitTypeId& type, bool active);
/// Settings that are switched off look like none.
std::optional<NotificationSettings> find_active_notification_settings(db::Reader& db, const HitTypeId& type);

/// Keeps the secret unless there is one already.
void insert_webhook_secret(db::Transaction& db, const RequesterId& requester, const std::string& sealed,
                           Instant now);
void replace_webhook_secret(db::Transaction& db, const RequesterId& requester, const std::string& sealed,
                            Instant now);
std::optional<std::string> find_webhook_secret(db::Reader& db, const RequesterId& requester);

Statements notification_statements();

}  // namespace kempelen::store
