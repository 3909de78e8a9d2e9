// Composition of the server.
#include "server/app.h"

#include <fmt/format.h>
#include <spdlog/spdlog.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <csignal>
#include <cstdio>
#include <filesystem>
#include <thread>

#include "api/errors.h"
#include "http/loopback.h"
#include "http/server.h"
#include "jobs/runtime.h"
#include "notify/post.h"
#include "notify/sender.h"
#include "server/admin.h"
#include "server/admin_socket.h"
#include "server/files.h"
#include "server/first_start.h"
#include "server/log.h"
#include "server/notification_settings.h"
#include "server/requester_api.h"
#include "server/router.h"
#include "server/store_directory.h"
#include "server/webhook_secrets.h"
#include "site/content.h"
#include "site/worker_api.h"
#include "store/outbox.h"

namespace kempelen::server {
namespace {

constexpr std::chrono::seconds kStopPatience{8};
constexpr unsigned kThreadsMax = 4;

unsigned thread_count(const Config& config) {
  if (config.threads > 0) return static_cast<unsigned>(config.threads);
  return std::clamp(std::thread::hardware_concurrency(), 1U, kThreadsMax);
}

http::Limits limits_of(const Config& config) {
  http::Limits limits;
  limits.body_bytes_max = static_cast<std::size_t>(config.body_bytes_max);
  limits.connections_max = static_cast<std::size_t>(config.connections_max);
  return limits;
}

/// Everything that serves, in the order in which it needs each other.
class App {
 public:
  App(const Config& config, const NotificationSettings& notifications, StoreDirectory& directory,
      std::optional<StandIn> stand_in)
      : config_(config),
        notifications_(notifications),
        directory_(directory),
        ids_(directory.random()),
        webhook_secrets_(directory.database(), directory.sealing(), ids_, directory.wall()),
        post_(notifications.notify, notifications.client, webhook_secrets_, directory.wall()),
        sender_({directory.database(), directory.wall(), directory.domain(), directory.random(),
                 settings_.source_account, post_}),
        runtime_(directory.database(), directory.domain(), directory.wall(), settings_, directory.random()),
        keys_(directory.database(), directory.sealing()),
        requester_api_(runtime_, keys_, api_settings_, directory.wall(), directory.domain(), metrics_),
        worker_api_(directory.database(), runtime_, settings_, site_settings_, directory.wall(),
                    directory.domain(), directory.random()),
        files_(config.data + "/files", runtime_),
        transfer_(files_, runtime_, settings_, directory.wall()),
        content_(runtime_, settings_, transfer_),
        router_(router_parts()),
        http_(router_, limits_of(config), thread_count(config)),
        stand_in_(std::move(stand_in)) {}

  void start() {
    settings_.page_token_key = directory_.sealing().derive("page tokens");
    settings_.file_key = directory_.sealing().derive("file addresses");
    settings_.file_bytes_max = config_.file_bytes_max;
    settings_.assignment_file_bytes_max = config_.assignment_file_bytes_max;
    settings_.accepted_max = config_.accepted_max;
    settings_.premium_qualifications = config_.premium_qualifications;
    settings_.destinations = notifications_.destinations;
    settings_.source_account = config_.notification_source_account;
    listen();
    watch_counts();
    watch_notifications();
    runtime_.tell_of_outbox([this] { sender_.wake(); });
    runtime_.start();
    sender_.start();
    files_.start();
    const AdminParts parts = admin_parts();
    const auto demo = config_.demo ? open_demo(parts) : std::nullopt;
    http_.start();
    if (stand_in_) stand_in_->start();
    admin_socket_.emplace(config_.data, [this](const std::string& command, const Arguments& arguments) {
      return run_admin(admin_parts(), command, arguments);
    });
    introduce(parts, demo);
  }

  void stop() {
    stopping_ = true;
    admin_socket_.reset();
    if (stand_in_) stand_in_->stop();
    http_.stop(std::chrono::duration_cast<std::chrono::milliseconds>(kStopPatience));
    files_.stop();
    runtime_.stop();
    sender_.stop();
    directory_.database().close();
  }

