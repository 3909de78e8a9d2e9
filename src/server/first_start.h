// What a first start makes, so that there is something to work with at once: a demo requester with a key
// pair, a demo worker in each marketplace, a live deposit. All secrets are fresh; they are kept sealed, so
// that connect.env can be written anew at every start.
#pragma once

#include <optional>
#include <string>

#include "server/admin.h"

namespace kempelen::server {

struct Demo {
  std::string access_key_id;
  std::string secret_access_key;
  WorkerId sandbox_worker;
  WorkerId live_worker;
  std::string sandbox_token;
  std::string live_token;
};

/// Makes the demo accounts in an empty database; finds those made before; nothing in a database without them.
std::optional<Demo> open_demo(const AdminParts& parts);

/// A fresh link that signs the worker in, for a day.
std::string make_sign_in_link(const AdminParts& parts, const WorkerId& worker,
                              domain::Marketplace marketplace);

/// The secret stands in the fragment, which browsers send to nobody and servers do not log.
std::string sign_in_address(const actions::Settings& settings, domain::Marketplace marketplace,
                            const std::string& token);

}  // namespace kempelen::server
