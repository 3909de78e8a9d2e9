// The forward proxy: names of ours end here, others are refused or carried through, and nothing waits longer
// than it may.
#include "http/connect_proxy.h"

#include <arpa/inet.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/socket.h>
#include <unistd.h>

#include "base/fault.h"
#include "tests/unit/http/client.h"

namespace kempelen::http {
namespace {

using testing::Client;
using testing::echo;
using testing::eventually;
using ::testing::HasSubstr;
using ::testing::IsSupersetOf;
using testing::post;
using testing::Running;

constexpr std::string_view kOurs = "ours.example.org";
constexpr std::string_view kEstablished = "HTTP/1.1 200 Connection established\r\n\r\n";

bool anywhere(std::string_view, std::uint16_t) {
  return true;
}

bool nowhere(std::string_view, std::uint16_t) {
  return false;
}

/// A server that takes what the proxy hands on as listener 9, and the proxy before it.
struct Proxied {
  explicit Proxied(ProxyRules::Others others = ProxyRules::Others::Refused, Limits limits = {},
                   std::function<bool(std::string_view, std::uint16_t)> may_reach = nowhere)
      : handler(echo),
        server(handler, limits, 2),
        proxy(std::make_unique<ConnectProxy>(rules(others, std::move(may_reach)), limits)) {
    server.expect(9, nullptr);
    server.start();
    port = proxy->listen(0);
    proxy->start();
  }
  ~Proxied() { proxy.reset(); }
  Proxied(const Proxied&) = delete;
  Proxied& operator=(const Proxied&) = delete;

  ProxyRules rules(ProxyRules::Others others,
                   std::function<bool(std::string_view, std::uint16_t)> may_reach) {
    return {.is_ours = [](std::string_view host) { return host == kOurs; },
            .take = [this](int socket) { server.adopt(9, socket); },
            .others = others,
            .may_reach = std::move(may_reach)};
  }

