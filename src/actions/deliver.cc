// Inboxes, and mail beside them.
#include "actions/deliver.h"

#include <fmt/format.h>

#include "actions/notifications/mail.h"
#include "base/fault.h"
#include "store/accounts.h"
#include "store/messages.h"
#include "store/workers.h"

namespace kempelen::actions {
namespace {

/// The requester's name, but not his address, as with the original.
std::string signed_text(const WriteContext& ctx, const Letter& letter) {
  const auto requester = store::find_requester(ctx.db, letter.from);
  KEMPELEN_INVARIANT(requester.has_value(), "a letter is from a requester");
  return fmt::format("{} writes to you on {}:\n\n{}\n", requester->name,
                     ctx.settings.site_url(ctx.caller.marketplace), letter.body);
}

}  // namespace

void deliver(WriteContext& ctx, const Letter& letter) {
  store::insert_inbox_message(ctx.tx, {.id = ctx.ids.message(ctx.now),
                                       .worker = letter.to,
                                       .requester = letter.from,
                                       .subject = letter.subject,
                                       .body = letter.body,
                                       .sent_at = ctx.now});
  if (!ctx.settings.destinations.email) return;
  const auto worker = store::find_worker(ctx.db, letter.to);
  KEMPELEN_INVARIANT(worker.has_value(), "a letter is to a worker");
  if (worker->profile.email) {
    enqueue_mail(ctx, *worker->profile.email, letter.subject, signed_text(ctx, letter));
  }
}

}  // namespace kempelen::actions
