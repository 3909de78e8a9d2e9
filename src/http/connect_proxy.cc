// One thread and a coroutine per connection: tunnels are few, and what they cost is the copying.
#include "http/connect_proxy.h"

#include <fmt/format.h>
#include <spdlog/spdlog.h>
#include <sys/socket.h>

#include <array>
#include <boost/asio/as_tuple.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/connect.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/experimental/awaitable_operators.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/write.hpp>
#include <chrono>
#include <optional>
#include <string>
#include <thread>
#include <vector>

#include "base/clock.h"
#include "base/fault.h"
#include "http/answer.h"
#include "http/connect_request.h"

namespace kempelen::http {
namespace {

namespace asio = boost::asio;
using asio::ip::tcp;
using boost::system::error_code;
using namespace asio::experimental::awaitable_operators;
using Steady = std::chrono::steady_clock;

constexpr auto kWait = asio::as_tuple(asio::use_awaitable);
constexpr std::uint16_t kHttpsPort = 443;
constexpr std::size_t kPeekBytes = 2048;
constexpr std::size_t kCopyBytes = 16 * 1024;
/// Connections at once. Each holds two descriptors and, while it copies, 32 KiB.
constexpr std::size_t kVisitsMax = 512;
/// How long a client may take to hear a refusal before the connection is cut.
constexpr std::chrono::seconds kGoodbyeTime{2};
constexpr std::chrono::milliseconds kAcceptAgain{200};

/// A client's connection, and the one it leads to.
struct Visit {
  explicit Visit(tcp::socket its_client)
      : client(std::move(its_client)),
        upstream(client.get_executor()),
        resolver(client.get_executor()),
        timer(client.get_executor()) {}

  void close() {
    error_code ignored;
    client.close(ignored);
    upstream.close(ignored);
    resolver.cancel();
  }

  tcp::socket client;
  tcp::socket upstream;
  tcp::resolver resolver;
  asio::steady_timer timer;
  Steady::time_point deadline;
  bool over = false;
};

using Held = std::shared_ptr<Visit>;

/// Closes the visit once its deadline has passed. Deadlines only move away, so that sleeping until the one
/// known is enough.
asio::awaitable<void> watch(Held visit) {
  while (!visit->over) {
    if (Steady::now() >= visit->deadline) co_return visit->close();
    visit->timer.expires_at(visit->deadline);
    co_await visit->timer.async_wait(kWait);
  }
}

/// The request's header, and not a byte more: what follows belongs to whoever gets the connection. Empty if
/// the client went away; without the empty line if there was none within the limit.
asio::awaitable<std::string> read_head(Visit& visit, std::size_t bytes_max) {
  std::string head;
  std::array<char, kPeekBytes> peeked{};
  while (head.size() < bytes_max) {
    const auto [problem] = co_await visit.client.async_wait(tcp::socket::wait_read, kWait);
    if (problem) co_return "";
    const int socket = visit.client.native_handle();
    const auto seen = ::recv(socket, peeked.data(), peeked.size(), MSG_PEEK | MSG_DONTWAIT);
    if (seen < 0 && (errno == EAGAIN || errno == EINTR)) continue;
    if (seen <= 0) co_return "";
    const std::size_t before = head.size();
    head.append(peeked.data(), static_cast<std::size_t>(seen));
    const std::size_t end = head.find("\r\n\r\n", before < 3 ? 0 : before - 3);
    if (end != std::string::npos) head.resize(end + 4);
    if (::recv(socket, peeked.data(), head.size() - before, MSG_DONTWAIT) < 0) co_return "";
    if (end != std::string::npos) break;
  }
  co_return head;
}

/// Answers, and waits a moment for the client to have read it.
asio::awaitable<void> refuse(Visit& visit, int status, std::string_view reason) {
  Response response{.status = status, .content_type = "text/plain; charset=utf-8"};
  response.body = fmt::format("Kempelen's stand-in proxy: {}\n", reason);
  std::string answer;
  append_head(answer, response, DateText().at(SystemClock().now()), After::Close);
  answer += response.body;
  visit.deadline = std::max(visit.deadline, Steady::now() + kGoodbyeTime);
  co_await asio::async_write(visit.client, asio::buffer(answer), kWait);
  error_code ignored;
  visit.client.shutdown(tcp::socket::shutdown_send, ignored);
  std::array<char, kPeekBytes> rest{};
  for (;;) {
    const auto [problem, size] = co_await visit.client.async_read_some(asio::buffer(rest), kWait);
    if (problem) co_return;
  }
}

/// One direction of a tunnel. The end of input is passed on; anything else ends both directions.
asio::awaitable<void> copy(Visit& visit, tcp::socket& from, tcp::socket& to, Steady::duration idle) {
  std::array<char, kCopyBytes> buffer{};
  for (;;) {
    const auto [problem, size] = co_await from.async_read_some(asio::buffer(buffer), kWait);
    if (problem == asio::error::eof) {
      error_code ignored;
      to.shutdown(tcp::socket::shutdown_send, ignored);
      co_return;
    }
    if (problem) co_return visit.close();
    const auto [failed, written] = co_await asio::async_write(to, asio::buffer(buffer.data(), size), kWait);
    if (failed) co_return visit.close();
    visit.deadline = Steady::now() + idle;
  }
}

asio::awaitable<bool> say_established(Visit& visit) {
  constexpr std::string_view kEstablished = "HTTP/1.1 200 Connection established\r\n\r\n";
  const auto [problem, size] =
      co_await asio::async_write(visit.client, asio::buffer(kEstablished.data(), kEstablished.size()), kWait);
  co_return !problem;
}

}  // namespace

struct ConnectProxy::Impl {
  Impl(ProxyRules its_rules, const Limits& its_limits) : rules(std::move(its_rules)), limits(its_limits) {}

