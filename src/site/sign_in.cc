// Accounts and sessions: SignUp, SignIn by password or link, SignOut, GetProfile.
#include <algorithm>

#include "actions/work/view.h"
#include "api/operations.h"
#include "base/digest.h"
#include "domain/country.h"
#include "json/value.h"
#include "model/read.h"
#include "model/write.h"
#include "site/exchange.h"
#include "store/workers.h"

namespace kempelen::site {
namespace {

template <typename Input>
Result<Input> read_input(const http::Request& request) {
  KEMPELEN_TRY(const auto value, json::parse(request.body));
  return model::read<Input>(value);
}

/// SignUp and SignIn answer alike: the worker, and what his page must send with every call.
std::string written_session(const store::Worker& worker, const std::string& csrf_token) {
  std::string body;
  model::write(api::worker::SignInResponse{.worker = actions::view_worker(worker), .csrf_token = csrf_token},
               body);
  return body;
}

/// What the model cannot say: a name is one line, a country exists.
Result<Done> check_new_worker(const api::worker::SignUpRequest& input) {
  if (std::ranges::any_of(input.username,
                          [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7f; })) {
    return refuse(Code::InvalidParameterValueBecause, input.username, "Username", "It is one line of text.");
  }
  if (input.country) return domain::check_country(*input.country);
  return Done{};
}

domain::WorkerProfile profile_from(const std::optional<std::string>& country) {
  domain::WorkerProfile profile;
  if (country) profile.locale = domain::Locale{*country, ""};
  return profile;
}

bool usable(const store::Credential& credential, Instant wall_now) {
  const bool link = credential.kind == store::CredentialKind::SignInLink ||
                    credential.kind == store::CredentialKind::ResetLink;
  return link && (!credential.expires_at || wall_now < *credential.expires_at);
}

}  // namespace

Result<Done> WorkerApi::allow_attempt(const http::Request& request) {
  if (!attempts_.allow(request.peer, wall_.now())) return refuse(Code::Throttled);
  return Done{};
}

void WorkerApi::get_profile(const ExchangePtr& exchange, const http::Request& request) {
  api::worker::GetProfileResponse profile{.worker = std::nullopt,
                                          .csrf_token = std::nullopt,
                                          .marketplace = std::string(domain::name(exchange->marketplace)),
                                          .content_url = settings_.content_url,
                                          .sign_up_open = site_.sign_up == SignUpRule::Open};
  const auto session =
      find_session(database_, request, exchange->marketplace, settings_.site_url(exchange->marketplace),
                   Forgery::Harmless, wall_.now());
  if (session) {
    database_.read([&](db::Reader& db) {
      const auto worker = store::find_worker(db, session->worker);
      if (!worker) return;
      profile.worker = actions::view_worker(*worker);
      profile.csrf_token = session->csrf_token;
    });
  } else if (session.error().code == Code::WorkerSuspended) {
    return exchange->refuse_with(session.error());
  }
  std::string body;
  model::write(profile, body);
  exchange->answer(200, std::move(body));
}

void WorkerApi::sign_out(const ExchangePtr& exchange, const http::Request& request) {
  const auto session = find_session(database_, request, exchange->marketplace,
                                    settings_.site_url(exchange->marketplace), Forgery::Checked, wall_.now());
  if (!session) return exchange->refuse_with(session.error());
  exchange->set_cookie = ended_cookie(exchange->marketplace, exchange->cookie);
  const bool is_session = session->kind == store::CredentialKind::Session;
  executor_.write(
      {.marketplace = exchange->marketplace, .worker = session->worker},
      [hash = session->token_hash, is_session](actions::WriteContext& ctx) -> actions::Reply {
        // A bearer token is its owner's to keep; only `kempelen admin` ends it.
        if (is_session) store::delete_credential(ctx.tx, hash);
        return std::string("{}");
      },
      [exchange](actions::Reply reply, const std::exception_ptr& fault) {
        exchange->finish(std::move(reply), fault);
      });
}

/// Runs `before` and stores the new session in one write job. `before` answers with the worker's id.
void WorkerApi::start_session(const ExchangePtr& exchange, actions::Executor::Writing before) {
  const auto made = make_credential(ids_, {}, store::CredentialKind::Session, wall_.now(), kSessionLife);
  exchange->set_cookie = session_cookie(exchange->marketplace, exchange->cookie, made.token);
  executor_.write(
      {.marketplace = exchange->marketplace},
      [stored = made.stored, before = std::move(before)](actions::WriteContext& ctx) -> actions::Reply {
        KEMPELEN_TRY(const auto worker_id, before(ctx));
        const auto worker = store::find_worker(ctx.db, WorkerId{worker_id});
        // A link of the other marketplace is none here.
        if (!worker || worker->marketplace != ctx.caller.marketplace) return refuse(Code::BadCredentials);
        if (worker->standing == store::Standing::Suspended) return refuse(Code::WorkerSuspended);
        store::Credential credential = stored;
        credential.worker = worker->id;
        store::insert_credential(ctx.tx, credential);
        return written_session(*worker, credential.csrf_token);
      },
      [exchange](actions::Reply reply, const std::exception_ptr& fault) {
        exchange->finish(std::move(reply), fault);
      });
}

void WorkerApi::sign_up(const ExchangePtr& exchange, const http::Request& request) {
  const auto input = read_input<api::worker::SignUpRequest>(request);
  if (!input) return exchange->refuse_with(input.error());
  if (const auto fine = check_origin(*exchange, request); !fine) return exchange->refuse_with(fine.error());
  if (const auto fine = check_new_worker(*input); !fine) return exchange->refuse_with(fine.error());
  if (site_.sign_up == SignUpRule::Closed) return exchange->refuse_with({Code::SignUpClosed});
  if (const auto fine = allow_attempt(request); !fine) return exchange->refuse_with(fine.error());
  passwords_.hash(input->password, [this, exchange, username = input->username,
                                    country = input->country](const std::string& hash) {
    start_session(exchange,
                  [exchange, username, country, hash](actions::WriteContext& ctx) -> actions::Reply {
                    const store::Worker worker{.id = ctx.ids.worker(),
                                               .marketplace = exchange->marketplace,
                                               .username = username,
                                               .password_hash = hash,
                                               .created_at = ctx.now,
                                               .profile = profile_from(country)};
                    if (!store::insert_worker(ctx.tx, worker)) return refuse(Code::UsernameTaken, username);
                    return worker.id.text;
                  });
  });
}

void WorkerApi::sign_in(const ExchangePtr& exchange, const http::Request& request) {
  const auto input = read_input<api::worker::SignInRequest>(request);
  if (!input) return exchange->refuse_with(input.error());
  if (const auto fine = check_origin(*exchange, request); !fine) return exchange->refuse_with(fine.error());
  if (const auto fine = allow_attempt(request); !fine) return exchange->refuse_with(fine.error());
  if (input->link_token) return sign_in_by_link(exchange, *input->link_token, input->new_password);
  if (!input->username || !input->password) {
    return exchange->refuse_with({Code::MissingParameters, {"Username and Password, or LinkToken"}});
  }
  sign_in_by_password(exchange, *input->username, *input->password);
}

void WorkerApi::sign_in_by_password(const ExchangePtr& exchange, std::string username, std::string password) {
  std::optional<store::Worker> worker;
  database_.read(
      [&](db::Reader& db) { worker = store::find_worker_named(db, exchange->marketplace, username); });
  const std::string hash = worker ? worker->password_hash.value_or("") : "";
  const std::string id = worker ? worker->id.text : "";
  passwords_.verify(hash, std::move(password), [this, exchange, id](Passwords::Verdict verdict) {
    if (verdict == Passwords::Verdict::Wrong) return exchange->refuse_with({Code::BadCredentials});
    start_session(exchange, [id](actions::WriteContext&) -> actions::Reply { return id; });
  });
}

void WorkerApi::sign_in_by_link(const ExchangePtr& exchange, const std::string& link_token,
                                const std::optional<std::string>& new_password) {
  const std::string token_hash = digest(link_token);
  std::optional<store::Credential> link;
  database_.read([&](db::Reader& db) { link = store::find_credential(db, token_hash); });
  if (!link || !usable(*link, wall_.now())) return exchange->refuse_with({Code::BadCredentials});
  if (link->kind == store::CredentialKind::SignInLink) {
    return start_session(exchange,
                         [id = link->worker.text](actions::WriteContext&) -> actions::Reply { return id; });
  }
  if (!new_password) return exchange->refuse_with({Code::MissingParameters, {"NewPassword"}});
  passwords_.hash(*new_password, [this, exchange, token_hash](const std::string& hash) {
    start_session(exchange, [token_hash, hash](actions::WriteContext& ctx) -> actions::Reply {
      // A reset link works once; whoever comes second finds it gone.
      const auto still = store::find_credential(ctx.db, token_hash);
      if (!still) return refuse(Code::BadCredentials);
      store::set_worker_password(ctx.tx, still->worker, hash);
      store::delete_sessions_of(ctx.tx, still->worker);
      return still->worker.text;
    });
  });
}

}  // namespace kempelen::site
