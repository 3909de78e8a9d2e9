// Made when first asked for, so that requesters without webhooks have none.
#include "server/webhook_secrets.h"

#include "base/fault.h"
#include "store/notifications.h"

namespace kempelen::server {
namespace {

std::string label(const RequesterId& requester) {
  return "webhook-secret:" + requester.text;
}

}  // namespace

std::string WebhookSecrets::sealed(const RequesterId& requester, const std::string& secret) const {
  return sealing_.seal(secret, label(requester));
}

std::string WebhookSecrets::secret_of(const RequesterId& requester) {
  std::optional<std::string> found;
  const auto look = [&](db::Reader& db) { found = store::find_webhook_secret(db, requester); };
  database_.read(look);
  if (!found) {
    const std::string fresh = sealed(requester, ids_.token());
    database_.write_and_wait([&](db::Transaction& tx) {
      store::insert_webhook_secret(tx, requester, fresh, wall_.now());
      look(tx);
      return db::Verdict::Keep;
    });
  }
  KEMPELEN_INVARIANT(found.has_value(), "the secret was made just now");
  return sealing_.unseal(*found, label(requester));
}

std::string WebhookSecrets::replace(const RequesterId& requester) {
  const std::string secret = ids_.token();
  const std::string fresh = sealed(requester, secret);
  database_.write_and_wait([&](db::Transaction& tx) {
    store::replace_webhook_secret(tx, requester, fresh, wall_.now());
    return db::Verdict::Keep;
  });
  return secret;
}

}  // namespace kempelen::server