  asio::awaitable<void> accept_all();
  asio::awaitable<void> serve(Held visit);
  asio::awaitable<void> answer(Visit& visit);
  asio::awaitable<void> tunnel(Visit& visit, const ConnectTarget& target);
  asio::awaitable<bool> connect(Visit& visit, const std::vector<tcp::endpoint>& ways);
  std::uint16_t opened();

  const ProxyRules rules;
  const Limits limits;
  asio::io_context context{1};
  tcp::acceptor acceptor{context};
  std::size_t visits = 0;
  std::thread thread;
};

asio::awaitable<void> ConnectProxy::Impl::accept_all() {
  for (;;) {
    auto [problem, socket] = co_await acceptor.async_accept(kWait);
    if (problem == asio::error::operation_aborted) co_return;
    if (problem) {
      // No descriptors or no memory: the connection stays in the queue.
      asio::steady_timer pause(context, kAcceptAgain);
      co_await pause.async_wait(kWait);
      continue;
    }
    const auto visit = std::make_shared<Visit>(std::move(socket));
    visit->deadline = Steady::now() + limits.header_time_max;
    asio::co_spawn(context, watch(visit), asio::detached);
    asio::co_spawn(context, serve(visit), asio::detached);
  }
}

asio::awaitable<void> ConnectProxy::Impl::serve(Held visit) {
  ++visits;
  try {
    if (visits > kVisitsMax) {
      co_await refuse(*visit, 503, "There are as many connections as the proxy accepts.");
    } else {
      co_await answer(*visit);
    }
  } catch (const std::exception& failure) {
    spdlog::error("a proxied connection failed: {}", failure.what());
  }
  --visits;
  visit->over = true;
  visit->timer.cancel();
  visit->close();
}

asio::awaitable<void> ConnectProxy::Impl::answer(Visit& visit) {
  const std::string head = co_await read_head(visit, limits.header_bytes_max);
  if (head.empty()) co_return;
  if (!head.ends_with("\r\n\r\n")) {
    co_return co_await refuse(visit, 431, "The request header is larger than the proxy accepts.");
  }
  const ConnectVerdict verdict = read_connect(head);
  if (verdict.refused()) co_return co_await refuse(visit, verdict.rejection.status, verdict.rejection.reason);
  const ConnectTarget& target = verdict.target;
  if (!rules.is_ours(target.host)) {
    if (rules.others == ProxyRules::Others::Tunnelled) co_return co_await tunnel(visit, target);
    const std::string why = fmt::format(
        "{0} is none of the names it stands in for, and tunnels are off. Name {0} in NO_PROXY.", target.host);
    co_return co_await refuse(visit, 403, why);
  }
  if (target.port != kHttpsPort) {
    co_return co_await refuse(visit, 403, "The names it stands in for are answered on port 443 only.");
  }
  if (!co_await say_established(visit)) co_return;
  error_code problem;
  const int socket = visit.client.release(problem);
  if (!problem) rules.take(socket);
}

asio::awaitable<void> ConnectProxy::Impl::tunnel(Visit& visit, const ConnectTarget& target) {
  visit.deadline = Steady::now() + limits.header_time_max;
  const auto [unknown, found] = co_await visit.resolver.async_resolve(
      target.host, std::to_string(target.port), tcp::resolver::numeric_service, kWait);
  if (unknown) {
    const std::string why = fmt::format("{} has no address: {}.", target.host, unknown.message());
    co_return co_await refuse(visit, 502, why);
  }
  std::vector<tcp::endpoint> ways;
  for (const auto& entry : found) {
    const tcp::endpoint endpoint = entry.endpoint();
    if (rules.may_reach(endpoint.address().to_string(), endpoint.port())) ways.push_back(endpoint);
  }
  if (ways.empty()) {
    const std::string why = fmt::format(
        "It carries connections to port 443 of public addresses only, which {}:{} is not. Name it in "
        "NO_PROXY.",
        target.host, target.port);
    co_return co_await refuse(visit, 403, why);
  }
  if (!co_await connect(visit, ways)) {
    co_return co_await refuse(visit, 502, fmt::format("{} does not answer.", target.host));
  }
  if (!co_await say_established(visit)) co_return;
  visit.deadline = std::max(visit.deadline, Steady::now() + limits.idle_time_max);
  co_await (copy(visit, visit.client, visit.upstream, limits.idle_time_max) &&
            copy(visit, visit.upstream, visit.client, limits.idle_time_max));
}

/// Each address gets its share of the time, so that one that swallows everything does not hide the next.
asio::awaitable<bool> ConnectProxy::Impl::connect(Visit& visit, const std::vector<tcp::endpoint>& ways) {
  visit.deadline = Steady::now() + limits.header_time_max + kGoodbyeTime;
  const auto share = limits.header_time_max / static_cast<std::int64_t>(ways.size());
  for (const tcp::endpoint& way : ways) {
    asio::steady_timer patience(context, share);
    error_code ignored;
    visit.upstream.close(ignored);
    const auto first = co_await (visit.upstream.async_connect(way, kWait) || patience.async_wait(kWait));
    if (first.index() == 0 && !std::get<0>(std::get<0>(first))) co_return true;
  }
  co_return false;
}

std::uint16_t ConnectProxy::Impl::opened() {
  const tcp::endpoint where = acceptor.local_endpoint();
  if (!where.address().is_loopback()) {
    throw Fault(
        fmt::format("the proxy listens on loopback only, which {} is not", where.address().to_string()));
  }
  return where.port();
}

ConnectProxy::ConnectProxy(ProxyRules rules, const Limits& limits)
    : impl_(std::make_unique<Impl>(std::move(rules), limits)) {}

ConnectProxy::~ConnectProxy() {
  stop();
}

std::uint16_t ConnectProxy::listen(std::uint16_t port) {
  const tcp::endpoint where(asio::ip::address_v4::loopback(), port);
  try {
    impl_->acceptor.open(where.protocol());
    impl_->acceptor.set_option(tcp::acceptor::reuse_address(true));
    impl_->acceptor.bind(where);
    impl_->acceptor.listen();
  } catch (const boost::system::system_error& failure) {
    throw Fault(fmt::format("the proxy cannot listen on 127.0.0.1:{}: {}", port, failure.code().message()));
  }
  return impl_->opened();
}

std::uint16_t ConnectProxy::listen_on(int socket) {
  sockaddr_storage address{};
  socklen_t size = sizeof address;
  if (::getsockname(socket, reinterpret_cast<sockaddr*>(&address), &size) != 0 ||
      (address.ss_family != AF_INET && address.ss_family != AF_INET6)) {
    throw Fault("the socket that was handed over for the proxy is no TCP socket");
  }
  impl_->acceptor.assign(address.ss_family == AF_INET6 ? tcp::v6() : tcp::v4(), socket);
  return impl_->opened();
}

void ConnectProxy::start() {
  asio::co_spawn(impl_->context, impl_->accept_all(), asio::detached);
  impl_->thread = std::thread([&context = impl_->context] {
    while (!context.stopped()) {
      try {
        context.run();
      } catch (const std::exception& failure) {
        // Out of memory, as far as we know: what it happened to is gone, the others go on.
        spdlog::error("the proxy went on after a failure: {}", failure.what());
      }
    }
  });
}

void ConnectProxy::stop() {
  impl_->context.stop();
  if (impl_->thread.joinable()) impl_->thread.join();
}

}  // namespace kempelen::http