 private:
  RequesterApiSettings api_settings() const {
    RequesterApiSettings settings;
    settings.verifier.regions = config_.regions;
    if (config_.explain_signatures) settings.verifier.mismatch = aws::Mismatch::Explained;
    settings.api_path = config_.api_path;
    settings.rate = {static_cast<double>(config_.requests_per_second),
                     static_cast<double>(config_.requests_burst)};
    const auto test_events = static_cast<double>(config_.test_events_per_minute);
    settings.test_events = {test_events / 60, test_events};
    return settings;
  }

  site::SiteSettings site_settings() const {
    site::SiteSettings settings;
    settings.sign_up = config_.sign_up ? site::SignUpRule::Open : site::SignUpRule::Closed;
    return settings;
  }

  Router::Parts router_parts() {
    Advance advance;
    if (config_.test_clock) {
      advance = [this](Duration by, std::function<void(Duration)> done) { turn_clock(by, std::move(done)); };
    }
    return {requester_api_,
            worker_api_,
            content_,
            settings_,
            config_,
            metrics_,
            [this] { return !directory_.database().failed(); },
            std::move(advance),
            directory_.random()};
  }

  AdminParts admin_parts() {
    return {directory_.database(),
            runtime_,
            directory_.sealing(),
            keys_,
            settings_,
            directory_.wall(),
            ids_,
            directory_.domain(),
            [this] { return stopping_.load(); }};
  }

  void turn_clock(Duration by, std::function<void(Duration)> done) {
    directory_.advance(by, [this, done = std::move(done)] {
      runtime_.settle([this, done] {
        runtime_.wake();
        done(directory_.domain().offset());
      });
    });
  }

  void listen() {
    std::shared_ptr<const http::TlsFiles> tls;
    if (!config_.tls_certificate.empty()) {
      tls = std::make_shared<http::TlsFiles>(http::TlsFiles{config_.tls_certificate, config_.tls_key});
    }
    const auto open = [&](Listener listener, std::int64_t port, const std::string& public_url) {
      const std::uint16_t taken = http_.listen({.number = static_cast<std::uint16_t>(listener),
                                                .address = config_.listen_address,
                                                .port = static_cast<std::uint16_t>(port),
                                                .tls = tls});
      if (!public_url.empty()) {
        fmt::print("{} listens on {}:{}\n", public_url, config_.listen_address, taken);
        return public_url;
      }
      // Browsers treat localhost as secure, which an address in digits is not everywhere.
      const bool loopback = http::is_loopback_address(config_.listen_address);
      return fmt::format("{}://{}:{}", tls ? "https" : "http",
                         loopback ? "localhost" : config_.listen_address, taken);
    };
    settings_.sandbox_url = open(Listener::Sandbox, config_.sandbox_port, config_.public_url);
    settings_.live_url = open(Listener::Live, config_.live_port, config_.live_public_url);
    settings_.content_url = open(Listener::Content, config_.content_port, config_.content_url);
    if (stand_in_) {
      stand_in_->open(http_, config_.data, config_.listen_address, limits_of(config_),
                      directory_.wall().now(), directory_.random());
    }
  }

  void watch_counts() {
    db::Database& database = directory_.database();
    metrics_.watch("kempelen_connections_open", "Open HTTP connections.",
                   [this] { return static_cast<double>(http_.counts().connections_open); });
    metrics_.watch("kempelen_http_requests", "HTTP requests since the start.",
                   [this] { return static_cast<double>(http_.counts().requests_total); });
    metrics_.watch("kempelen_commits", "Commits since the start.",
                   [&database] { return static_cast<double>(database.counts().commits); });
    metrics_.watch("kempelen_write_jobs", "Write jobs since the start.",
                   [&database] { return static_cast<double>(database.counts().jobs); });
    metrics_.watch("kempelen_write_queue_length", "Write jobs that wait.",
                   [&database] { return static_cast<double>(database.counts().queue_length); });
    metrics_.watch("kempelen_timers_run", "Timers run since the start.",
                   [this] { return static_cast<double>(runtime_.counts().timers_run); });
    metrics_.watch("kempelen_timers_failed", "Timers that failed and were put back since the start.",
                   [this] { return static_cast<double>(runtime_.counts().timers_failed); });
  }

