// The settings of notifications, read and checked: where they may go, with which keys, and how.
#pragma once

#include "notify/settings.h"
#include "outgoing/client.h"
#include "server/config.h"

namespace kempelen::server {

struct NotificationSettings {
  domain::DestinationRules destinations{};
  notify::Settings notify{};
  outgoing::ClientSettings client{};
};

/// Reads the files that the settings name. Refuses AdminRefused with a sentence that says where and what;
/// never with a secret in it. Faults of files pass through.
Result<NotificationSettings> load_notification_settings(const Config& config);

}  // namespace kempelen::server
