// The commands of `kempelen admin`.
#include "server/admin.h"

#include <fmt/format.h>
#include <spdlog/spdlog.h>

#include <algorithm>
#include <array>
#include <functional>

#include "json/writer.h"
#include "server/admin_backup.h"
#include "server/admin_check.h"
#include "server/admin_commands.h"
#include "server/admin_layouts.h"
#include "server/admin_money.h"
#include "server/admin_notifications.h"
#include "server/admin_people.h"
#include "server/admin_statement.h"
#include "server/first_start.h"
#include "site/session.h"
#include "store/accounts.h"
#include "store/workers.h"

namespace kempelen::server {
namespace {

using admin::Answer;
using admin::existing_requester;
using admin::existing_worker;
using admin::list;
using admin::marketplace_of;
using admin::object;
using admin::sorry;
using admin::text_or;
using admin::write;

std::string_view standing_name(store::Standing standing) {
  return standing == store::Standing::Suspended ? "Suspended" : "Good";
}

// Requesters.

Answer create_requester(const AdminParts& parts, const Arguments& arguments) {
  return write(parts, [&](actions::WriteContext& ctx) -> Answer {
    const store::Requester requester{ctx.ids.requester(), arguments.at("name"), ctx.now};
    store::insert_requester(ctx.tx, requester);
    return object(
        [&](json::Writer& w) { w.member("RequesterId", requester.id.text).member("Name", requester.name); });
  });
}

Answer list_requesters(const AdminParts& parts, const Arguments&) {
  std::vector<store::Requester> found;
  parts.database.read([&](db::Reader& db) { found = store::list_requesters(db); });
  return list("Requesters", found, [](json::Writer& w, const store::Requester& r) {
    w.member("RequesterId", r.id.text).member("Name", r.name).member("Standing", standing_name(r.standing));
  });
}

template <store::Standing standing>
Answer set_requester(const AdminParts& parts, const Arguments& arguments) {
  KEMPELEN_TRY(const auto id, existing_requester(parts, arguments));
  auto answer = write(parts, [&](actions::WriteContext& ctx) -> Answer {
    store::set_requester_standing(ctx.tx, id, standing);
    return object([&](json::Writer& w) {
      w.member("RequesterId", id.text).member("Standing", standing_name(standing));
    });
  });
  parts.keys.forget();
  return answer;
}

// Access keys.

Answer store_key(const AdminParts& parts, const RequesterId& requester, const std::string& access_key_id,
                 const std::string& secret, store::KeyOrigin origin) {
  const std::string sealed = parts.sealing.seal(secret, key_label(access_key_id));
  return write(parts, [&](actions::WriteContext& ctx) -> Answer {
    if (!store::insert_access_key(
            ctx.tx, {access_key_id, requester, sealed, ctx.now, store::KeyState::Active, origin})) {
      return sorry(fmt::format("The access key {} exists already.", access_key_id));
    }
    return object([&](json::Writer& w) {
      w.member("RequesterId", requester.text).member("AccessKeyId", access_key_id);
      // An imported secret is known to whoever brought it; a fresh one is shown here once.
      if (origin == store::KeyOrigin::Made) w.member("SecretAccessKey", secret);
    });
  });
}

Answer create_access_key(const AdminParts& parts, const Arguments& arguments) {
  KEMPELEN_TRY(const auto id, existing_requester(parts, arguments));
  return store_key(parts, id, parts.ids.access_key_id(), parts.ids.secret_access_key(),
                   store::KeyOrigin::Made);
}

Answer import_access_key(const AdminParts& parts, const Arguments& arguments) {
  KEMPELEN_TRY(const auto id, existing_requester(parts, arguments));
  const std::string& key = arguments.at("access-key-id");
  const std::string& secret = arguments.at("secret-file");
  const bool plain =
      key.find_first_not_of("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_") ==
      std::string::npos;
  if (key.size() < 16 || key.size() > 128 || !plain) {
    return sorry("An access key id has 16 to 128 letters, digits or underscores.");
  }
  if (secret.size() < 16 || secret.size() > 128)
    return sorry("A secret access key has 16 to 128 characters.");
  return store_key(parts, id, key, secret, store::KeyOrigin::Imported);
}

Answer list_access_keys(const AdminParts& parts, const Arguments& arguments) {
  KEMPELEN_TRY(const auto id, existing_requester(parts, arguments));
  std::vector<store::AccessKey> keys;
  parts.database.read([&](db::Reader& db) { keys = store::list_access_keys(db, id); });
  return list("AccessKeys", keys, [](json::Writer& w, const store::AccessKey& key) {
    w.member("AccessKeyId", key.access_key_id)
        .member("State", key.state == store::KeyState::Active ? "Active" : "Inactive")
        .member("Origin", key.origin == store::KeyOrigin::Imported ? "Imported" : "Made");
  });
}

Answer deactivate_access_key(const AdminParts& parts, const Arguments& arguments) {
  const std::string& key = arguments.at("access-key-id");
  auto answer = write(parts, [&](actions::WriteContext& ctx) -> Answer {
    if (!store::set_access_key_state(ctx.tx, key, store::KeyState::Inactive)) {
      return sorry(fmt::format("There is no access key {}.", key));
    }
    return object([&](json::Writer& w) { w.member("AccessKeyId", key).member("State", "Inactive"); });
  });
  parts.keys.forget();
  return answer;
}

Answer rotate_access_key(const AdminParts& parts, const Arguments& arguments) {
  const std::string& old_key = arguments.at("access-key-id");
  const std::string new_key = parts.ids.access_key_id();
  const std::string secret = parts.ids.secret_access_key();
  const std::string sealed = parts.sealing.seal(secret, key_label(new_key));
  auto answer = write(parts, [&](actions::WriteContext& ctx) -> Answer {
    const auto old = store::find_access_key(ctx.db, old_key);
    if (!old) return sorry(fmt::format("There is no access key {}.", old_key));
    store::set_access_key_state(ctx.tx, old_key, store::KeyState::Inactive);
    store::insert_access_key(ctx.tx, {new_key, old->requester, sealed, ctx.now});
    return object([&](json::Writer& w) {
      w.member("RequesterId", old->requester.text)
          .member("AccessKeyId", new_key)
          .member("SecretAccessKey", secret)
          .member("Deactivated", old_key);
    });
  });
  parts.keys.forget();
  return answer;
}

// Workers.

Answer list_workers(const AdminParts& parts, const Arguments& arguments) {
  KEMPELEN_TRY(const auto marketplace, marketplace_of(arguments));
  std::vector<store::Worker> found;
  parts.database.read([&](db::Reader& db) { found = store::list_workers(db, marketplace); });
  return list("Workers", found, [](json::Writer& w, const store::Worker& worker) {
    w.member("WorkerId", worker.id.text)
        .member("Username", worker.username)
        .member("Standing", standing_name(worker.standing));
    w.key("Submitted").integer(worker.record.submitted);
    w.key("Approved").integer(worker.record.approved);
    w.key("Rejected").integer(worker.record.rejected);
  });
}

template <store::Standing standing>
Answer set_worker_standing(const AdminParts& parts, const Arguments& arguments) {
  KEMPELEN_TRY(const auto worker, existing_worker(parts, arguments));
  return write(parts, [&](actions::WriteContext& ctx) -> Answer {
    store::set_worker_standing(ctx.tx, worker.id, standing);
    return object([&](json::Writer& w) {
      w.member("WorkerId", worker.id.text).member("Standing", standing_name(standing));
    });
  });
}

/// Stores a credential of that kind for a worker and answers with what `show` makes of its secret.
Answer give(const AdminParts& parts, const store::Worker& worker, store::CredentialKind kind,
            std::optional<Duration> life,
            const std::function<void(json::Writer&, const std::string& token)>& show) {
  const auto made = site::make_credential(parts.ids, worker.id, kind, parts.wall.now(), life);
  return write(parts, [&](actions::WriteContext& ctx) -> Answer {
    store::insert_credential(ctx.tx, made.stored);
    return object([&](json::Writer& w) {
      w.member("WorkerId", worker.id.text);
      show(w, made.token);
    });
  });
}

Answer create_token(const AdminParts& parts, const Arguments& arguments) {
  KEMPELEN_TRY(const auto worker, existing_worker(parts, arguments));
  return give(parts, worker, store::CredentialKind::BearerToken, std::nullopt,
              [](json::Writer& w, const std::string& token) { w.member("Token", token); });
}

Answer sign_in_link(const AdminParts& parts, const Arguments& arguments) {
  KEMPELEN_TRY(const auto worker, existing_worker(parts, arguments));
  return give(parts, worker, store::CredentialKind::SignInLink, site::kSignInLinkLife,
              [&](json::Writer& w, const std::string& token) {
                w.member("Link", sign_in_address(parts.settings, worker.marketplace, token));
              });
}

Answer reset_password(const AdminParts& parts, const Arguments& arguments) {
  KEMPELEN_TRY(const auto worker, existing_worker(parts, arguments));
  return give(parts, worker, store::CredentialKind::ResetLink, site::kResetLinkLife,
              [&](json::Writer& w, const std::string& token) {
                w.member("Link",
                         fmt::format("{}/#reset={}", parts.settings.site_url(worker.marketplace), token));
              });
}

using Need = AdminFlag::Need;
constexpr std::array kName = {AdminFlag{"name", Need::Required, "What workers see as the requester's name."}};
constexpr std::array kRequester = {AdminFlag{"requester", Need::Required, "Requester id."}};
constexpr std::array kDeposit = {AdminFlag{"requester", Need::Required, "Requester id."},
                                 AdminFlag{"amount", Need::Required, "Dollars, such as 5.00."}};
constexpr std::array kPayOut = {AdminFlag{"worker", Need::Required, "Worker id."},
                                AdminFlag{"amount", Need::Required, "Dollars, such as 5.00."}};
constexpr std::array kStatement = {
    AdminFlag{"requester", Need::Optional, "Requester id: of his available balance."},
    AdminFlag{"held", Need::Switch, "With --requester: of what is held for HITs instead."},
    AdminFlag{"worker", Need::Optional, "Worker id: of what he earned."},
    AdminFlag{"account", Need::Optional, "fees, outside or play."},
    AdminFlag{"marketplace", Need::Optional, "sandbox or live: refuse an account of the other one."},
    AdminFlag{"from", Need::Optional, "First instant, such as 2026-11-01 or 2026-11-01T12:00:00Z."},
    AdminFlag{"to", Need::Optional, "The instant after the last one."},
    AdminFlag{"csv", Need::Switch, "Print CSV (RFC 4180) instead of a table."},
    AdminFlag{"json", Need::Switch, "Print JSON, an object a page, instead of a table."}};
constexpr std::array kImport = {
    AdminFlag{"requester", Need::Required, "Requester id."},
    AdminFlag{"access-key-id", Need::Required, "The id that programs have already."},
    AdminFlag{"secret-file", Need::Required, "File with the secret access key, or - for standard input."}};
constexpr std::array kKey = {AdminFlag{"access-key-id", Need::Required, "Access key id."}};
constexpr std::array kNewWorker = {
    AdminFlag{"username", Need::Required, "What the worker signs in with."},
    AdminFlag{"marketplace", Need::Optional, "sandbox (default) or live."},
    AdminFlag{"country", Need::Optional, "Two letters, ISO 3166-1."},
    AdminFlag{"subdivision", Need::Optional, "A state of the US: two letters."},
    AdminFlag{"email", Need::Optional, "Where mail goes."},
    AdminFlag{"adult", Need::Optional, "yes: agreed to see adult content."},
    AdminFlag{"masters", Need::Optional, "yes: has the Masters qualification."}};
constexpr std::array kSetWorker = {
    AdminFlag{"worker", Need::Required, "Worker id."},
    AdminFlag{"country", Need::Optional, "Two letters, ISO 3166-1, or none."},
    AdminFlag{"subdivision", Need::Optional, "A state of the US, two letters, or none."},
    AdminFlag{"email", Need::Optional, "Where mail goes, or none."},
    AdminFlag{"adult", Need::Optional, "yes or no: agreed to see adult content."},
    AdminFlag{"masters", Need::Optional, "yes or no: has the Masters qualification."}};
constexpr std::array kWhy = {
    AdminFlag{.name = "worker", .doc = "Worker id.", .place = AdminFlag::Place::Positional},
    AdminFlag{.name = "hit", .doc = "HIT id.", .place = AdminFlag::Place::Positional},
    AdminFlag{"json", Need::Switch, "Answer JSON instead of text."}};
constexpr std::array kMarketplace = {AdminFlag{"marketplace", Need::Optional, "sandbox (default) or live."}};
constexpr std::array kNewLayout = {
    AdminFlag{"requester", Need::Required, "Requester id."},
    AdminFlag{"name", Need::Required, "What you call it."},
    AdminFlag{"html-file", Need::Required, "File with the HTML, or - for standard input."},
    AdminFlag{"marketplace", Need::Optional, "sandbox (default) or live."}};
constexpr std::array kLayouts = {AdminFlag{"requester", Need::Required, "Requester id."},
                                 AdminFlag{"marketplace", Need::Optional, "sandbox (default) or live."}};
constexpr std::array kLayout = {AdminFlag{"layout", Need::Required, "Layout id."}};
constexpr std::array kWorker = {AdminFlag{"worker", Need::Required, "Worker id."}};
constexpr std::array kDestinations = {
    AdminFlag{"requester", Need::Optional, "Of this requester only."},
    AdminFlag{"json", Need::Switch, "Print JSON, an object a page, instead of a table."}};
constexpr std::array kDestination = {AdminFlag{"destination", Need::Required, "Destination id."}};
constexpr std::array kDeadLetters = {
    AdminFlag{"destination", Need::Optional, "Of this destination only."},
    AdminFlag{"json", Need::Switch, "Print JSON with the messages, an object a page, instead of a table."}};
constexpr std::array kDeadLetter = {
    AdminFlag{"message", Need::Optional, "Message id."},
    AdminFlag{"destination", Need::Optional, "All of this destination instead."}};
constexpr std::array kBackup = {
    AdminFlag{"to", Need::Required, "The file to write.", AdminFlag::Value::NewFile},
    AdminFlag{"replace", Need::Switch, "Replace the file if it exists."},
    AdminFlag{"json", Need::Switch, "Answer JSON instead of text."}};
constexpr std::array kJson = {AdminFlag{"json", Need::Switch, "Answer JSON instead of text."}};

constexpr std::array kCommands = {
    AdminCommand{"create-requester", "Make a requester.", kName, create_requester},
    AdminCommand{"list-requesters", "Show all requesters.", {}, list_requesters},
    AdminCommand{"suspend-requester", "Refuse every call of a requester from now on.", kRequester,
                 set_requester<store::Standing::Suspended>},
    AdminCommand{"resume-requester", "End a requester's suspension.", kRequester,
                 set_requester<store::Standing::Good>},
    AdminCommand{"deposit", "Put money into a requester's live account.", kDeposit, admin::deposit},
    AdminCommand{"withdraw", "Take money back out of a requester's live account.", kDeposit, admin::withdraw},
    AdminCommand{"balance", "Show a requester's live balances.", kRequester, admin::balance},
    AdminCommand{"pay-out", "Note that a worker of the live marketplace was paid what he earned.", kPayOut,
                 admin::pay_out},
    AdminCommand{"statement", "Show every movement of an account, with its balance after each.", kStatement,
                 admin::statement, admin::print_statement},
    AdminCommand{"create-access-key", "Make an access key; its secret is shown once.", kRequester,
                 create_access_key},
    AdminCommand{"import-access-key", "Bring an AWS key pair that programs have built in.", kImport,
                 import_access_key},
    AdminCommand{"list-access-keys", "Show a requester's keys.", kRequester, list_access_keys},
    AdminCommand{"deactivate-access-key", "Refuse a key from now on.", kKey, deactivate_access_key},
    AdminCommand{"rotate-access-key", "Replace a key by a new one.", kKey, rotate_access_key},
    AdminCommand{"create-layout", "Make a HIT layout from HTML with placeholders.", kNewLayout,
                 admin::create_layout},
    AdminCommand{"list-layouts", "Show a requester's HIT layouts.", kLayouts, admin::list_layouts},
    AdminCommand{"show-layout", "Show a HIT layout with its HTML.", kLayout, admin::show_layout},
    AdminCommand{"delete-layout", "Remove a HIT layout; HITs made from it stay.", kLayout,
                 admin::delete_layout},
    AdminCommand{"create-worker", "Make a worker.", kNewWorker, admin::create_worker},
    AdminCommand{"set-worker", "Say where a worker lives, and what he is and agreed to.", kSetWorker,
                 admin::set_worker},
    AdminCommand{"why", "Show why a worker may or may not see, preview and accept a HIT.", kWhy, admin::why,
                 admin::print_why},
    AdminCommand{"list-workers", "Show the workers of a marketplace.", kMarketplace, list_workers},
    AdminCommand{"suspend-worker", "Keep a worker from working.", kWorker,
                 set_worker_standing<store::Standing::Suspended>},
    AdminCommand{"resume-worker", "End a worker's suspension.", kWorker,
                 set_worker_standing<store::Standing::Good>},
    AdminCommand{"create-token", "Make a bearer token for a worker's programs.", kWorker, create_token},
    AdminCommand{"sign-in-link", "Make a link that signs a worker in, for one day.", kWorker, sign_in_link},
    AdminCommand{"reset-password", "Make a link with which a worker sets a new password.", kWorker,
                 reset_password},
    AdminCommand{"list-destinations", "Show where notifications go, and how that went.", kDestinations,
                 admin::list_destinations, admin::print_destinations},
    AdminCommand{"resume-destination", "Try a paused destination at once.", kDestination,
                 admin::resume_destination},
    AdminCommand{"list-dead-letters", "Show messages that failed for good.", kDeadLetters,
                 admin::list_dead_letters, admin::print_dead_letters},
    AdminCommand{"retry-dead-letter", "Send a message that failed for good again.", kDeadLetter,
                 admin::retry_dead_letters},
    AdminCommand{"drop-dead-letter", "Forget a message that failed for good.", kDeadLetter,
                 admin::drop_dead_letters},
    AdminCommand{"show-webhook-secret", "Show what a requester's webhooks are signed with.", kRequester,
                 admin::show_webhook_secret},
    AdminCommand{"rotate-webhook-secret", "Sign a requester's webhooks with a new secret.", kRequester,
                 admin::rotate_webhook_secret},
    AdminCommand{"backup", "Write the whole database, as of one instant, to a file while the server serves.",
                 kBackup, admin::backup, admin::print_backup, 1, AdminCommand::Missing::Refused},
    AdminCommand{
        "check",
        "Recount everything and say what differs. Exit code 0: nothing, 1: something, 2: not checked.", kJson,
        admin::check, admin::print_check, 2, AdminCommand::Missing::Refused},
};

}  // namespace

std::span<const AdminCommand> admin_commands() {
  return kCommands;
}

const AdminCommand* find_admin_command(std::string_view name) {
  const auto found = std::ranges::find(kCommands, name, &AdminCommand::name);
  return found == kCommands.end() ? nullptr : &*found;
}

Result<std::string> run_admin(const AdminParts& parts, std::string_view name, const Arguments& arguments) {
  const AdminCommand* command = find_admin_command(name);
  if (command == nullptr) {
    return sorry(fmt::format("There is no command {}; `kempelen admin --help` lists them.", name));
  }
  for (const AdminFlag& flag : command->flags) {
    const auto found = arguments.find(std::string(flag.name));
    if (flag.need == Need::Required && (found == arguments.end() || found->second.empty())) {
      return sorry(fmt::format("{} needs --{}: {}", name, flag.name, flag.doc));
    }
  }
  spdlog::info("admin command={}", name);
  return command->run(parts, arguments);
}

}  // namespace kempelen::server
