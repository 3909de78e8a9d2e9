// What a requester can be told of: the events of HITs and assignments (the dossier's notifications, section
// 2).
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace kempelen::domain {

/// The numbers are stored. Ping exists only as a test event.
enum class EventType {
  AssignmentAccepted = 0,
  AssignmentAbandoned = 1,
  AssignmentReturned = 2,
  AssignmentSubmitted = 3,
  AssignmentRejected = 4,
  AssignmentApproved = 5,
  HITCreated = 6,
  HITExpired = 7,
  HITReviewable = 8,
  HITExtended = 9,
  HITDisposed = 10,
  Ping = 11
};

std::string_view name(EventType type);
/// Nothing for any other text.
std::optional<EventType> read_event_type(std::string_view text);
/// Whether a message about it names an assignment; if not, it names the HIT alone.
bool concerns_assignment(EventType type);

/// Which events somebody wants to hear of, as a set that fits into a column.
struct EventTypes {
  std::int64_t bits = 0;

  constexpr bool contains(EventType type) const { return (bits & bit(type)) != 0; }
  constexpr void add(EventType type) { bits |= bit(type); }

  friend bool operator==(EventTypes, EventTypes) = default;

 private:
  static constexpr std::int64_t bit(EventType type) { return std::int64_t{1} << static_cast<int>(type); }
};

}  // namespace kempelen::domain
