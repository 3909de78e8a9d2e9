// What webhooks are signed with: a secret for each requester, sealed at rest like secret access keys.
#pragma once

#include <string>

#include "base/clock.h"
#include "base/ids.h"
#include "db/database.h"
#include "notify/post.h"
#include "server/sealing.h"

namespace kempelen::server {

class WebhookSecrets final : public notify::WebhookSecrets {
 public:
  /// All arguments must outlive the object.
  WebhookSecrets(db::Database& database, const Sealing& sealing, IdGenerator& ids, const Clock& wall)
      : database_(database), sealing_(sealing), ids_(ids), wall_(wall) {}

  /// Not on the writing thread: the first call for a requester waits for a commit.
  std::string secret_of(const RequesterId& requester) override;
  /// A new one from now on.
  std::string replace(const RequesterId& requester);

 private:
  std::string sealed(const RequesterId& requester, const std::string& secret) const;

  db::Database& database_;
  const Sealing& sealing_;
  IdGenerator& ids_;
  const Clock& wall_;
};

}  // namespace kempelen::server
