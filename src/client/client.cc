// The parts of a client put together, and the one function behind all operations.
#include "client/client.h"

#include <fmt/format.h>

#include <array>
#include <condition_variable>
#include <mutex>
#include <tuple>

#include "base/clock.h"
#include "base/fault.h"
#include "base/random.h"
#include "base/result.h"
#include "client/connections.h"
#include "client/environment.h"
#include "client/exchange.h"
#include "client/judgement.h"
#include "client/message.h"
#include "json/value.h"
#include "model/describe.h"
#include "model/read.h"

namespace kempelen::client {
namespace {

/// Waits as a thread may that has nothing else to do.
class RealPause final : public Pause {
 public:
  void wait(Duration duration) override {
    std::mutex mutex;
    std::condition_variable never;
    std::unique_lock lock(mutex);
    never.wait_for(lock, std::chrono::microseconds(duration.micros), [] { return false; });
  }
};

Duration duration_of(std::chrono::milliseconds time) {
  return Duration::millis(time.count());
}

outgoing::CallerSettings caller_settings(const Settings& settings, const Origin& origin) {
  return {.url = origin.endpoint,
          .ca_file = origin.ca_file,
          .user_agent = "kempelen-client/" KEMPELEN_CLIENT_VERSION,
          .connect_within = duration_of(settings.connect_within),
          .answer_within = duration_of(settings.answer_within)};
}

ExchangeSettings exchange_settings(const Settings& settings, const Origin& origin, outgoing::Target target) {
  return {.endpoint = origin.endpoint,
          .target = std::move(target),
          .identity = {.access_key_id = origin.credentials.access_key_id,
                       .secret = origin.credentials.secret_access_key,
                       .session_token = origin.credentials.session_token,
                       .region = settings.region},
          .attempts = settings.attempts};
}

Error settings_error(std::string message) {
  return {.kind = Error::Kind::Settings, .message = std::move(message)};
}

/// Here libcurl is loaded, which may be missing.
Result<outgoing::Target> target_in(const std::string& endpoint) {
  try {
    if (auto target = outgoing::target_of(endpoint)) return *std::move(target);
  } catch (const Fault& fault) {
    return tl::unexpected(settings_error(fault.what()));
  }
  return tl::unexpected(
      settings_error(fmt::format("The endpoint \"{}\" is no address of HTTP without user and "
                                 "query; it should look like http://127.0.0.1:8080.",
                                 endpoint)));
}

}  // namespace

struct Client::Parts {
  Parts(const Settings& settings, const Origin& origin, const outgoing::Target& target)
      : endpoint(origin.endpoint),
        connections(caller_settings(settings, origin)),
        exchange(exchange_settings(settings, origin, target), connections, clock, random, pause) {}

  std::optional<Error> call(const model::OperationRecord& operation, const void* input, void* output) {
    auto message = message_of(operation, input, random);
    if (!message) return std::move(message).error();
    const auto body = exchange.call(*message);
    if (!body) return body.error();
    const Called called{operation.name, endpoint, {}};
    const auto value = json::parse(*body);
    if (!value) return unreadable_answer(called, value.error().words.at(0));
    if (const auto done = model::take_into(*operation.output, *value, output); !done) {
      return unreadable_answer(called, done.error().words.at(0));
    }
    return std::nullopt;
  }

  std::string endpoint;
  SystemClock clock{};
  SystemRandom random{};
  RealPause pause{};
  Connections connections;
  Exchange exchange;
};

Client::Client(std::unique_ptr<Parts> parts) : parts_(std::move(parts)) {}
Client::Client(Client&&) noexcept = default;
Client& Client::operator=(Client&&) noexcept = default;
Client::~Client() = default;

const std::string& Client::endpoint() const {
  return parts_->endpoint;
}

Result<Client> Client::open(const Settings& settings) {
  KEMPELEN_TRY(const auto origin, find_origin(settings, process_variable));
  KEMPELEN_TRY(const auto target, target_in(origin.endpoint));
  return Client(std::make_unique<Parts>(settings, origin, target));
}

template <RequesterOperation Op>
Result<typename Op::Output> Client::call(const typename Op::Input& input) const {
  typename Op::Output output{};
  if (auto error = parts_->call(model::record_of<Op>(), &input, &output))
    return tl::unexpected(*std::move(error));
  return output;
}

namespace {

/// The 39 instances that the library holds.
template <typename List>
struct Instances;
template <typename... Ops>
struct Instances<model::List<Ops...>> {
  template <typename Op>
  using Call = Result<typename Op::Output> (Client::*)(const typename Op::Input&) const;
  static constexpr std::tuple<Call<Ops>...> calls{&Client::call<Ops>...};
};
[[gnu::used]] constexpr auto kInstances = Instances<api::Operations>::calls;

}  // namespace

Error repeated_token_error() {
  return {.kind = Error::Kind::NotTheService,
          .message =
              "The service gave a page the token it was asked with, so that the list would never end; "
              "nothing after this page was read."};
}

}  // namespace kempelen::client
