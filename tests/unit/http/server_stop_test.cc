// Stopping: requests under way are answered, idle connections end, nothing waits longer than it may.
#include <gtest/gtest.h>

#include <atomic>
#include <stdexcept>
#include <thread>

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

bool refuses_connections(std::uint16_t port) {
  try {
    const Client client(port);
    return false;
  } catch (const std::runtime_error&) {
    return true;
  }
}

TEST(ServerStop, LetsRequestsUnderWayFinish) {
  std::optional<Responder> held;
  std::atomic<bool> holds{false};
  Running running(
      [&](const Request& request, Responder responder) {
        if (request.body != "hold") return echo(request, std::move(responder));
        held.emplace(std::move(responder));
        holds = true;
      },
      {}, 2);
  Client waiting(running.port);
  waiting.send(post("hold"));
  Client idle(running.port);
  idle.send(post("1"));
  ASSERT_TRUE(idle.read_answer());
  Client sending(running.port);
  sending.send("POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 4\r\n\r\nha");
  Client untouched(running.port);
  ASSERT_TRUE(eventually([&] { return holds.load() && running.server.counts().connections_open == 4; }));

  const auto start = std::chrono::steady_clock::now();
  std::jthread stopper([&] { running.server.stop(milliseconds(60'000)); });
  EXPECT_EQ(idle.read_to_end(), "");
  EXPECT_EQ(untouched.read_to_end(), "");
  EXPECT_TRUE(eventually([&] { return refuses_connections(running.port); }));
  sending.send("lf");
  const auto half = sending.read_answer();
  held->send({.status = 200, .content_type = {}, .body = "done"});
  const auto answer = waiting.read_answer();
  waiting.close();
  sending.close();
  stopper.join();
  ASSERT_TRUE(half && answer);
  EXPECT_EQ(half->body, "POST /\nhalf");
  EXPECT_EQ(half->header("connection"), "close");
  EXPECT_EQ(answer->body, "done");
  EXPECT_EQ(answer->header("connection"), "close");
  EXPECT_LT(since(start), milliseconds(50'000)) << "it must not use up its patience";
  EXPECT_EQ(running.server.counts().connections_open, 0U);
}

TEST(ServerStop, LosesPatience) {
  std::optional<Responder> held;
  std::atomic<bool> holds{false};
  Running running([&](const Request&, Responder responder) {
    held.emplace(std::move(responder));
    holds = true;
  });
  Client client(running.port);
  client.send(post("1"));
  ASSERT_TRUE(eventually([&] { return holds.load(); }));
  const auto start = std::chrono::steady_clock::now();
  running.server.stop(milliseconds(200));
  EXPECT_GE(since(start), milliseconds(200));
  EXPECT_LT(since(start), milliseconds(20'000));
  EXPECT_FALSE(client.read_answer());
  held->send({.status = 200, .content_type = {}, .body = "too late"});
}

TEST(ServerStop, RespondersMayOutliveTheServer) {
  std::vector<Responder> held;
  std::atomic<std::size_t> holds{0};
  {
    Running running([&](const Request&, Responder responder) {
      held.push_back(std::move(responder));
      ++holds;
    });
    Client first(running.port);
    Client second(running.port);
    first.send(post("1"));
    second.send(post("2"));
    ASSERT_TRUE(eventually([&] { return holds == 2; }));
  }
  held.front().send({});
  held.clear();
}

TEST(ServerStop, WorksTwiceAndBeforeTheStart) {
  Running running(echo);
  running.server.stop(milliseconds(0));
  running.server.stop(milliseconds(0));
  testing::ScriptedHandler handler(echo);
  Server never_started(handler, {}, 2);
  EXPECT_NE(never_started.listen({}), 0);
  never_started.stop(milliseconds(0));
}

TEST(ServerStop, UnderLoadLosesNoAnswerItBegan) {
  std::atomic<std::uint64_t> handled{0};
  Running running(
      [&](const Request& request, Responder responder) {
        ++handled;
        echo(request, std::move(responder));
      },
      {}, 2);
  std::atomic<std::uint64_t> answered{0};
  // All are connected before the first begins: the server may have stopped before the last thread runs.
  std::vector<std::unique_ptr<Client>> clients;
  for (int i = 0; i < 8; ++i) clients.push_back(std::make_unique<Client>(running.port));
  std::vector<std::jthread> threads;
  for (const auto& client : clients) {
    threads.emplace_back([&] {
      while (client->send(post("x")) && client->read_answer()) ++answered;
    });
  }
  EXPECT_TRUE(eventually([&] { return answered > 500; }));
  running.server.stop(milliseconds(60'000));
  for (auto& thread : threads) thread.join();
  EXPECT_EQ(handled.load(), answered.load());
}

}  // namespace
}  // namespace kempelen::http
