// A client that sends exactly the bytes it is told to, and a handler that tests can script.
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "http/server.h"

namespace kempelen::http::testing {

struct Answer {
  int status = 0;
  std::map<std::string, std::string> headers{};  // names in lower case
  std::string body{};

  std::string header(const std::string& name) const {
    const auto found = headers.find(name);
    return found == headers.end() ? "" : found->second;
  }
  bool has(const std::string& name) const { return headers.contains(name); }
};

enum class Body { Expected, None };

/// How bytes travel; the default is a plain socket.
class Wire {
 public:
  virtual ~Wire() = default;
  virtual bool send(std::string_view bytes) = 0;
  /// Up to 64 KiB; empty at the end, nothing when none came in time or the connection was reset.
  virtual std::optional<std::string> receive() = 0;
};

/// For what does not come. Long, since it is used up only where a test fails, and machines may be busy.
constexpr std::chrono::seconds kPatience{30};

/// Blocking, with patience.
class Client {
 public:
  explicit Client(std::uint16_t port, const std::string& address = "127.0.0.1");
  ~Client();
  Client(const Client&) = delete;
  Client& operator=(const Client&) = delete;

  int socket() const { return socket_; }
  void use(std::unique_ptr<Wire> wire) { wire_ = std::move(wire); }
  bool send(std::string_view bytes);
  void send_byte_by_byte(std::string_view bytes);
  /// Nothing when the connection ends before a whole answer was there.
  std::optional<Answer> read_answer(Body body = Body::Expected);
  /// The rest until the server ends the connection; nothing if it was reset or did not end.
  std::optional<std::string> read_to_end();
  void end_writing();
  void close();
  void set_receive_buffer(int bytes);

 private:
  bool fill();

  int socket_ = -1;
  std::string input_;
  std::unique_ptr<Wire> wire_;
};

using Script = std::function<void(const Request&, Responder)>;

class ScriptedHandler final : public Handler {
 public:
  explicit ScriptedHandler(Script script) : script_(std::move(script)) {}
  void handle(const Request& request, Responder responder) override {
    script_(request, std::move(responder));
  }
  Response refuse(std::uint16_t listener, int status, std::string_view reason) override {
    return {.status = status,
            .content_type = "text/plain",
            .headers = {{"X-Listener", std::to_string(listener)}},
            .body = std::string(reason)};
  }

 private:
  Script script_;
};

/// Answers with method, target and body.
void echo(const Request& request, Responder responder);

/// A running server with one listener.
struct Running {
  explicit Running(Script script, Limits limits = {}, unsigned threads = 1,
                   std::shared_ptr<const TlsFiles> tls = nullptr)
      : handler(std::move(script)), server(handler, limits, threads) {
    port = server.listen({.number = 7, .tls = std::move(tls)});
    server.start();
  }

  ScriptedHandler handler;
  Server server;
  std::uint16_t port = 0;
};

/// `POST /` with that body.
std::string post(std::string_view body, std::string_view further_headers = "");

/// Waits, with patience, until it is so.
bool eventually(const std::function<bool()>& is_so);

inline std::chrono::milliseconds since(std::chrono::steady_clock::time_point start) {
  return std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::steady_clock::now() - start);
}

}  // namespace kempelen::http::testing