  void watch_notifications() {
    metrics_.watch("kempelen_notifications_delivered", "Messages delivered since the start.",
                   [this] { return static_cast<double>(sender_.counts().delivered); });
    metrics_.watch("kempelen_notification_events_delivered", "Events in messages delivered since the start.",
                   [this] { return static_cast<double>(sender_.counts().events_delivered); });
    metrics_.watch("kempelen_notifications_failed", "Tries to deliver that failed since the start.",
                   [this] { return static_cast<double>(sender_.counts().failed); });
    metrics_.watch("kempelen_notifications_dead", "Messages that failed for good since the start.",
                   [this] { return static_cast<double>(sender_.counts().dead); });
    metrics_.watch("kempelen_notifications_queued",
                   "Events and messages that wait, each counted up to 10,000.", [this] {
                     const auto [events, messages] = waiting();
                     return static_cast<double>(events.count + messages.count);
                   });
    metrics_.watch("kempelen_notifications_oldest_seconds", "Age of the oldest of them.", [this] {
      const auto [events, messages] = waiting();
      const Instant now = directory_.domain().now();
      const Instant oldest = std::min(events.oldest.value_or(now), messages.oldest.value_or(now));
      return static_cast<double>((now - oldest).micros) / 1e6;
    });
  }

  std::pair<store::Waiting, store::Waiting> waiting() {
    constexpr std::int64_t kCountedMax = 10'000;
    std::pair<store::Waiting, store::Waiting> found;
    directory_.database().read([&](db::Reader& db) {
      found = {store::waiting_events(db, kCountedMax), store::waiting_messages(db, kCountedMax)};
    });
    return found;
  }

  /// connect.env comes last: whoever waits for it finds everything answering.
  void introduce(const AdminParts& parts, const std::optional<Demo>& demo) {
    std::string connect;
    const auto line = [&](std::string_view name, std::string_view value) {
      connect += fmt::format("{}={}\n", name, value);
    };
    std::string worker_link;
    if (demo) {
      line("AWS_ACCESS_KEY_ID", demo->access_key_id);
      line("AWS_SECRET_ACCESS_KEY", demo->secret_access_key);
    }
    line("AWS_DEFAULT_REGION", "us-east-1");
    line("AWS_ENDPOINT_URL_MTURK", settings_.sandbox_url);
    // The same as the AWS SDK for C++ names it.
    line("AWS_ENDPOINT_URL_MTURK_REQUESTER", settings_.sandbox_url);
    line("KEMPELEN_LIVE_URL", settings_.live_url);
    if (demo) {
      worker_link = make_sign_in_link(parts, demo->sandbox_worker, domain::Marketplace::Sandbox);
      line("KEMPELEN_WORKER_URL", worker_link);
      line("KEMPELEN_WORKER_TOKEN", demo->sandbox_token);
      line("KEMPELEN_LIVE_WORKER_TOKEN", demo->live_token);
    }
    if (stand_in_) {
      for (const auto& [name, value] : stand_in_->connect_lines()) line(name, value);
    }
    const std::string file = config_.data + "/connect.env";
    std::fflush(stdout);  // whoever waits for the file finds printed where the server listens
    write_private_file(file, connect);
    fmt::print(
        "Kempelen is serving.\n\n  Sandbox  {0}\n  Live     {1}\n  Content  {2}\n  Data     {3}\n"
        "  Docs     {0}/docs\n",
        settings_.sandbox_url, settings_.live_url, settings_.content_url, config_.data);
    if (demo) {
      fmt::print(
          "\nPaste into a shell:\n\n  export AWS_ACCESS_KEY_ID={}\n  export AWS_SECRET_ACCESS_KEY={}\n"
          "  export AWS_DEFAULT_REGION=us-east-1\n\nTry:\n\n"
          "  aws mturk get-account-balance --endpoint-url {}\n\nWork as the demo worker (signs in, for one "
          "day):\n\n"
          "  {}\n\n",
          demo->access_key_id, demo->secret_access_key, settings_.sandbox_url, worker_link);
    }
    fmt::print("All of this stands in {}\n", file);
    if (stand_in_) fmt::print("{}", stand_in_->instructions());
    std::fflush(stdout);
    spdlog::info("serving sandbox={} live={} content={}", settings_.sandbox_url, settings_.live_url,
                 settings_.content_url);
  }

