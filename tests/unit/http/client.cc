// The test client's sockets.
#include "tests/unit/http/client.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>
#include <unistd.h>

#include <charconv>
#include <stdexcept>
#include <thread>

#include "base/text.h"

namespace kempelen::http::testing {

Client::Client(std::uint16_t port, const std::string& address) {
  sockaddr_storage storage{};
  socklen_t size = 0;
  if (address.find(':') == std::string::npos) {
    auto* v4 = reinterpret_cast<sockaddr_in*>(&storage);
    v4->sin_family = AF_INET;
    v4->sin_port = htons(port);
    inet_pton(AF_INET, address.c_str(), &v4->sin_addr);
    size = sizeof *v4;
  } else {
    auto* v6 = reinterpret_cast<sockaddr_in6*>(&storage);
    v6->sin6_family = AF_INET6;
    v6->sin6_port = htons(port);
    inet_pton(AF_INET6, address.c_str(), &v6->sin6_addr);
    size = sizeof *v6;
  }
  socket_ = ::socket(storage.ss_family, SOCK_STREAM, 0);
  const timeval patience{std::chrono::seconds(kPatience).count(), 0};
  setsockopt(socket_, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
  setsockopt(socket_, SOL_SOCKET, SO_SNDTIMEO, &patience, sizeof patience);
  const int on = 1;
  setsockopt(socket_, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
  if (connect(socket_, reinterpret_cast<sockaddr*>(&storage), size) != 0) {
    throw std::runtime_error("the test client cannot connect");
  }
}

Client::~Client() {
  wire_.reset();
  close();
}

bool Client::send(std::string_view bytes) {
  if (wire_) return wire_->send(bytes);
  while (!bytes.empty()) {
    const auto sent = ::send(socket_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
    if (sent <= 0) return false;
    bytes.remove_prefix(static_cast<std::size_t>(sent));
  }
  return true;
}

void Client::send_byte_by_byte(std::string_view bytes) {
  for (const char byte : bytes) send({&byte, 1});
}

bool Client::fill() {
  if (wire_) {
    const auto bytes = wire_->receive();
    if (!bytes || bytes->empty()) return false;
    input_ += *bytes;
    return true;
  }
  std::string buffer(65536, '\0');
  const auto received = recv(socket_, buffer.data(), buffer.size(), 0);
  if (received <= 0) return false;
  input_.append(buffer, 0, static_cast<std::size_t>(received));
  return true;
}

std::optional<Answer> Client::read_answer(Body body) {
  std::size_t end = 0;
  while ((end = input_.find("\r\n\r\n")) == std::string::npos) {
    if (!fill()) return std::nullopt;
  }
  const std::string head = input_.substr(0, end + 2);
  input_.erase(0, end + 4);
  Answer answer;
  std::from_chars(head.data() + 9, head.data() + 12, answer.status);
  for (std::size_t at = head.find("\r\n") + 2; at < head.size();) {
    const std::size_t line_end = head.find("\r\n", at);
    const std::string line = head.substr(at, line_end - at);
    const std::size_t colon = line.find(':');
    answer.headers[lower(line.substr(0, colon))] =
        std::string(trim(std::string_view(line).substr(colon + 1)));
    at = line_end + 2;
  }
  std::size_t length = 0;
  const std::string text = answer.header("content-length");
  std::from_chars(text.data(), text.data() + text.size(), length);
  if (body == Body::None) return answer;
  while (input_.size() < length) {
    if (!fill()) return std::nullopt;
  }
  answer.body = input_.substr(0, length);
  input_.erase(0, length);
  return answer;
}

std::optional<std::string> Client::read_to_end() {
  for (;;) {
    std::string buffer(65536, '\0');
    if (wire_) {
      const auto bytes = wire_->receive();
      if (!bytes) return std::nullopt;
      if (bytes->empty()) return std::exchange(input_, {});
      input_ += *bytes;
      continue;
    }
    const auto received = recv(socket_, buffer.data(), buffer.size(), 0);
    if (received < 0) return std::nullopt;
    if (received == 0) return std::exchange(input_, {});
    input_.append(buffer, 0, static_cast<std::size_t>(received));
  }
}

void Client::end_writing() {
  ::shutdown(socket_, SHUT_WR);
}

void Client::close() {
  if (socket_ >= 0) ::close(socket_);
  socket_ = -1;
}

void Client::set_receive_buffer(int bytes) {
  setsockopt(socket_, SOL_SOCKET, SO_RCVBUF, &bytes, sizeof bytes);
}

void echo(const Request& request, Responder responder) {
  const std::string text =
      std::string(request.method) + " " + std::string(request.target) + "\n" + std::string(request.body);
  responder.send({.status = 200, .content_type = "text/plain", .headers = {}, .body = text});
}

std::string post(std::string_view body, std::string_view further_headers) {
  return "POST / HTTP/1.1\r\nHost: localhost\r\n" + std::string(further_headers) +
         "Content-Length: " + std::to_string(body.size()) + "\r\n\r\n" + std::string(body);
}

bool eventually(const std::function<bool()>& is_so) {
  const auto start = std::chrono::steady_clock::now();
  while (since(start) < kPatience) {
    if (is_so()) return true;
    std::this_thread::sleep_for(std::chrono::milliseconds(5));
  }
  return is_so();
}

}  // namespace kempelen::http::testing
