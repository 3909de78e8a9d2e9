// Requesters and their access keys.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/ids.h"
#include "base/instant.h"
#include "domain/worker.h"
#include "store/statements.h"

namespace kempelen::store {

using domain::Standing;

struct Requester {
  RequesterId id;
  std::string name;
  Instant created_at;
  Standing standing = Standing::Good;
};

void insert_requester(db::Transaction& db, const Requester& requester);
std::optional<Requester> find_requester(db::Reader& db, const RequesterId& id);
/// Oldest first.
std::vector<Requester> list_requesters(db::Reader& db);
/// Whether there was such a requester.
bool set_requester_standing(db::Transaction& db, const RequesterId& id, Standing standing);

enum class KeyOrigin { Made, Imported };
enum class KeyState { Active, Inactive };

struct AccessKey {
  std::string access_key_id;
  RequesterId requester;
  std::string sealed_secret;
  Instant created_at;
  KeyState state = KeyState::Active;
  KeyOrigin origin = KeyOrigin::Made;
};

/// Whether the id was free.
bool insert_access_key(db::Transaction& db, const AccessKey& key);
std::optional<AccessKey> find_access_key(db::Reader& db, std::string_view access_key_id);
std::vector<AccessKey> list_access_keys(db::Reader& db, const RequesterId& requester);
bool set_access_key_state(db::Transaction& db, std::string_view access_key_id, KeyState state);

Statements account_statements();

}  // namespace kempelen::store
