// Inside this module only: a connection for each call that runs, kept for the next one.
#pragma once

#include <memory>
#include <mutex>
#include <vector>

#include "client/exchange.h"
#include "outgoing/caller.h"

namespace kempelen::client {

class Connections final : public Line {
 public:
  explicit Connections(outgoing::CallerSettings settings) : settings_(std::move(settings)) {}
  outgoing::CallAnswer post(const outgoing::Call& call) override;

 private:
  /// More than this many at once are closed again when they are done.
  static constexpr std::size_t kKept = 256;

  std::unique_ptr<outgoing::Caller> take();
  void give_back(std::unique_ptr<outgoing::Caller> caller);

  outgoing::CallerSettings settings_;
  std::mutex mutex_{};
  std::vector<std::unique_ptr<outgoing::Caller>> idle_{};
};

}  // namespace kempelen::client
