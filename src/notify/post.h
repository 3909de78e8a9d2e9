// Delivery for real: to queues and topics by the protocols of the original's cloud, to webhooks, and by mail.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "base/clock.h"
#include "notify/settings.h"
#include "notify/transport.h"
#include "outgoing/client.h"

namespace kempelen::notify {

/// Where the secrets of requesters' webhooks are kept.
class WebhookSecrets {
 public:
  virtual ~WebhookSecrets() = default;
  /// Made at the first call for a requester. May throw Fault.
  virtual std::string secret_of(const RequesterId& requester) = 0;
};

class Post final : public Transport {
 public:
  /// All arguments must outlive the object. `wall` is what is signed with.
  Post(const Settings& settings, const outgoing::ClientSettings& client, WebhookSecrets& secrets,
       const Clock& wall)
      : settings_(settings), secrets_(secrets), wall_(wall), client_(client) {}

  void begin(std::uint64_t ticket, const store::Destination& to, const store::Message& message) override;
  std::vector<Ended> wait(Duration at_most) override;
  void wake() override { client_.wake(); }

 private:
  struct Flight {
    domain::Transport transport = domain::Transport::SQS;
    std::string sent;  // to a queue
  };

  void begin_queue(std::uint64_t ticket, const store::Destination& to, const store::Message& message);
  void begin_topic(std::uint64_t ticket, const store::Destination& to, const store::Message& message);
  void begin_mail(std::uint64_t ticket, const store::Destination& to, const store::Message& message);
  void give_up(std::uint64_t ticket, Verdict verdict, std::string reason);

  const Settings& settings_;
  WebhookSecrets& secrets_;
  const Clock& wall_;
  outgoing::Client client_;
  std::map<std::uint64_t, Flight> flights_;
  std::vector<Ended> ended_;  // before anything was sent
};

}  // namespace kempelen::notify
