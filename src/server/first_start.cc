// The demo accounts.
#include "server/first_start.h"

#include <fmt/format.h>

#include "json/value.h"
#include "json/writer.h"
#include "server/key_ring.h"
#include "site/session.h"
#include "store/accounts.h"
#include "store/ledger.h"
#include "store/meta.h"
#include "store/workers.h"

namespace kempelen::server {
namespace {

constexpr std::string_view kDemoName = "demo";
constexpr Money kDemoDeposit = Money::dollars(100);

std::string written(const Demo& demo) {
  std::string out;
  json::Writer(out)
      .begin_object()
      .member("access_key_id", demo.access_key_id)
      .member("secret_access_key", demo.secret_access_key)
      .member("sandbox_worker", demo.sandbox_worker.text)
      .member("live_worker", demo.live_worker.text)
      .member("sandbox_token", demo.sandbox_token)
      .member("live_token", demo.live_token)
      .end_object();
  return out;
}

Demo read_demo(const std::string& text) {
  const auto value = json::parse(text);
  KEMPELEN_INVARIANT(value.has_value(), "what was sealed is JSON");
  const auto member = [&](std::string_view name) { return std::string(value->find(name)->string()); };
  return {member("access_key_id"),         member("secret_access_key"), WorkerId{member("sandbox_worker")},
          WorkerId{member("live_worker")}, member("sandbox_token"),     member("live_token")};
}

void insert_demo_worker(db::Transaction& tx, const WorkerId& id, domain::Marketplace marketplace,
                        const site::NewCredential& token, Instant now) {
  store::insert_worker(tx, {.id = id,
                            .marketplace = marketplace,
                            .username = "demo-worker",
                            .password_hash = std::nullopt,
                            .created_at = now,
                            .profile = {.locale = domain::Locale{"US", ""}}});
  store::insert_credential(tx, token.stored);
}

}  // namespace

std::optional<Demo> open_demo(const AdminParts& parts) {
  std::optional<std::string> sealed;
  bool empty = false;
  parts.database.read([&](db::Reader& db) {
    sealed = store::find_meta(db, kDemoName);
    empty = store::list_requesters(db).empty();
  });
  if (sealed) return read_demo(parts.sealing.unseal(*sealed, kDemoName));
  if (!empty) return std::nullopt;

  const Instant wall_now = parts.wall.now();
  Demo demo{.access_key_id = parts.ids.access_key_id(),
            .secret_access_key = parts.ids.secret_access_key(),
            .sandbox_worker = parts.ids.worker(),
            .live_worker = parts.ids.worker(),
            .sandbox_token = {},
            .live_token = {}};
  const auto token = [&](const WorkerId& worker) {
    return site::make_credential(parts.ids, worker, store::CredentialKind::BearerToken, wall_now,
                                 std::nullopt);
  };
  const auto sandbox_token = token(demo.sandbox_worker);
  const auto live_token = token(demo.live_worker);
  demo.sandbox_token = sandbox_token.token;
  demo.live_token = live_token.token;
  const std::string key_sealed = parts.sealing.seal(demo.secret_access_key, key_label(demo.access_key_id));
  const std::string demo_sealed = parts.sealing.seal(written(demo), kDemoName);
  parts.database.write_and_wait([&](db::Transaction& tx) {
    const RequesterId requester = parts.ids.requester();
    store::insert_requester(tx, {requester, "Demo requester", wall_now});
    store::insert_access_key(tx, {demo.access_key_id, requester, key_sealed, wall_now});
    const domain::Posting deposit = domain::deposit(requester, kDemoDeposit);
    store::post(tx, std::span(&deposit, 1), parts.ids, wall_now);
    insert_demo_worker(tx, demo.sandbox_worker, domain::Marketplace::Sandbox, sandbox_token, wall_now);
    insert_demo_worker(tx, demo.live_worker, domain::Marketplace::Live, live_token, wall_now);
    store::save_meta(tx, kDemoName, demo_sealed);
    return db::Verdict::Keep;
  });
  return demo;
}

std::string sign_in_address(const actions::Settings& settings, domain::Marketplace marketplace,
                            const std::string& token) {
  return fmt::format("{}/#sign-in={}", settings.site_url(marketplace), token);
}

std::string make_sign_in_link(const AdminParts& parts, const WorkerId& worker,
                              domain::Marketplace marketplace) {
  const auto link = site::make_credential(parts.ids, worker, store::CredentialKind::SignInLink,
                                          parts.wall.now(), site::kSignInLinkLife);
  parts.database.write_and_wait([&](db::Transaction& tx) {
    store::insert_credential(tx, link.stored);
    return db::Verdict::Keep;
  });
  return sign_in_address(parts.settings, marketplace, link.token);
}

}  // namespace kempelen::server
