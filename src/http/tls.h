// TLS as the server side of it: a context per listener, a session per connection over a non-blocking socket.
#pragma once

#include <memory>

#include "http/server.h"

struct ssl_ctx_st;
struct ssl_st;

namespace kempelen::http {

struct FreeTls {
  void operator()(ssl_ctx_st* context) const;
  void operator()(ssl_st* session) const;
};

using TlsContext = std::unique_ptr<ssl_ctx_st, FreeTls>;
using TlsSession = std::unique_ptr<ssl_st, FreeTls>;

/// TLS 1.2 and 1.3, the server's order of ciphers, no compression, no renegotiation, tickets instead of a
/// session cache that threads would share. Throws Fault, naming the file, when one cannot be used.
TlsContext make_tls_context(const TlsFiles& files);

/// A session that reads and writes `socket`, which stays the caller's.
TlsSession make_tls_session(ssl_ctx_st& context, int socket);

}  // namespace kempelen::http
