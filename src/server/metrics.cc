// Counters are made for every operation at start, so that counting is one lookup and one atomic addition.
#include "server/metrics.h"

#include <prometheus/text_serializer.h>

#include "server/bindings.h"

namespace kempelen::server {

Metrics::Metrics() {
  auto& calls = prometheus::BuildCounter()
                    .Name("kempelen_requester_calls_total")
                    .Help("Calls of the Requester API by operation and outcome.")
                    .Register(registry_);
  const auto counters = [&](std::string_view operation) {
    const auto add = [&](const char* outcome) {
      return &calls.Add(
          {{"operation", operation.empty() ? "none" : std::string(operation)}, {"outcome", outcome}});
    };
    return Counters{add("good"), add("refused"), add("fault")};
  };
  for (const actions::Binding& binding : requester_bindings())
    calls_.emplace(binding.name, counters(binding.name));
  calls_.emplace(std::string_view(), counters(""));
  micros_ = &prometheus::BuildCounter()
                 .Name("kempelen_requester_call_microseconds_total")
                 .Help("Time from the request to its answer, summed over all calls.")
                 .Register(registry_)
                 .Add({});
}

void Metrics::count_call(std::string_view operation, Outcome outcome, Duration took) {
  const auto found = calls_.find(operation);
  if (found != calls_.end()) found->second[static_cast<std::size_t>(outcome)]->Increment();
  micros_->Increment(static_cast<double>(took.micros));
}

void Metrics::watch(const std::string& name, const std::string& help, std::function<double()> value) {
  auto& gauge = prometheus::BuildGauge().Name(name).Help(help).Register(registry_).Add({});
  watched_.push_back({&gauge, std::move(value)});
}

std::string Metrics::text() {
  for (const Watched& one : watched_) one.gauge->Set(one.value());
  return prometheus::TextSerializer().Serialize(registry_.Collect());
}

}  // namespace kempelen::server
