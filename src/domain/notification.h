// Where notifications may go: the transports, the forms of their addresses, and who may name which.
//
// A destination is text that a requester chose, and the server will connect to it. What is decided here is
// decided by the text; where a name leads is checked again when a connection is made (outgoing/address.h).
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/ids.h"
#include "base/result.h"
#include "domain/event.h"

namespace kempelen::domain {

/// The numbers are stored. Webhook is ours; the others are the service model's.
enum class Transport { Email = 0, SQS = 1, SNS = 2, Webhook = 3 };

std::string_view name(Transport transport);
/// Nothing for any other text.
std::optional<Transport> read_transport(std::string_view text);

/// A part of the operator's allow-list: destinations that begin with `prefix`, for these requesters, or for
/// all if none are named.
struct DestinationRule {
  std::string prefix;
  std::vector<RequesterId> requesters{};

  bool covers(std::string_view address, const RequesterId& requester) const;
};

/// What of the outside requesters may reach.
struct DestinationRules {
  /// Queues and topics. While there are none, every queue and topic of the original's cloud may be named, as
  /// with the original; nothing is sent there without credentials.
  std::vector<DestinationRule> queues_and_topics{};
  /// `*` for all, `*.example.org` for all below it, or a name.
  std::vector<std::string> webhook_hosts{"*"};
  bool plain_http = false;  // addresses without TLS
  bool email = false;       // there is a mail server
};

/// A queue's URL, taken apart: `https://sqs.us-east-1.amazonaws.com/123456789012/name`.
struct QueueAddress {
  std::string origin;  // scheme, host and port, as written
  std::string host;    // in lower case
  std::string path;    // from the first slash on
  std::string region;  // as the host names it; empty for hosts that are not the original cloud's
  bool fifo = false;
  bool plain_http = false;
};
std::optional<QueueAddress> parse_queue_url(std::string_view url);

/// `arn:aws:sns:us-east-1:123456789012:name`.
struct TopicArn {
  std::string partition, region, account, topic;
  bool fifo = false;
};
std::optional<TopicArn> parse_topic_arn(std::string_view arn);

/// Whether `requester` may have notifications sent there. Refuses InvalidTransportEndpoint.
Result<Done> check_destination(Transport transport, const std::string& address, const RequesterId& requester,
                               const DestinationRules& rules);

/// The two versions of the message format that clients name; both mean the same message.
bool is_notification_version(std::string_view text);

}  // namespace kempelen::domain
