// A forward proxy for programs on this machine: `HTTPS_PROXY=http://127.0.0.1:PORT`.
//
// It knows CONNECT alone. Connections to the names it is told are handed to whoever answers for them; others
// are carried through unread, where the rules allow it. It listens on loopback only: a proxy that others can
// use would be a hole in the operator's network.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string_view>

#include "http/limits.h"

namespace kempelen::http {

struct ProxyRules {
  enum class Others { Refused, Tunnelled };

  /// Names that are answered here, in lower case, on port 443.
  std::function<bool(std::string_view host)> is_ours;
  /// Takes over a connected socket whose CONNECT to such a name was answered.
  std::function<void(int socket)> take;
  Others others = Others::Refused;
  /// Whether a tunnel may lead there; asked after DNS, for each address in digits.
  std::function<bool(std::string_view address, std::uint16_t port)> may_reach;
};

class ConnectProxy {
 public:
  ConnectProxy(ProxyRules rules, const Limits& limits);
  ~ConnectProxy();

  /// Binds 127.0.0.1; 0 takes a free port. Returns the port taken. Throws Fault when it cannot.
  std::uint16_t listen(std::uint16_t port);
  /// Takes a listening socket somebody else opened. Throws Fault unless it is a TCP socket on loopback.
  std::uint16_t listen_on(int socket);
  void start();
  /// Ends all tunnels.
  void stop();

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace kempelen::http
