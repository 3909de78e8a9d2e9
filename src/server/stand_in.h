// `kempelen stand-in`: the server under the original's host names, for programs whose host names are
// constants. It opens what `serve` opens and beside it a TLS listener that chooses by Host, a forward proxy,
// or both. It changes nothing on the machine: what must be changed it prints, and how to undo it.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/clock.h"
#include "base/random.h"
#include "base/result.h"
#include "http/connect_proxy.h"
#include "http/server.h"
#include "server/stand_in_files.h"

namespace kempelen::server {

struct StandInWishes {
  std::optional<std::int64_t> port;        // none: 443, or no such listener where there is a proxy
  std::string address;                     // empty: that of the other listeners
  std::optional<std::int64_t> proxy_port;  // none: no proxy
  http::ProxyRules::Others others = http::ProxyRules::Others::Tunnelled;
};

/// Sockets that systemd opened for us; -1 for what it did not.
struct InheritedSockets {
  int stand_in = -1;
  int proxy = -1;
};

/// Reads LISTEN_PID, LISTEN_FDS and LISTEN_FDNAMES (sd_listen_fds(3)). A socket is for what its name says,
/// `stand-in` or `proxy`; a single one without such a name is the stand-in's. Refuses others as AdminRefused.
Result<InheritedSockets> inherited_sockets();

/// AdminRefused for ports that are none.
Result<Done> check_wishes(const StandInWishes& wishes);

/// Whether the proxy may carry a connection there: port 443 of a public address.
bool may_tunnel(std::string_view address, std::uint16_t port);

class StandIn {
 public:
  StandIn(StandInWishes wishes, InheritedSockets sockets) : wishes_(std::move(wishes)), sockets_(sockets) {}

  /// Makes or finds the certificates and opens the listeners. Throws Fault; where a port takes a privilege,
  /// with what can be done.
  void open(http::Server& server, const std::string& data_directory, const std::string& listen_address,
            const http::Limits& limits, Instant now, RandomSource& random);
  void start();
  void stop();

  /// For connect.env.
  std::vector<std::pair<std::string, std::string>> connect_lines() const;
  /// What to do so that programs come here, and how to undo it.
  std::string instructions() const;

 private:
  void open_listener(http::Server& server);
  void open_proxy(http::Server& server, const http::Limits& limits);

  StandInWishes wishes_;
  InheritedSockets sockets_;
  StandInFiles files_;
  std::optional<std::uint16_t> port_;
  std::optional<std::uint16_t> proxy_port_;
  std::unique_ptr<http::ConnectProxy> proxy_;
};

}  // namespace kempelen::server
