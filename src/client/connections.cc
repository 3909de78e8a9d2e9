// The one that was used last is used next: it is the least likely to have been closed by the other side.
#include "client/connections.h"

namespace kempelen::client {

outgoing::CallAnswer Connections::post(const outgoing::Call& call) {
  auto caller = take();
  outgoing::CallAnswer answer = caller->post(call);
  give_back(std::move(caller));
  return answer;
}

std::unique_ptr<outgoing::Caller> Connections::take() {
  {
    const std::lock_guard lock(mutex_);
    if (!idle_.empty()) {
      auto caller = std::move(idle_.back());
      idle_.pop_back();
      return caller;
    }
  }
  return std::make_unique<outgoing::Caller>(settings_);
}

void Connections::give_back(std::unique_ptr<outgoing::Caller> caller) {
  const std::lock_guard lock(mutex_);
  if (idle_.size() < kKept) idle_.push_back(std::move(caller));
}

}  // namespace kempelen::client
