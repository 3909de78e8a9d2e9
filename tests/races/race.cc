// Threads, orders and the recount.
#include "tests/races/race.h"

#include <algorithm>
#include <latch>
#include <numeric>
#include <optional>
#include <random>
#include <thread>

#include "store/recount.h"

namespace kempelen::races {
namespace {

constexpr std::size_t kThreads = 6;

std::vector<std::size_t> order_of(std::size_t count, std::uint64_t seed) {
  std::vector<std::size_t> order(count);
  std::iota(order.begin(), order.end(), 0U);
  std::shuffle(order.begin(), order.end(), std::mt19937_64(seed));
  return order;
}

}  // namespace

Command accepting(const WorkerId& worker, const HitId& hit) {
  return {{.worker = worker}, [hit](actions::WriteContext& ctx) -> actions::Reply {
            api::worker::AcceptHITRequest request;
            request.hit_id = hit.text;
            KEMPELEN_TRY(const auto taken, actions::accept_hit(ctx, request));
            return taken.assignment.assignment_id;
          }};
}

Command submitting(const WorkerId& worker, const std::string& assignment) {
  return call<actions::PreparedAnswer>(
      {.worker = worker}, &actions::submit_assignment,
      {.assignment = AssignmentId{assignment},
       .sent = {{.fields = {}, .to_page = {{.fields = {}, .xml = "<answers/>"}}}}});
}

Command returning(const WorkerId& worker, const std::string& assignment) {
  return call<api::worker::ReturnAssignmentRequest>({.worker = worker}, &actions::return_assignment,
                                                    {.assignment_id = assignment});
}

Command approving(const RequesterId& acme, const std::string& assignment, domain::Override override) {
  return call<api::ApproveAssignmentRequest>({.requester = acme}, &actions::approve_assignment,
                                             {.assignment_id = assignment,
                                              .requester_feedback = {},
                                              .override_rejection = override == domain::Override::Rejection});
}

Command rejecting(const RequesterId& acme, const std::string& assignment) {
  return call<api::RejectAssignmentRequest>({.requester = acme}, &actions::reject_assignment,
                                            {.assignment_id = assignment, .requester_feedback = ""});
}

Command deleting(const RequesterId& acme, const HitId& hit) {
  return call<api::DeleteHITRequest>({.requester = acme}, &actions::delete_hit, {.hit_id = hit.text});
}

Command extending(const RequesterId& acme, const HitId& hit, std::int32_t places) {
  return call<api::CreateAdditionalAssignmentsForHITRequest>(
      {.requester = acme}, &actions::create_additional_assignments_for_hit,
      {.hit_id = hit.text, .number_of_additional_assignments = places, .unique_request_token = {}});
}

Command expiring(const RequesterId& acme, const HitId& hit, Instant at) {
  return call<api::UpdateExpirationForHITRequest>({.requester = acme}, &actions::update_expiration_for_hit,
                                                  {.hit_id = hit.text, .expire_at = at});
}

std::vector<WorkerId> hire(jobs::Workshop& shop, int count) {
  std::vector<Command> commands;
  for (int i = 0; i < count; ++i) {
    commands.push_back({{}, [i](actions::WriteContext& ctx) -> actions::Reply {
                          store::Worker made;
                          made.id = ctx.ids.worker();
                          made.marketplace = ctx.caller.marketplace;
                          made.username = "worker" + std::to_string(i);
                          made.created_at = ctx.now;
                          EXPECT_TRUE(store::insert_worker(ctx.tx, made));
                          return made.id.text;
                        }});
  }
  std::vector<WorkerId> workers;
  for (const actions::Reply& reply : race(shop, 0, commands)) workers.push_back({reply.value()});
  return workers;
}

std::vector<actions::Reply> race(jobs::Workshop& shop, std::uint64_t seed,
                                 const std::vector<Command>& commands) {
  return race_the_clock(shop, seed, commands, Duration{}, 0);
}

std::vector<actions::Reply> race_the_clock(jobs::Workshop& shop, std::uint64_t seed,
                                           const std::vector<Command>& commands, Duration step, int steps) {
  const std::vector<std::size_t> order = order_of(commands.size() + static_cast<std::size_t>(steps), seed);
  std::vector<std::future<actions::Reply>> pending(commands.size());
  std::optional<jobs::Barrier> busy;
  if (seed % 2 == 0) {
    busy.emplace(shop.database());
    busy->wait_until_reached();
  }
  std::latch start(kThreads);
  std::vector<std::thread> threads;
  for (std::size_t t = 0; t < kThreads; ++t) {
    threads.emplace_back([&, t] {
      start.arrive_and_wait();
      for (std::size_t i = t; i < order.size(); i += kThreads) {
        if (order[i] < commands.size()) {
          const Command& command = commands[order[i]];
          pending[order[i]] = shop.send(command.caller, command.work);
        } else {
          shop.domain().advance(step);
          shop.runtime().wake();
        }
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  busy.reset();
  std::vector<actions::Reply> replies;
  for (auto& reply : pending) replies.push_back(reply.get());
  return replies;
}

int successes(const std::vector<actions::Reply>& replies) {
  return static_cast<int>(
      std::ranges::count_if(replies, [](const actions::Reply& reply) { return reply.has_value(); }));
}

void expect_refusals(const std::vector<actions::Reply>& replies, const std::vector<Code>& codes) {
  for (const actions::Reply& reply : replies) {
    if (reply) continue;
    EXPECT_NE(std::ranges::find(codes, reply.error().code), codes.end())
        << "refused with code " << static_cast<int>(reply.error().code);
  }
}

void expect_sound(jobs::Workshop& shop) {
  // Commands that follow each other within one tick of a clock that stands still count on by microseconds.
  shop.domain().advance(Duration::millis(10));
  shop.settle();
  shop.database().read([&](db::Reader& db) {
    const store::Recount counted = store::recount(db, {.now = shop.domain().now()});
    for (const std::string& difference : counted.differences) ADD_FAILURE() << difference;
  });
}

}  // namespace kempelen::races
