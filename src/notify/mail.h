// A message as e-mail (RFC 5322).
#pragma once

#include <string>

#include "base/instant.h"
#include "notify/settings.h"
#include "outgoing/client.h"
#include "store/outbox.h"

namespace kempelen::notify {

/// Plain text in UTF-8, from the configured sender; its Message-ID is the same at every try.
outgoing::Mail mail_to(const std::string& address, const store::Message& message, const MailServer& server,
                       Instant at);

}  // namespace kempelen::notify
