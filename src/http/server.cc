// Asio and Beast: I/O threads with their sockets and timers, and Beast's parser.
//
// Waiting is Asio's business, reading and writing is Transport's: a connection waits until its socket is
// ready and then reads into the buffer of its thread, so that an idle connection costs no buffer.
#include "http/server.h"

#include <fcntl.h>
#include <spdlog/spdlog.h>
#include <sys/socket.h>

#include <atomic>
#include <boost/asio/basic_socket_acceptor.hpp>
#include <boost/asio/basic_stream_socket.hpp>
#include <boost/asio/basic_waitable_timer.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/ip/v6_only.hpp>
#include <boost/asio/post.hpp>
#include <boost/beast/http/basic_parser.hpp>
#include <exception>
#include <optional>
#include <thread>
#include <utility>
#include <vector>

#include "base/files.h"
#include "http/admission.h"
#include "http/connection.h"

namespace kempelen::http {
namespace {

namespace asio = boost::asio;
namespace beast_http = boost::beast::http;
using asio::ip::tcp;
using boost::system::error_code;
// Concrete executors: any_io_executor costs an allocation and indirect calls with every operation.
using Executor = asio::io_context::executor_type;
using Socket = asio::basic_stream_socket<tcp, Executor>;
using Acceptor = asio::basic_socket_acceptor<tcp, Executor>;
using Steady = std::chrono::steady_clock;
using Timer = asio::basic_waitable_timer<Steady, asio::wait_traits<Steady>, Executor>;
using ReusePort = asio::detail::socket_option::boolean<SOL_SOCKET, SO_REUSEPORT>;

std::string_view plain(boost::beast::string_view text) {
  return {text.data(), text.size()};
}

/// Beast's parser with views instead of containers.
class RequestParser : public beast_http::basic_parser<true> {
 public:
  RequestParser(ParsedHead* head, std::string* body) : head_(head), body_(body) {}

 private:
  void on_request_impl(beast_http::verb, boost::beast::string_view method, boost::beast::string_view target,
                       int version, error_code&) override {
    if (head_ == nullptr) return;
    head_->line = {plain(method), plain(target), version == 10 ? Version::Http10 : Version::Http11};
  }
  void on_field_impl(beast_http::field, boost::beast::string_view name, boost::beast::string_view value,
                     error_code&) override {
    if (head_ != nullptr) head_->headers.push_back({plain(name), plain(value)});
  }
  std::size_t on_chunk_body_impl(std::uint64_t, boost::beast::string_view data, error_code&) override {
    if (body_ != nullptr) body_->append(data.data(), data.size());
    return data.size();
  }
  std::size_t on_body_impl(boost::beast::string_view data, error_code&) override { return data.size(); }
  void on_response_impl(int, boost::beast::string_view, int, error_code&) override {}
  void on_header_impl(error_code&) override {}
  void on_body_init_impl(boost::optional<std::uint64_t> const&, error_code&) override {}
  void on_chunk_header_impl(std::uint64_t, boost::beast::string_view, error_code&) override {}
  void on_finish_impl(error_code&) override {}

