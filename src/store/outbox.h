// What still has to leave: events that are in no message yet, and messages as they are sent.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/ids.h"
#include "base/instant.h"
#include "domain/event.h"
#include "store/statements.h"

namespace kempelen::store {

struct Event {
  std::string id;
  domain::EventType type = domain::EventType::Ping;
  Instant happened_at;  // domain clock
  HitId hit;
  HitTypeId hit_type;
  std::optional<AssignmentId> assignment{};
};

void insert_event(db::Transaction& db, const std::string& destination, const Event& event);
/// Takes back what happened to a HIT in the command whose events have ids that begin with `stamp`.
void withdraw_event(db::Transaction& db, const std::string& destination, const std::string& stamp,
                    const HitId& hit, domain::EventType type);
/// The first ones of a destination, in order.
std::vector<Event> first_events(db::Reader& db, const std::string& destination, std::int64_t count);
/// What has been put into a message: everything up to `last`.
void delete_events_up_to(db::Transaction& db, const std::string& destination, const std::string& last);

/// Which of a destination's messages go first. The number is stored.
enum class Rank { Urgent = 0, Usual = 1 };

struct Message {
  std::string id;
  std::string destination;
  Rank rank = Rank::Usual;
  std::string document_id;  // the EventDocId
  std::string subject;
  std::string body;
  std::string group;          // the HIT type of its events; for queues and topics that keep an order
  std::int64_t events = 0;    // none in mail
  Instant created_at;         // domain clock; for events, when the first one happened
  std::int64_t attempts = 0;  // that failed
};

void insert_message(db::Transaction& db, const Message& message);
/// The first ones of a destination that are not dead, in the order in which they are sent.
std::vector<Message> first_messages(db::Reader& db, const std::string& destination, std::int64_t count);
/// How many that are not dead, counted up to `at_most`.
std::int64_t count_messages(db::Reader& db, const std::string& destination, std::int64_t at_most);
/// It has arrived.
void delete_message(db::Transaction& db, const std::string& id);
void count_attempt(db::Transaction& db, const std::string& id);
/// It is not tried again.
void bury_message(db::Transaction& db, const std::string& id, Instant now, const std::string& failure);
/// The same for all of a destination that were made before `created_before`; says how many there were.
std::int64_t bury_old_messages(db::Transaction& db, const std::string& destination, Instant created_before,
                               Instant now, const std::string& failure);

/// Destinations that have something to send, in the order of their ids, after `after`.
std::optional<std::string> next_destination_with_events(db::Reader& db, const std::string& after);
std::optional<std::string> next_destination_with_messages(db::Reader& db, const std::string& after);

/// How much waits, counted up to `at_most`, and since when by the domain clock.
struct Waiting {
  std::int64_t count = 0;
  std::optional<Instant> oldest{};
};
Waiting waiting_events(db::Reader& db, std::int64_t at_most);
Waiting waiting_messages(db::Reader& db, std::int64_t at_most);

struct DeadLetter {
  Message message;
  Instant dead_at;
  std::string failure;
};

std::optional<DeadLetter> find_dead_letter(db::Reader& db, const std::string& message);
/// Oldest first, those after the message `after`.
std::vector<DeadLetter> list_dead_letters(db::Reader& db, const std::string& after, std::int64_t count);
std::vector<DeadLetter> list_dead_letters_of(db::Reader& db, const std::string& destination,
                                             const std::string& after, std::int64_t count);
/// It is sent again, with a day of its own to arrive.
void revive_dead_letter(db::Transaction& db, const std::string& message, Instant now);

Statements outbox_statements();

}  // namespace kempelen::store
