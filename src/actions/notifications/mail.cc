// Mail goes the way of notifications: through the outbox, in order for each address.
#include "actions/notifications/mail.h"

#include <algorithm>

#include "domain/email.h"
#include "store/notifications.h"
#include "store/outbox.h"

namespace kempelen::actions {

bool enqueue_mail(WriteContext& ctx, const std::string& to, std::string subject, std::string text) {
  if (!ctx.settings.destinations.email || !domain::is_email_address(to)) return false;
  std::ranges::replace_if(subject, [](char c) { return c == '\r' || c == '\n'; }, ' ');
  const std::string destination = store::find_or_insert_destination(
      ctx.tx,
      {.owner = {}, .marketplace = ctx.caller.marketplace, .transport = domain::Transport::Email, .text = to},
      ctx.ids.notification_destination(ctx.now));
  store::insert_message(ctx.tx, {.id = ctx.ids.notification(ctx.now, ctx.outbox_rows++),
                                 .destination = destination,
                                 .document_id = ctx.ids.document(),
                                 .subject = std::move(subject),
                                 .body = std::move(text),
                                 .group = {},
                                 .events = 0,
                                 .created_at = ctx.now});
  return true;
}

}  // namespace kempelen::actions
