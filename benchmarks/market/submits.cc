// What follows a submission, and what it costs: measured in process, or made ready for a server to be
// measured.
#include <fmt/format.h>

#include <iostream>
#include <map>

#include "base/clock.h"
#include "benchmarks/market/measurements.h"
#include "benchmarks/market/orders.h"
#include "site/session.h"
#include "store/notifications.h"
#include "store/workers.h"

namespace kempelen::market {
namespace {

/// Nothing is sent in process.
constexpr const char* kNobody = "http://127.0.0.1:9/";
constexpr std::int64_t kDestinationsMax = 100;

/// A bearer token for each worker.
std::map<WorkerId, std::string> tokens_of(House& house, const std::vector<actions::Caller>& workers) {
  std::map<WorkerId, std::string> tokens;
  house.database().write_and_wait([&](db::Transaction& tx) {
    for (const actions::Caller& caller : workers) {
      const auto made = site::make_credential(house.ids(), caller.worker, store::CredentialKind::BearerToken,
                                              house.now(), std::nullopt);
      store::insert_credential(tx, made.stored);
      tokens[caller.worker] = made.token;
    }
    return db::Verdict::Keep;
  });
  return tokens;
}

/// Until an operator resumes it, so that enqueueing can be measured without delivering.
void pause_destinations(House& house) {
  house.database().write_and_wait([&](db::Transaction& tx) {
    for (const auto& to : store::list_destinations(tx, "", kDestinationsMax)) {
      store::note_failure(tx, to.id, house.now(), house.now() + Duration::days(1),
                          "held back by a benchmark");
      std::cout << "destination\t" << to.id << '\n';
    }
    return db::Verdict::Keep;
  });
}

}  // namespace

void measure_submits(House& house, int submissions, int rounds) {
  for (int round = 0; round < rounds; ++round) {
    const auto workers = house.workers(submissions);
    for (const Submissions& made : make_submissions(house, workers, round, kNobody)) {
      std::cout << fmt::format("{} {:.1f}\n", made.kind, house.rate(made.orders)) << std::flush;
    }
  }
}

void prepare_submits(House& house, int submissions, int rounds, const std::string& webhook) {
  for (int round = 0; round < rounds; ++round) {
    const auto workers = house.workers(submissions);
    const auto tokens = tokens_of(house, workers);
    for (const Submissions& made : make_submissions(house, workers, round, webhook)) {
      for (const Order& order : made.orders) {
        std::cout << fmt::format("{}\t{}\t{}\t{}\n", made.kind, order.operation,
                                 tokens.at(order.caller.worker), order.body);
      }
    }
  }
  pause_destinations(house);
}

}  // namespace kempelen::market
