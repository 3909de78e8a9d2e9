// One call from its message to the body of its answer: signed, sent, judged, and sent again where that helps
// and does no harm. What it needs of the world is passed in, so that tests turn the clock and lose answers.
#pragma once

#include <atomic>
#include <string>
#include <string_view>

#include "aws/sigv4.h"
#include "base/clock.h"
#include "base/random.h"
#include "client/error.h"
#include "model/operation.h"
#include "outgoing/caller.h"

namespace kempelen::client {

/// Where messages go. Thread-safe.
class Line {
 public:
  virtual ~Line() = default;
  virtual outgoing::CallAnswer post(const outgoing::Call& call) = 0;
};

/// How time passes between two attempts. Thread-safe.
class Pause {
 public:
  virtual ~Pause() = default;
  virtual void wait(Duration duration) = 0;
};

struct Message {
  std::string_view operation;
  model::Access access = model::Access::Read;
  model::Repeat repeat = model::Repeat::Safe;
  std::string body;
  /// The UniqueRequestToken in the body was made for this call, so that a refusal of it can only mean that
  /// the call took effect before.
  bool own_token = false;
};

struct ExchangeSettings {
  std::string endpoint;     // for messages
  outgoing::Target target;  // what is signed of it
  aws::SigningIdentity identity;
  int attempts = 4;
};

/// Thread-safe.
class Exchange {
 public:
  /// Everything passed in must outlive the exchange; `random` must be thread-safe.
  Exchange(ExchangeSettings settings, Line& line, const Clock& clock, RandomSource& random, Pause& pause);

  /// The body of the answer, a JSON text.
  Result<std::string> call(const Message& message);

 private:
  struct Course;

  outgoing::Call signed_call(const Message& message, Instant at) const;
  Result<std::string> recovered(const Error& refusal);
  bool corrects_clock(const Error& error, const outgoing::CallAnswer& answer, Instant signed_at);
  Duration delay(const Error& error, const outgoing::CallAnswer& answer, int attempt);

  ExchangeSettings settings_;
  Line& line_;
  const Clock& clock_;
  RandomSource& random_;
  Pause& pause_;
  /// How far the service's clock is ahead of ours, in microseconds.
  std::atomic<std::int64_t> skew_ = 0;
};

}  // namespace kempelen::client
