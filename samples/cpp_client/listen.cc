// Hears by webhook what happens to a HIT, and approves its assignment as soon as it is submitted.
#include <httplib.h>
#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>

#include <condition_variable>
#include <cstdint>
#include <iomanip>
#include <mutex>
#include <nlohmann/json.hpp>
#include <queue>
#include <set>
#include <sstream>
#include <string_view>

#include "connection.h"

namespace {

using nlohmann::json;

constexpr std::int64_t fresh_seconds = 300;

/// HMAC-SHA-256 in lower-case hexadecimal digits.
std::string hmac(const std::string& secret, const std::string& text) {
  unsigned char digest[EVP_MAX_MD_SIZE];
  unsigned int size = 0;
  HMAC(EVP_sha256(), secret.data(), static_cast<int>(secret.size()),
       reinterpret_cast<const unsigned char*>(text.data()), text.size(), digest, &size);
  std::ostringstream hex;
  hex << std::hex << std::setfill('0');
  for (unsigned int i = 0; i < size; ++i) hex << std::setw(2) << static_cast<int>(digest[i]);
  return hex.str();
}

/// `header` is t=<epoch seconds>,v1=<hex>: who knows the address but not the secret cannot write it.
bool is_genuine(const std::string& secret, const std::string& header, const std::string& body) {
  constexpr std::string_view time_name = "t=";
  constexpr std::string_view signature_name = ",v1=";
  const auto comma = header.find(signature_name);
  if (!header.starts_with(time_name) || comma == std::string::npos) return false;
  const auto time = header.substr(time_name.size(), comma - time_name.size());
  const auto claimed = header.substr(comma + signature_name.size());
  const auto expected = hmac(secret, time + "." + body);
  // How long this takes must not tell how much of a guess was right.
  if (claimed.size() != expected.size() ||
      CRYPTO_memcmp(claimed.data(), expected.data(), claimed.size()) != 0) {
    return false;
  }
  const auto now = std::chrono::system_clock::now().time_since_epoch();
  return std::abs(std::chrono::duration_cast<std::chrono::seconds>(now).count() - std::stoll(time)) <
         fresh_seconds;
}

/// A web server on loopback, on a thread of its own, that takes in what is genuine.
class Webhook {
 public:
  explicit Webhook(std::string secret) : secret_(std::move(secret)) {
    server_.set_keep_alive_max_count(1);  // a connection that is kept would hold back the end
    server_.Post("/", [this](const httplib::Request& request, httplib::Response& response) {
      const bool genuine = is_genuine(secret_, request.get_header_value("Kempelen-Signature"), request.body);
      if (genuine) put(json::parse(request.body));
      response.status = genuine ? 204 : 403;
    });
    port_ = server_.bind_to_any_port("127.0.0.1");
    if (port_ < 0) throw std::runtime_error("There is no free port on 127.0.0.1.");
    thread_ = std::thread([this] { server_.listen_after_bind(); });
    while (!server_.is_running()) std::this_thread::yield();  // what has not begun cannot be stopped
  }
  ~Webhook() {
    server_.stop();
    thread_.join();
  }

  std::string address() const { return "http://127.0.0.1:" + std::to_string(port_) + "/"; }

  /// Waits for the next document.
  json take() {
    std::unique_lock lock(mutex_);
    come_.wait(lock, [this] { return !documents_.empty(); });
    json document = std::move(documents_.front());
    documents_.pop();
    return document;
  }

 private:
  void put(json document) {
    const std::lock_guard lock(mutex_);
    documents_.push(std::move(document));
    come_.notify_one();
  }

  std::string secret_;
  httplib::Server server_;
  int port_ = 0;
  std::mutex mutex_;
  std::condition_variable come_;
  std::queue<json> documents_;
  std::thread thread_;
};

/// The id of a HIT whose events are sent to `destination`.
std::string publish(const Client& client, const std::string& destination) {
  const auto type = samples::take(client.create_hit_type({.assignment_duration_in_seconds = 600,
                                                          .reward = Money::cents(10),
                                                          .title = "Look out of the window",
                                                          .description = "Say what you see."}));
  const auto hit_type_id = type.hit_type_id.value();
  const api::NotificationSpecification notification{
      .destination = destination,
      .transport = "Webhook",
      .version = "2014-08-15",
      .event_types = {"AssignmentAccepted", "AssignmentSubmitted", "AssignmentApproved"}};
  // A Ping comes at once if the destination can be reached.
  samples::take(
      client.send_test_event_notification({.notification = notification, .test_event_type = "Ping"}));
  samples::take(client.update_notification_settings(
      {.hit_type_id = hit_type_id, .notification = notification, .active = true}));
  const auto made =
      samples::take(client.create_hit_with_hit_type({.hit_type_id = hit_type_id,
                                                     .max_assignments = 1,
                                                     .lifetime_in_seconds = 3600,
                                                     .question = samples::question("question_form")}));
  return made.hit->hit_id.value();
}

/// Prints the events of a document and approves what was submitted; whether the work is approved by now.
bool hear(const Client& client, const json& document) {
  bool approved = false;
  for (const auto& event : document.at("Events")) {
    const auto type = event.at("EventType").get<std::string>();
    samples::say("event: ", type);
    if (type == "AssignmentSubmitted") {
      samples::take(client.approve_assignment({.assignment_id = event.at("AssignmentId")}));
    }
    approved = approved || type == "AssignmentApproved";
  }
  return approved;
}

void hear_everything() {
  const char* secret = std::getenv("KEMPELEN_WEBHOOK_SECRET");
  if (secret == nullptr) throw std::runtime_error("KEMPELEN_WEBHOOK_SECRET is not set.");
  Webhook webhook(secret);
  const auto client = samples::connect();
  const auto hit_id = publish(client, webhook.address());
  samples::say("HIT: ", hit_id);

  std::set<std::string> known;  // a document may come twice
  for (bool approved = false; !approved;) {
    const json document = webhook.take();
    if (known.insert(document.at("EventDocId")).second) approved = hear(client, document);
  }
  samples::take(client.delete_hit({.hit_id = hit_id}));
  samples::say("heard: everything");
}

}  // namespace

int main() {
  return samples::run(hear_everything);
}