  ParsedHead* head_;
  std::string* body_;
};

std::optional<Rejection> put_head(RequestParser& parser, std::string_view head, const Limits& limits) {
  parser.header_limit(static_cast<std::uint32_t>(limits.header_bytes_max + 1));
  parser.body_limit(limits.body_bytes_max);
  error_code problem;
  const std::size_t used = parser.put(asio::buffer(head.data(), head.size()), problem);
  if (problem == beast_http::error::body_limit) {
    return Rejection{413, "The request body is larger than the server accepts."};
  }
  if (problem || used != head.size() || !parser.is_header_done()) {
    return Rejection{400, "The request header is malformed."};
  }
  return std::nullopt;
}

}  // namespace

std::optional<Rejection> HeadReader::read(std::string_view head, const Limits& limits) {
  parsed_.headers.clear();
  RequestParser parser(&parsed_, nullptr);
  return put_head(parser, head, limits);
}

class ChunkedBody::Parser {
 public:
  std::string body;
  RequestParser beast{nullptr, &body};
};

ChunkedBody::ChunkedBody(std::string_view head, const Limits& limits)
    : head_(head), limits_(limits), parser_(std::make_unique<Parser>()) {
  rejection_ = put_head(parser_->beast, head_, limits);
  parser_->beast.eager(true);
}

ChunkedBody::~ChunkedBody() = default;

std::size_t ChunkedBody::feed(std::string_view input) {
  if (rejection_ || input.empty() || done()) return 0;
  error_code problem;
  const std::size_t used = parser_->beast.put(asio::buffer(input.data(), input.size()), problem);
  wire_bytes_ += used;
  const bool too_much =
      wire_bytes_ > limits_.body_bytes_max * kChunkedOverheadFactor + limits_.header_bytes_max;
  if (problem == beast_http::error::body_limit || too_much) {
    rejection_ = Rejection{413, "The request body is larger than the server accepts."};
  } else if (problem && problem != beast_http::error::need_more) {
    rejection_ = Rejection{400, "The chunked request body is malformed."};
  } else if (input.size() - used > limits_.header_bytes_max && !done()) {
    rejection_ = Rejection{431, "A chunk header or the trailer is larger than the server accepts."};
  }
  return used;
}

bool ChunkedBody::done() const {
  return parser_->beast.is_done();
}
const std::string& ChunkedBody::body() const {
  return parser_->body;
}

namespace {

/// Where connections come in: one socket per thread, one address and port.
struct Listener {
  Listen where;
  TlsContext tls;
};

struct Shared {
  Handler& handler;
  const Limits limits;
  Admission admission{limits};
};

/// The place of a connection that has been let go.
constexpr auto kNowhere = static_cast<std::size_t>(-1);

/// A connection with what Asio needs to wait for it.
struct Seat {
  Seat(Socket its_socket, std::string its_group)
      : socket(std::move(its_socket)), group(std::move(its_group)) {}
  Socket socket;
  std::string group;  // empty: was never admitted
  std::shared_ptr<Connection> connection{};
  bool waits_to_read = false;
  bool waits_to_write = false;
};

/// One thread with its io_context, its listening sockets and its connections.
class IoThread final : public Loop {
 public:
  IoThread(Shared& shared, std::uint16_t thread_number)
      : Loop(shared.handler, shared.limits, thread_number), shared_(shared) {
    inbox = std::make_shared<Inbox>([this] { asio::post(context_, [this] { read_inbox(); }); });
  }

  /// Takes over a listening socket. Before run() only.
  void add(Acceptor acceptor, const Listener& listener) {
    gates_.push_back(std::make_unique<Gate>(Gate{std::move(acceptor), listener}));
  }
  Executor executor() { return context_.get_executor(); }

  void run();
  /// From any thread.
  void stop(std::chrono::milliseconds patience) {
    asio::post(context_, [this, patience] { begin_to_stop(patience); });
  }

  /// From any thread.
  void adopt(Descriptor descriptor, const Listener& listener) {
    asio::post(context_, [this, &listener, taken = std::move(descriptor)]() mutable {
      seat_adopted(std::move(taken), listener);
    });
  }

  std::uint64_t accepted() const { return accepted_.load(std::memory_order_relaxed); }
  std::uint64_t turned_away() const { return turned_away_.load(std::memory_order_relaxed); }

  void await_readable(Connection& connection) override;
  void await_writable(Connection& connection) override;
  void forget(Connection& connection) override;

 private:
  struct Gate {
    Acceptor acceptor;
    const Listener& listener;
    bool paused = false;
  };

  template <typename Work>
  void guarded(const std::shared_ptr<Connection>& connection, Work work);
  void accept_next(Gate& gate);
  void welcome(Socket socket, const tcp::endpoint& peer, const Listener& listener);
  void turn_away(Socket socket, const Listener& listener);
  void seat_adopted(Descriptor descriptor, const Listener& listener);
  Connection& seat(Seat taken, Connection::Origin origin, TlsSession tls);
  void read_inbox();
  void sweep_later();
  void sweep();
  void begin_to_stop(std::chrono::milliseconds patience);
  std::vector<std::shared_ptr<Connection>> everyone() const;

