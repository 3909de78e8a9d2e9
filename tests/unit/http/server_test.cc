// What an orderly client sees: keep-alive, pipelining, split packets, HEAD, 100-continue, chunks, late
// answers.
#include "http/server.h"

#include <gtest/gtest.h>

#include <atomic>
#include <mutex>
#include <thread>

#include "base/clock.h"
#include "base/fault.h"
#include "tests/unit/http/client.h"

namespace kempelen::http {
namespace {

using testing::Answer;
using testing::Body;
using testing::Client;
using testing::echo;
using testing::eventually;
using testing::post;
using testing::Running;

TEST(Server, AnswersARequestWithExactLengthAndTrueDate) {
  Running running(echo);
  Client client(running.port);
  client.send(post("{}"));
  const auto answer = client.read_answer();
  ASSERT_TRUE(answer);
  EXPECT_EQ(answer->status, 200);
  EXPECT_EQ(answer->body, "POST /\n{}");
  EXPECT_EQ(answer->header("content-length"), "9");
  EXPECT_EQ(answer->header("content-type"), "text/plain");
  EXPECT_FALSE(answer->has("connection"));
  const Instant now = SystemClock().now();
  const std::string date = answer->header("date");
  EXPECT_TRUE(date == format_http_date(now) || date == format_http_date(now - Duration::seconds(1))) << date;
}

TEST(Server, TellsTheHandlerWhatItNeeds) {
  std::string seen;
  Running running([&](const Request& request, Responder responder) {
    seen = std::string(request.method) + "|" + std::string(request.target) + "|" + std::string(request.path) +
           "|" + std::string(request.query) + "|" + std::string(request.peer) + "|" +
           std::to_string(request.listener) + "|" +
           std::string(request.header("x-AMZ-target").value_or("none")) + "|" +
           std::string(request.header("accept-encoding").value_or("none")) + "|" +
           std::string(request.header("absent").value_or("none"));
    responder.send({});
  });
  Client client(running.port);
  client.send(
      "PUT /a%20b?x=1&y HTTP/1.1\r\nHost: h:8080\r\nX-Amz-Target:  T.Op \t\r\nAccept-Encoding:\r\n\r\n");
  ASSERT_TRUE(client.read_answer());
  EXPECT_EQ(seen, "PUT|/a%20b?x=1&y|/a%20b|x=1&y|127.0.0.1|7|T.Op||none");
}

TEST(Server, KeepsTheConnection) {
  Running running(echo);
  Client client(running.port);
  for (int i = 0; i < 50; ++i) {
    client.send(post(std::to_string(i)));
    const auto answer = client.read_answer();
    ASSERT_TRUE(answer);
    EXPECT_EQ(answer->body, "POST /\n" + std::to_string(i));
  }
  EXPECT_EQ(running.server.counts().connections_total, 1U);
  EXPECT_EQ(running.server.counts().requests_total, 50U);
  EXPECT_EQ(running.server.counts().connections_open, 1U);
}

TEST(Server, AnswersPipelinedRequestsInOrder) {
  Running running(echo);
  Client client(running.port);
  std::string all;
  for (int i = 0; i < 300; ++i) all += post("request " + std::to_string(i));
  client.send(all);
  for (int i = 0; i < 300; ++i) {
    const auto answer = client.read_answer();
    ASSERT_TRUE(answer) << i;
    ASSERT_EQ(answer->body, "POST /\nrequest " + std::to_string(i));
  }
}

TEST(Server, HandlesOneRequestOfAConnectionAtATime) {
  std::mutex mutex;
  std::vector<Responder> held;
  Running running([&](const Request&, Responder responder) {
    const std::lock_guard lock(mutex);
    held.push_back(std::move(responder));
  });
  const auto holds = [&] {
    const std::lock_guard lock(mutex);
    return held.size();
  };
  Client client(running.port);
  client.send(post("1") + post("2") + post("3"));
  ASSERT_TRUE(eventually([&] { return holds() == 1; }));
  // A second request would be handed over in the same turn of the loop; another connection shows that turns
  // go by.
  Client other(running.port);
  other.send(post("x"));
  ASSERT_TRUE(eventually([&] { return holds() == 2; }));
  for (std::size_t i = 0; i < 3; ++i) {
    ASSERT_TRUE(eventually([&] { return holds() >= (i == 0 ? 1 : i + 2); }));
    Responder next = [&] {
      const std::lock_guard lock(mutex);
      return std::move(held[i == 0 ? 0 : i + 1]);
    }();
    next.send({.status = 200, .content_type = {}, .body = std::to_string(i)});
    const auto answer = client.read_answer();
    ASSERT_TRUE(answer);
    EXPECT_EQ(answer->body, std::to_string(i));
    EXPECT_LE(holds(), i + 3);
  }
  const std::lock_guard lock(mutex);
  EXPECT_EQ(held.size(), 4U);
  held.clear();
}

TEST(Server, UnderstandsRequestsThatArriveByteByByte) {
  Running running(echo);
  Client client(running.port);
  for (const std::string body : {"", "x", "a longer body\r\n\r\nwith an empty line"}) {
    client.send_byte_by_byte(post(body));
    const auto answer = client.read_answer();
    ASSERT_TRUE(answer);
    EXPECT_EQ(answer->body, "POST /\n" + body);
  }
}

TEST(Server, TakesABodyOfTheLargestSize) {
  Limits limits;
  Running running(echo, limits);
  Client client(running.port);
  std::string body(limits.body_bytes_max, 'x');
  body.front() = 'a';
  body.back() = 'z';
  std::jthread sender([&] { client.send(post(body) + post("after")); });
  const auto answer = client.read_answer();
  const auto after = client.read_answer();
  sender.join();
  ASSERT_TRUE(answer && after);
  EXPECT_TRUE(answer->body == "POST /\n" + body);
  EXPECT_EQ(after->body, "POST /\nafter");
}

TEST(Server, DecodesChunkedBodies) {
  Running running(echo);
  const std::string head = "POST / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: Chunked\r\n\r\n";
  Client client(running.port);
  client.send(head + "4\r\nWiki\r\n5;name=value\r\npedia\r\n0\r\nTrailer: dropped\r\n\r\n" + post("next"));
  const auto whole = client.read_answer();
  const auto next = client.read_answer();
  ASSERT_TRUE(whole && next);
  EXPECT_EQ(whole->body, "POST /\nWikipedia");
  EXPECT_EQ(next->body, "POST /\nnext");
  client.send_byte_by_byte(head + "4\r\nWiki\r\n5;name=value\r\npedia\r\n0\r\n\r\n" + post("again"));
  const auto split = client.read_answer();
  const auto again = client.read_answer();
  ASSERT_TRUE(split && again);
  EXPECT_EQ(split->body, "POST /\nWikipedia");
  EXPECT_EQ(again->body, "POST /\nagain");
}

TEST(Server, ClosesAfterHttp10AndOnRequest) {
  Running running(echo);
  for (const std::string request :
       {"GET /old HTTP/1.0\r\n\r\n", "GET /old HTTP/1.0\r\nConnection: keep-alive\r\n\r\n",
        "GET /old HTTP/1.1\r\nHost: h\r\nConnection: TE, Close\r\n\r\n"}) {
    Client client(running.port);
    client.send(request);
    const auto answer = client.read_answer();
    ASSERT_TRUE(answer) << request;
    EXPECT_EQ(answer->body, "GET /old\n");
    EXPECT_EQ(answer->header("connection"), "close");
    EXPECT_EQ(client.read_to_end(), "");
  }
}

TEST(Server, AnnouncesThatTheHandlerWantsToClose) {
  Running running(
      [](const Request&, Responder responder) { responder.send({.content_type = {}, .close = true}); });
  Client client(running.port);
  client.send(post("1") + post("2"));
  const auto answer = client.read_answer();
  ASSERT_TRUE(answer);
  EXPECT_EQ(answer->header("connection"), "close");
  EXPECT_EQ(client.read_to_end(), "");
  EXPECT_EQ(running.server.counts().requests_total, 1U);
}

TEST(Server, AnswersExpectContinueInAnyCase) {
  Running running(echo);
  for (const std::string word : {"100-continue", "100-Continue"}) {
    Client client(running.port);
    client.send("POST / HTTP/1.1\r\nHost: h\r\nExpect: " + word + "\r\nContent-Length: 4\r\n\r\n");
    const auto interim = client.read_answer(Body::None);
    ASSERT_TRUE(interim);
    EXPECT_EQ(interim->status, 100);
    EXPECT_TRUE(interim->headers.empty());
    client.send("body");
    const auto answer = client.read_answer();
    ASSERT_TRUE(answer);
    EXPECT_EQ(answer->status, 200);
    EXPECT_EQ(answer->body, "POST /\nbody");
  }
  Client chunked(running.port);
  chunked.send("POST / HTTP/1.1\r\nHost: h\r\nExpect: 100-continue\r\nTransfer-Encoding: chunked\r\n\r\n");
  const auto interim = chunked.read_answer(Body::None);
  ASSERT_TRUE(interim);
  EXPECT_EQ(interim->status, 100);
  chunked.send("1\r\nx\r\n0\r\n\r\n");
  const auto answer = chunked.read_answer();
  ASSERT_TRUE(answer);
  EXPECT_EQ(answer->body, "POST /\nx");
}

TEST(Server, DoesNotSayContinueWhenTheBodyCameAlong) {
  Running running(echo);
  Client client(running.port);
  client.send(post("body", "Expect: 100-continue\r\n"));
  const auto answer = client.read_answer();
  ASSERT_TRUE(answer);
  EXPECT_EQ(answer->status, 200);
}

TEST(Server, AnswersHeadWithoutABody) {
  Running running(echo);
  Client client(running.port);
  client.send("HEAD /page HTTP/1.1\r\nHost: h\r\n\r\n");
  const auto answer = client.read_answer(Body::None);
  ASSERT_TRUE(answer);
  EXPECT_EQ(answer->header("content-length"), "11");
  client.send(post("next"));
  const auto next = client.read_answer();
  ASSERT_TRUE(next);
  EXPECT_EQ(next->body, "POST /\nnext");
}

TEST(Server, SendsNoBodyWithNoContent) {
  Running running([](const Request&, Responder responder) {
    responder.send({.status = 204, .content_type = {}, .body = "must not be sent"});
  });
  Client client(running.port);
  client.send(post("1"));
  const auto first = client.read_answer();
  client.send(post("2"));
  const auto second = client.read_answer();
  ASSERT_TRUE(first && second);
  EXPECT_EQ(second->status, 204);
  EXPECT_FALSE(second->has("content-length"));
}

TEST(Server, IgnoresOneEmptyLineBeforeARequest) {
  Running running(echo);
  Client client(running.port);
  client.send(post("1") + "\r\n" + post("2"));
  ASSERT_TRUE(client.read_answer());
  const auto answer = client.read_answer();
  ASSERT_TRUE(answer);
  EXPECT_EQ(answer->body, "POST /\n2");
}

TEST(Server, SendsAnswersFromAnotherThread) {
  std::vector<std::jthread> threads;
  std::mutex mutex;
  Running running(
      [&](const Request& request, Responder responder) {
        const std::lock_guard lock(mutex);
        threads.emplace_back([body = std::string(request.body), responder = std::move(responder)]() mutable {
          responder.send({.status = 200, .content_type = {}, .body = body});
        });
      },
      {}, 2);
  std::vector<std::unique_ptr<Client>> clients;
  for (int i = 0; i < 8; ++i) clients.push_back(std::make_unique<Client>(running.port));
  for (int round = 0; round < 20; ++round) {
    for (auto& client : clients)
      client->send(post("a" + std::to_string(round)) + post("b" + std::to_string(round)));
    for (auto& client : clients) {
      for (const std::string letter : {"a", "b"}) {
        const auto answer = client->read_answer();
        ASSERT_TRUE(answer);
        ASSERT_EQ(answer->body, letter + std::to_string(round));
      }
    }
  }
  for (auto& thread : threads) thread.join();
}

TEST(Server, AnswersForADroppedResponder) {
  Running running([](const Request&, Responder) {});
  Client client(running.port);
  for (int i = 0; i < 2; ++i) {
    client.send(post(""));
    const auto answer = client.read_answer();
    ASSERT_TRUE(answer);
    EXPECT_EQ(answer->status, 500);
    EXPECT_EQ(answer->header("x-listener"), "7");
    EXPECT_FALSE(answer->has("connection"));
  }
}

TEST(Server, AnswersForAResponderDroppedElsewhereOrReplaced) {
  std::jthread thread;
  Running running([&](const Request&, Responder responder) {
    thread = std::jthread(
        [responder = std::move(responder)]() mutable { Responder dropped = std::move(responder); });
  });
  Client client(running.port);
  client.send(post(""));
  const auto answer = client.read_answer();
  thread.join();
  ASSERT_TRUE(answer);
  EXPECT_EQ(answer->status, 500);
}

TEST(Server, AnswersForAHandlerThatThrows) {
  Running running([](const Request&, Responder) { throw Fault("the disk is gone"); });
  Client client(running.port);
  client.send(post(""));
  const auto answer = client.read_answer();
  ASSERT_TRUE(answer);
  EXPECT_EQ(answer->status, 500);
  EXPECT_EQ(answer->body.find("disk"), std::string::npos);
}

TEST(Server, SendsOnlyTheFirstAnswer) {
  Running running([](const Request&, Responder responder) {
    responder.send({.status = 200, .content_type = {}, .body = "first"});
    responder.send({.status = 200, .content_type = {}, .body = "second"});
  });
  Client client(running.port);
  client.send(post("") + post(""));
  for (int i = 0; i < 2; ++i) {
    const auto answer = client.read_answer();
    ASSERT_TRUE(answer);
    EXPECT_EQ(answer->body, "first");
  }
}

TEST(Server, DoesNotLetAHeaderBeSplit) {
  Running running([](const Request&, Responder responder) {
    responder.send({.content_type = {}, .headers = {{"Location", "/a\r\nSet-Cookie: evil=1"}}});
  });
  Client client(running.port);
  client.send(post(""));
  const auto answer = client.read_answer();
  ASSERT_TRUE(answer);
  EXPECT_EQ(answer->status, 500);
  EXPECT_FALSE(answer->has("set-cookie"));
}

TEST(Server, SendsAnswersLargerThanTheSocketsBuffer) {
  const std::string big(20'000'000, 'b');
  Running running([&](const Request&, Responder responder) {
    responder.send({.status = 200, .content_type = {}, .body = big});
  });
  Client client(running.port);
  client.send(post("1") + post("2"));
  for (int i = 0; i < 2; ++i) {
    const auto answer = client.read_answer();
    ASSERT_TRUE(answer);
    EXPECT_TRUE(answer->body == big);
  }
}

TEST(Server, OutlivesClientsThatGoAway) {
  std::mutex mutex;
  std::vector<Responder> held;
  const std::string big(20'000'000, 'b');
  Running running([&](const Request& request, Responder responder) {
    if (request.path == "/hold") {
      const std::lock_guard lock(mutex);
      held.push_back(std::move(responder));
    } else {
      responder.send({.status = 200, .content_type = {}, .body = request.path == "/big" ? big : "small"});
    }
  });
  {
    Client mid_header(running.port);
    mid_header.send("POST / HTTP/1.1\r\nHo");
    Client mid_body(running.port);
    mid_body.send("POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 100\r\n\r\nabc");
    Client mid_chunk(running.port);
    mid_chunk.send("POST / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n10\r\nabc");
    Client mid_answer(running.port);
    mid_answer.send("GET /big HTTP/1.1\r\nHost: h\r\n\r\n");
    Client before_answer(running.port);
    before_answer.send("GET /hold HTTP/1.1\r\nHost: h\r\n\r\n");
    ASSERT_TRUE(eventually([&] {
      const std::lock_guard lock(mutex);
      return held.size() == 1 && running.server.counts().requests_total == 2;
    }));
  }
  held.front().send({.status = 200, .content_type = {}, .body = big});
  EXPECT_TRUE(eventually([&] { return running.server.counts().connections_open == 0; }));
  Client client(running.port);
  client.send(post(""));
  const auto answer = client.read_answer();
  ASSERT_TRUE(answer);
  EXPECT_EQ(answer->body, "small");
}

TEST(Server, AnswersAClientThatHasEndedItsHalf) {
  Running running(echo);
  Client client(running.port);
  client.send(post("last"));
  client.end_writing();
  const auto answer = client.read_answer();
  ASSERT_TRUE(answer);
  EXPECT_EQ(answer->body, "POST /\nlast");
  EXPECT_EQ(client.read_to_end(), "");
}

TEST(Server, ServesManyConnectionsOnSeveralThreads) {
  std::atomic<unsigned> seen_threads{0};
  Running running(
      [&](const Request& request, Responder responder) {
        seen_threads.fetch_or(1U << request.thread);
        echo(request, std::move(responder));
      },
      {}, 2);
  std::vector<std::unique_ptr<Client>> clients;
  for (int i = 0; i < 64; ++i) clients.push_back(std::make_unique<Client>(running.port));
  for (auto& client : clients) client->send(post("hello"));
  for (auto& client : clients) {
    const auto answer = client->read_answer();
    ASSERT_TRUE(answer);
    EXPECT_EQ(answer->body, "POST /\nhello");
  }
  EXPECT_EQ(seen_threads.load(), 3U);
}

TEST(Server, ListensOnIpv6) {
  testing::ScriptedHandler handler(echo);
  Server server(handler, {}, 1);
  const std::uint16_t port = server.listen({.address = "::1"});
  server.start();
  Client client(port, "::1");
  client.send(post("six"));
  const auto answer = client.read_answer();
  ASSERT_TRUE(answer);
  EXPECT_EQ(answer->body, "POST /\nsix");
}

TEST(Server, NamesAddressAndPortWhenItCannotListen) {
  Running running(echo);
  testing::ScriptedHandler handler(echo);
  Server second(handler, {}, 1);
  const std::string place = "127.0.0.1:" + std::to_string(running.port);
  const auto message = [&](const Listen& where) -> std::string {
    try {
      second.listen(where);
      return "it listens";
    } catch (const Fault& fault) {
      return fault.what();
    }
  };
  EXPECT_NE(message({.port = running.port}).find(place), std::string::npos)
      << message({.port = running.port});
  EXPECT_NE(message({.address = "nowhere", .port = 80}).find("nowhere:80"), std::string::npos);
  EXPECT_NE(message({.address = "192.0.2.1", .port = 8080}).find("192.0.2.1:8080"), std::string::npos);
}

}  // namespace
}  // namespace kempelen::http
