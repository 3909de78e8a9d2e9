// How queues, topics, webhooks and mail are reached: what the operator has configured.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "domain/notification.h"

namespace kempelen::notify {

/// Servers that speak the queue service's older protocol only.
enum class Protocol { Json, Query };

/// The keys for the destinations that a rule covers. Nothing is ever sent to a queue or topic that no grant
/// covers, so that nobody can have the operator's keys used for a destination of his own.
struct Grant {
  domain::DestinationRule rule;
  std::string access_key_id;
  std::string secret_access_key;
  std::string session_token{};
  std::string region{};    // to sign for; that of the destination if empty
  std::string endpoint{};  // `https://host[:port]` that is really called; that of the destination if empty
  Protocol protocol = Protocol::Json;
};

struct MailServer {
  std::string url;
  std::string user{};
  std::string password{};
  std::string from;
};

struct Settings {
  std::vector<Grant> grants{};
  std::optional<MailServer> mail{};
};

/// The first grant that covers the destination.
const Grant* grant_for(const Settings& settings, std::string_view address, const RequesterId& owner);

}  // namespace kempelen::notify
