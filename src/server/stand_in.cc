// Opening and closing.
#include "server/stand_in.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include <charconv>
#include <cstdlib>
#include <string_view>

#include "base/fault.h"
#include "outgoing/address.h"
#include "server/router.h"
#include "server/stand_in_hosts.h"
#include "server/stand_in_text.h"

namespace kempelen::server {
namespace {

constexpr std::int64_t kHttpsPort = 443;
constexpr std::int64_t kPortMax = 65'535;
constexpr int kFirstInherited = 3;  // SD_LISTEN_FDS_START
constexpr auto kNumber = static_cast<std::uint16_t>(Listener::StandIn);

std::int64_t number_in(const char* variable) {
  const char* text = std::getenv(variable);
  std::int64_t number = 0;
  if (text != nullptr) std::from_chars(text, text + std::string_view(text).size(), number);
  return number;
}

std::vector<std::string> socket_names() {
  const char* given = std::getenv("LISTEN_FDNAMES");
  const std::string_view text = given == nullptr ? "" : given;
  std::vector<std::string> names;
  for (std::size_t from = 0; from < text.size();) {
    const std::size_t to = std::min(text.find(':', from), text.size());
    names.emplace_back(text.substr(from, to - from));
    from = to + 1;
  }
  return names;
}

}  // namespace

Result<InheritedSockets> inherited_sockets() {
  InheritedSockets sockets;
  if (number_in("LISTEN_PID") != getpid()) return sockets;
  const std::int64_t count = number_in("LISTEN_FDS");
  std::vector<std::string> names = socket_names();
  for (int i = 0; i < count; ++i) {
    const int socket = kFirstInherited + i;
    const auto place = static_cast<std::size_t>(i);
    const std::string name = place < names.size() ? names[place] : "";
    int& wanted = name == "proxy" ? sockets.proxy : sockets.stand_in;
    const bool known = name == "proxy" || name == "stand-in" || count == 1;
    if (!known || wanted >= 0) {
      return refuse(Code::AdminRefused,
                    fmt::format("Socket {} that was handed over is called '{}'; of several, one is "
                                "called stand-in and one proxy (FileDescriptorName=).",
                                i + 1, name));
    }
    // Not for processes that this one may start.
    fcntl(socket, F_SETFD, FD_CLOEXEC);
    wanted = socket;
  }
  return sockets;
}

Result<Done> check_wishes(const StandInWishes& wishes) {
  for (const auto& port : {wishes.port, wishes.proxy_port}) {
    if (port && (*port < 0 || *port > kPortMax)) {
      return refuse(Code::AdminRefused, fmt::format("{} is no port; the highest is {}.", *port, kPortMax));
    }
  }
  return Done{};
}

bool may_tunnel(std::string_view address, std::uint16_t port) {
  const auto read = outgoing::read_address(address);
  return port == kHttpsPort && read && outgoing::is_public(*read);
}

void StandIn::open(http::Server& server, const std::string& data_directory, const std::string& listen_address,
                   const http::Limits& limits, Instant now, RandomSource& random) {
  files_ = open_stand_in_files(data_directory, stand_in_certificate_names(), now, random);
  if (wishes_.address.empty()) wishes_.address = listen_address;
  const bool with_proxy = wishes_.proxy_port || sockets_.proxy >= 0;
  if (wishes_.port || sockets_.stand_in >= 0 || !with_proxy) {
    open_listener(server);
  } else {
    server.expect(kNumber, std::make_shared<http::TlsFiles>(files_.tls));
  }
  if (with_proxy) open_proxy(server, limits);
}

void StandIn::open_listener(http::Server& server) {
  const std::int64_t port = wishes_.port.value_or(kHttpsPort);
  try {
    port_ = server.listen({.number = kNumber,
                           .address = wishes_.address,
                           .port = static_cast<std::uint16_t>(port),
                           .tls = std::make_shared<http::TlsFiles>(files_.tls),
                           .socket = sockets_.stand_in});
  } catch (const http::PortForbidden& forbidden) {
    throw Fault(fmt::format("{}.\n{}", forbidden.what(), privileged_port_advice(port)));
  }
}

void StandIn::open_proxy(http::Server& server, const http::Limits& limits) {
  http::ProxyRules rules;
  rules.is_ours = [](std::string_view host) { return find_stand_in_host(host) != nullptr; };
  rules.take = [&server](int socket) { server.adopt(kNumber, socket); };
  rules.others = wishes_.others;
  rules.may_reach = may_tunnel;
  proxy_ = std::make_unique<http::ConnectProxy>(std::move(rules), limits);
  proxy_port_ = sockets_.proxy >= 0
                    ? proxy_->listen_on(sockets_.proxy)
                    : proxy_->listen(static_cast<std::uint16_t>(wishes_.proxy_port.value_or(0)));
}

void StandIn::start() {
  if (proxy_) proxy_->start();
}

void StandIn::stop() {
  if (proxy_) proxy_->stop();
}

std::vector<std::pair<std::string, std::string>> StandIn::connect_lines() const {
  std::vector<std::pair<std::string, std::string>> lines{{"KEMPELEN_STAND_IN_CA", files_.authority},
                                                         {"KEMPELEN_STAND_IN_BUNDLE", files_.bundle}};
  if (port_) lines.emplace_back("KEMPELEN_STAND_IN_PORT", std::to_string(*port_));
  if (proxy_port_)
    lines.emplace_back("KEMPELEN_STAND_IN_PROXY", fmt::format("http://127.0.0.1:{}", *proxy_port_));
  return lines;
}

std::string StandIn::instructions() const {
  return stand_in_instructions({files_, wishes_.address, port_, proxy_port_});
}

}  // namespace kempelen::server
