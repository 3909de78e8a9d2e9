// Bytes in and out of one non-blocking socket, plain or through TLS, so that a connection need not know
// which.
#pragma once

#include <cstddef>
#include <span>
#include <string_view>

#include "http/tls.h"

namespace kempelen::http {

enum class IoKind {
  Moved,      // `bytes` of them
  WantsRead,  // nothing now; wait until the socket is readable
  WantsWrite,
  Ended,  // the peer will send no more
  Broken,
};

struct IoResult {
  IoKind kind;
  std::size_t bytes = 0;
};

/// One connection's socket; does not own the descriptor. Not thread-safe.
class Transport {
 public:
  Transport(int socket, TlsSession tls) : socket_(socket), tls_(std::move(tls)) {}

  bool is_tls() const { return tls_ != nullptr; }
  /// Moved once the TLS handshake is done; plain sockets have none.
  IoResult handshake();
  IoResult read(std::span<char> into);
  /// Sends `head` and `body` as one sequence, with one system call if the socket has room. `bytes` counts
  /// what was taken of both; fewer than all means that the socket is full. After TLS has refused bytes, the
  /// same ones must come first in the next call.
  IoResult write(std::string_view head, std::string_view body);
  /// Bytes that TLS has taken from the socket already: waiting for the socket would miss them.
  bool has_unread() const;
  /// Says goodbye in TLS and ends our half of the connection.
  void finish_writing();
  /// Reads and forgets what the peer still sends, without deciphering it.
  IoResult discard(std::span<char> scratch);

 private:
  IoResult tls_outcome(int returned) const;
  IoResult write_tls(std::string_view head, std::string_view body);

  int socket_;
  TlsSession tls_;
  bool tls_failed_ = false;
};

}  // namespace kempelen::http
