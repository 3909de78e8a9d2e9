// The client against servers of a few lines that do what servers should not.
#include "outgoing/client.h"

#include <arpa/inet.h>
#include <gtest/gtest.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <functional>
#include <string>
#include <thread>

namespace kempelen::outgoing {
namespace {

/// Takes one connection and lets `serve` have it.
class OneConnection {
 public:
  explicit OneConnection(std::function<void(int)> serve) : listener_(::socket(AF_INET, SOCK_STREAM, 0)) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof address;
    EXPECT_EQ(::bind(listener_, reinterpret_cast<sockaddr*>(&address), size), 0);
    EXPECT_EQ(::listen(listener_, 4), 0);
    ::getsockname(listener_, reinterpret_cast<sockaddr*>(&address), &size);
    port_ = ntohs(address.sin_port);
    thread_ = std::thread([this, serve = std::move(serve)] {
      const int connection = ::accept(listener_, nullptr, nullptr);
      if (connection < 0) return;
      serve(connection);
      ::close(connection);
    });
  }
  ~OneConnection() {
    ::shutdown(listener_, SHUT_RDWR);
    thread_.join();
    ::close(listener_);
  }
  std::string url(const std::string& host = "127.0.0.1") const {
    return "http://" + host + ":" + std::to_string(port_) + "/x";
  }

 private:
  int listener_;
  std::uint16_t port_ = 0;
  std::thread thread_;
};

std::string read_request(int connection) {
  std::string text;
  char buffer[4096];
  while (text.find("the body") == std::string::npos) {
    const ssize_t got = ::read(connection, buffer, sizeof buffer);
    if (got <= 0) break;
    text.append(buffer, static_cast<std::size_t>(got));
  }
  return text;
}

void say(int connection, const std::string& text) {
  std::size_t sent = 0;
  while (sent < text.size()) {
    const ssize_t now = ::send(connection, text.data() + sent, text.size() - sent, MSG_NOSIGNAL);
    if (now <= 0) return;
    sent += static_cast<std::size_t>(now);
  }
}

ClientSettings allowing_loopback() {
  ClientSettings settings;
  settings.addresses = AddressRules({read_network("127.0.0.1").value()});
  settings.plain_http = true;
  settings.answer_within = Duration::seconds(2);
  return settings;
}

Answer post(const ClientSettings& settings, const std::string& url) {
  Client client(settings);
  client.begin(7, Request{.url = url, .headers = {{"X-Test", "yes"}}, .body = "the body"});
  for (;;) {
    auto answers = client.wait(Duration::seconds(5));
    if (answers.empty()) continue;
    EXPECT_EQ(answers.front().ticket, 7u);
    return std::move(answers.front());
  }
}

TEST(OutgoingClient, PostsAndReadsTheAnswer) {
  std::string request;
  const OneConnection server([&](int c) {
    request = read_request(c);
    say(c, "HTTP/1.1 201 Created\r\nContent-Length: 2\r\n\r\nok");
  });
  const Answer answer = post(allowing_loopback(), server.url());
  EXPECT_EQ(answer.trouble, Trouble::None);
  EXPECT_EQ(answer.status, 201);
  EXPECT_EQ(answer.body, "ok");
  EXPECT_TRUE(request.starts_with("POST /x HTTP/1.1\r\n")) << request;
  EXPECT_NE(request.find("X-Test: yes\r\n"), std::string::npos);
  EXPECT_NE(request.find("Content-Length: 8\r\n"), std::string::npos);
}

TEST(OutgoingClient, ARedirectIsAnAnswer) {
  const OneConnection server([](int c) {
    read_request(c);
    say(c, "HTTP/1.1 302 Found\r\nLocation: http://127.0.0.1:1/\r\nContent-Length: 0\r\n\r\n");
  });
  const Answer answer = post(allowing_loopback(), server.url());
  EXPECT_EQ(answer.trouble, Trouble::None);
  EXPECT_EQ(answer.status, 302);
}

TEST(OutgoingClient, RefusesTheAddressBehindAName) {
  const OneConnection server([](int) {});
  ClientSettings settings;
  settings.plain_http = true;
  settings.answer_within = Duration::seconds(2);  // where the address is not refused, nobody answers
  for (const char* host :
       {"127.0.0.1", "localhost", "2130706433", "0x7f000001", "127.1", "[::ffff:127.0.0.1]"}) {
    const Answer answer = post(settings, server.url(host));
    ASSERT_EQ(answer.trouble, Trouble::AddressRefused) << host << ": " << answer.reason;
  }
}

// `localhost` may be both ::1 and 127.0.0.1; only what is allowed is connected to.
TEST(OutgoingClient, OfSeveralAddressesTakesTheAllowedOne) {
  const OneConnection server([](int c) {
    read_request(c);
    say(c, "HTTP/1.1 204 No Content\r\n\r\n");
  });
  EXPECT_EQ(post(allowing_loopback(), server.url("localhost")).status, 204);
}

TEST(OutgoingClient, PlainHttpHasToBeAllowed) {
  ClientSettings settings = allowing_loopback();
  settings.plain_http = false;
  const OneConnection server([](int) {});
  EXPECT_EQ(post(settings, server.url()).trouble, Trouble::Unsendable);
  EXPECT_EQ(post(settings, "file:///etc/passwd").trouble, Trouble::Unsendable);
  EXPECT_EQ(post(settings, "gopher://127.0.0.1/").trouble, Trouble::Unsendable);
}

TEST(OutgoingClient, BoundsTheAnswerInSizeAndTime) {
  ClientSettings settings = allowing_loopback();
  settings.answer_bytes_max = 1'000;
  const OneConnection endless([](int c) {
    read_request(c);
    say(c, "HTTP/1.1 200 OK\r\n\r\n" + std::string(1'000'000, 'x'));
  });
  const Answer large = post(settings, endless.url());
  EXPECT_EQ(large.trouble, Trouble::None);
  EXPECT_EQ(large.status, 200);
  EXPECT_TRUE(large.cut_short);
  EXPECT_EQ(large.body.size(), 1'000u);

  settings.answer_within = Duration::millis(300);
  const OneConnection silent([](int c) {
    read_request(c);
    char byte;
    while (::read(c, &byte, 1) > 0) {
    }
  });
  EXPECT_EQ(post(settings, silent.url()).trouble, Trouble::NotAnswered);
}

TEST(OutgoingClient, ABrokenAnswerIsNone) {
  const OneConnection dying([](int c) {
    read_request(c);
    say(c, "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf");
  });
  EXPECT_EQ(post(allowing_loopback(), dying.url()).trouble, Trouble::NotAnswered);
  const OneConnection mute([](int c) { read_request(c); });
  EXPECT_EQ(post(allowing_loopback(), mute.url()).trouble, Trouble::NotAnswered);
  EXPECT_EQ(post(allowing_loopback(), "http://127.0.0.1:1/").trouble, Trouble::NotAnswered);
}

TEST(OutgoingClient, AReasonHoldsNothingOfTheAddress) {
  const Answer answer = post(allowing_loopback(), "http://127.0.0.1:1/secret-path?token=secret");
  EXPECT_EQ(answer.reason.find("secret"), std::string::npos) << answer.reason;
}

TEST(OutgoingClient, WakesAWait) {
  const ClientSettings settings = allowing_loopback();
  Client client(settings);
  client.wake();
  EXPECT_TRUE(client.wait(Duration::seconds(60)).empty());
}

}  // namespace
}  // namespace kempelen::outgoing
