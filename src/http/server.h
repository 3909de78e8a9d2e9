// The HTTP/1.1 server: sockets, TLS, limits and time-outs below; one Handler above.
//
// Every I/O thread owns an io_context and its own listening sockets (SO_REUSEPORT). A handler runs on the I/O
// thread of its connection and either answers before it returns (no hop, no allocation) or keeps the
// Responder and answers later from any thread. What arrives on a connection while an answer is outstanding
// waits in the socket.
#pragma once

#include <chrono>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "base/fault.h"
#include "http/limits.h"
#include "http/message.h"

namespace kempelen::http {

class Responder;

class Handler {
 public:
  virtual ~Handler() = default;
  /// Must see to it that `responder` is sent exactly one response. Views in `request` die when this returns.
  virtual void handle(const Request& request, Responder responder) = 0;
  /// The answer for what the server refuses by itself (400, 408, 413, 431, 503, 505) and for a request whose
  /// Responder was dropped (500), so that every answer has the form its listener's clients can read. `reason`
  /// is one sentence naming the limit or the rule. Runs on any I/O thread.
  virtual Response refuse(std::uint16_t listener, int status, std::string_view reason) = 0;
};

/// The right to answer one request. Movable; may be called from any thread; a Responder destroyed unused
/// answers 500.
class Responder {
 public:
  /// Where the answer goes: a connection, or in a test whatever collects answers. Called once for each
  /// Responder, from the thread that sends or drops it.
  class Channel {
   public:
    virtual ~Channel() = default;
    virtual void answer(Response response) = 0;
    virtual void abandon() noexcept = 0;
  };

  explicit Responder(std::shared_ptr<Channel> channel);
  Responder(Responder&&) noexcept;
  Responder& operator=(Responder&&) noexcept;
  ~Responder();
  /// Does nothing if a response was sent before.
  void send(Response response);

 private:
  std::shared_ptr<Channel> channel_;
};

/// PEM files. TLS 1.2 and 1.3, ALPN `http/1.1`.
struct TlsFiles {
  std::string certificate_chain_file;
  std::string private_key_file;
};

struct Listen {
  std::uint16_t number = 0;           // comes back as Request::listener
  std::string address = "127.0.0.1";  // textual; `::1` and `0.0.0.0` too
  std::uint16_t port = 0;             // 0 takes a free port
  std::shared_ptr<const TlsFiles> tls{};
  /// A listening TCP socket that another process opened for us, such as systemd; address and port are then
  /// its own. The server closes it.
  int socket = -1;
};

/// The operating system does not let this user have the port.
class PortForbidden : public Fault {
 public:
  using Fault::Fault;
};

class Server {
 public:
  /// `handler` must outlive the server.
  Server(Handler& handler, Limits limits, unsigned threads);
  ~Server();

  /// Binds and listens; returns the port taken. Throws Fault, naming address and port (or the TLS file), when
  /// it cannot, also when another process of ours has the port; PortForbidden when that takes a privilege.
  /// Call before start().
  std::uint16_t listen(const Listen& where);
  /// A listener without a port of its own: its connections come through adopt(). Call before start().
  void expect(std::uint16_t number, std::shared_ptr<const TlsFiles> tls);
  /// Takes over a connected TCP socket, as if it had come in at the listener with that number. From any
  /// thread, while the server runs or after it.
  void adopt(std::uint16_t number, int socket);
  /// Starts the I/O threads and returns.
  void start();
  /// Stops accepting, lets requests under way finish for at most `patience`, closes everything, joins the
  /// threads. Responders still held afterwards may be sent or dropped; nothing happens. A stopped server
  /// stays stopped.
  void stop(std::chrono::milliseconds patience);

  struct Counts {
    std::uint64_t connections_open, connections_total, connections_refused, requests_total, refused_total;
  };
  Counts counts() const;

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace kempelen::http
