// A whole server without sockets, for tests of what stands between HTTP and the actions.
#pragma once

#include <gtest/gtest.h>

#include <future>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "server/admin.h"
#include "server/config.h"
#include "server/router.h"
#include "site/content.h"
#include "site/worker_api.h"
#include "tests/unit/jobs/workshop.h"

namespace kempelen::server {

/// Collects the one answer of a request.
class Mailbox final : public http::Responder::Channel {
 public:
  void answer(http::Response response) override { promise_.set_value(std::move(response)); }
  void abandon() noexcept override {
    http::Response dropped;
    dropped.status = 500;
    promise_.set_value(std::move(dropped));
  }
  http::Response wait() { return promise_.get_future().get(); }

 private:
  std::promise<http::Response> promise_;
};

/// A request with its texts; the views of http::Request point into it.
struct Letter {
  std::string method = "POST";
  std::string path;
  std::string body{};
  std::vector<std::pair<std::string, std::string>> headers{};
  std::string peer = "127.0.0.1";
  domain::Marketplace marketplace = domain::Marketplace::Sandbox;
  std::optional<Listener> listener{};  // none: the marketplace's own
};

class House {
 public:
  explicit House(Config config = defaults(), site::SiteSettings site = {}, Rate rate = {})
      : config_(std::move(config)),
        site_(site),
        sealing_(Sealing::open(directory(), random_)),
        keys_(shop_.database(), sealing_),
        api_settings_{.verifier = {}, .api_path = "/", .rate = rate, .test_events = rate},
        requester_api_(shop_.runtime(), keys_, api_settings_, shop_.wall(), shop_.domain(), metrics_),
        worker_api_(shop_.database(), shop_.runtime(), shop_.settings(), site_, shop_.wall(), shop_.domain(),
                    random_),
        files_(directory_ + "/files", shop_.runtime()),
        transfer_(files_, shop_.runtime(), shop_.settings(), shop_.wall()),
        content_(shop_.runtime(), shop_.settings(), transfer_),
        router_(parts()) {}
  ~House() { std::filesystem::remove_all(directory_); }
  House(const House&) = delete;
  House& operator=(const House&) = delete;

  static Config defaults() {
    Config config;
    config.test_clock = true;
    return config;
  }

  http::Response send(const Letter& letter) {
    std::vector<http::Header> headers;
    for (const auto& [name, value] : letter.headers) headers.push_back({name, value});
    http::Request request{};
    request.method = letter.method;
    request.target = letter.path;
    request.path = request.target.substr(0, request.target.find('?'));
    if (request.path.size() < request.target.size()) {
      request.query = request.target.substr(request.path.size() + 1);
    }
    request.body = letter.body;
    request.peer = letter.peer;
    request.headers = headers;
    request.listener = letter.listener ? static_cast<std::uint16_t>(*letter.listener)
                                       : static_cast<std::uint16_t>(letter.marketplace);
    const auto mailbox = std::make_shared<Mailbox>();
    router_.handle(request, http::Responder(mailbox));
    return mailbox->wait();
  }
  /// A call of the Worker API.
  http::Response worker_call(const std::string& operation, const std::string& body,
                             std::vector<std::pair<std::string, std::string>> headers = {}) {
    headers.emplace_back("Host", "localhost:8080");
    headers.emplace_back("Content-Type", "application/json");
    return send({.path = "/worker/api/" + operation, .body = body, .headers = std::move(headers)});
  }
  Result<std::string> admin(std::string_view command, const Arguments& arguments = {}) {
    IdGenerator ids(random_);
    return run_admin({shop_.database(), shop_.runtime(), sealing_, keys_, shop_.settings(), shop_.wall(), ids,
                      shop_.domain()},
                     command, arguments);
  }

  jobs::Workshop& shop() { return shop_; }
  KeyRing& keys() { return keys_; }
  const Sealing& sealing() const { return sealing_; }
  Config& config() { return config_; }

 private:
  std::string directory() {
    std::string pattern = std::filesystem::temp_directory_path() / "kempelen-house-XXXXXX";
    directory_ = ::mkdtemp(pattern.data());
    return directory_;
  }
  Router::Parts parts() {
    Advance advance;
    if (config_.test_clock) {
      advance = [this](Duration by, const std::function<void(Duration)>& done) {
        shop_.domain().advance(by);
        done(shop_.domain().offset());
      };
    }
    return {requester_api_, worker_api_,         content_,           shop_.settings(), config_,
            metrics_,       [] { return true; }, std::move(advance), random_};
  }

  Config config_;
  site::SiteSettings site_;
  jobs::Workshop shop_;
  SystemRandom random_;
  std::string directory_;
  Sealing sealing_;
  KeyRing keys_;
  RequesterApiSettings api_settings_;
  Metrics metrics_;
  RequesterApi requester_api_;
  site::WorkerApi worker_api_;
  site::FileStore files_;
  site::Transfer transfer_;
  site::Content content_;
  Router router_;
};

/// The text of a member in a flat piece of JSON.
inline std::string member(const std::string& body, const std::string& name) {
  const std::string before = "\"" + name + "\":\"";
  const std::size_t from = body.find(before);
  if (from == std::string::npos) return "";
  const std::size_t start = from + before.size();
  return body.substr(start, body.find('"', start) - start);
}

}  // namespace kempelen::server
