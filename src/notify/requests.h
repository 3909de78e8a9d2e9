// What is sent to a queue, a topic or a webhook: the request with its signature.
#pragma once

#include "base/instant.h"
#include "notify/settings.h"
#include "outgoing/client.h"
#include "store/notifications.h"
#include "store/outbox.h"

namespace kempelen::notify {

/// SendMessage in the JSON or the query protocol, signed. `queue` is the parsed address.
outgoing::Request queue_request(const domain::QueueAddress& queue, const store::Message& message,
                                const std::string& url, const Grant& grant, Instant at);

/// Publish, signed.
outgoing::Request topic_request(const domain::TopicArn& topic, const store::Message& message,
                                const std::string& arn, const Grant& grant, Instant at);

/// A POST of the document. Its header `Kempelen-Signature: t=<epoch seconds>,v1=<hex>` is the HMAC-SHA-256,
/// with the requester's webhook secret, of the time as it is written there, a full stop, and the body.
outgoing::Request webhook_request(const std::string& url, const store::Message& message,
                                  std::string_view secret, Instant at);

/// The value of that header.
std::string webhook_signature(std::string_view secret, std::string_view body, Instant at);

}  // namespace kempelen::notify
