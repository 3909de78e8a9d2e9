// Request tokens: which repeated call was already carried out. They live for 24 hours of domain time.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/ids.h"
#include "base/instant.h"
#include "domain/marketplace.h"
#include "store/statements.h"

namespace kempelen::store {

constexpr Duration kRequestTokenLife = Duration::days(1);

/// A token is unique per requester, marketplace and name space; CreateHIT and CreateHITWithHITType share one.
struct RequestToken {
  RequesterId requester;
  domain::Marketplace marketplace = domain::Marketplace::Sandbox;
  std::string name_space;
  std::string token;
};

/// The id of what the call made, if the token was used within its life before `now`.
std::optional<std::string> find_use(db::Reader& db, const RequestToken& token, Instant now);
void save_use(db::Transaction& db, const RequestToken& token, std::string_view subject, Instant now);
void delete_dead_tokens(db::Transaction& db, Instant now);

Statements request_token_statements();

}  // namespace kempelen::store
