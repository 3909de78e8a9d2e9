// The least a server can do on this kernel: one level-triggered epoll loop, one read and one write per
// request, an answer made beforehand, and no check beyond finding where a request ends. What the speed of
// ours is measured against. Prints its port and ends when its standard input does.
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdint>
#include <iostream>
#include <memory>
#include <string>
#include <string_view>

namespace {

constexpr std::string_view kAnswer =
    "HTTP/1.1 200 OK\r\n"
    "Content-Type: application/x-amz-json-1.1\r\n"
    "x-amzn-RequestId: c4f5b1a0-6a2f-4a57-9a3e-0f1d2c3b4a59\r\n"
    "Content-Length: 31\r\n"
    "Date: Tue, 24 Nov 2026 14:59:00 GMT\r\n"
    "\r\n"
    R"({"AvailableBalance":"10000.00"})";

/// How long the request at the start of `input` is; 0 if it is not whole yet.
std::size_t request_size(std::string_view input) {
  const std::size_t end = input.find("\r\n\r\n");
  if (end == std::string_view::npos) return 0;
  constexpr std::string_view name = "\r\nContent-Length: ";
  const std::size_t field = input.substr(0, end).find(name);
  std::size_t length = 0;
  if (field != std::string_view::npos) {
    std::from_chars(input.data() + field + name.size(), input.data() + end, length);
  }
  const std::size_t whole = end + 4 + length;
  return input.size() < whole ? 0 : whole;
}

struct Connection {
  int socket;
  std::string input{};
};

/// False once the peer is gone.
bool serve(Connection& connection) {
  std::array<char, 8192> buffer;
  const auto received = read(connection.socket, buffer.data(), buffer.size());
  if (received <= 0) return false;
  std::string_view input(buffer.data(), static_cast<std::size_t>(received));
  if (!connection.input.empty()) {
    connection.input.append(input);
    input = connection.input;
  }
  std::size_t used = 0;
  while (const std::size_t size = request_size(input.substr(used))) {
    if (send(connection.socket, kAnswer.data(), kAnswer.size(), MSG_NOSIGNAL) < 0) return false;
    used += size;
  }
  connection.input = std::string(input.substr(used));
  return true;
}

void watch(int epoll, int descriptor, void* tag) {
  epoll_event event{};
  event.events = EPOLLIN;
  event.data.ptr = tag;
  epoll_ctl(epoll, EPOLL_CTL_ADD, descriptor, &event);
}

int listen_on(std::uint16_t port) {
  const int listener = socket(AF_INET, SOCK_STREAM, 0);
  const int on = 1;
  setsockopt(listener, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(port);
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  socklen_t size = sizeof address;
  auto* generic = reinterpret_cast<sockaddr*>(&address);
  if (bind(listener, generic, size) != 0 || listen(listener, SOMAXCONN) != 0) return -1;
  getsockname(listener, generic, &size);
  std::cout << ntohs(address.sin_port) << std::endl;
  return listener;
}

void accept_one(int epoll, int listener) {
  const int peer = accept(listener, nullptr, nullptr);
  if (peer < 0) return;
  const int on = 1;
  setsockopt(peer, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
  watch(epoll, peer, std::make_unique<Connection>(Connection{peer}).release());
}

/// Answers until standard input ends.
void run(int epoll, int listener) {
  int input_tag = 0;
  watch(epoll, listener, nullptr);
  watch(epoll, STDIN_FILENO, &input_tag);
  std::array<epoll_event, 128> events;
  for (;;) {
    const int ready = epoll_wait(epoll, events.data(), static_cast<int>(events.size()), -1);
    for (int i = 0; i < ready; ++i) {
      void* tag = events[static_cast<std::size_t>(i)].data.ptr;
      if (tag == nullptr) {
        accept_one(epoll, listener);
      } else if (tag == &input_tag) {
        char byte = 0;
        if (read(STDIN_FILENO, &byte, 1) <= 0) return;
      } else if (auto* connection = static_cast<Connection*>(tag); !serve(*connection)) {
        close(connection->socket);
        std::unique_ptr<Connection>(connection).reset();
      }
    }
  }
}

}  // namespace

int main(int argc, char** argv) {
  std::uint16_t port = 0;
  const std::string_view flag = argc == 3 ? argv[1] : "";
  if (argc != 1 && flag != "--port") {
    std::cerr << "epoll_server [--port N]\n";
    return 2;
  }
  if (argc == 3) {
    const std::string_view number = argv[2];
    std::from_chars(number.data(), number.data() + number.size(), port);
  }
  const int listener = listen_on(port);
  if (listener < 0) {
    std::cerr << "cannot listen on port " << port << '\n';
    return 1;
  }
  run(epoll_create1(0), listener);
  return 0;
}
