// Where events of HITs and assignments are sent.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "api/scalars.h"
#include "model/field.h"

namespace kempelen::api {

struct NotificationSpecification {
  std::string destination;
  std::string transport;
  std::string version;
  std::vector<std::string> event_types{};
};

struct UpdateNotificationSettingsRequest {
  std::string hit_type_id;
  std::optional<NotificationSpecification> notification{};
  std::optional<bool> active{};
};

struct UpdateNotificationSettingsResponse {};

struct SendTestEventNotificationRequest {
  NotificationSpecification notification;
  std::string test_event_type;
};

struct SendTestEventNotificationResponse {};

}  // namespace kempelen::api

namespace kempelen {

template <>
struct model::ShapeOf<api::NotificationSpecification> {
  static constexpr Field fields[] = {
      field<&api::NotificationSpecification::destination>("Destination", "Address of the queue or topic."),
      field<&api::NotificationSpecification::transport>("Transport", one_of(api::kNotificationTransports),
                                                        "How events travel."),
      field<&api::NotificationSpecification::version>("Version", "Version of the message format."),
      field<&api::NotificationSpecification::event_types>("EventTypes", one_of(api::kEventTypes),
                                                          required_list, "Which events are sent."),
  };
  static constexpr Shape shape{"NotificationSpecification", fields};
};

template <>
struct model::ShapeOf<api::UpdateNotificationSettingsRequest> {
  static constexpr Field fields[] = {
      field<&api::UpdateNotificationSettingsRequest::hit_type_id>("HITTypeId", api::kEntityId,
                                                                  "The HIT type."),
      field<&api::UpdateNotificationSettingsRequest::notification>(
          "Notification", "Where events of this type go; replaces the setting before."),
      field<&api::UpdateNotificationSettingsRequest::active>("Active", "Whether events are sent at all."),
  };
  static constexpr Shape shape{"UpdateNotificationSettingsRequest", fields};
};

template <>
struct model::ShapeOf<api::UpdateNotificationSettingsResponse> {
  static constexpr Shape shape{"UpdateNotificationSettingsResponse", {}};
};

template <>
struct model::ShapeOf<api::SendTestEventNotificationRequest> {
  static constexpr Field fields[] = {
      field<&api::SendTestEventNotificationRequest::notification>("Notification",
                                                                  "Where the test event goes."),
      field<&api::SendTestEventNotificationRequest::test_event_type>(
          "TestEventType", one_of(api::kEventTypes), "The event to play; Ping exists only here."),
  };
  static constexpr Shape shape{"SendTestEventNotificationRequest", fields};
};

template <>
struct model::ShapeOf<api::SendTestEventNotificationResponse> {
  static constexpr Shape shape{"SendTestEventNotificationResponse", {}};
};

}  // namespace kempelen
