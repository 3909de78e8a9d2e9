// How orders are carried out and timed.
#include "benchmarks/market/house.h"

#include <algorithm>
#include <future>
#include <semaphore>

#include "api/errors.h"
#include "base/fault.h"
#include "json/value.h"
#include "server/bindings.h"
#include "site/worker_api.h"
#include "store/accounts.h"
#include "store/schema.h"
#include "store/workers.h"

namespace kempelen::market {
namespace {

using Steady = std::chrono::steady_clock;

double seconds_since(Steady::time_point start) {
  return std::chrono::duration<double>(Steady::now() - start).count();
}

[[noreturn]] void complain(const Order& order, const Refusal& refusal) {
  throw Fault(order.operation + " was refused: " + api::wire_error(refusal).message);
}

}  // namespace

std::string member(std::string_view body, std::string_view path) {
  const auto parsed = json::parse(body);
  json::Value value = parsed.value();
  while (!path.empty()) {
    const std::size_t dot = std::min(path.find('.'), path.size());
    const auto inner = value.find(path.substr(0, dot));
    if (!inner) throw Fault("no member " + std::string(path) + " in " + std::string(body));
    value = *inner;
    path.remove_prefix(std::min(dot + 1, path.size()));
  }
  return std::string(value.string());
}

House::House(const std::filesystem::path& folder) {
  std::filesystem::create_directories(folder);
  settings_ = {.page_token_key = std::string(32, 'k'),
               .content_url = "http://content.test",
               .sandbox_url = "http://sandbox.test",
               .live_url = "http://live.test"};
  settings_.destinations.plain_http = true;
  db::SqliteOptions options;
  options.file = folder / "kempelen.db";
  database_ = db::open_sqlite(options, store::migrations());
  runtime_ = std::make_unique<jobs::Runtime>(*database_, clock_, clock_, settings_, random_);
  runtime_->start();
  requester_ = ids_.requester();
  database_->write_and_wait([this](db::Transaction& tx) {
    store::insert_requester(tx, {requester_, "Requester", now()});
    return db::Verdict::Keep;
  });
}

House::~House() {
  runtime_->stop();
  database_->close();
}

std::shared_ptr<actions::Call> House::begin(const Order& order, model::Access& access) const {
  const auto bindings =
      order.caller.worker.text.empty() ? server::requester_bindings() : site::worker_bindings();
  const actions::Binding* binding = actions::find_binding(bindings, order.operation);
  if (binding == nullptr) throw Fault("there is no operation " + order.operation);
  access = binding->access;
  auto begun = binding->begin(order.body, order.caller);
  if (!begun) complain(order, begun.error());
  return *std::move(begun);
}

std::string House::call(const Order& order) {
  model::Access access{};
  const auto call = begin(order, access);
  std::promise<actions::Reply> promise;
  const auto done = [&promise](actions::Reply reply, const std::exception_ptr& fault) {
    if (fault) {
      promise.set_exception(fault);
    } else {
      promise.set_value(std::move(reply));
    }
  };
  if (access == model::Access::Read) {
    runtime_->read(order.caller, [call](actions::ReadContext& ctx) { return call->run(ctx); }, done);
  } else {
    runtime_->write(order.caller, [call](actions::WriteContext& ctx) { return call->run(ctx); }, done);
  }
  auto reply = promise.get_future().get();
  if (!reply) complain(order, reply.error());
  return *std::move(reply);
}

std::vector<std::string> House::call_all(const std::vector<Order>& orders) {
  std::counting_semaphore<kAtOnce> free(kAtOnce);
  std::atomic<int> refused{0};
  std::vector<std::string> bodies(orders.size());
  for (std::size_t i = 0; i < orders.size(); ++i) {
    free.acquire();
    model::Access access{};
    const auto call = begin(orders[i], access);
    runtime_->write(
        orders[i].caller, [call](actions::WriteContext& ctx) { return call->run(ctx); },
        [&, i](actions::Reply reply, const std::exception_ptr& fault) {
          if (fault || !reply) {
            ++refused;
          } else {
            bodies[i] = *std::move(reply);
          }
          free.release();
        });
  }
  for (int i = 0; i < kAtOnce; ++i) free.acquire();
  if (refused != 0)
    throw Fault(std::to_string(refused) + " of the orders failed: " + orders.front().operation);
  return bodies;
}

double House::rate(const std::vector<Order>& orders) {
  const auto start = Steady::now();
  call_all(orders);
  return static_cast<double>(orders.size()) / seconds_since(start);
}

double House::median_micros(const Order& order, int calls) {
  std::vector<double> micros;
  for (int i = 0; i < calls + calls / 4; ++i) {
    const auto start = Steady::now();
    call(order);
    if (i >= calls / 4) micros.push_back(seconds_since(start) * 1e6);
  }
  std::ranges::nth_element(micros, micros.begin() + calls / 2);
  return micros[static_cast<std::size_t>(calls / 2)];
}

std::vector<actions::Caller> House::workers(int count) {
  std::vector<actions::Caller> callers;
  for (int i = 0; i < count; ++i) callers.push_back({.worker = ids_.worker()});
  database_->write_and_wait([&](db::Transaction& tx) {
    for (const actions::Caller& caller : callers) {
      store::Worker worker;
      worker.id = caller.worker;
      worker.username = caller.worker.text;
      worker.created_at = now();
      store::insert_worker(tx, worker);
    }
    return db::Verdict::Keep;
  });
  return callers;
}

}  // namespace kempelen::market
