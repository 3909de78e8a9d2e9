// The right to answer: used once, passed on, or given back by being dropped.
#include <utility>

#include "http/server.h"

namespace kempelen::http {

Responder::Responder(std::shared_ptr<Channel> channel) : channel_(std::move(channel)) {}

Responder::Responder(Responder&&) noexcept = default;

Responder& Responder::operator=(Responder&& other) noexcept {
  if (this != &other) {
    if (channel_) channel_->abandon();
    channel_ = std::move(other.channel_);
  }
  return *this;
}

Responder::~Responder() {
  if (channel_) channel_->abandon();
}

void Responder::send(Response response) {
  // A second answer has nowhere to go: the connection may already be at its next request.
  if (const auto channel = std::exchange(channel_, nullptr)) channel->answer(std::move(response));
}

}  // namespace kempelen::http
