// Races: commands that want the same thing, sent from several threads at once in an order that a seed
// decides. One thread writes, so what is tested is that every order of commands, timers and groups of commits
// ends in a state that adds up, and that the answers tell which it was.
#pragma once

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "tests/unit/jobs/workshop.h"

namespace kempelen::races {

/// How many orders of each race are tried.
constexpr std::uint64_t kSeeds = 16;

/// A live workshop whose scheduler runs.
class Arena : public jobs::Workshop {
 public:
  Arena() : Workshop(domain::Marketplace::Live) { runtime().start(); }
  ~Arena() { runtime().stop(); }
};

struct Command {
  actions::Caller caller;
  actions::Executor::Writing work;
};

/// The command that calls an operation; its reply is `done`.
template <typename Request, typename Response>
Command call(actions::Caller caller, Result<Response> (*operation)(actions::WriteContext&, const Request&),
             Request request) {
  return {std::move(caller),
          [operation, request = std::move(request)](actions::WriteContext& ctx) -> actions::Reply {
            KEMPELEN_TRY([[maybe_unused]] const auto answer, operation(ctx, request));
            return std::string("done");
          }};
}

// What the people of a workshop do. `acme` is its requester.
Command accepting(const WorkerId& worker, const HitId& hit);  // replies the assignment's id
Command submitting(const WorkerId& worker, const std::string& assignment);
Command returning(const WorkerId& worker, const std::string& assignment);
Command approving(const RequesterId& acme, const std::string& assignment,
                  domain::Override override = domain::Override::No);
Command rejecting(const RequesterId& acme, const std::string& assignment);
Command deleting(const RequesterId& acme, const HitId& hit);
Command extending(const RequesterId& acme, const HitId& hit, std::int32_t places);
Command expiring(const RequesterId& acme, const HitId& hit, Instant at);

/// Workers of the workshop, so many.
std::vector<WorkerId> hire(jobs::Workshop& shop, int count);

/// Sends each command once. Half of the seeds find the writing thread busy, so that all commands wait
/// together and are committed as few groups; the others do not. Replies stand in the order of `commands`.
std::vector<actions::Reply> race(jobs::Workshop& shop, std::uint64_t seed,
                                 const std::vector<Command>& commands);

/// As race(), with `steps` steps of the domain clock somewhere in between.
std::vector<actions::Reply> race_the_clock(jobs::Workshop& shop, std::uint64_t seed,
                                           const std::vector<Command>& commands, Duration step, int steps);

int successes(const std::vector<actions::Reply>& replies);
/// Expects every refusal to have one of these codes.
void expect_refusals(const std::vector<actions::Reply>& replies, const std::vector<Code>& codes);

/// Does what is due, and expects that counters, holds, balances, payments and timers are what a recount of
/// assignments and ledger entries says.
void expect_sound(jobs::Workshop& shop);

}  // namespace kempelen::races
