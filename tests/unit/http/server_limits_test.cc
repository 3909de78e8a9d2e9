// Deadlines and connection caps, with limits short enough to wait for.
#include <gtest/gtest.h>

#include <atomic>

#include "tests/unit/http/client.h"

namespace kempelen::http {
namespace {

using std::chrono::milliseconds;
using testing::Client;
using testing::echo;
using testing::eventually;
using testing::post;
using testing::Running;
using testing::since;

/// How late a busy machine may be. The design promises a second, which the benchmarks measure.
constexpr milliseconds kSlack{20'000};

Limits short_limits() {
  Limits limits;
  limits.header_time_max = milliseconds(300);
  limits.body_time_max = milliseconds(300);
  limits.idle_time_max = milliseconds(300);
  limits.write_time_max = milliseconds(300);
  return limits;
}

void expect_timeout(const std::string& beginning, const std::string& word) {
  Limits limits = short_limits();
  limits.idle_time_max = milliseconds(60'000);
  Running running(echo, limits);
  const auto start = std::chrono::steady_clock::now();
  Client client(running.port);
  client.send(beginning);
  const auto answer = client.read_answer();
  ASSERT_TRUE(answer);
  EXPECT_EQ(answer->status, 408);
  EXPECT_EQ(answer->header("connection"), "close");
  EXPECT_NE(answer->body.find(word), std::string::npos) << answer->body;
  EXPECT_EQ(client.read_to_end(), "");
  EXPECT_GE(since(start), milliseconds(300));
  EXPECT_TRUE(eventually([&] { return running.server.counts().connections_open == 0; }));
  EXPECT_LE(since(start), milliseconds(300) + kSlack);
}

TEST(ServerLimits, AHeaderMustComeInTime) {
  expect_timeout("GET / HTT", "header");
}
TEST(ServerLimits, ALineBreakDoesNotHelp) {
  expect_timeout("GET / HTTP/1.1\r\nHost: h\r\n", "header");
}
TEST(ServerLimits, ABodyMustComeInTime) {
  expect_timeout("POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 9\r\n\r\nabc", "body");
}
TEST(ServerLimits, AChunkedBodyToo) {
  expect_timeout("POST / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n9\r\nabc", "body");
}

TEST(ServerLimits, DrippingDoesNotExtendADeadline) {
  Limits limits = short_limits();
  Running running(echo, limits);
  const auto start = std::chrono::steady_clock::now();
  Client client(running.port);
  client.send("GET / HTTP/1.1\r\nHost: h\r\nX: ");
  // The two counts are not read at one moment: only what has been open can be seen closed.
  ASSERT_TRUE(eventually([&] { return running.server.counts().connections_total == 1; }));
  EXPECT_TRUE(eventually([&] {
    client.send("x");
    return running.server.counts().connections_open == 0;
  }));
  EXPECT_GE(since(start), milliseconds(300));
  EXPECT_LE(since(start), milliseconds(300) + kSlack);
  const auto answer = client.read_answer();
  EXPECT_TRUE(!answer ||
              answer->status == 408);  // whether it is seen depends on the reset that dripping on provokes
}

TEST(ServerLimits, IdleConnectionsEndQuietly) {
  Limits limits = short_limits();
  limits.idle_time_max = milliseconds(2'000);  // time enough to send something first
  Running running(echo, limits);
  const auto start = std::chrono::steady_clock::now();
  Client fresh(running.port);
  Client used(running.port);
  used.send(post("1"));
  ASSERT_TRUE(used.read_answer());
  EXPECT_EQ(fresh.read_to_end(), "");
  EXPECT_EQ(used.read_to_end(), "");
  EXPECT_GE(since(start), milliseconds(2'000));
  EXPECT_LE(since(start), milliseconds(2'000) + kSlack);
  EXPECT_EQ(running.server.counts().refused_total, 0U);
}

TEST(ServerLimits, WaitingForTheHandlerIsNotIdling) {
  std::optional<Responder> held;
  std::atomic<bool> holds{false};
  Running running(
      [&](const Request&, Responder responder) {
        held.emplace(std::move(responder));
        holds = true;
      },
      short_limits());
  Client patient(running.port);
  patient.send(post("1"));
  ASSERT_TRUE(eventually([&] { return holds.load(); }));
  Client idle(running.port);
  EXPECT_EQ(idle.read_to_end(), "") << "by now every deadline has passed";
  held->send({.status = 200, .content_type = {}, .body = "late"});
  const auto answer = patient.read_answer();
  ASSERT_TRUE(answer);
  EXPECT_EQ(answer->body, "late");
}

TEST(ServerLimits, AnAnswerMustBeTaken) {
  Running running(
      [](const Request&, Responder responder) {
        responder.send({.status = 200, .content_type = {}, .body = std::string(20'000'000, 'b')});
      },
      short_limits());
  const auto start = std::chrono::steady_clock::now();
  Client client(running.port);
  client.send(post("1"));
  ASSERT_TRUE(eventually([&] { return running.server.counts().requests_total == 1; }));
  EXPECT_TRUE(eventually([&] { return running.server.counts().connections_open == 0; }));
  EXPECT_GE(since(start), milliseconds(300));
  EXPECT_FALSE(client.read_answer()) << "the answer cannot have fit";
}

TEST(ServerLimits, ConnectionsAreCappedInTotal) {
  Limits limits;
  limits.connections_max = 3;
  Running running(echo, limits);
  std::vector<std::unique_ptr<Client>> clients;
  for (int i = 0; i < 3; ++i) {
    clients.push_back(std::make_unique<Client>(running.port));
    clients.back()->send(post("1"));
    ASSERT_TRUE(clients.back()->read_answer());
  }
  Client refused(running.port);
  refused.send(post("1"));
  const auto answer = refused.read_answer();
  ASSERT_TRUE(answer);
  EXPECT_EQ(answer->status, 503);
  EXPECT_EQ(answer->header("connection"), "close");
  EXPECT_EQ(answer->header("x-listener"), "7");
  EXPECT_EQ(refused.read_to_end(), "");
  EXPECT_EQ(running.server.counts().connections_open, 3U);
  EXPECT_EQ(running.server.counts().connections_refused, 1U);
  clients.pop_back();
  EXPECT_TRUE(eventually([&] { return running.server.counts().connections_open == 2; }));
  Client welcome(running.port);
  welcome.send(post("1"));
  const auto second = welcome.read_answer();
  ASSERT_TRUE(second);
  EXPECT_EQ(second->status, 200);
}

TEST(ServerLimits, ConnectionsAreCappedPerAddress) {
  Limits limits;
  limits.connections_per_address_max = 1;
  testing::ScriptedHandler handler(echo);
  Server server(handler, limits, 1);
  const std::uint16_t v4 = server.listen({});
  const std::uint16_t v6 = server.listen({.address = "::1"});
  server.start();
  Client first(v4);
  first.send(post("1"));
  ASSERT_TRUE(first.read_answer());
  Client second(v4);
  const auto answer = second.read_answer();
  ASSERT_TRUE(answer);
  EXPECT_EQ(answer->status, 503);
  Client elsewhere(v6, "::1");
  elsewhere.send(post("1"));
  const auto other = elsewhere.read_answer();
  ASSERT_TRUE(other);
  EXPECT_EQ(other->status, 200);
}

TEST(ServerLimits, AFloodOfRefusedConnectionsIsClosed) {
  Limits limits;
  limits.connections_max = 0;
  Running running(echo, limits);
  std::vector<std::unique_ptr<Client>> clients;
  for (std::size_t i = 0; i < kRefusedLingeringMax + 20; ++i)
    clients.push_back(std::make_unique<Client>(running.port));
  std::size_t told = 0;
  for (auto& client : clients) {
    const auto answer = client->read_answer();
    if (answer && answer->status == 503) ++told;
  }
  EXPECT_GE(told, kRefusedLingeringMax);
  EXPECT_TRUE(eventually([&] { return running.server.counts().connections_refused == clients.size(); }));
  EXPECT_EQ(running.server.counts().connections_open, 0U);
}

}  // namespace
}  // namespace kempelen::http
