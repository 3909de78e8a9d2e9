// What an action is handed: the transaction or snapshot it works in, who calls, and the one instant of its
// command.
//
// Actions are synchronous functions `Result<Output>(Context&, const Input&)`. They have no effect but through
// the transaction, because a write job may run twice (db/database.h).
#pragma once

#include <limits>
#include <memory>
#include <string>

#include "base/digest.h"
#include "base/ids.h"
#include "base/instant.h"
#include "base/result.h"
#include "db/database.h"
#include "domain/marketplace.h"
#include "domain/notification.h"
#include "store/hit_type_cache.h"

namespace kempelen::actions {

/// Who calls: a requester by his key, or a worker by his session. The other id is empty.
struct Caller {
  domain::Marketplace marketplace = domain::Marketplace::Sandbox;
  RequesterId requester{};
  WorkerId worker{};
};

/// What actions need to know of the server they run in; the same for all of them, and constant.
struct Settings {
  MacKey page_token_key;
  std::string content_url;  // origin without a slash at the end
  std::string sandbox_url;  // worker sites, likewise
  std::string live_url;
  MacKey file_key{};  // signs the addresses of files
  /// What workers may upload: one file, and all files of one assignment.
  std::int64_t file_bytes_max = 20 * 1024 * 1024;
  std::int64_t assignment_file_bytes_max = 100 * 1024 * 1024;
  std::int64_t accepted_max =
      25;  // assignments one worker may have under way (widely reported of the original)

  std::int64_t blocks_max = 100'000;  // workers that one requester may block (service model)

  /// Takes premium qualifications and counts every worker as having them; else they do not exist.
  bool premium_qualifications = false;

  /// Where notifications may go, and the account number that messages carry, if any.
  domain::DestinationRules destinations{};
  std::string source_account{};
  /// Nothing that is set, but as constant: what it remembers of HIT types never changes. All copies of these
  /// settings share it.
  std::shared_ptr<store::HitTypeCache> hit_types = std::make_shared<store::HitTypeCache>();

  const std::string& site_url(domain::Marketplace marketplace) const {
    return marketplace == domain::Marketplace::Live ? live_url : sandbox_url;
  }
};

constexpr Instant kNoTimer{std::numeric_limits<std::int64_t>::max()};

struct ReadContext {
  db::Reader& db;
  const Caller& caller;
  Instant now;
  const Settings& settings;
  /// The other clock, which addresses of files live by.
  Instant wall_now{};
};

struct WriteContext : ReadContext {
  WriteContext(db::Transaction& transaction, const Caller& by, Instant at, const Settings& server,
               IdGenerator& id_source)
      : ReadContext{transaction, by, at, server}, tx(transaction), ids(id_source) {}

  db::Transaction& tx;
  IdGenerator& ids;
  /// The earliest timer this command has set, so that the scheduler hears of it.
  Instant earliest_timer = kNoTimer;
  /// How many rows this command has put into the outbox, so that the sender hears of it.
  std::int64_t outbox_rows = 0;
};

}  // namespace kempelen::actions
