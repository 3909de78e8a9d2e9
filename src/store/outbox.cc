// Statements for the outbox.
#include "store/outbox.h"

#include <algorithm>
#include <array>

namespace kempelen::store {
namespace {

constexpr db::Sql kInsertEvent{
    "INSERT INTO notification_events (destination_id, event_id, event_type, happened_at, hit_id, "
    "hit_type_id, assignment_id) VALUES ($1, $2, $3, $4, $5, $6, $7)"};
constexpr db::Sql kWithdrawEvent{
    "DELETE FROM notification_events WHERE destination_id = $1 AND event_id > $2 AND event_id < $3 "
    "AND hit_id = $4 AND event_type = $5"};
constexpr db::Sql kFirstEvents{
    "SELECT event_id, event_type, happened_at, hit_id, hit_type_id, assignment_id FROM notification_events "
    "WHERE destination_id = $1 ORDER BY event_id LIMIT $2"};
constexpr db::Sql kDeleteEvents{
    "DELETE FROM notification_events WHERE destination_id = $1 AND event_id <= $2"};

constexpr db::Sql kInsertMessage{
    "INSERT INTO notification_messages (message_id, destination_id, rank, document_id, subject, body, "
    "group_id, events, created_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)"};
constexpr db::Sql kFirstMessages{
    "SELECT message_id, destination_id, rank, document_id, subject, body, group_id, events, created_at, "
    "attempts FROM notification_messages WHERE destination_id = $1 AND dead_at IS NULL "
    "ORDER BY rank, message_id LIMIT $2"};
constexpr db::Sql kMessagesOf{
    "SELECT message_id FROM notification_messages WHERE destination_id = $1 AND dead_at IS NULL LIMIT $2"};
constexpr db::Sql kDeleteMessage{"DELETE FROM notification_messages WHERE message_id = $1"};
constexpr db::Sql kCountAttempt{
    "UPDATE notification_messages SET attempts = attempts + 1 WHERE message_id = $1"};
constexpr db::Sql kBury{
    "UPDATE notification_messages SET dead_at = $2, failure = $3, attempts = attempts + 1 "
    "WHERE message_id = $1"};
constexpr db::Sql kBuryOld{
    "UPDATE notification_messages SET dead_at = $3, failure = $4 "
    "WHERE destination_id = $1 AND dead_at IS NULL AND created_at <= $2"};

constexpr db::Sql kNextWithEvents{
    "SELECT destination_id FROM notification_events WHERE destination_id > $1 ORDER BY destination_id "
    "LIMIT 1"};
constexpr db::Sql kNextWithMessages{
    "SELECT destination_id FROM notification_messages WHERE dead_at IS NULL AND destination_id > $1 "
    "ORDER BY destination_id LIMIT 1"};
constexpr db::Sql kWaitingEvents{"SELECT happened_at FROM notification_events LIMIT $1"};
constexpr db::Sql kWaitingMessages{
    "SELECT created_at FROM notification_messages WHERE dead_at IS NULL LIMIT $1"};

constexpr db::Sql kFindDead{
    "SELECT message_id, destination_id, rank, document_id, subject, body, group_id, events, created_at, "
    "attempts, dead_at, failure FROM notification_messages WHERE message_id = $1 AND dead_at IS NOT NULL"};
constexpr db::Sql kListDead{
    "SELECT message_id, destination_id, rank, document_id, subject, body, group_id, events, created_at, "
    "attempts, dead_at, failure FROM notification_messages WHERE dead_at IS NOT NULL AND message_id > $1 "
    "ORDER BY message_id LIMIT $2"};
constexpr db::Sql kListDeadOf{
    "SELECT message_id, destination_id, rank, document_id, subject, body, group_id, events, created_at, "
    "attempts, dead_at, failure FROM notification_messages WHERE dead_at IS NOT NULL AND "
    "destination_id = $1 AND message_id > $2 ORDER BY message_id LIMIT $3"};
constexpr db::Sql kRevive{
    "UPDATE notification_messages SET dead_at = NULL, failure = NULL, attempts = 0, created_at = $2 "
    "WHERE message_id = $1"};

Event read_event(const db::Row& row) {
  return {.id = std::string(row.text(0)),
          .type = static_cast<domain::EventType>(row.integer(1)),
          .happened_at = row.instant(2),
          .hit = row.id<HitId>(3),
          .hit_type = row.id<HitTypeId>(4),
          .assignment = row.maybe_id<AssignmentId>(5)};
}

Message read_message(const db::Row& row) {
  return {.id = std::string(row.text(0)),
          .destination = std::string(row.text(1)),
          .rank = static_cast<Rank>(row.integer(2)),
          .document_id = std::string(row.text(3)),
          .subject = std::string(row.text(4)),
          .body = std::string(row.text(5)),
          .group = std::string(row.text(6)),
          .events = row.integer(7),
          .created_at = row.instant(8),
          .attempts = row.integer(9)};
}

DeadLetter read_dead_letter(const db::Row& row) {
  return {read_message(row), row.instant(10), std::string(row.text(11))};
}

std::optional<std::string> next(db::Reader& db, const db::Sql& sql, const std::string& after) {
  return db.find(sql, [](const db::Row& row) { return std::string(row.text(0)); }, after);
}

Waiting waiting(db::Reader& db, const db::Sql& sql, std::int64_t at_most) {
  Waiting found;
  db.for_each(
      sql,
      [&](const db::Row& row) {
        ++found.count;
        found.oldest = found.oldest ? std::min(*found.oldest, row.instant(0)) : row.instant(0);
      },
      at_most);
  return found;
}

}  // namespace

void insert_event(db::Transaction& db, const std::string& destination, const Event& event) {
  db.execute(kInsertEvent, destination, event.id, static_cast<int>(event.type), event.happened_at, event.hit,
             event.hit_type, event.assignment);
}

void withdraw_event(db::Transaction& db, const std::string& destination, const std::string& stamp,
                    const HitId& hit, domain::EventType type) {
  // Ids are made of digits and capitals, all of which come before `~`.
  db.execute(kWithdrawEvent, destination, stamp, stamp + "~", hit, static_cast<int>(type));
}

std::vector<Event> first_events(db::Reader& db, const std::string& destination, std::int64_t count) {
  return db.all(kFirstEvents, read_event, destination, count);
}

void delete_events_up_to(db::Transaction& db, const std::string& destination, const std::string& last) {
  db.execute(kDeleteEvents, destination, last);
}

void insert_message(db::Transaction& db, const Message& message) {
  db.execute(kInsertMessage, message.id, message.destination, static_cast<int>(message.rank),
             message.document_id, message.subject, message.body, message.group, message.events,
             message.created_at);
}

std::vector<Message> first_messages(db::Reader& db, const std::string& destination, std::int64_t count) {
  return db.all(kFirstMessages, read_message, destination, count);
}

std::int64_t count_messages(db::Reader& db, const std::string& destination, std::int64_t at_most) {
  std::int64_t count = 0;
  db.for_each(kMessagesOf, [&](const db::Row&) { ++count; }, destination, at_most);
  return count;
}

void delete_message(db::Transaction& db, const std::string& id) {
  db.execute(kDeleteMessage, id);
}

void count_attempt(db::Transaction& db, const std::string& id) {
  db.execute(kCountAttempt, id);
}

void bury_message(db::Transaction& db, const std::string& id, Instant now, const std::string& failure) {
  db.execute(kBury, id, now, failure);
}

std::int64_t bury_old_messages(db::Transaction& db, const std::string& destination, Instant created_before,
                               Instant now, const std::string& failure) {
  return db.execute(kBuryOld, destination, created_before, now, failure);
}

std::optional<std::string> next_destination_with_events(db::Reader& db, const std::string& after) {
  return next(db, kNextWithEvents, after);
}

std::optional<std::string> next_destination_with_messages(db::Reader& db, const std::string& after) {
  return next(db, kNextWithMessages, after);
}

Waiting waiting_events(db::Reader& db, std::int64_t at_most) {
  return waiting(db, kWaitingEvents, at_most);
}

Waiting waiting_messages(db::Reader& db, std::int64_t at_most) {
  return waiting(db, kWaitingMessages, at_most);
}

std::optional<DeadLetter> find_dead_letter(db::Reader& db, const std::string& message) {
  return db.find(kFindDead, read_dead_letter, message);
}

std::vector<DeadLetter> list_dead_letters(db::Reader& db, const std::string& after, std::int64_t count) {
  return db.all(kListDead, read_dead_letter, after, count);
}

std::vector<DeadLetter> list_dead_letters_of(db::Reader& db, const std::string& destination,
                                             const std::string& after, std::int64_t count) {
  return db.all(kListDeadOf, read_dead_letter, destination, after, count);
}

void revive_dead_letter(db::Transaction& db, const std::string& message, Instant now) {
  db.execute(kRevive, message, now);
}

Statements outbox_statements() {
  static constexpr std::array<const db::Sql*, 19> kAll = {
      &kInsertEvent,   &kWithdrawEvent,  &kFirstEvents,      &kDeleteEvents,  &kInsertMessage,
      &kFirstMessages, &kDeleteMessage,  &kMessagesOf,       &kCountAttempt,  &kBury,
      &kBuryOld,       &kNextWithEvents, &kNextWithMessages, &kWaitingEvents, &kWaitingMessages,
      &kFindDead,      &kListDead,       &kListDeadOf,       &kRevive};
  return kAll;
}

}  // namespace kempelen::store
