// Statements for notification settings and destinations.
#include "store/notifications.h"

#include <array>

namespace kempelen::store {
namespace {

constexpr db::Sql kInsertDestination{
    "INSERT INTO notification_destinations (destination_id, owner, marketplace, transport, address) "
    "VALUES ($1, $2, $3, $4, $5) ON CONFLICT (owner, marketplace, transport, address) DO NOTHING"};
constexpr db::Sql kFindByAddress{
    "SELECT destination_id FROM notification_destinations "
    "WHERE owner = $1 AND marketplace = $2 AND transport = $3 AND address = $4"};
constexpr db::Sql kFindDestination{
    "SELECT destination_id, owner, marketplace, transport, address, failures, failing_since, paused_until, "
    "last_failure FROM notification_destinations WHERE destination_id = $1"};
constexpr db::Sql kListDestinations{
    "SELECT destination_id, owner, marketplace, transport, address, failures, failing_since, paused_until, "
    "last_failure FROM notification_destinations WHERE destination_id > $1 ORDER BY destination_id LIMIT $2"};
constexpr db::Sql kClearFailures{
    "UPDATE notification_destinations SET failures = 0, failing_since = NULL, paused_until = 0, "
    "last_failure = NULL WHERE destination_id = $1 AND (failures > 0 OR paused_until > 0)"};
constexpr db::Sql kNoteFailure{
    "UPDATE notification_destinations SET failures = failures + 1, "
    "failing_since = COALESCE(failing_since, $2), paused_until = $3, last_failure = $4 "
    "WHERE destination_id = $1"};
constexpr db::Sql kEndPause{
    "UPDATE notification_destinations SET paused_until = 0 WHERE destination_id = $1 AND paused_until > 0"};
constexpr db::Sql kDeleteUnused{
    "DELETE FROM notification_destinations WHERE "
    "NOT EXISTS (SELECT 1 FROM notification_settings s "
    "WHERE s.destination_id = notification_destinations.destination_id) AND "
    "NOT EXISTS (SELECT 1 FROM notification_events e "
    "WHERE e.destination_id = notification_destinations.destination_id) AND "
    "NOT EXISTS (SELECT 1 FROM notification_messages m "
    "WHERE m.destination_id = notification_destinations.destination_id)"};

constexpr db::Sql kSaveSettings{
    "INSERT INTO notification_settings (hit_type_id, destination_id, event_types, active) "
    "VALUES ($1, $2, $3, $4) ON CONFLICT (hit_type_id) DO UPDATE SET "
    "destination_id = excluded.destination_id, event_types = excluded.event_types, "
    "active = excluded.active"};
constexpr db::Sql kSetActive{"UPDATE notification_settings SET active = $2 WHERE hit_type_id = $1"};
constexpr db::Sql kFindActive{
    "SELECT destination_id, event_types FROM notification_settings WHERE hit_type_id = $1 AND active = 1"};

constexpr db::Sql kInsertSecret{
    "INSERT INTO webhook_secrets (requester_id, sealed_secret, made_at) VALUES ($1, $2, $3) "
    "ON CONFLICT (requester_id) DO NOTHING"};
constexpr db::Sql kReplaceSecret{
    "INSERT INTO webhook_secrets (requester_id, sealed_secret, made_at) VALUES ($1, $2, $3) "
    "ON CONFLICT (requester_id) DO UPDATE SET sealed_secret = excluded.sealed_secret, "
    "made_at = excluded.made_at"};
constexpr db::Sql kFindSecret{"SELECT sealed_secret FROM webhook_secrets WHERE requester_id = $1"};

Destination read_destination(const db::Row& row) {
  return {.id = std::string(row.text(0)),
          .address = {.owner = row.id<RequesterId>(1),
                      .marketplace = static_cast<domain::Marketplace>(row.integer(2)),
                      .transport = static_cast<domain::Transport>(row.integer(3)),
                      .text = std::string(row.text(4))},
          .failures = row.integer(5),
          .failing_since = row.maybe_instant(6),
          .paused_until = row.instant(7),
          .last_failure = row.maybe_text(8)};
}

}  // namespace

std::string find_or_insert_destination(db::Transaction& db, const Address& address,
                                       const std::string& fresh_id) {
  const auto find = [&] {
    return db.find(
        kFindByAddress, [](const db::Row& row) { return std::string(row.text(0)); }, address.owner,
        static_cast<int>(address.marketplace), static_cast<int>(address.transport), address.text);
  };
  if (auto found = find()) return *std::move(found);
  db.execute(kInsertDestination, fresh_id, address.owner, static_cast<int>(address.marketplace),
             static_cast<int>(address.transport), address.text);
  return fresh_id;
}

std::optional<Destination> find_destination(db::Reader& db, const std::string& id) {
  return db.find(kFindDestination, read_destination, id);
}

std::vector<Destination> list_destinations(db::Reader& db, const std::string& after, std::int64_t count) {
  return db.all(kListDestinations, read_destination, after, count);
}

void clear_failures(db::Transaction& db, const std::string& id) {
  db.execute(kClearFailures, id);
}

void note_failure(db::Transaction& db, const std::string& id, Instant now, Instant paused_until,
                  const std::string& failure) {
  db.execute(kNoteFailure, id, now, paused_until, failure);
}

void end_pause(db::Transaction& db, const std::string& id) {
  db.execute(kEndPause, id);
}

void delete_unused_destinations(db::Transaction& db) {
  db.execute(kDeleteUnused);
}

void save_notification_settings(db::Transaction& db, const HitTypeId& type,
                                const NotificationSettings& settings) {
  db.execute(kSaveSettings, type, settings.destination, settings.event_types.bits, settings.active);
}

bool set_notifications_active(db::Transaction& db, const HitTypeId& type, bool active) {
  return db.execute(kSetActive, type, active) == 1;
}

std::optional<NotificationSettings> find_active_notification_settings(db::Reader& db, const HitTypeId& type) {
  return db.find(
      kFindActive,
      [](const db::Row& row) {
        return NotificationSettings{std::string(row.text(0)), {row.integer(1)}, true};
      },
      type);
}

void insert_webhook_secret(db::Transaction& db, const RequesterId& requester, const std::string& sealed,
                           Instant now) {
  db.execute(kInsertSecret, requester, sealed, now);
}

void replace_webhook_secret(db::Transaction& db, const RequesterId& requester, const std::string& sealed,
                            Instant now) {
  db.execute(kReplaceSecret, requester, sealed, now);
}

std::optional<std::string> find_webhook_secret(db::Reader& db, const RequesterId& requester) {
  return db.find(kFindSecret, [](const db::Row& row) { return std::string(row.text(0)); }, requester);
}

Statements notification_statements() {
  static constexpr std::array<const db::Sql*, 14> kAll = {
      &kInsertDestination, &kFindByAddress, &kFindDestination, &kListDestinations, &kClearFailures,
      &kNoteFailure,       &kEndPause,      &kDeleteUnused,    &kSaveSettings,     &kSetActive,
      &kFindActive,        &kInsertSecret,  &kReplaceSecret,   &kFindSecret};
  return kAll;
}

}  // namespace kempelen::store
