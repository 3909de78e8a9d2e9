// What the server counts, in Prometheus' text form.
#pragma once

#include <array>
#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include <prometheus/counter.h>
#include <prometheus/gauge.h>
#include <prometheus/registry.h>

#include "base/instant.h"

namespace kempelen::server {

enum class Outcome { Good, Refused, Fault };

class Metrics {
 public:
  Metrics();

  /// One call of the Requester API; an unknown operation has an empty name. Thread-safe, without a lock.
  void count_call(std::string_view operation, Outcome outcome, Duration took);

  /// A value that somebody else keeps, asked for at each scrape.
  void watch(const std::string& name, const std::string& help, std::function<double()> value);

  std::string text();

 private:
  using Counters = std::array<prometheus::Counter*, 3>;

  prometheus::Registry registry_;
  std::map<std::string_view, Counters> calls_;
  prometheus::Counter* micros_;
  struct Watched {
    prometheus::Gauge* gauge;
    std::function<double()> value;
  };
  std::vector<Watched> watched_;
};

}  // namespace kempelen::server
