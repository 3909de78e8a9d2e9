// A server of a few lines that answers what a test tells it to, or does what servers should not.
#pragma once

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <functional>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

namespace kempelen::client {

class SmallServer {
 public:
  /// The bytes to answer a request with; an empty text closes the connection without an answer.
  using Answer = std::function<std::string(const std::string& request)>;

  explicit SmallServer(Answer answer)
      : answer_(std::move(answer)), listener_(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof address;
    ::bind(listener_, reinterpret_cast<sockaddr*>(&address), size);
    ::listen(listener_, 64);
    ::getsockname(listener_, reinterpret_cast<sockaddr*>(&address), &size);
    port_ = ntohs(address.sin_port);
    acceptor_ = std::thread([this] { accept_all(); });
  }
  ~SmallServer() {
    ::shutdown(listener_, SHUT_RDWR);
    acceptor_.join();
    {
      const std::lock_guard lock(mutex_);
      for (const int connection : connections_) ::shutdown(connection, SHUT_RDWR);
    }
    for (auto& thread : threads_) thread.join();
    for (const int connection : connections_) ::close(connection);
    ::close(listener_);
  }
  SmallServer(const SmallServer&) = delete;
  SmallServer& operator=(const SmallServer&) = delete;

  std::string url() const { return "http://127.0.0.1:" + std::to_string(port_); }
  std::size_t requests() const {
    const std::lock_guard lock(mutex_);
    return requests_;
  }
  std::size_t connections() const {
    const std::lock_guard lock(mutex_);
    return connections_.size();
  }

 private:
  void accept_all() {
    for (;;) {
      const int connection = ::accept(listener_, nullptr, nullptr);
      if (connection < 0) return;
      const std::lock_guard lock(mutex_);
      connections_.push_back(connection);
      threads_.emplace_back([this, connection] { serve(connection); });
    }
  }

  void serve(int connection) {
    std::string buffer;
    for (;;) {
      const std::string request = next_request(connection, buffer);
      if (request.empty()) return;
      {
        const std::lock_guard lock(mutex_);
        ++requests_;
      }
      const std::string answer = answer_(request);
      if (answer.empty()) {
        ::shutdown(connection, SHUT_RDWR);
        return;
      }
      ::send(connection, answer.data(), answer.size(), MSG_NOSIGNAL);
    }
  }

  static std::string next_request(int connection, std::string& buffer) {
    char piece[4096];
    for (;;) {
      const std::size_t head = buffer.find("\r\n\r\n");
      if (head != std::string::npos) {
        const std::size_t length = buffer.find("Content-Length: ") + 16;
        const std::size_t whole = head + 4 + std::stoul(buffer.substr(length));
        if (buffer.size() >= whole) {
          std::string request = buffer.substr(0, whole);
          buffer.erase(0, whole);
          return request;
        }
      }
      const ssize_t got = ::recv(connection, piece, sizeof piece, 0);
      if (got <= 0) return {};
      buffer.append(piece, static_cast<std::size_t>(got));
    }
  }

  Answer answer_;
  int listener_;
  std::uint16_t port_ = 0;
  std::thread acceptor_{};
  mutable std::mutex mutex_{};
  std::vector<int> connections_{};
  std::vector<std::thread> threads_{};
  std::size_t requests_ = 0;
};

inline std::string http_answer(const std::string& body, const std::string& status = "200 OK",
                               const std::string& type = "application/x-amz-json-1.1") {
  return "HTTP/1.1 " + status + "\r\nContent-Type: " + type +
         "\r\nx-amzn-RequestId: r-1\r\nContent-Length: " + std::to_string(body.size()) + "\r\n\r\n" + body;
}

}  // namespace kempelen::client
