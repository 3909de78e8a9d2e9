// Names of events.
#include "domain/event.h"

#include <algorithm>
#include <array>

namespace kempelen::domain {
namespace {

constexpr std::array<std::string_view, 12> kNames = {
    "AssignmentAccepted", "AssignmentAbandoned", "AssignmentReturned", "AssignmentSubmitted",
    "AssignmentRejected", "AssignmentApproved",  "HITCreated",         "HITExpired",
    "HITReviewable",      "HITExtended",         "HITDisposed",        "Ping"};

}  // namespace

std::string_view name(EventType type) {
  return kNames[static_cast<std::size_t>(type)];
}

std::optional<EventType> read_event_type(std::string_view text) {
  const auto found = std::ranges::find(kNames, text);
  if (found == kNames.end()) return std::nullopt;
  return static_cast<EventType>(found - kNames.begin());
}

bool concerns_assignment(EventType type) {
  return type <= EventType::AssignmentApproved;
}

}  // namespace kempelen::domain
