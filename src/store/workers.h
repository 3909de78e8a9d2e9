// Workers and what they prove themselves with: sessions, bearer tokens, links.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/ids.h"
#include "base/instant.h"
#include "domain/marketplace.h"
#include "domain/worker.h"
#include "store/accounts.h"
#include "store/statements.h"

namespace kempelen::store {

struct Worker {
  WorkerId id;
  domain::Marketplace marketplace = domain::Marketplace::Sandbox;
  std::string username;
  std::optional<std::string> password_hash;  // argon2id; none until a password is set
  Instant created_at;
  Standing standing = Standing::Good;
  domain::WorkerRecord record{};
  domain::WorkerProfile profile{};
};

/// Whether the name (ASCII case ignored) was free in the marketplace.
bool insert_worker(db::Transaction& db, const Worker& worker);
std::optional<Worker> find_worker(db::Reader& db, const WorkerId& id);
std::optional<Worker> find_worker_named(db::Reader& db, domain::Marketplace marketplace,
                                        std::string_view username);
std::vector<Worker> list_workers(db::Reader& db, domain::Marketplace marketplace);
bool set_worker_standing(db::Transaction& db, const WorkerId& id, Standing standing);
bool set_worker_password(db::Transaction& db, const WorkerId& id, std::string_view password_hash);
void save_worker_profile(db::Transaction& db, const WorkerId& id, const domain::WorkerProfile& profile);
void save_worker_record(db::Transaction& db, const WorkerId& id, const domain::WorkerRecord& record);

/// The numbers are stored.
enum class CredentialKind { Session = 0, BearerToken = 1, SignInLink = 2, ResetLink = 3 };

struct Credential {
  std::string token_hash;
  WorkerId worker;
  CredentialKind kind = CredentialKind::Session;
  std::string csrf_token;
  Instant created_at;                 // wall clock, as is the next
  std::optional<Instant> expires_at;  // none: never
};

void insert_credential(db::Transaction& db, const Credential& credential);
/// Expired ones too; the caller compares with the wall clock.
std::optional<Credential> find_credential(db::Reader& db, std::string_view token_hash);
void delete_credential(db::Transaction& db, std::string_view token_hash);
/// After a new password: everything but bearer tokens.
void delete_sessions_of(db::Transaction& db, const WorkerId& worker);
void delete_expired_credentials(db::Transaction& db, Instant wall_now);

Statements worker_statements();

}  // namespace kempelen::store