  Shared& shared_;
  // Nobody but this thread touches the reactor; only posting (inbox, stop) comes from others.
  asio::io_context context_{BOOST_ASIO_CONCURRENCY_HINT_UNSAFE_IO};
  Timer timer_{context_};
  std::vector<std::unique_ptr<Gate>> gates_;
  std::vector<std::unique_ptr<Seat>> seats_;
  std::size_t refused_lingering_ = 0;
  SteadyTime stop_at_{};
  std::atomic<std::uint64_t> accepted_{0};
  std::atomic<std::uint64_t> turned_away_{0};
};

void IoThread::run() {
  owner = std::this_thread::get_id();
  for (const auto& gate : gates_) accept_next(*gate);
  sweep_later();
  context_.run();
  inbox->close();
}

/// No exception leaves a connection's work: the thread serves the others. The connection it happened on is
/// closed.
template <typename Work>
void IoThread::guarded(const std::shared_ptr<Connection>& connection, Work work) {
  try {
    work();
  } catch (const std::exception& problem) {
    spdlog::error("a connection failed: {}", problem.what());
    connection->close();
  }
}

void IoThread::accept_next(Gate& gate) {
  gate.paused = false;
  gate.acceptor.async_accept([this, &gate](const error_code& problem, Socket socket) {
    if (problem == asio::error::operation_aborted || stopping) return;
    if (problem && problem != asio::error::connection_aborted) {
      // No descriptors or no memory: the connection stays in the queue, the next sweep tries again.
      gate.paused = true;
      return;
    }
    if (!problem) {
      try {
        error_code gone;
        const tcp::endpoint peer = socket.remote_endpoint(gone);
        if (!gone) welcome(std::move(socket), peer, gate.listener);
      } catch (const std::exception& failure) {
        spdlog::error("a connection could not be taken: {}", failure.what());
      }
      // Last, so that whoever sees it counted has it among the open ones, too, or knows that it is over.
      count(accepted_);
    }
    accept_next(gate);
  });
}

void IoThread::welcome(Socket socket, const tcp::endpoint& peer, const Listener& listener) {
  asio::ip::address address = peer.address();
  if (address.is_v6() && address.to_v6().is_v4_mapped()) {
    address = asio::ip::make_address_v4(asio::ip::v4_mapped, address.to_v6());
  }
  std::string text = address.to_string();
  std::string group = address_group(text);
  error_code ignored;
  socket.set_option(tcp::no_delay(true), ignored);
  socket.native_non_blocking(true, ignored);
  if (!shared_.admission.enter(group)) return turn_away(std::move(socket), listener);
  try {
    TlsSession tls = listener.tls ? make_tls_session(*listener.tls, socket.native_handle()) : nullptr;
    Connection& connection =
        seat({std::move(socket), group}, {listener.where.number, std::move(text)}, std::move(tls));
    guarded(connection.shared_from_this(), [&connection] { connection.start(); });
  } catch (...) {
    shared_.admission.leave(group);
    throw;
  }
}

/// Says 503 where that is cheap. A TLS handshake is not, and neither are thousands of refused clients at
/// once.
void IoThread::turn_away(Socket socket, const Listener& listener) {
  count(turned_away_);
  if (listener.tls || refused_lingering_ >= kRefusedLingeringMax) return;
  Connection& connection = seat({std::move(socket), {}}, {listener.where.number, {}}, nullptr);
  ++refused_lingering_;
  guarded(connection.shared_from_this(),
          [&connection] { connection.start_refused("The server has as many connections as it accepts."); });
}

void IoThread::seat_adopted(Descriptor descriptor, const Listener& listener) {
  if (stopping) return;
  try {
    sockaddr_storage peer{};
    socklen_t size = sizeof peer;
    if (::getpeername(descriptor.number(), reinterpret_cast<sockaddr*>(&peer), &size) != 0) return;
    Socket socket(context_);
    socket.assign(peer.ss_family == AF_INET6 ? tcp::v6() : tcp::v4(), descriptor.number());
    descriptor.release();
    const tcp::endpoint from = socket.remote_endpoint();
    welcome(std::move(socket), from, listener);
  } catch (const std::exception& failure) {
    spdlog::error("a connection could not be taken over: {}", failure.what());
  }
  count(accepted_);
}

Connection& IoThread::seat(Seat taken, Connection::Origin origin, TlsSession tls) {
  const int descriptor = taken.socket.native_handle();
  taken.connection = std::make_shared<Connection>(*this, std::move(origin), descriptor, std::move(tls));
  taken.connection->place = seats_.size();
  seats_.push_back(std::make_unique<Seat>(std::move(taken)));
  return *seats_.back()->connection;
}

void IoThread::await_readable(Connection& connection) {
  Seat& seat = *seats_[connection.place];
  if (std::exchange(seat.waits_to_read, true)) return;
  auto ready = [this, self = connection.shared_from_this()](const error_code& problem) {
    // The wait may have ended well just before something else closed the connection.
    if (problem == asio::error::operation_aborted || self->place == kNowhere) return;
    seats_[self->place]->waits_to_read = false;
    guarded(self, [&self] { self->readable(); });
  };
  seat.socket.async_wait(Socket::wait_read, std::move(ready));
}

void IoThread::await_writable(Connection& connection) {
  Seat& seat = *seats_[connection.place];
  if (std::exchange(seat.waits_to_write, true)) return;
  auto ready = [this, self = connection.shared_from_this()](const error_code& problem) {
    if (problem == asio::error::operation_aborted || self->place == kNowhere) return;
    seats_[self->place]->waits_to_write = false;
    guarded(self, [&self] { self->writable(); });
  };
  seat.socket.async_wait(Socket::wait_write, std::move(ready));
}

void IoThread::forget(Connection& connection) {
  const std::size_t place = connection.place;
  KEMPELEN_INVARIANT(place < seats_.size() && seats_[place]->connection.get() == &connection,
                     "a connection is forgotten once");
  const std::unique_ptr<Seat> left = std::exchange(seats_[place], nullptr);
  if (place + 1 < seats_.size()) {
    seats_[place] = std::move(seats_.back());
    seats_[place]->connection->place = place;
  }
  seats_.pop_back();
  connection.place = kNowhere;
  error_code ignored;
  left->socket.close(ignored);
  if (left->group.empty()) {
    --refused_lingering_;
  } else {
    shared_.admission.leave(left->group);
  }
  if (stopping && seats_.empty()) timer_.cancel();
}

void IoThread::read_inbox() {
  for (Inbox::Letter& letter : inbox->take()) {
    guarded(letter.connection, [&letter] { letter.connection->answered(std::move(letter.response)); });
  }
}

void IoThread::sweep_later() {
  const auto now = std::chrono::steady_clock::now();
  timer_.expires_at(stopping ? std::min(stop_at_, now + kSweepEvery) : now + kSweepEvery);
  timer_.async_wait([this](const error_code& problem) {
    if (stopping && seats_.empty()) return;  // nothing is left that could keep the context running
    if (!problem || stopping) sweep();
  });
}

/// The one timer of the thread. Walking over ten thousand connections takes less than a millisecond.
void IoThread::sweep() {
  const auto now = std::chrono::steady_clock::now();
  if (stopping && now >= stop_at_) {
    for (const auto& connection : everyone()) connection->close();
    return;
  }
  for (std::size_t i = seats_.size(); i-- > 0;) {
    // A closed connection's seat is taken by the last one, which was looked at already.
    if (i >= seats_.size()) continue;
    if (!seats_[i]->connection->is_due(now)) continue;
    const std::shared_ptr<Connection> connection = seats_[i]->connection;
    guarded(connection, [&] { connection->sweep(); });
  }
  for (const auto& gate : gates_) {
    if (gate->paused) accept_next(*gate);
  }
  sweep_later();
}

void IoThread::begin_to_stop(std::chrono::milliseconds patience) {
  stopping = true;
  stop_at_ = std::chrono::steady_clock::now() + patience;
  for (const auto& gate : gates_) {
    error_code ignored;
    gate->acceptor.close(ignored);
  }
  for (const auto& connection : everyone()) {
    guarded(connection, [&connection] { connection->finish_soon(); });
  }
  timer_.cancel();
}

std::vector<std::shared_ptr<Connection>> IoThread::everyone() const {
  std::vector<std::shared_ptr<Connection>> all;
  all.reserve(seats_.size());
  for (const auto& seat : seats_) all.push_back(seat->connection);
  return all;
}

std::string name_of(const Listen& where, std::uint16_t port) {
  const bool is_v6 = where.address.find(':') != std::string::npos;
  return (is_v6 ? "[" + where.address + "]:" : where.address + ":") + std::to_string(port);
}

Acceptor open_acceptor(const Executor& executor, const tcp::endpoint& endpoint) {
  Acceptor acceptor(executor);
  acceptor.open(endpoint.protocol());
  acceptor.set_option(asio::socket_base::reuse_address(true));
  acceptor.set_option(ReusePort(true));
  if (endpoint.address().is_v6()) acceptor.set_option(asio::ip::v6_only(true));
  acceptor.bind(endpoint);
  acceptor.listen(asio::socket_base::max_listen_connections);
  return acceptor;
}

/// One thread's hold on a socket that is open already. All of them wait for the same queue.
Acceptor hold_acceptor(const Executor& executor, Descriptor socket) {
  sockaddr_storage address{};
  socklen_t size = sizeof address;
  int listens = 0;
  socklen_t flag_size = sizeof listens;
  const bool known = ::getsockname(socket.number(), reinterpret_cast<sockaddr*>(&address), &size) == 0 &&
                     ::getsockopt(socket.number(), SOL_SOCKET, SO_ACCEPTCONN, &listens, &flag_size) == 0;
  if (!known || listens == 0 || (address.ss_family != AF_INET && address.ss_family != AF_INET6)) {
    throw Fault("the socket that was handed over is no listening TCP socket");
  }
  Acceptor acceptor(executor);
  acceptor.assign(address.ss_family == AF_INET6 ? tcp::v6() : tcp::v4(), socket.number());
  socket.release();
  return acceptor;
}

/// SO_REUSEPORT would let a second server of the same user share the port and take half of the requests. A
/// socket without it cannot be bound while anyone listens.
void refuse_taken_port(const tcp::endpoint& endpoint) {
  if (endpoint.port() == 0) return;
  asio::io_context context;
  Acceptor probe(context.get_executor());
  probe.open(endpoint.protocol());
  probe.set_option(asio::socket_base::reuse_address(true));
  if (endpoint.address().is_v6()) probe.set_option(asio::ip::v6_only(true));
  probe.bind(endpoint);
  probe.listen(1);
}

}  // namespace

struct Server::Impl {
  Impl(Handler& handler, const Limits& limits, unsigned count) : shared{handler, limits} {
    for (unsigned i = 0; i < std::max(1U, count); ++i) {
      loops.push_back(std::make_unique<IoThread>(shared, static_cast<std::uint16_t>(i)));
    }
  }