  testing::ScriptedHandler handler;
  Server server;
  std::unique_ptr<ConnectProxy> proxy;
  std::uint16_t port = 0;
};

std::string connect_to(std::string_view target) {
  return "CONNECT " + std::string(target) + " HTTP/1.1\r\nHost: " + std::string(target) + "\r\n\r\n";
}

/// Reads exactly the proxy's consent.
void expect_established(Client& client) {
  std::string text(kEstablished.size(), '\0');
  ASSERT_EQ(::recv(client.socket(), text.data(), text.size(), MSG_WAITALL),
            static_cast<ssize_t>(kEstablished.size()));
  EXPECT_EQ(text, kEstablished);
}

TEST(ConnectProxy, EndsConnectionsToItsNamesHere) {
  Proxied proxied;
  for (int i = 0; i < 4; ++i) {
    Client client(proxied.port);
    client.send_byte_by_byte(connect_to("Ours.Example.Org:443"));
    expect_established(client);
    for (const std::string body : {"first", "second"}) {
      client.send(post(body));
      const auto answer = client.read_answer();
      ASSERT_TRUE(answer);
      EXPECT_EQ(answer->body, "POST /\n" + body);
    }
  }
  EXPECT_TRUE(eventually([&] { return proxied.server.counts().connections_open == 0; }));
  EXPECT_EQ(proxied.server.counts().connections_total, 4U);
}

// A client need not wait for the answer: what it sends at once belongs to the server behind.
TEST(ConnectProxy, LeavesWhatFollowsTheHeaderInTheSocket) {
  Proxied proxied;
  Client client(proxied.port);
  client.send(connect_to("ours.example.org:443") + post("early"));
  expect_established(client);
  const auto answer = client.read_answer();
  ASSERT_TRUE(answer);
  EXPECT_EQ(answer->body, "POST /\nearly");
}

TEST(ConnectProxy, RefusesOthersWithoutTunnels) {
  Proxied proxied;
  Client client(proxied.port);
  client.send(connect_to("s3.amazonaws.com:443"));
  const auto answer = client.read_answer();
  ASSERT_TRUE(answer);
  EXPECT_EQ(answer->status, 403);
  EXPECT_THAT(answer->body, HasSubstr("NO_PROXY"));
  EXPECT_EQ(client.read_to_end(), "");
}

TEST(ConnectProxy, RefusesItsNamesOnOtherPorts) {
  Proxied proxied(ProxyRules::Others::Tunnelled);
  Client client(proxied.port);
  client.send(connect_to("ours.example.org:80"));
  const auto answer = client.read_answer();
  ASSERT_TRUE(answer);
  EXPECT_EQ(answer->status, 403);
}

// Asked for what DNS gave, so that a name leads nowhere that its address may not.
TEST(ConnectProxy, LeadsOnlyWhereItMay) {
  std::vector<std::string> asked;
  Proxied proxied(ProxyRules::Others::Tunnelled, {}, [&asked](std::string_view address, std::uint16_t port) {
    asked.push_back(std::string(address) + " " + std::to_string(port));
    return false;
  });
  for (const char* target : {"127.0.0.1:443", "localhost:80", "[::1]:443"}) {
    Client client(proxied.port);
    client.send(connect_to(target));
    const auto answer = client.read_answer();
    ASSERT_TRUE(answer) << target;
    EXPECT_EQ(answer->status, 403) << target;
    EXPECT_THAT(answer->body, HasSubstr("public addresses only"));
  }
  EXPECT_THAT(asked, IsSupersetOf({"127.0.0.1 443", "127.0.0.1 80", "::1 443"}));
}

TEST(ConnectProxy, CarriesOthersThroughUnread) {
  Running upstream([](const Request& request, Responder responder) {
    responder.send({.status = 200, .content_type = {}, .body = std::string(request.body)});
  });
  Proxied proxied(ProxyRules::Others::Tunnelled, {}, anywhere);
  Client client(proxied.port);
  client.send(connect_to("127.0.0.1:" + std::to_string(upstream.port)));
  expect_established(client);
  const std::string big(1'500'000, 'x');
  for (const std::string& body : {std::string("small"), big}) {
    client.send(post(body));
    const auto answer = client.read_answer();
    ASSERT_TRUE(answer);
    EXPECT_TRUE(answer->body == body);
  }
  EXPECT_EQ(proxied.server.counts().connections_total, 0U);
  client.end_writing();
  EXPECT_EQ(client.read_to_end(), "") << "the end of either side is passed on";
}

TEST(ConnectProxy, SaysWhenNobodyAnswers) {
  std::uint16_t closed = 0;
  {
    Running gone(echo);
    closed = gone.port;
  }
  Proxied proxied(ProxyRules::Others::Tunnelled, {}, anywhere);
  for (const std::string& target :
       {"127.0.0.1:" + std::to_string(closed), std::string("no.such.invalid:443")}) {
    Client client(proxied.port);
    client.send(connect_to(target));
    const auto answer = client.read_answer();
    ASSERT_TRUE(answer) << target;
    EXPECT_EQ(answer->status, 502) << target;
  }
}

TEST(ConnectProxy, RefusesWhatIsNoConnect) {
  Proxied proxied(ProxyRules::Others::Tunnelled);
  const struct {
    std::string request;
    int status;
  } cases[] = {{"GET http://ours.example.org/ HTTP/1.1\r\nHost: ours.example.org\r\n\r\n", 405},
               {post("{}"), 405},
               {"CONNECT ours.example.org HTTP/1.1\r\n\r\n", 400},
               {"CONNECT ours.example.org:443 HTTP/1.1\r\nX: " + std::string(20'000, 'x'), 431}};
  for (const auto& one : cases) {
    Client client(proxied.port);
    client.send(one.request);
    const auto answer = client.read_answer();
    ASSERT_TRUE(answer) << one.request.substr(0, 60);
    EXPECT_EQ(answer->status, one.status);
    EXPECT_EQ(answer->header("connection"), "close");
  }
}

TEST(ConnectProxy, WaitsForAHeaderAsLongAsTheServerDoes) {
  Limits limits;
  limits.header_time_max = std::chrono::milliseconds(150);
  Proxied proxied(ProxyRules::Others::Refused, limits);
  const auto start = std::chrono::steady_clock::now();
  Client client(proxied.port);
  client.send("CONNECT ours.exam");
  static_cast<void>(client.read_to_end());
  EXPECT_GE(testing::since(start).count(), 140);
  EXPECT_LT(testing::since(start).count(), 20'000);
}

TEST(ConnectProxy, EndsATunnelThatIsIdle) {
  Running upstream(echo);
  Limits limits;
  limits.header_time_max = limits.idle_time_max = std::chrono::milliseconds(300);
  Proxied proxied(ProxyRules::Others::Tunnelled, limits, anywhere);
  Client client(proxied.port);
  client.send(connect_to("127.0.0.1:" + std::to_string(upstream.port)));
  expect_established(client);
  static_cast<void>(client.read_to_end());
  EXPECT_TRUE(eventually([&] { return upstream.server.counts().connections_open == 0; }));
}

TEST(ConnectProxy, EndsItsTunnels) {
  Running upstream(echo);
  Proxied proxied(ProxyRules::Others::Tunnelled, {}, anywhere);
  Client client(proxied.port);
  client.send(connect_to("127.0.0.1:" + std::to_string(upstream.port)));
  expect_established(client);
  ASSERT_TRUE(eventually([&] { return upstream.server.counts().connections_open == 1; }));
  proxied.proxy.reset();
  EXPECT_TRUE(eventually([&] { return upstream.server.counts().connections_open == 0; }));
  EXPECT_EQ(client.read_to_end(), "");
}

int listening_socket(std::uint32_t address) {
  const int socket = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  sockaddr_in where{};
  where.sin_family = AF_INET;
  where.sin_addr.s_addr = htonl(address);
  EXPECT_EQ(::bind(socket, reinterpret_cast<sockaddr*>(&where), sizeof where), 0);
  EXPECT_EQ(::listen(socket, 16), 0);
  return socket;
}

ProxyRules any_rules() {
  return {.is_ours = [](std::string_view) { return false; },
          .take = [](int socket) { ::close(socket); },
          .may_reach = nowhere};
}

TEST(ConnectProxy, TakesASocketOnLoopbackOnly) {
  ConnectProxy good(any_rules(), {});
  EXPECT_NE(good.listen_on(listening_socket(INADDR_LOOPBACK)), 0);
  ConnectProxy bad(any_rules(), {});
  EXPECT_THROW(bad.listen_on(listening_socket(INADDR_ANY)), Fault);
  ConnectProxy none(any_rules(), {});
  EXPECT_THROW(none.listen_on(-1), Fault);
}

// systemd opens the socket; all threads share its queue.
TEST(ServerListen, TakesASocketThatSomebodyElseOpened) {
  testing::ScriptedHandler handler(echo);
  Server server(handler, {}, 3);
  const std::uint16_t port = server.listen({.number = 7, .socket = listening_socket(INADDR_LOOPBACK)});
  server.start();
  for (int i = 0; i < 12; ++i) {
    Client client(port);
    client.send(post("x"));
    const auto answer = client.read_answer();
    ASSERT_TRUE(answer);
    EXPECT_EQ(answer->body, "POST /\nx");
  }
  EXPECT_TRUE(eventually([&] { return server.counts().connections_total == 12; }));
}

TEST(ServerListen, RefusesASocketThatDoesNotListen) {
  testing::ScriptedHandler handler(echo);
  Server server(handler, {}, 1);
  EXPECT_THROW(server.listen({.socket = ::socket(AF_INET, SOCK_STREAM, 0)}), Fault);
  EXPECT_THROW(server.listen({.socket = ::socket(AF_UNIX, SOCK_STREAM, 0)}), Fault);
}

}  // namespace
}  // namespace kempelen::http
