// What an answer means: delivered, worth another try, or not. By the tables of the dossier (notifications, 6
// and 7).
#pragma once

#include <string_view>

#include "notify/outcome.h"
#include "outgoing/client.h"

namespace kempelen::notify {

/// `sent` is the message's body, whose MD5 the queue answers with.
Outcome read_queue_answer(const outgoing::Answer& answer, std::string_view sent);
Outcome read_topic_answer(const outgoing::Answer& answer);
Outcome read_webhook_answer(const outgoing::Answer& answer);
Outcome read_mail_answer(const outgoing::Answer& answer);

}  // namespace kempelen::notify