  const Config& config_;
  const NotificationSettings& notifications_;
  StoreDirectory& directory_;
  actions::Settings settings_{};
  RequesterApiSettings api_settings_ = api_settings();
  site::SiteSettings site_settings_ = site_settings();
  Metrics metrics_;
  IdGenerator ids_;
  WebhookSecrets webhook_secrets_;
  notify::Post post_;
  notify::Sender sender_;
  jobs::Runtime runtime_;  // wakes the sender
  KeyRing keys_;
  RequesterApi requester_api_;
  site::WorkerApi worker_api_;
  site::FileStore files_;
  site::Transfer transfer_;
  site::Content content_;
  Router router_;
  http::Server http_;
  std::atomic<bool> stopping_{false};
  std::optional<StandIn> stand_in_;
  std::optional<AdminSocket> admin_socket_;
};

int misused(const Refusal& refusal) {
  fmt::print(stderr, "kempelen: {}\n", api::wire_error(refusal).message);
  return 2;
}

/// The sockets must be looked for before this process opens any of its own.
Result<std::optional<StandIn>> prepare(const std::optional<StandInWishes>& wishes) {
  if (!wishes) return std::optional<StandIn>();
  KEMPELEN_TRY(const Done fine, check_wishes(*wishes));
  static_cast<void>(fine);
  KEMPELEN_TRY(const InheritedSockets sockets, inherited_sockets());
  return std::make_optional<StandIn>(*wishes, sockets);
}

/// Signals are taken by waiting for them on this thread, so they are blocked before any other starts.
sigset_t block_signals() {
  sigset_t signals;
  sigemptyset(&signals);
  sigaddset(&signals, SIGINT);
  sigaddset(&signals, SIGTERM);
  pthread_sigmask(SIG_BLOCK, &signals, nullptr);
  std::signal(SIGPIPE, SIG_IGN);
  return signals;
}

void warn_of_plain_http(const Config& config) {
  if (!config.allow_plain_http || !config.tls_certificate.empty() ||
      config.public_url.starts_with("https://"))
    return;
  spdlog::warn("plain HTTP is allowed on {}: passwords and sessions travel in the clear",
               config.listen_address);
}

}  // namespace

int serve(const LoadedConfig& loaded, const std::optional<StandInWishes>& wishes) {
  const Config& config = loaded.config;
  if (const auto fine = check_config(config); !fine) return misused(fine.error());
  auto stand_in = prepare(wishes);
  if (!stand_in) return misused(stand_in.error());
  set_up_log(config.log_level);
  const sigset_t signals = block_signals();
  try {
    const auto notifications = load_notification_settings(config);
    if (!notifications) {
      fmt::print(stderr, "kempelen: {}\n", api::wire_error(notifications.error()).message);
      return 2;
    }
    auto directory =
        StoreDirectory::open(config.data, config.test_clock ? TestClock::Allowed : TestClock::Forbidden,
                             [](const std::string& reason) {
                               // Nothing may be acknowledged any more; the next start recovers what was
                               // committed.
                               spdlog::critical("the database failed, stopping reason=\"{}\"", reason);
                               std::_Exit(70);
                             });
    if (!directory) return misused(directory.error());
    // It says that everything answers. Removed once the directory is ours, not another server's.
    std::error_code ignored;
    std::filesystem::remove(config.data + "/connect.env", ignored);
    warn_of_plain_http(config);
    App app(config, *notifications, **directory, *std::move(stand_in));
    app.start();
    int signal = 0;
    sigwait(&signals, &signal);
    spdlog::info("stopping signal={}", signal);
    app.stop();
    spdlog::info("stopped");
    return 0;
  } catch (const std::exception& e) {
    fmt::print(stderr, "kempelen: {}\n", e.what());
    return 1;
  }
}

}  // namespace kempelen::server
