// One connection as a state machine: what to do when its socket can be read or written, when an answer comes
// and when a deadline passes. It knows neither Asio nor threads; its Loop waits for it.
#pragma once

#include <atomic>
#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <thread>
#include <utility>
#include <vector>

#include "base/clock.h"
#include "http/answer.h"
#include "http/head.h"
#include "http/parser.h"
#include "http/server.h"
#include "http/transport.h"

namespace kempelen::http {

class Connection;

using SteadyTime = std::chrono::steady_clock::time_point;

/// Answers that come from elsewhere than the handler's own call, on their way to the I/O thread. Outlives the
/// thread, since a Responder may be held longer than the server exists.
class Inbox {
 public:
  struct Letter {
    std::shared_ptr<Connection> connection;
    std::optional<Response> response;  // nothing: the Responder was dropped
  };
  using Wake = std::function<void()>;

  /// `wake` is called, from any thread, when the first letter comes in; never after close().
  explicit Inbox(Wake wake) : wake_(std::move(wake)) {}

  void put(Letter letter);
  std::vector<Letter> take();
  /// From now on letters are thrown away.
  void close();

 private:
  std::mutex mutex_;
  bool open_ = true;
  Wake wake_;
  std::vector<Letter> letters_;
};

/// What connections of one I/O thread share. Everything but the inbox and the counters belongs to that thread
/// alone.
class Loop {
 public:
  Loop(Handler& its_handler, const Limits& its_limits, std::uint16_t its_number)
      : handler(its_handler), limits(its_limits), number(its_number) {}
  virtual ~Loop() = default;

  /// Connection::readable or ::writable is called once, as soon as it is so. A second wait of the same kind
  /// while one is pending has no effect.
  virtual void await_readable(Connection& connection) = 0;
  virtual void await_writable(Connection& connection) = 0;
  /// Closes the socket and lets go of the connection.
  virtual void forget(Connection& connection) = 0;

  Handler& handler;
  const Limits& limits;
  const std::uint16_t number;
  std::thread::id owner{};
  bool stopping = false;
  std::shared_ptr<Inbox> inbox{};
  SystemClock clock{};
  DateText date{};
  HeadReader head_reader{};
  std::vector<char> input = std::vector<char>(kReadBytes);
  std::string output{};
  std::atomic<std::uint64_t> requests{0};
  std::atomic<std::uint64_t> refused{0};
};

/// Adds one without the cost of a locked instruction: each counter has a single writer.
inline void count(std::atomic<std::uint64_t>& counter) {
  counter.store(counter.load(std::memory_order_relaxed) + 1, std::memory_order_relaxed);
}

class Connection final : public Responder::Channel, public std::enable_shared_from_this<Connection> {
 public:
  struct Origin {
    std::uint16_t listener = 0;
    std::string peer{};
  };

  Connection(Loop& loop, Origin origin, int socket, TlsSession tls);

  /// Begins to serve.
  void start();
  /// Begins to say that a cap is reached, and to close.
  void start_refused(std::string_view reason);

  void readable();
  void writable();
  void answered(std::optional<Response> response);
  /// Whether a deadline has passed; asked every kSweepEvery, and if so sweep() must be called.
  bool is_due(SteadyTime now) const { return now >= deadline_ && state_ != State::Handling; }
  void sweep();
  /// Ends an idle connection at once and others after their answer.
  void finish_soon();
  void close();

  // Responder::Channel; from any thread.
  void answer(Response response) override;
  void abandon() noexcept override;

  /// Where the loop keeps this connection.
  std::size_t place = 0;

 private:
  enum class State { Handshaking, Reading, Handling, Writing, Lingering, Closed };
  /// How far the request that is being read has come; decides which deadline holds.
  enum class Phase { Idle, Head, Body };
  /// Where an answer given inside Handler::handle is put.
  struct Slot {
    bool filled = false;
    std::optional<Response> response{};
  };

  void deliver(std::optional<Response> response);
  void shake_hands();
  void read_on();
  void take_in(std::string_view fresh);
  std::size_t take_request(std::string_view data);
  std::size_t take_head(std::string_view data);
  std::size_t take_chunks(std::string_view data);
  std::size_t reject(const Rejection& rejection);
  void dispatch(std::string_view body);
  void respond(std::optional<Response> response);
  Response refusal(int status, std::string_view reason);
  void transmit(std::string_view head, std::string_view body);
  void transmit_rest();
  void transmitted();
  void say_continue();
  void linger();
  void drain();
  void arm();
  void set_phase();
  void forget_request();

  Loop& loop_;
  const std::shared_ptr<Inbox> inbox_;
  const std::thread::id owner_;
  const Origin origin_;
  Transport transport_;
  State state_ = State::Reading;
  Phase phase_ = Phase::Idle;
  SteadyTime deadline_{};
  Slot* slot_ = nullptr;

  std::string input_;  // received and not used up; empty while idle
  HeadScanner scanner_;
  std::size_t head_size_ = 0;  // 0 until the header is complete
  Framing framing_;
  std::unique_ptr<ChunkedBody> chunks_;
  bool skipped_empty_line_ = false;
  bool said_continue_ = false;

  std::string output_;  // what the socket had no room for
  std::size_t output_sent_ = 0;
  std::size_t progress_ = 0;
  bool interim_ = false;  // what is being sent is a 100, not the answer
  bool omits_body_ = false;
  bool close_after_ = false;
  bool timed_out_ = false;
  std::size_t lingered_ = 0;
};

}  // namespace kempelen::http
