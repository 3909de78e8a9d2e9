// From a destination to a request, and from an answer to an outcome.
#include "notify/post.h"

#include "base/fault.h"
#include "notify/answers.h"
#include "notify/mail.h"
#include "notify/requests.h"

namespace kempelen::notify {
namespace {

constexpr const char* kNoGrant = "no credentials of the settings cover this destination";

Outcome read(domain::Transport transport, const outgoing::Answer& answer, const std::string& sent) {
  switch (transport) {
    case domain::Transport::SQS:
      return read_queue_answer(answer, sent);
    case domain::Transport::SNS:
      return read_topic_answer(answer);
    case domain::Transport::Webhook:
      return read_webhook_answer(answer);
    case domain::Transport::Email:
      return read_mail_answer(answer);
  }
  invariant_broken("transport", "every transport is listed", __FILE__, __LINE__);
}

}  // namespace

void Post::give_up(std::uint64_t ticket, Verdict verdict, std::string reason) {
  ended_.push_back({ticket, {verdict, std::move(reason)}});
}

void Post::begin_queue(std::uint64_t ticket, const store::Destination& to, const store::Message& message) {
  const auto queue = domain::parse_queue_url(to.address.text);
  const Grant* grant = grant_for(settings_, to.address.text, to.address.owner);
  if (!queue || grant == nullptr) return give_up(ticket, Verdict::Never, kNoGrant);
  client_.begin(ticket, queue_request(*queue, message, to.address.text, *grant, wall_.now()));
  flights_.emplace(ticket, Flight{domain::Transport::SQS, message.body});
}

void Post::begin_topic(std::uint64_t ticket, const store::Destination& to, const store::Message& message) {
  const auto topic = domain::parse_topic_arn(to.address.text);
  const Grant* grant = grant_for(settings_, to.address.text, to.address.owner);
  if (!topic || grant == nullptr) return give_up(ticket, Verdict::Never, kNoGrant);
  client_.begin(ticket, topic_request(*topic, message, to.address.text, *grant, wall_.now()));
  flights_.emplace(ticket, Flight{domain::Transport::SNS, {}});
}

void Post::begin_mail(std::uint64_t ticket, const store::Destination& to, const store::Message& message) {
  if (!settings_.mail) return give_up(ticket, Verdict::Never, "no mail server is configured");
  client_.begin(ticket, mail_to(to.address.text, message, *settings_.mail, wall_.now()));
  flights_.emplace(ticket, Flight{domain::Transport::Email, {}});
}

void Post::begin(std::uint64_t ticket, const store::Destination& to, const store::Message& message) {
  switch (to.address.transport) {
    case domain::Transport::SQS:
      return begin_queue(ticket, to, message);
    case domain::Transport::SNS:
      return begin_topic(ticket, to, message);
    case domain::Transport::Email:
      return begin_mail(ticket, to, message);
    case domain::Transport::Webhook:
      break;
  }
  client_.begin(ticket,
                webhook_request(to.address.text, message, secrets_.secret_of(to.address.owner), wall_.now()));
  flights_.emplace(ticket, Flight{domain::Transport::Webhook, {}});
}

std::vector<Ended> Post::wait(Duration at_most) {
  std::vector<Ended> ended = std::move(ended_);
  ended_.clear();
  for (const outgoing::Answer& answer : client_.wait(ended.empty() ? at_most : Duration{})) {
    const auto flight = flights_.find(answer.ticket);
    KEMPELEN_INVARIANT(flight != flights_.end(), "an answer belongs to a request");
    ended.push_back({answer.ticket, read(flight->second.transport, answer, flight->second.sent)});
    flights_.erase(flight);
  }
  return ended;
}

}  // namespace kempelen::notify