  std::vector<Acceptor> open(const Listen& where);
  std::vector<Acceptor> take_over(int socket);

  Shared shared;
  std::atomic<std::size_t> adopted{0};
  std::vector<std::unique_ptr<Listener>> listeners;
  std::vector<std::unique_ptr<IoThread>> loops;
  std::vector<std::thread> threads;
};

std::vector<Acceptor> Server::Impl::open(const Listen& where) {
  error_code problem;
  const asio::ip::address address = asio::ip::make_address(where.address, problem);
  if (problem) {
    throw Fault("cannot listen on " + name_of(where, where.port) + ": " + where.address +
                " is not an IP address");
  }
  tcp::endpoint endpoint(address, where.port);
  std::vector<Acceptor> acceptors;
  try {
    refuse_taken_port(endpoint);
    for (const auto& loop : loops) {
      acceptors.push_back(open_acceptor(loop->executor(), endpoint));
      endpoint = acceptors.front().local_endpoint();
    }
  } catch (const boost::system::system_error& failure) {
    const std::string text =
        "cannot listen on " + name_of(where, endpoint.port()) + ": " + failure.code().message();
    if (failure.code() == boost::system::errc::permission_denied) throw PortForbidden(text);
    throw Fault(text);
  }
  return acceptors;
}

std::vector<Acceptor> Server::Impl::take_over(int socket) {
  Descriptor handed(socket);
  std::vector<Acceptor> acceptors;
  for (std::size_t i = 1; i < loops.size(); ++i) {
    Descriptor copy(::fcntl(handed.number(), F_DUPFD_CLOEXEC, 0));
    if (copy.number() < 0) throw Fault("the socket that was handed over cannot be shared between threads");
    acceptors.push_back(hold_acceptor(loops[i]->executor(), std::move(copy)));
  }
  acceptors.insert(acceptors.begin(), hold_acceptor(loops.front()->executor(), std::move(handed)));
  return acceptors;
}

Server::Server(Handler& handler, Limits limits, unsigned threads)
    : impl_(std::make_unique<Impl>(handler, limits, threads)) {}

Server::~Server() {
  stop(std::chrono::milliseconds(0));
}

std::uint16_t Server::listen(const Listen& where) {
  KEMPELEN_INVARIANT(impl_->threads.empty(), "listeners are opened before the server starts");
  auto listener =
      std::make_unique<Listener>(Listener{where, where.tls ? make_tls_context(*where.tls) : nullptr});
  std::vector<Acceptor> acceptors = where.socket < 0 ? impl_->open(where) : impl_->take_over(where.socket);
  const std::uint16_t port = acceptors.front().local_endpoint().port();
  for (std::size_t i = 0; i < acceptors.size(); ++i) impl_->loops[i]->add(std::move(acceptors[i]), *listener);
  impl_->listeners.push_back(std::move(listener));
  return port;
}

void Server::expect(std::uint16_t number, std::shared_ptr<const TlsFiles> tls) {
  KEMPELEN_INVARIANT(impl_->threads.empty(), "listeners are opened before the server starts");
  TlsContext context = tls ? make_tls_context(*tls) : nullptr;
  const Listen where{.number = number, .tls = std::move(tls)};
  impl_->listeners.push_back(std::make_unique<Listener>(Listener{where, std::move(context)}));
}

void Server::adopt(std::uint16_t number, int socket) {
  Descriptor descriptor(socket);
  for (const auto& listener : impl_->listeners) {
    if (listener->where.number != number) continue;
    const std::size_t turn = impl_->adopted.fetch_add(1, std::memory_order_relaxed);
    return impl_->loops[turn % impl_->loops.size()]->adopt(std::move(descriptor), *listener);
  }
  KEMPELEN_INVARIANT(false, "connections are adopted for listeners that exist");
}

void Server::start() {
  KEMPELEN_INVARIANT(impl_->threads.empty(), "a server starts once");
  for (const auto& loop : impl_->loops) impl_->threads.emplace_back([&loop] { loop->run(); });
}

void Server::stop(std::chrono::milliseconds patience) {
  for (std::size_t i = 0; i < impl_->threads.size(); ++i) {
    if (impl_->threads[i].joinable()) impl_->loops[i]->stop(patience);
  }
  for (std::thread& thread : impl_->threads) {
    if (thread.joinable()) thread.join();
  }
}

Server::Counts Server::counts() const {
  Counts counts{};
  counts.connections_open = impl_->shared.admission.open();
  for (const auto& loop : impl_->loops) {
    counts.connections_total += loop->accepted();
    counts.connections_refused += loop->turned_away();
    counts.requests_total += loop->requests.load(std::memory_order_relaxed);
    counts.refused_total += loop->refused.load(std::memory_order_relaxed);
  }
  return counts;
}

}  // namespace kempelen::http
